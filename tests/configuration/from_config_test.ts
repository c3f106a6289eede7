/**
 * What every class's `fromConfig` says of a wrong configuration, and that the error begins at the
 * line that called it; walks the registry, so that no class can be added untested.
 */
import { assert, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { namesIn } from "../../lib/configuration/registry.ts";

interface Class {
  readonly name: string;
  fromConfig?(config: unknown): unknown;
}

const NAMESPACES = {
  "keras.layers": tf.keras.layers,
  "keras.initializers": tf.keras.initializers,
  "keras.regularizers": tf.keras.regularizers,
  "keras.constraints": tf.keras.constraints,
  "keras.optimizers": tf.keras.optimizers,
  "keras.optimizers.schedules": tf.keras.optimizers.schedules,
} as const;

/** What else a configuration needs before what is too much in it is looked at. */
const NEEDED: Readonly<Record<string, object>> = {
  LossScaleOptimizer: { inner_optimizer: { class_name: "SGD", config: {} } },
  MultiOptimizer: { optimizer_map: { class_name: "SGD", config: {} } },
};

/** Bases whose subclasses say what options there are. */
const BASES: readonly string[] = ["Constraint", "Regularizer"];

/** Fails unless an error begins in this file. */
function assertBeginsHere(error: Error): void {
  const frame = error.stack!.split("\n").find((line) => /^\s+at /.test(line));
  assert(frame?.includes("from_config_test.ts"), `${error.message}\n${frame}`);
}

for (const [module, namespace] of Object.entries(NAMESPACES)) {
  const seen = new Set<unknown>();
  for (const name of namesIn(module)) {
    const Class = (Object.hasOwn(namespace, name) ? Reflect.get(namespace, name) : undefined) as
      | Class
      | undefined;
    if (typeof Class?.fromConfig !== "function" || seen.has(Class)) continue;
    seen.add(Class);
    Deno.test(`${module}.${name}.fromConfig() refuses what is no configuration, at the caller`, () => {
      for (const config of [undefined, null, 3, "x", []]) {
        const error = assertThrows(() => Class.fromConfig!(config), TypeError);
        assert(error.message.includes(`${Class.name}.fromConfig: expected`), error.message);
        assertBeginsHere(error);
      }
      if (BASES.includes(name)) return;
      const error = assertThrows(
        () => Class.fromConfig!({ ...NEEDED[name], no_such_option: 1 }),
        Error,
      );
      assert(error instanceof TypeError || error instanceof RangeError, String(error));
      assert(/no_such_option|noSuchOption/.test(error.message), error.message);
      assertBeginsHere(error);
    });
  }
}
