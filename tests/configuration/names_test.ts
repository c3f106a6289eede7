import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import {
  ACTIVATION_NAMES,
  CONSTRAINT_NAMES,
  INITIALIZER_NAMES,
  REGULARIZER_NAMES,
} from "../../lib/configuration/names.ts";
import { LOSS_NAMES, METRIC_NAMES } from "../../lib/configuration/compile_names.ts";
import { FUNCTIONS } from "../../lib/metrics/mean_metric_wrapper.ts";
import { namesIn } from "../../lib/configuration/registry.ts";

const BASES = ["Regularizer", "Constraint", "constraint"];

/** Bases, and what Keras has in its configurations but nobody names. */
const UNNAMED = /^(loss|metric|loss_?function_?wrapper|mean_?metric_?wrapper)$/i;

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

Deno.test("the names that compile takes by their types are those of the registry", () => {
  const named = (...modules: string[]) =>
    modules.flatMap(namesIn).filter((name) => !UNNAMED.test(name));
  assertEquals([...LOSS_NAMES].sort(), [...new Set(named("keras.losses"))].sort());
  const metrics = [...named("keras.metrics", FUNCTIONS), "accuracy", "acc", "crossentropy", "ce"];
  assertEquals([...METRIC_NAMES].sort(), [...new Set(metrics)].sort());
});

Deno.test("a misspelt name does not compile", () => {
  assertThrows(
    // @ts-expect-error -- no activation is called so
    () => new tf.keras.layers.Dense(1, "rleu"),
    RangeError,
    'Dense: expected activation to be an activation or a known name, received activation="rleu"',
  );
});
