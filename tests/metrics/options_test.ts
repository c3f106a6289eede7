/**
 * What metrics take and refuse, metrics of one's own, names and identifiers, and what `compile` makes
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
const { Accuracy, AUC, BinaryAccuracy, CategoricalAccuracy, IoU, Mean, MeanMetricWrapper } =
  metrics;
const { MeanIoU, Metric, Precision, Recall, R2Score, SparseCategoricalAccuracy, Sum } = metrics;
const { F1Score, FBetaScore, SensitivityAtSpecificity, TopKCategoricalAccuracy } = metrics;
const { TruePositives, BinaryIoU, PearsonCorrelation, RootMeanSquaredError } = metrics;
const number = (it: unknown) => Number(it as tf.Tensor);

type Kind = typeof TypeError | typeof RangeError;

/** What is refused: the class of the error, its text, and how it comes about. */
const REFUSED: readonly (readonly [Kind, string, () => unknown])[] = [
  [
    RangeError,
    "Precision: expected thresholds to be a finite number from 0 to 1, received thresholds=1.5",
    () => new Precision(1.5),
  ],
  [
    RangeError,
    "TruePositives: expected thresholds[1] to be a finite number from 0 to 1, received thresholds[1]=-0.1",
    () => new TruePositives([0.5, -0.1]),
  ],
  [
    RangeError,
    "Recall: expected thresholds to be a number from 0 to 1 or a list of them, received thresholds=[]",
    () => new Recall([]),
  ],
  [
    RangeError,
    "Recall: expected topK to be a whole number >= 1, received topK=0",
    () => new Recall({ topK: 0 }),
  ],
  [
    RangeError,
    'AUC: expected curve to be one of "ROC", "PR", "PRGAIN", "roc", "pr", "prgain", received curve="rock"',
    () => new AUC({ curve: "rock" as "roc" }),
  ],
  [
    RangeError,
    "AUC: expected numThresholds to be a whole number >= 2, received numThresholds=1",
    () => new AUC(1),
  ],
  [
    TypeError,
    "AUC: expected numLabels with multiLabel=true only, received numLabels=3",
    () => new AUC({ numLabels: 3 }),
  ],
  [
    RangeError,
    "AUC: expected thresholds[0] to be a finite number from 0 to 1, received thresholds[0]=2",
    () => new AUC({ thresholds: [2] }),
  ],
  [
    TypeError,
    "auc.updateState: expected yPred of shape (batch, 2) with multiLabel=true, received shape (1, 3)",
    () =>
      new AUC({ multiLabel: true, numLabels: 2, name: "auc" }).updateState([[0, 1, 1]], [[
        0,
        1,
        1,
      ]]),
  ],
  [
    TypeError,
    "auc.result: expected a batch before, which says how many labels there are; call updateState first or give numLabels",
    () => new AUC({ multiLabel: true, name: "auc" }).result(),
  ],
  [
    TypeError,
    "auc.updateState: expected yPred with one of 2 labels for each of labelWeights in its last axis, received shape (2, 3)",
    () =>
      new AUC({ labelWeights: [1, 2], name: "auc" }).updateState(
        tf.zeros([2, 3]),
        tf.zeros([2, 3]),
      ),
  ],
  [
    RangeError,
    "SensitivityAtSpecificity: expected specificity to be a finite number from 0 to 1, received specificity=2",
    () => new SensitivityAtSpecificity(2),
  ],
  [
    TypeError,
    "SensitivityAtSpecificity: expected specificity, which has no default; it was not given",
    () => new SensitivityAtSpecificity({} as { specificity: number }),
  ],
  [
    RangeError,
    'F1Score: expected average to be one of "micro", "macro", "weighted", received average="mean"',
    () => new F1Score("mean" as "macro"),
  ],
  [
    RangeError,
    "F1Score: expected threshold to be a number > 0 and <= 1, received threshold=0",
    () => new F1Score({ threshold: 0 }),
  ],
  [
    RangeError,
    "FBetaScore: expected beta to be a finite number > 0, received beta=0",
    () => new FBetaScore({ beta: 0 }),
  ],
  [
    TypeError,
    "f1_score.updateState: expected yTrue and yPred of shape (batch, classes), received (3,) and (3,)",
    () => new F1Score().updateState([1, 0, 1], [1, 0, 1]),
  ],
  [
    TypeError,
    "f1_score.updateState: expected sampleWeight of shape (1,), received shape (2,)",
    () => new F1Score().updateState([[1, 0]], [[1, 0]], [1, 2]),
  ],
  [
    TypeError,
    "f1_score.result: expected a batch before, which says how many classes there are; call updateState first",
    () => new F1Score().result(),
  ],
  [
    RangeError,
    "IoU: expected targetClassIds below numClasses=2, received targetClassIds=[0, 2]",
    () => new IoU(2, [0, 2]),
  ],
  [
    TypeError,
    "IoU: expected targetClassIds to be a list of classes, received targetClassIds=[]",
    () => new IoU(2, []),
  ],
  [
    RangeError,
    "IoU: expected targetClassIds[0] to be a whole number >= 0, received targetClassIds[0]=-1",
    () => new IoU(2, [-1]),
  ],
  [
    TypeError,
    "iou.updateState: expected yTrue with a value for each of 3 classes along axis -1, received shape (2, 2)",
    () => new MeanIoU(3, { sparseYTrue: false, name: "iou" }).updateState([[0, 1], [1, 0]], [0, 1]),
  ],
  [
    TypeError,
    "iou.updateState: expected yTrue and yPred of shapes that fit each other, received (2,) and (3,)",
    () => new MeanIoU(3, "iou").updateState([0, 1], [0, 1, 2]),
  ],
  [
    TypeError,
    'iou.updateState: expected sampleWeight of whole numbers where dtype is int64, received a tensor of dtype float32; give the metric { dtype: "float32" }',
    () => new MeanIoU(3, "iou").updateState([0, 1], [0, 1], tf.constant([1, 0.5])),
  ],
  [
    TypeError,
    "iou.updateState: expected sampleWeight of shape (2, 2), received shape (2,)",
    () => new MeanIoU(3, "iou").updateState([[0, 1], [0, 1]], [[0, 1], [0, 1]], [1, 2]),
  ],
  [
    RangeError,
    'R2Score: expected classAggregation to be one of "uniform_average", "variance_weighted_average", received classAggregation="mean"',
    () => new R2Score("mean" as "uniform_average"),
  ],
  [
    TypeError,
    "r2_score.updateState: expected yTrue and yPred of shape (batch, outputs), received (2,) and (2,)",
    () => new R2Score().updateState([1, 2], [1, 2]),
  ],
  [
    TypeError,
    "r2_score.result: expected a batch before, which says how many outputs there are; call updateState first",
    () => new R2Score().result(),
  ],
  [
    TypeError,
    "accuracy.updateState: expected yTrue and yPred of shapes that fit each other, received (2,) and (3,)",
    () => new Accuracy().updateState([1, 2], [1, 2, 3]),
  ],
  [
    TypeError,
    "accuracy.updateState: expected yTrue and yPred of shapes that fit each other, received (3,) and (3, 3)",
    () => new Accuracy().updateState([1, 2, 3], tf.zeros([3, 3])),
  ],
  [
    TypeError,
    "accuracy.updateState: expected yPred, which has no default; it was not given",
    () =>
      new Accuracy().updateState({ yTrue: [1] } as unknown as { yTrue: number[]; yPred: number[] }),
  ],
  [
    TypeError,
    "accuracy.updateState: expected yTrue to be numbers, received Tensor of shape (1,) of dtype string",
    () => new Accuracy().updateState(["a"], ["a"]),
  ],
  [
    TypeError,
    "categorical_accuracy.updateState: expected yTrue and yPred of one shape (..., classes), received (2, 3) and (2, 4)",
    () => new CategoricalAccuracy().updateState(tf.zeros([2, 3]), tf.zeros([2, 4])),
  ],
  [
    TypeError,
    "sparse_categorical_accuracy.updateState: expected yTrue of shape (...) or (..., 1) and yPred of shape (..., classes), received (2, 3) and (2, 3)",
    () => new SparseCategoricalAccuracy().updateState(tf.zeros([2, 3]), tf.zeros([2, 3])),
  ],
  [
    TypeError,
    "mean.updateState: expected sampleWeight of a shape that can be spread over (3,), received shape (2,)",
    () => new Mean().updateState([1, 2, 3], [1, 2]),
  ],
  [
    RangeError,
    "precision.updateState: expected classId below the number of classes, received classId=3 for yPred of shape (1, 3)",
    () => new Precision({ classId: 3, name: "precision" }).updateState([[0, 1, 1]], [[0, 1, 1]]),
  ],
  [
    TypeError,
    "precision.updateState: expected yPred of shape (..., classes) for classId=0, received shape (2,)",
    () => new Precision({ classId: 0, name: "precision" }).updateState([0, 1], [0, 1]),
  ],
  [
    RangeError,
    "precision.updateState: expected topK up to the number of classes, received topK=4 for yPred of shape (1, 3)",
    () => new Precision({ topK: 4, name: "precision" }).updateState([[0, 1, 1]], [[0, 1, 1]]),
  ],
  [
    RangeError,
    "TopKCategoricalAccuracy: expected k to be a whole number >= 1, received k=0",
    () => new TopKCategoricalAccuracy(0),
  ],
  [
    RangeError,
    "pearson_correlation.updateState: expected axis from -1 to 0 for shape (2,), received axis=2",
    () => new PearsonCorrelation({ axis: 2 }).updateState([1, 2], [1, 3]),
  ],
  [
    TypeError,
    "Mean: expected arguments among name, dtype, received nmae; did you mean name?",
    () => new Mean({ nmae: "x" } as object),
  ],
  [
    TypeError,
    "Mean: expected at most 2 arguments (name, dtype), received 3",
    () => Reflect.construct(Mean, ["a", "float32", 3]),
  ],
  [
    RangeError,
    'Mean: expected dtype to be a type of numbers, received dtype="float31"; did you mean "float32"?',
    () => new Mean({ dtype: "float31" as "float32" }),
  ],
  [
    TypeError,
    'Mean: expected name to be a text, received name=""',
    () => new Mean(""),
  ],
  [
    TypeError,
    "MeanMetricWrapper: expected fn, which has no default; it was not given",
    () => new MeanMetricWrapper({} as { fn: () => number }),
  ],
  [
    TypeError,
    "MeanMetricWrapper: expected fn to be a function of labels and predictions, received fn=3",
    () => new MeanMetricWrapper(3 as unknown as () => number),
  ],
  [
    TypeError,
    "tf.keras.metrics.binaryAccuracy: expected yPred, which has no default; it was not given",
    () => metrics.binaryAccuracy({ yTrue: [1] } as unknown as { yTrue: number[]; yPred: number[] }),
  ],
  [
    TypeError,
    'tf.keras.metrics.binaryAccuracy: expected threshold to be a number, received threshold="0.5"',
    () => metrics.binaryAccuracy([1], [1], "0.5" as unknown as number),
  ],
  [
    RangeError,
    'tf.keras.metrics.get: expected identifier to be a metric or a known name, received identifier="acuracy"; did you mean "accuracy"?',
    () => metrics.get("acuracy"),
  ],
  [
    TypeError,
    "tf.keras.metrics.get: expected identifier to be a metric, a name, a configuration or null, received identifier=3",
    () => metrics.get(3 as unknown as string),
  ],
  [
    TypeError,
    "mean.statelessResult",
    () => metrics.get("mean") instanceof Mean && new Mean().statelessResult([1]),
  ],
];

for (const [Kind, text, run] of REFUSED) {
  Deno.test(`${text} is an error`, () =>
    withKeras3(() => {
      if (text === "mean.statelessResult") {
        assertThrows(run, TypeError, "expected a list of 2 arrays, received 1");
        return;
      }
      const error = assertThrows(run, Kind);
      assertEquals(error.message.slice(0, text.length), text);
    }));
}

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
