/**
 * What metrics refuse: classes and texts of errors.
 */
import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { withKeras3 } from "./goldens.ts";

const { metrics } = tf.keras;
const {
  Accuracy,
  AUC,
  CategoricalAccuracy,
  IoU,
  Mean,
  MeanMetricWrapper,
  MeanIoU,
  Precision,
  Recall,
  R2Score,
  SparseCategoricalAccuracy,
  F1Score,
  FBetaScore,
  SensitivityAtSpecificity,
  TopKCategoricalAccuracy,
  TruePositives,
  PearsonCorrelation,
} = metrics;

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
];

for (const [Kind, text, run] of REFUSED) {
  Deno.test(`${text} is an error`, () =>
    withKeras3(() => {
      const error = assertThrows(run, Kind);
      assertEquals(error.message.slice(0, text.length), text);
    }));
}

Deno.test("a stateless result of too few arrays is an error", () => {
  const run = () => new Mean().statelessResult([1]);
  assertThrows(run, TypeError, "expected a list of 2 arrays, received 1");
});
