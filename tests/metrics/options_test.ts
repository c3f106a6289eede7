/**
 * How metrics are called, metrics of one's own, names and identifiers, and what `compile` makes
 * of them.
 */
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { accuracyFor, byShape, metricOf } from "../../lib/metrics/identify.ts";
import { setMask } from "../../lib/layers/base/masks.ts";
import { camelCase } from "../../lib/objects/naming.ts";
import { manifest } from "../keras/manifest.ts";
import { assertAllClose, float32 } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";
import { withKeras3 } from "./goldens.ts";

const { metrics } = tf.keras;
const {
  AUC,
  BinaryAccuracy,
  Mean,
  MeanMetricWrapper,
  MeanIoU,
  Metric,
  R2Score,
  Sum,
  F1Score,
  BinaryIoU,
  RootMeanSquaredError,
} = metrics;
const number = (it: unknown) => Number(it as tf.Tensor);

Deno.test("a call takes a batch in and gives the result so far", () => {
  const metric = new Mean({ name: "loss" });
  assertEquals(number(metric([1, 3])), 2);
  assertEquals(number(metric([8])), 4);
  assertEquals(number(metric.result()), 4);
  metric.resetStates();
  assertEquals(number(metric.result()), 0);
  assertEquals(String(metric.name), "loss");
  assertEquals(metric.variables.map((it) => it.name), ["total:0", "count:0"]);
  assertEquals(metric.dtype, "float32");
});

Deno.test("weights and labels may be given by name or by position", () => {
  const results = [
    new BinaryAccuracy()([1, 0], [0.9, 0.8], [3, 1]),
    new BinaryAccuracy()([1, 0], [0.9, 0.8], { sampleWeight: [3, 1] }),
    new BinaryAccuracy()({ yTrue: [1, 0], yPred: [0.9, 0.8], sampleWeight: [3, 1] }),
  ];
  assertEquals(results.map(number), [0.75, 0.75, 0.75]);
});

Deno.test("a metric computes in the type that it is given", () => {
  for (const dtype of ["float16", "bfloat16", "float32"] as const) {
    const metric = new Mean({ dtype });
    metric.updateState([1, 2]);
    assertEquals(metric.result().dtype, dtype);
  }
  assertEquals(new Sum({ dtype: "mixed_float16" }).dtype, "float16");
  assertEquals(new MeanIoU(2).dtype, "int64");
  const whole = new Sum({ dtype: "int32" });
  assertEquals(number(whole([1, 2, 4])), 7);
  const iou = new BinaryIoU({ dtype: "float32" });
  iou.updateState([0, 1], [0.1, 0.9], tf.constant([0.5, 1]));
  assertEquals(iou.totalCm.numpy().toArray(), [[0.5, 0], [0, 1]]);
});

Deno.test("a mask of the predictions leaves out what it says", () => {
  const yPred = tf.constant([[0.9, 0.9, 0.2], [0.1, 0.9, 0.9]]);
  setMask(yPred, tf.constant([[true, false, true], [true, true, false]]));
  const metric = new BinaryAccuracy();
  metric.updateState([[1, 0, 1], [1, 1, 0]], yPred);
  // Right: of the first row 1 of 2, of the second 1 of 2.
  assertEquals(number(metric.result()), 0.5);
});

Deno.test("a metric without labels of its own shape is not read while it is traced", () => {
  const metric = new RootMeanSquaredError();
  const step = tf.function((a: tf.Tensor, b: tf.Tensor) => metric(a, b));
  assertEquals(number(step(tf.constant([0, 0]), tf.constant([3, 3]))), 3);
  assertEquals(number(step(tf.constant([0, 0]), tf.constant([0, 0]))), Math.fround(Math.sqrt(4.5)));
  assertEquals(step.experimentalGetTracingCount(), 1);
});

/** The largest prediction so far, beside how many there were. */
class Largest extends Metric {
  readonly largest = this.addVariable([], "zeros", { name: "largest" });
  readonly mean = new Mean("inner");
  readonly seen = this.addWeight("seen", { dtype: "int32" });

  override updateState(_yTrue: tf.Tensor, yPred: tf.Tensor) {
    this.largest.assign(tf.maximum(this.largest, tf.reduceMax(yPred)));
    this.seen.assignAdd(tf.constant(yPred.size, "int32"));
    this.mean.updateState(yPred);
  }

