/**
 * Labels that a loss has no value for are found in data before anything is trained.
 */
import { assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { checkLabels } from "../../lib/losses/check_labels.ts";
import { lossOf } from "../../lib/losses/registry.ts";

const {
  BinaryCrossentropy,
  BinaryFocalCrossentropy,
  CategoricalCrossentropy,
  CategoricalGeneralizedCrossEntropy,
  CTC,
  LossFunctionWrapper,
  SparseCategoricalCrossentropy,
  sparseCategoricalCrossentropy,
} = tf.keras.losses;

type Check = Parameters<typeof checkLabels>;

const check = (loss: Check[1], labels: Check[2], lastAxis: number, how?: Check[4]) =>
  checkLabels("Model.fit", loss, labels, lastAxis, how);

const sparse = new SparseCategoricalCrossentropy();
const named = (name: string) => lossOf("Model.compile", "loss", name);

Deno.test("numbers of classes are whole, from 0, and less than there are outputs", () => {
  for (const labels of [[0, 1, 2], Int32Array.of(2, 0), BigInt64Array.of(1n), [], [2.0]]) {
    check(sparse, labels, 3);
  }
  const cases: [number[], string][] = [
    [
      [0, 3],
      "Model.fit: expected yTrue to hold numbers of classes from 0 to 2, for sparse_categorical_crossentropy beside 3 outputs, received 3 at yTrue[1]; if classes are counted from 1, subtract 1, else make a model with 4 outputs",
    ],
    [
      [0, 1, -1],
      "Model.fit: expected yTrue to hold numbers of classes from 0 to 2, for sparse_categorical_crossentropy beside 3 outputs, received -1 at yTrue[2]; if it stands for no label, use ignoreClass",
    ],
    [
      [1.5],
      "Model.fit: expected yTrue to hold numbers of classes from 0 to 2, for sparse_categorical_crossentropy beside 3 outputs, received 1.5 at yTrue[0]",
    ],
    [
      [NaN],
      "Model.fit: expected yTrue to hold numbers of classes from 0 to 2, for sparse_categorical_crossentropy beside 3 outputs, received NaN at yTrue[0]",
    ],
  ];
  for (const [labels, text] of cases) {
    assertThrows(() => check(sparse, labels, 3), RangeError, text);
  }
  assertThrows(
    () => check(sparse, [0, 1], 1),
    RangeError,
    "numbers of classes 0, the only one, for sparse_categorical_crossentropy beside 1 output, received 1 at yTrue[1]",
  );
  for (const loss of [named("sparseCategoricalCrossentropy"), new CTC()]) {
    assertThrows(() => check(loss, [9], 3), RangeError, "received 9 at yTrue[0]");
  }
  const generalized = new CategoricalGeneralizedCrossEntropy();
  assertThrows(() => check(generalized, [-1], 3), RangeError, "received -1 at yTrue[0]");
});

Deno.test("a class that is left out may be any number", () => {
  check(new SparseCategoricalCrossentropy({ ignoreClass: -1 }), [0, -1, 2], 3);
  check(new SparseCategoricalCrossentropy({ ignoreClass: 255 }), Uint8Array.of(255, 0), 3);
  check(new LossFunctionWrapper(sparseCategoricalCrossentropy, { ignoreClass: -1 }), [-1], 3);
  const ignoring = new SparseCategoricalCrossentropy({ ignoreClass: -1 });
  assertThrows(() => check(ignoring, [-2], 3), RangeError, "received -2 at yTrue[0]");
});

Deno.test("places have as many numbers as the labels have axes", () => {
  assertThrows(
    () => check(sparse, [0, 1, 2, 0, 7, 0], 3, { label: "y", shape: [2, 3] }),
    RangeError,
    "expected y to hold numbers of classes from 0 to 2, for sparse_categorical_crossentropy beside 3 outputs, received 7 at y[1, 1]",
  );
});

Deno.test("sequences are filled up behind their labels with 0", () => {
  const ctc = new CTC();
  check(ctc, [1, 2, 0, 2, 0, 0, 0, 0, 0], 3, { shape: [3, 3] });
  const text =
    "Model.fit: expected yTrue to hold the blank, 0, only behind the labels of a sequence, to fill it up, for ctc, received 0 before 2 at yTrue[1, 1]; count classes from 1";
  for (const loss of [ctc, named("ctc")]) {
    assertThrows(() => check(loss, [1, 0, 0, 1, 0, 2], 3, { shape: [2, 3] }), RangeError, text);
  }
  assertThrows(
    () => check(ctc, [1, -1], 3, { shape: [1, 2] }),
    RangeError,
    "received -1 at yTrue[0, 1]; fill sequences up with 0",
  );
});

Deno.test("labels of binary crossentropy are probabilities", () => {
  const binary = new BinaryCrossentropy();
  check(binary, [0, 1, 0.25], 1);
  assertThrows(
    () => check(binary, [0, 2], 1),
    RangeError,
    "Model.fit: expected yTrue to hold 0, 1 or probabilities between them, for binary_crossentropy, received 2 at yTrue[1]",
  );
  assertThrows(
    () => check(new BinaryFocalCrossentropy(), [-1, 1], 1),
    RangeError,
    "received -1 at yTrue[0]; for labels -1 and 1, use hinge",
  );
  assertThrows(() => check(named("bce"), [NaN], 1), RangeError, "for bce, received NaN");
  assertThrows(() => check(named("klDivergence"), [1.5], 1), RangeError, "received 1.5");
});

Deno.test("numbers of classes are no labels of categorical crossentropy", () => {
  const categorical = new CategoricalCrossentropy();
  const text =
    "Model.fit: expected yTrue to hold a row of 3 numbers for each example, one for each class, for categorical_crossentropy, received numbers of classes, such as 2 at yTrue[0]; use sparseCategoricalCrossentropy, or make one-hot labels of them";
  assertThrows(() => check(categorical, [2, 1, 0, 1], 3), TypeError, text);
  assertThrows(() => check(categorical, [2, 1, 0], 3, { shape: [3, 1] }), TypeError, "yTrue[0, 0]");
  assertThrows(() => check(categorical, [2, 1, 2, 0, 2, 1], 3), TypeError, text);
  // One-hot, several-hot, distributions, and rows with a weight.
  check(categorical, [0, 0, 1, 1, 0, 0], 3);
  check(categorical, [1, 1, 0, 0, 1, 1], 3);
  check(categorical, [0.5, 0.25, 0.25], 3);
  check(categorical, [0, 2, 0, 1, 0, 0], 3);
  check(categorical, [2, 1, 0], 3, { shape: [1, 3] });
});

Deno.test("other losses take any labels; an own crossentropy is not judged", () => {
  check(named("mse"), [-3, 1e9, 0.5], 1);
  class Own extends BinaryCrossentropy {
    override call(yTrue: tf.Tensor, yPred: tf.Tensor) {
      return super.call(tf.multiply(tf.add(yTrue, 1), 0.5), yPred);
    }
  }
  check(new Own(), [-1, 1], 1);
  class Named extends BinaryCrossentropy {}
  assertThrows(() => check(new Named(), [-1, 1], 1), RangeError, "received -1");
});
