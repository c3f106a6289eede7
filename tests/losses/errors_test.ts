/** What losses refuse, before anything is computed: classes and texts of errors. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { setMask } from "../../lib/layers/base/masks.ts";
import { lossOf } from "../../lib/losses/registry.ts";

const L = tf.keras.losses;
/** Calls without types, as JavaScript has them. */
// deno-lint-ignore no-explicit-any -- wrong arguments on purpose
const loose = L as any;

type ErrorClass = new (message: string) => Error;

function refuses(cases: readonly (readonly [() => unknown, ErrorClass, string])[]): void {
  for (const [run, Class, text] of cases) {
    const error = assertThrows(run, Class, text) as Error;
    // No operation inside is named, but what the user called.
    assert(!/^tf\.(reduce|matmul|multiply|subtract|cast)/.test(error.message), error.message);
  }
}

Deno.test("labels that do not fit the predictions", () => {
  const fits = "expected yTrue and yPred of shapes that fit each other, received";
  refuses([
    [
      () => new L.MeanSquaredError()(tf.zeros([4]), tf.zeros([4, 3])),
      TypeError,
      `MeanSquaredError: ${fits} (4,) and (4, 3); for labels that are numbers of classes, use sparseCategoricalCrossentropy`,
    ],
    [
      () => L.meanAbsoluteError(tf.zeros([4, 2]), tf.zeros([4, 3])),
      TypeError,
      `tf.keras.losses.meanAbsoluteError: ${fits} (4, 2) and (4, 3)`,
    ],
    [
      () => new L.Huber()(tf.zeros([4, 1]), tf.zeros([4, 3])),
      TypeError,
      `Huber: ${fits} (4, 1) and (4, 3): 1 on the last axis beside 3; make a model with as many outputs as a row has labels, or spread one over the other with tf.broadcastTo`,
    ],
    [
      () => L.hinge(tf.zeros([4, 3]), tf.zeros([4, 1])),
      TypeError,
      `tf.keras.losses.hinge: ${fits} (4, 3) and (4, 1): 3 on the last axis beside 1;`,
    ],
    [() => L.poisson(1, 2), TypeError, "of at least one axis, received shapes () and ()"],
    [
      () => new L.BinaryCrossentropy()(tf.zeros([4]), tf.zeros([4, 3])),
      TypeError,
      `BinaryCrossentropy: ${fits} (4,) and (4, 3); for numbers of classes, use sparseCategoricalCrossentropy`,
    ],
    [
      () => new L.BinaryCrossentropy()(tf.zeros([4, 3]), tf.zeros([4, 1])),
      TypeError,
      `BinaryCrossentropy: ${fits} (4, 3) and (4, 1); for one-hot labels, make a model with 3 outputs and use categoricalCrossentropy`,
    ],
    [
      () => new L.CategoricalCrossentropy()(tf.zeros([4]), tf.zeros([4, 3])),
      TypeError,
      `CategoricalCrossentropy: ${fits} (4,) and (4, 3); for numbers of classes, use sparseCategoricalCrossentropy, or make one-hot labels of them`,
    ],
    [
      () => L.categoricalFocalCrossentropy(tf.zeros([4, 5]), tf.zeros([4, 3])),
      TypeError,
      `tf.keras.losses.categoricalFocalCrossentropy: ${fits} (4, 5) and (4, 3); the labels have 5 classes, the model 3`,
    ],
    [
      () => new L.CategoricalCrossentropy()(tf.zeros([4, 1]), tf.zeros([4, 1])),
      TypeError,
      "CategoricalCrossentropy: expected yPred with more than one class on axis -1, received shape (4, 1); for one output, use binaryCrossentropy",
    ],
    [
      () => new L.SparseCategoricalCrossentropy()(tf.zeros([4, 3]), tf.zeros([4, 3])),
      TypeError,
      "SparseCategoricalCrossentropy: expected yTrue to hold numbers of classes, of shape (4,) beside yPred of (4, 3), received yTrue of shape (4, 3); for one-hot labels, use categoricalCrossentropy",
    ],
    [
      () => L.categoricalGeneralizedCrossEntropy(tf.zeros([3]), tf.zeros([4, 3]), 0.5),
      TypeError,
      "tf.keras.losses.categoricalGeneralizedCrossEntropy: expected yTrue to hold numbers of classes, of shape (4,)",
    ],
    [
      () => new L.Circle()(tf.zeros([4]), tf.zeros([4])),
      TypeError,
      "Circle: expected yPred to be embeddings of shape (batch, size), received shape (4,)",
    ],
    [
      () => new L.Circle()(tf.zeros([3]), tf.zeros([4, 2])),
      TypeError,
      "Circle: expected a number of a class for each of 4 embeddings, received labels of shape (3,)",
    ],
    [
      () => L.circle([0, 1], tf.zeros([2, 3]), [0], tf.zeros([1, 2])),
      TypeError,
      "tf.keras.losses.circle: expected refEmbeddings to be embeddings of shape (batch, 3), received shape (1, 2)",
    ],
    [
      () => new L.CTC()(tf.zeros([2]), tf.zeros([2, 5, 3])),
      TypeError,
      "CTC: expected yTrue of shape (batch, labels) and yPred of shape (batch, frames, classes), received (2,) and (2, 5, 3)",
    ],
  ]);
});