  override result() {
    return { largest: this.largest.value(), mean: this.mean.result() };
  }
}

Deno.test("an own metric tracks its variables and those of metrics inside", () =>
  withKeras3(() => {
    const metric = new Largest({ name: "largest" });
    assertEquals(metric.variables.map((it) => it.path), [
      "largest/largest",
      "largest/seen",
      "inner/total",
      "inner/count",
    ]);
    const step = tf.function((x: tf.Tensor) => {
      metric.updateState(x, x);
      return metric.result();
    });
    step(tf.constant([1, 5]));
    const { largest, mean } = step(tf.constant([2, 4]));
    assertEquals([number(largest), number(mean), number(metric.seen)], [5, 3, 4]);
    metric.resetState();
    assertEquals(metric.variables.map(number), [0, 0, 0, 0]);
    assertEquals(metric.getConfig(), { name: "largest", dtype: "float32" });
    assertEquals(new Largest().name, "largest");
    assertEquals(new Largest().name, "largest_1");
    tf.keras.saving.registerKerasSerializable("test")(Largest);
    const copy = metrics.deserialize(metrics.serialize(metric));
    assert(copy instanceof Largest);
  }));

Deno.test("stateless methods leave the variables as they are", () => {
  const metric = new Mean();
  metric.updateState([4]);
  const [total, count] = metric.statelessUpdateState([10, 2], [2, 6]);
  assertEquals([number(total), number(count)], [18, 4]);
  assertEquals(number(metric.statelessResult([10, 4])), 2.5);
  assertEquals(metric.statelessResetState().map(number), [0, 0]);
  assertEquals(metric.variables.map(number), [4, 1]);
});

Deno.test("a function of labels and predictions is a metric of its name, with its options", () => {
  const closeTo = (a: tf.Tensor, b: tf.Tensor, { within = 1 } = {}) =>
    tf.cast(tf.lessEqual(tf.abs(tf.subtract(a, b)), within), "float32");
  const plain = metricOf("compile", "metrics", closeTo);
  assertEquals([plain.name, number(plain([1, 2, 3, 4], [1, 3, 5, 7]))], ["close_to", 0.5]);
  const metric = new MeanMetricWrapper(closeTo, "near", "float32", { within: 2 });
  assertEquals([metric.name, number(metric([1, 2, 3, 4], [1, 3, 5, 7]))], ["near", 0.75]);
  assertEquals(metric.getConfig(), { name: "near", dtype: "float32", fn: "closeTo", within: 2 });
  const custom = { customObjects: { closeTo } };
  const copy = metrics.deserialize(metrics.serialize(metric), custom) as typeof metric;
  assertEquals(number(copy([1, 2, 3, 4], [1, 3, 5, 7])), 0.75);
});

Deno.test("names in any spelling, classes, functions and configurations stand for metrics", () => {
  const { get } = metrics;
  for (const name of ["BinaryAccuracy", "binary_accuracy", "binaryAccuracy"]) {
    assert(get(name) instanceof BinaryAccuracy, name);
    assertEquals(metricOf("compile", "metrics", name).name, name);
  }
  assert(get(AUC) instanceof AUC);
  const metric = new AUC();
  assertStrictEquals(get(metric), metric);
  assertStrictEquals(metricOf("compile", "metrics", metric), metric);
  assertStrictEquals(get(metrics.binaryAccuracy), metrics.binaryAccuracy);
  assertEquals(metricOf("compile", "metrics", metrics.binaryAccuracy).name, "binary_accuracy");
  const config = { class_name: "Precision", config: { thresholds: [0.25], top_k: null } };
  assertEquals((get(config) as tf.keras.metrics.Precision).thresholds, [0.25]);
  assertEquals(get(null), null);
});

