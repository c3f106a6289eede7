/**
 * Every metric gives Keras's results after each of three unequal batches, with every option and with
 * weights of every rank, eagerly and in `tf.function`; every metric function gives Keras's values.
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { namesIn } from "../../lib/configuration/registry.ts";
import { FUNCTIONS } from "../../lib/metrics/mean_metric_wrapper.ts";
import { setMask } from "../../lib/layers/base/masks.ts";
import { assertAllClose, float32 } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";
import {
  type Case,
  functionOf,
  goldens,
  makeMetric,
  numbersOf,
  optionsOf,
  type Stored,
  tensor,
  withKeras3,
} from "./goldens.ts";

const { data, cases, functions } = goldens;
const expected = (it: Stored) => float32(numbersOf(it), it.shape);
const close = tolerance("layer");

/** What a case takes in, batch after batch: labels, predictions, weights and mask where there are. */
function inputsOf(it: Case): tf.Tensor[][] {
  return data[it.data]!.map(({ y_true, y_pred, mask }, i) =>
    [y_true, y_pred, it.weights[i], mask].filter((stored) =>
      stored !== undefined && stored !== null
    )
      .map((stored) => tensor(stored!))
  );
}

/** Runs `updateState` on what {@linkcode inputsOf} gave. */
function update(metric: tf.keras.metrics.Metric, it: Case, inputs: readonly tf.Tensor[]): void {
  const given = [...inputs];
  const yTrue = given.shift()!;
  const yPred = data[it.data]![0]!.y_pred === null ? [] : [given.shift()!];
  const options = it.kind === null ? [] : [{ sampleWeight: given.shift()! }];
  if (given.length > 0) setMask(yPred[0]!, given[0]!);
  metric.updateState(yTrue, ...yPred, ...options);
}

for (const traced of [false, true]) {
  const how = traced ? "in tf.function" : "eagerly";
  for (const it of cases) {
    const weights = it.kind === null ? "" : `, weights: ${it.kind}`;
    const label = `${it.class} ${JSON.stringify(it.options)} of ${it.data}${weights}`;
    Deno.test(`${label} gives Keras's results ${how}`, () =>
      withKeras3(() => {
        const metric = makeMetric(it.class, it.options);
        if (it.start !== null) {
          assertAllClose(metric.result() as tf.Tensor, expected(it.start), close, "start");
        }
        const step = (...inputs: tf.Tensor[]) => {
          update(metric, it, inputs);
          return metric.result() as tf.Tensor;
        };
        const run = traced ? tf.function(step) : step;
        inputsOf(it).forEach((inputs, i) => {
          const result = run(...inputs);
          assertAllClose(result, expected(it.results[i]!), close, `batch ${i}`);
          assertEquals(result.dtype, it.results[i]!.dtype);
        });
        const own = [...metric.variables];
        assertEquals(
          own.map(({ path, name, shape, dtype }) => ({ path, name, shape: [...shape], dtype })),
          it.variables.map(({ path, name, shape, dtype }) => ({ path, name, shape, dtype })),
        );
        own.forEach((variable, i) => {
          const values = tf.cast(variable, "float32");
          assertAllClose(values, expected(it.variables[i]!), close, variable.path);
        });
        metric.resetState();
        for (const variable of metric.variables) {
          assert(Number(tf.reduceSum(tf.abs(tf.cast(variable, "float32")))) === 0);
        }
        if (traced) return;
        const config = JSON.parse(JSON.stringify(metric.getConfig()));
        assertEquals(tf.keras.saving.serializeKerasObject(config), ourConfig(it));
        const Class = metric.constructor as unknown as {
          fromConfig(config: object): tf.keras.metrics.Metric;
        };
        assertEquals(
          Class.fromConfig({ ...it.config, ...lost(it) }).getConfig(),
          metric.getConfig(),
          "fromConfig",
        );
        const { deserialize, serialize } = tf.keras.metrics;
        const copy = deserialize(serialize(metric)) as tf.keras.metrics.Metric;
        assertEquals(copy.constructor, metric.constructor);
        assertEquals(copy.getConfig(), metric.getConfig());
      }));
  }
}

/** What Keras's configuration has forgotten. */
function lost({ class: name, options }: Case): Record<string, unknown> {
  const { axis } = options;
  return name === "CosineSimilarity" && axis !== undefined && axis !== -1 ? { axis } : {};
}

/** Keras's configuration as ours: of its own functions, ours has the name. */
function ourConfig(it: Case): Record<string, unknown> {
  const fn = it.config["fn"] as { config: string } | undefined;
  return { ...it.config, ...lost(it), ...fn === undefined ? {} : { fn: fn.config } };
}

for (const { name, data: kind, options, result } of functions) {
  Deno.test(`${name} ${JSON.stringify(options)} of ${kind} gives Keras's values`, () => {
    const { y_true, y_pred } = data[kind]![2]!;
    const run = functionOf(name);
    const call = (a: tf.Tensor, b: tf.Tensor) => run(a, b, optionsOf(options));
    const inputs = [tensor(y_true), tensor(y_pred!)] as const;
    assertAllClose(call(...inputs), expected(result), close, "eager");
    assertAllClose(tf.function(call)(...inputs), expected(result), close, "traced");
  });
}

Deno.test("every registered metric has goldens of three sets of options, every function one", () => {
  const classes = namesIn("keras.metrics").filter((it) =>
    /^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$|^AUC$/.test(it)
  );
  for (const name of classes) {
    if (name === "Metric") continue;
    const own = cases.filter((it) => it.class === name);
    const sets = new Set(own.map((it) => `${JSON.stringify(it.options)} ${it.data}`));
    assert(sets.size >= 3, name);
    assert(own.some((it) => it.kind !== null) && own.some((it) => it.kind === null), name);
  }
  const names = namesIn(FUNCTIONS).filter((it) => it === it.toLowerCase());
  for (const name of names) assert(functions.some((it) => it.name === name), name);
});