Deno.test("ranks that a function of a loss takes as they are, as Keras's does", () => {
  const [list, column] = [tf.zeros([4]), tf.zeros([4, 1])];
  const same = "expected yTrue and yPred of the same rank, received shapes";
  for (
    const name of [
      "poisson",
      "klDivergence",
      "hinge",
      "squaredHinge",
      "categoricalHinge",
      "dice",
      "tversky",
      "binaryFocalCrossentropy",
    ]
  ) {
    refuses([
      [
        () => loose[name](column, list),
        TypeError,
        `tf.keras.losses.${name}: ${same} (4, 1) and (4,); reshape yTrue to (4,)`,
      ],
      [
        () => loose[name](list, column),
        TypeError,
        `tf.keras.losses.${name}: ${same} (4,) and (4, 1); reshape yTrue to (4, 1)`,
      ],
    ]);
  }
  refuses([
    [
      () => L.binaryCrossentropy([1], [[1], [0]]),
      TypeError,
      `tf.keras.losses.binaryCrossentropy: ${same} (1,) and (2, 1)`,
    ],
    [
      () => L.categoricalCrossentropy(tf.zeros([2, 3, 1]), tf.zeros([2, 3])),
      TypeError,
      `tf.keras.losses.categoricalCrossentropy: ${same} (2, 3, 1) and (2, 3); reshape yTrue to (2, 3)`,
    ],
    [
      () => L.categoricalFocalCrossentropy(tf.zeros([2, 3, 1]), tf.zeros([2, 3])),
      TypeError,
      `tf.keras.losses.categoricalFocalCrossentropy: ${same} (2, 3, 1) and (2, 3)`,
    ],
    [
      () => L.cosineSimilarity(1, [1, 2]),
      TypeError,
      "tf.keras.losses.cosineSimilarity: expected yTrue and yPred of shapes that fit each other, received () and (2,)",
    ],
    // Keras compares each prediction with the labels of all.
    [
      () => new L.CategoricalGeneralizedCrossEntropy()([[0], [1]], [[0.5, 0.5], [0.2, 0.8]]),
      TypeError,
      "CategoricalGeneralizedCrossEntropy: expected yTrue to hold numbers of classes, of shape (2,) beside yPred of (2, 2), received yTrue of shape (2, 1); drop its last axis with tf.squeeze(yTrue, -1)",
    ],
  ]);
  // Classes, and functions by their names in compile, add or drop the axis.
  assertEquals(Number(new L.Poisson()(column, list)), Number(new L.Poisson()(list, list)));
  assertEquals(Number(lossOf("Model.compile", "loss", "hinge")(list, column)), 1);
});