Deno.test("accuracy is the one that fits the shapes", () => {
  const accuracy = (yTrue: (number | null)[], yPred: (number | null)[]) =>
    accuracyFor(yTrue, yPred, "accuracy").constructor.name;
  assertEquals(accuracy([null, 1], [null, 1]), "BinaryAccuracy");
  assertEquals(accuracy([null], [null, 1]), "BinaryAccuracy");
  assertEquals(accuracy([null], [null, 3]), "SparseCategoricalAccuracy");
  assertEquals(accuracy([null, 1], [null, 3]), "SparseCategoricalAccuracy");
  assertEquals(accuracy([null, 3], [null, 3]), "CategoricalAccuracy");
  assertEquals(accuracy([null, 4, 3], [null, 4, 3]), "CategoricalAccuracy");
  assertEquals(["acc", "Accuracy", "ce", "crossentropy", "mse", 3].map(byShape), [
    "accuracy",
    "accuracy",
    "crossentropy",
    "crossentropy",
    undefined,
    undefined,
  ]);
  const shapes = { yTrue: [null], yPred: [null, 3] };
  assertEquals(metricOf("compile", "metrics", "acc", shapes).name, "acc");
});

Deno.test("short names stand for metrics of losses, and functions of losses are metrics", () => {
  const mse = metricOf("compile", "metrics", "mse");
  assert(mse instanceof metrics.MeanSquaredError);
  assertEquals([mse.name, number(mse([[1], [2]], [[1], [4]]))], ["mse", 2]);
  const huber = metricOf("compile", "metrics", "huber");
  assertEquals([huber.constructor, huber.name], [MeanMetricWrapper, "huber"]);
  assertEquals(number(huber([[1], [2]], [[1], [4]])), 0.75);
  const own = metricOf("compile", "metrics", tf.keras.losses.meanSquaredError);
  assertEquals([own.name, number(own([[1], [2]], [[1], [4]]))], ["mean_squared_error", 2]);
  assertStrictEquals(metrics.meanSquaredError, tf.keras.losses.meanSquaredError);
  const copy = metrics.deserialize(metrics.serialize(own)) as tf.keras.metrics.Metric;
  assertEquals(number(copy([[1], [2]], [[1], [4]])), 2);
  const crossentropy = (yTrue: number[], yPred: number[]) =>
    accuracyFor(yTrue, yPred, "crossentropy", "ce").constructor.name;
  assertEquals(crossentropy([8, 1], [8, 1]), "BinaryCrossentropy");
  assertEquals(crossentropy([8], [8, 3]), "SparseCategoricalCrossentropy");
  assertEquals(crossentropy([8, 3], [8, 3]), "CategoricalCrossentropy");
});

Deno.test("fit keeps metrics that make their state with the first batch", async () => {
  const model = new tf.keras.Sequential([new tf.keras.layers.Dense(3, { activation: "softmax" })]);
  const x = tf.reshape(tf.range(30), [10, 3]);
  const y = tf.oneHot(tf.constant([0, 1, 2, 0, 1, 2, 0, 1, 2, 0], "int32"), 3);
  const made = [new F1Score("micro"), new AUC({ multiLabel: true }), new R2Score()];
  model.compile({ optimizer: "sgd", loss: "categoricalCrossentropy", metrics: made });
  await model.fit(x, y, { epochs: 2, batchSize: 4, verbose: 0 });
  const seen = await model.evaluate(x, y, { batchSize: 4, verbose: 0, returnDict: true });
  const logs = seen as unknown as Record<string, number>;
  const yPred = model.call(x) as tf.Tensor;
  for (const { name, constructor } of made) {
    const options = constructor === AUC
      ? { multiLabel: true }
      : constructor === F1Score
      ? { average: "micro" }
      : {};
    const fresh = new (constructor as new (options: object) => tf.keras.metrics.Metric)(options);
    assertAllClose(
      tf.constant(logs[name]!),
      float32([number(fresh(y, yPred))], []),
      tolerance("layer"),
      name,
    );
  }
});

Deno.test("Metric has Keras's methods and properties", () => {
  const methods = Object.entries(manifest["keras.metrics.Metric#methods"]!);
  assert(methods.length >= 11);
  for (const [name, entry] of methods) {
    const owner = "static" in entry ? Metric : Metric.prototype;
    assert(camelCase(name) in owner, name);
  }
});

Deno.test("Python's names of methods say what they are called here", () => {
  const metric = new Mean() as unknown as Record<string, unknown>;
  assertThrows(() => metric["update_state"], TypeError, "it is called updateState here");
  assertEquals(Deno.inspect(new Mean("loss")), "<Mean name=loss>");
});
