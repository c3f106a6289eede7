import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import {
  ACTIVATION_NAMES,
  CONSTRAINT_NAMES,
  INITIALIZER_NAMES,
  REGULARIZER_NAMES,
} from "../../lib/configuration/names.ts";
import { namesIn } from "../../lib/configuration/registry.ts";

const BASES = ["Regularizer", "Constraint", "constraint"];

Deno.test("the names that options take by their types are those of the registry", () => {
  const lists = [
    ["keras.activations", ACTIVATION_NAMES],
    ["keras.initializers", INITIALIZER_NAMES],
    ["keras.regularizers", REGULARIZER_NAMES],
    ["keras.constraints", CONSTRAINT_NAMES],
  ] as const;
  for (const [module, names] of lists) {
    const known = namesIn(module).filter((name) => !BASES.includes(name));
    assertEquals([...names].sort(), known.sort(), module);
  }
});

Deno.test("a misspelt name does not compile", () => {
  assertThrows(
    // @ts-expect-error -- no activation is called so
    () => new tf.keras.layers.Dense(1, "rleu"),
    RangeError,
    'Dense: expected activation to be an activation or a known name, received activation="rleu"',
  );
});