Deno.test("values that are no numbers", () => {
  refuses([
    [
      () => loose.meanSquaredError(["a"], [1]),
      TypeError,
      "tf.keras.losses.meanSquaredError: expected yTrue to hold numbers, received",
    ],
    [
      () => new loose.MeanSquaredError()([1], tf.complex([1], [1])),
      TypeError,
      "MeanSquaredError: expected yPred to hold numbers, received",
    ],
    [
      () => new loose.MeanSquaredError()([1], [1], ["a"]),
      TypeError,
      "MeanSquaredError: expected sampleWeight to hold numbers, received",
    ],
    [
      () => loose.mse([1]),
      TypeError,
      "tf.keras.losses.meanSquaredError: expected yPred, which has no default; it was not given",
    ],
    [() => loose.mse([1], [2], [3]), TypeError, "expected at most 2 arguments (yTrue, yPred)"],
    [
      () => new loose.MeanSquaredError()([1]),
      TypeError,
      "MeanSquaredError: expected yPred, which has no default; it was not given",
    ],
  ]);
});

Deno.test("weights and masks that do not fit", () => {
  const loss = new L.MeanSquaredError();
  const masked = tf.zeros([3, 2, 4]);
  setMask(masked, tf.constant([[true, true], [true, false], [true, true]]));
  const flat = new L.Dice({ axis: [1, 2] });
  refuses([
    [
      () => loss(tf.zeros([4, 3]), tf.zeros([4, 3]), [1, 2]),
      TypeError,
      "MeanSquaredError: expected sampleWeight of a shape that fits the losses, (4,), received shape (2,)",
    ],
    // As many weights as steps: Keras takes them for weights of steps.
    [
      () => loss(tf.zeros([2, 2, 4]), tf.zeros([2, 2, 4]), [1, 2]),
      TypeError,
      "MeanSquaredError: expected sampleWeight of a shape that fits the losses, (2, 2), received shape (2,); for a weight of each example, reshape it to (2, 1)",
    ],
    [
      () => loss(tf.zeros([3, 2, 4]), masked, [1, 2, 3]),
      TypeError,
      "MeanSquaredError: expected sampleWeight of a shape that fits the mask of yPred, (3, 2), received shape (3,); for a weight of each example, reshape it to (3, 1)",
    ],
    [
      () => flat(tf.zeros([3, 2, 4]), masked),
      TypeError,
      "Dice: expected the mask of yPred of a shape that fits the losses, (3,), received shape (3, 2)",
    ],
  ]);
});

Deno.test("options that are none", () => {
  refuses([
    [
      () => new loose.MeanSquaredError({ reduction: "average" }),
      RangeError,
      'MeanSquaredError: expected reduction to be null or one of "sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none", received reduction="average"',
    ],
    [
      () => new loose.Huber("a"),
      TypeError,
      'Huber: expected delta to be a number, received delta="a"',
    ],
    [
      () => new L.Huber(-1),
      RangeError,
      "Huber: expected delta to be a finite number >= 0, received delta=-1",
    ],
    [
      () => L.huber([1], [1], -1),
      RangeError,
      "tf.keras.losses.huber: expected delta to be a finite number >= 0, received delta=-1",
    ],
    [
      () => new L.BinaryCrossentropy({ labelSmoothing: 2 }),
      RangeError,
      "BinaryCrossentropy: expected labelSmoothing to be a finite number from 0 to 1, received labelSmoothing=2",
    ],
    [
      () => new loose.BinaryCrossentropy({ from_logits: true }),
      TypeError,
      "BinaryCrossentropy: from_logits is called fromLogits here",
    ],
    [
      () => new loose.BinaryCrossentropy({ axis: true }),
      TypeError,
      "BinaryCrossentropy: expected axis to be a whole number, received axis=true",
    ],
    [
      () => new L.CategoricalGeneralizedCrossEntropy(1),
      RangeError,
      "CategoricalGeneralizedCrossEntropy: expected q between 0 and 1, received q=1",
    ],
    [
      () => loose.categoricalGeneralizedCrossEntropy([1], [[0.5, 0.5]]),
      TypeError,
      "tf.keras.losses.categoricalGeneralizedCrossEntropy: expected q, which has no default; it was not given",
    ],
    [
      () => new loose.MeanSquaredError({ dtype: "int32" }),
      RangeError,
      'MeanSquaredError: expected dtype to be a type of floats, received dtype="int32"',
    ],
    [
      () => new loose.MeanSquaredError({ name: 3 }),
      TypeError,
      "MeanSquaredError: expected name to be a text, received name=3",
    ],
    [
      () => loose.circle([0], [[1]], { gamma: "a" }),
      TypeError,
      'tf.keras.losses.circle: expected gamma to be a number, received gamma="a"',
    ],
    [
      () => new loose.LossFunctionWrapper(),
      TypeError,
      "LossFunctionWrapper: expected fn to be a function of labels and predictions, received fn=undefined",
    ],
    [
      () => new loose.LossFunctionWrapper(L.mse, "sum"),
      TypeError,
      'LossFunctionWrapper: expected fn and one object of options, received "sum"',
    ],
    [
      () => L.Reduction.validate("average"),
      RangeError,
      'tf.keras.losses.Reduction.validate: expected key to be one of "auto", "none", "sum", "sum_over_batch_size", received key="average"',
    ],
  ]);
});

