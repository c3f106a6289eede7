// deno-lint-ignore-file no-console -- it shows a training
/**
 * Teaches a small convolutional network to read handwritten digits, and says how well it does.
 *
 *     deno run -A scripts/train_digits.ts
 *
 * The data are 1,797 images of 8 x 8 pixels (tests/goldens/datasets/README.md).
 *
 * @module
 */
import * as tf from "kerasaur";
import { readDataset, splitRows } from "../tests/support/datasets.ts";

const { Conv2D, Dense, Dropout, Flatten, MaxPooling2D } = tf.keras.layers;

// The same numbers in every run.
tf.keras.utils.setRandomSeed(1);

// Images of (8, 8, 1) with pixels from 0 to 1, and the digit that each shows.
const { train, test } = splitRows(await readDataset("digits"));
const images = (x: typeof train.x) =>
  tf.reshape(tf.divide(tf.cast(tf.constant(x.data), "float32"), 16), [-1, 8, 8, 1]);
const [xTrain, yTrain] = [images(train.x), train.y.data as Uint8Array];
const [xTest, yTest] = [images(test.x), test.y.data as Uint8Array];

const model = new tf.keras.Sequential([
  tf.keras.Input([8, 8, 1]),
  new Conv2D(16, 3, { padding: "same", activation: "relu" }),
  new Conv2D(32, 3, { padding: "same", activation: "relu" }),
  new MaxPooling2D(2),
  new Flatten(),
  new Dropout(0.25),
  new Dense(10, "softmax"),
]);
model.summary();

model.compile({
  optimizer: new tf.keras.optimizers.Adam(0.003),
  loss: "sparseCategoricalCrossentropy",
  metrics: ["accuracy"],
});
await model.fit(xTrain, yTrain, { epochs: 8, validationSplit: 0.1 });

const [loss, accuracy] = await model.evaluate(xTest, yTest, { verbose: 0 });
console.log(
  `\non ${yTest.length} images it has not seen: loss ${loss!.toFixed(4)}, accuracy ${
    (100 * accuracy!).toFixed(2)
  } %`,
);

// Which digits it takes for which: a row for each digit, a column for each answer.
const answers = tf.argmax(await model.predict(xTest, { verbose: 0 }), 1);
console.log("\nanswers by digit:");
console.log(String(tf.math.confusionMatrix(yTest, answers)));
