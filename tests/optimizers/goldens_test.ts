/**
 * Every optimizer makes Keras's steps, with every option, eagerly and in `tf.function` with one trace
 * for all steps; every schedule gives Keras's rates.
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { namesIn } from "../../lib/configuration/registry.ts";
import { assertAllClose, float32 } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";
import { goldens, makeOptimizer, makeSchedule, withKeras3 } from "./goldens.ts";

const { shapes, start, gradients } = goldens;
const NAMES = ["kernel", "bias"] as const;

const tensor = (values: readonly number[], shape: readonly number[]) =>
  tf.constant([...values], { shape, dtype: "float32" });

for (const { class: name, options, after, variables, config } of goldens.cases) {
  for (const traced of [false, true]) {
    const how = traced ? "in tf.function" : "eagerly";
    Deno.test(`${name} ${JSON.stringify(options)} steps as Keras does ${how}`, () =>
      withKeras3(() => {
        const optimizer = makeOptimizer(name, options);
        const weights = NAMES.map((key) =>
          new tf.Variable(tensor(start[key], shapes[key]), { name: `dense/${key}` })
        );
        optimizer.build(weights);
        const apply = (...grads: tf.Tensor[]) =>
          optimizer.applyGradients(grads.map((it, i) => [it, weights[i]!] as const));
        const graph = tf.function(apply);
        const step = traced ? graph : apply;
        gradients.forEach((values, i) => {
          step(...NAMES.map((key) => tensor(values[key], shapes[key])));
          NAMES.forEach((key, which) => {
            const expected = float32(after[i]![key], shapes[key]);
            assertAllClose(weights[which]!, expected, tolerance("optimizer"), `step ${i}, ${key}`);
          });
        });
        if (traced) assertEquals(graph.experimentalGetTracingCount(), 1);
        const own = [...optimizer.variables];
        assertEquals(own.map((it) => it.path), variables.map((it) => it.path));
        assertEquals(own.map((it) => it.name), variables.map((it) => it.name));
        own.forEach((it, i) => {
          const { value, shape, path } = variables[i]!;
          const actual = tf.cast(it, "float32");
          assertAllClose(actual, float32(value, shape), tolerance("optimizer"), path);
        });
        assertEquals(JSON.parse(JSON.stringify(optimizer.getConfig())), config);
        const Class = optimizer.constructor as unknown as {
          fromConfig(config: object): tf.keras.optimizers.Optimizer;
        };
        assertEquals(Class.fromConfig(config).getConfig(), optimizer.getConfig(), "fromConfig");
      }));
  }
}

for (const { class: name, options, config, serialized, values } of goldens.schedules) {
  Deno.test(`${name} ${JSON.stringify(options)} gives Keras's rates`, () =>
    withKeras3(() => {
      const schedule = makeSchedule(name, options);
      const traced = tf.function((step: tf.Tensor) => schedule(step));
      values.forEach((value, step) => {
        const expected = float32([value], []);
        const given = tf.constant(step, "int32");
        assertAllClose(schedule(given), expected, tolerance("transcendental"), `step ${step}`);
        assertAllClose(traced(given), expected, tolerance("transcendental"), `traced ${step}`);
      });
      const { deserialize, serialize } = tf.keras.optimizers.schedules;
      assertEquals(JSON.parse(JSON.stringify(schedule.getConfig())), config);
      assertEquals(JSON.parse(JSON.stringify(serialize(schedule))), serialized);
      const copy = deserialize(serialize(schedule));
      assertEquals([copy.constructor, copy.getConfig()], [
        schedule.constructor,
        schedule.getConfig(),
      ]);
    }));
}

Deno.test("every registered optimizer has goldens, four at least, and every schedule two", () => {
  const count = (all: readonly { readonly class: string }[], name: string) =>
    all.filter((it) => it.class === name).length;
  const wrappers = ["LossScaleOptimizer", "MultiOptimizer", "OptimizerMap"];
  const optimizers = namesIn("keras.optimizers").filter((it) => !wrappers.includes(it));
  assert(optimizers.length === 14);
  for (const name of optimizers) assert(count(goldens.cases, name) >= 4, name);
  for (const name of namesIn("keras.optimizers.schedules")) {
    assert(count(goldens.schedules, name) >= 2, name);
  }
});