Deno.test("axes that are not there", () => {
  refuses([
    [
      () => new L.CosineSimilarity(2)([[1, 2]], [[1, 2]]),
      RangeError,
      "CosineSimilarity: expected axis from -2 to 1 for yPred of shape (1, 2), received axis=2",
    ],
    [
      () => L.dice([[1]], [[1]], [0, 5]),
      RangeError,
      "tf.keras.losses.dice: expected axis from -2 to 1",
    ],
    [
      () => L.tversky([[1]], [[1]], { axis: -3 }),
      RangeError,
      "tf.keras.losses.tversky: expected axis from -2 to 1",
    ],
    [
      () => new L.BinaryCrossentropy({ axis: 2 })([[1]], [[1]]),
      RangeError,
      "BinaryCrossentropy: expected axis from -2 to 1",
    ],
    [
      () => new L.CategoricalCrossentropy({ axis: 2 })([[1, 0]], [[1, 0]]),
      RangeError,
      "CategoricalCrossentropy: expected axis from -2 to 1",
    ],
    [
      () => new L.SparseCategoricalCrossentropy({ axis: 0 })([1], [[1, 0]]),
      RangeError,
      "SparseCategoricalCrossentropy: expected axis to be that of the classes, -1 or 1, received axis=0",
    ],
  ]);
});

Deno.test("identifiers that stand for no loss", () => {
  refuses([
    [
      () => L.get("mena_squared_error"),
      RangeError,
      'tf.keras.losses.get: expected identifier to be a loss or a known name, received identifier="mena_squared_error"; did you mean "meanSquaredError"?',
    ],
    [
      () => lossOf("Model.compile", "loss", 3),
      TypeError,
      "Model.compile: expected loss to be a loss, a name, a configuration or null, received loss=3",
    ],
    [
      () => lossOf("Model.compile", "loss", null),
      TypeError,
      "Model.compile: expected loss to be a loss, received loss=null",
    ],
    [
      () => loose.deserialize({ class_name: "Huberr", config: {} }),
      RangeError,
      'tf.keras.losses.deserialize: expected name to be a loss or a known name, received a configuration of class_name="Huberr"',
    ],
  ]);
});

Deno.test("errors are the same inside tf.function, before anything is computed", () => {
  const loss = new L.CategoricalCrossentropy();
  const step = tf.function((a: tf.Tensor, b: tf.Tensor) => loss(a, b));
  assertThrows(
    () => step(tf.zeros([4]), tf.zeros([4, 3])),
    TypeError,
    "CategoricalCrossentropy: expected yTrue and yPred of shapes that fit each other, received (4,) and (4, 3)",
  );
});

Deno.test("errors begin at the line that called the loss", () => {
  const loss = new L.MeanSquaredError();
  const error = assertThrows(
    () => loss(tf.zeros([2]), tf.zeros([3])),
    TypeError,
    "MeanSquaredError: expected yTrue and yPred",
  ) as Error;
  assert(/^\s*at .*errors_test\.ts/.test(error.stack!.split("\n")[1]!), error.stack);
});
