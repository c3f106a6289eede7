/**
 * Notebooks of which pictures are taken, and when: what a person sees who trains, stops, looks at a
 * model, makes a mistake.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

/** A notebook and its picture. */
export interface Scene {
  /** Name of the picture. */
  readonly name: string;
  /** Its cells. */
  readonly cells: readonly string[];
  /** Width and height of the window. */
  readonly size: readonly [number, number];
  /** When the picture is taken: at the end, while the last cell runs, or after its stop. */
  readonly when?: "running" | "stopped";
  /** What the last cell shows when it has run long enough for the picture or the stop. */
  readonly until?: RegExp;
  /** A cell that is added and run after the stop. */
  readonly after?: string;
  /** Whether the theme is the dark one. */
  readonly isDark?: boolean;
}

const DATASETS = fileURLToPath(new URL("../../tests/support/datasets.ts", import.meta.url));

/** What stands beside the notebooks: images of digits and which each one shows. */
export const DIGITS = `import * as tf from "kerasaur";
import { readDataset, splitRows } from ${JSON.stringify(DATASETS)};
const { train } = splitRows(await readDataset("digits"));
const pixels = tf.cast(tf.constant(train.x.data), "float32");
export const x = tf.reshape(tf.divide(pixels, 16), [-1, 8, 8, 1]);
export const y = train.y.data;
`;

const IMPORTS = `import * as tf from "kerasaur";
import { x, y } from "./digits.ts";
tf.keras.utils.setRandomSeed(1);`;

const MODEL = `const { Conv2D, Dense, Dropout, Flatten, MaxPooling2D } = tf.keras.layers;
const model = new tf.keras.Sequential([
  tf.keras.Input([8, 8, 1]),
  new Conv2D(16, 3, { padding: "same", activation: "relu" }),
  new MaxPooling2D(2),
  new Flatten(),
  new Dropout(0.25),
  new Dense(10, "softmax"),
]);
model.compile({
  optimizer: "adam",
  loss: "sparseCategoricalCrossentropy",
  metrics: ["accuracy"],
});`;

const fit = (epochs: number) =>
  `await model.fit(x, y, { epochs: ${epochs}, validationSplit: 0.1 })`;

const SETUP = [IMPORTS, MODEL];

/** The scenes. */
export const SCENES: readonly Scene[] = [
  {
    name: "training",
    cells: [...SETUP, `const history = ${fit(6)};\nhistory`],
    size: [1_240, 1_200],
  },
  {
    name: "progress",
    cells: [...SETUP, "await model.fit(x, y, { epochs: 20, batchSize: 1 })"],
    size: [1_100, 900],
    when: "running",
    until: /={15,}>/,
  },
  {
    name: "stopped",
    cells: [...SETUP, "await model.fit(x, y, { epochs: 1_000, batchSize: 4 })"],
    after: "model.history.plot()",
    size: [1_040, 1_300],
    when: "stopped",
    until: /Epoch 7\//,
  },
  {
    name: "plot",
    cells: [
      ...SETUP,
      `const { history } = ${fit(3)};`,
      `const answers = tf.argmax(await model.predict(x, { verbose: 0 }), 1);
tf.charts.confusionMatrixChart({ matrix: tf.math.confusionMatrix(y, answers) })`,
    ],
    size: [1_040, 1_400],
  },
  { name: "model", cells: [...SETUP, "model", "model.optimizer"], size: [1_040, 1_000] },
  {
    name: "model-dark",
    cells: [...SETUP, "model", "tf.ones([2, 3])", "model.summary()"],
    size: [1_040, 1_100],
    isDark: true,
  },
  {
    name: "error",
    cells: [
      IMPORTS,
      `for (const units of [64, 32, 0]) {
  console.log("a layer of", units);
  new tf.keras.layers.Dense(units);
}`,
    ],
    size: [1_040, 600],
  },
];
