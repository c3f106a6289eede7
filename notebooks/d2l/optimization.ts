/**
 * What chapter 7 of the book keeps in its own library: descents in two dimensions, and trainings of a
 * linear model on the noise of airfoils, whose data are read from the book's folder of data.
 *
 * @module
 */
import * as tf from "kerasaur";

/** Two variables and the state of each. */
export type State2d = readonly [x1: number, x2: number, s1: number, s2: number];

/** A step of a descent. */
export type Trainer2d = (x1: number, x2: number, s1: number, s2: number) => State2d;

/** As Python's `%f`. */
const fixed = (x: number): string => x.toFixed(6);

/** Twenty steps from (-5, -2); prints where they end and gives all places. */
export function train2d(trainer: Trainer2d): [number, number][] {
  let [x1, x2, s1, s2]: State2d = [-5, -2, 0, 0];
  const results: [number, number][] = [[x1, x2]];
  for (let i = 0; i < 20; i++) {
    [x1, x2, s1, s2] = trainer(x1, x2, s1, s2);
    results.push([x1, x2]);
  }
  // deno-lint-ignore no-console -- what it prints is the chapter's output
  console.log(`epoch 20, x1 ${fixed(x1)}, x2 ${fixed(x2)}`);
  return results;
}

/** The data of the book's repository, and those of the chapter in it. */
const FOLDER = "KERASAUR_BOOK_DATA";
const AIRFOILS = "airfoil_self_noise.dat";

/** Five features and the noise of 1500 airfoils, each column with a mean of 0 and a deviation of 1. */
export function getDataCh7(): [features: tf.Tensor, labels: tf.Tensor] {
  const text = Deno.readTextFileSync(`${Deno.env.get(FOLDER)}/${AIRFOILS}`);
  const rows = text.trim().split("\n").map((line) => line.split("\t").map(Number));
  const columns = rows[0]!.map((_, j) => rows.map((row) => row[j]!));
  const scaled = columns.map((column) => {
    const mean = column.reduce((a, b) => a + b) / column.length;
    const deviation = Math.hypot(...column.map((x) => x - mean)) / Math.sqrt(column.length);
    return column.slice(0, 1500).map((x) => (x - mean) / deviation);
  });
  const features = tf.transpose(tf.constant(scaled.slice(0, -1), { dtype: tf.float32 }));
  return [features, tf.constant(scaled.at(-1)!, { dtype: tf.float32 })];
}

/** Settings of an optimizer that is written out. */
export type Hyperparams = Record<string, number>;

/** An optimizer that is written out: assigns to parameters by their states and gradients. */
export type OptimizerFn<States> = (
  params: tf.Variable[],
  states: States,
  hyperparams: Hyperparams,
  grads: tf.Tensor[],
) => void;

/** What a training came to. */
export interface Trained {
  /** The loss of all examples, after every hundred of them. */
  readonly losses: readonly number[];
  /** The losses as a curve over the epochs. */
  readonly chart: tf.charts.Chart;
}

/** Prints the last loss and the time, and draws the losses. */
function report(losses: readonly number[], numEpochs: number, start: number): Trained {
  const seconds = (performance.now() - start) / 1000;
  // deno-lint-ignore no-console -- what it prints is the chapter's output
  console.log(`loss: ${fixed(losses.at(-1)!)}, ${fixed(seconds)} sec per epoch`);
  const x = losses.map((_, i) => numEpochs * i / (losses.length - 1));
  const chart = tf.charts.lineChart({ x, y: losses, xLabel: "epoch", yLabel: "loss" });
  return { losses, chart };
}

/** The chapter's loop over epochs and batches, which are shuffled as wholes. */
function train(
  [features, labels]: readonly [tf.Tensor, tf.Tensor],
  [batchSize, numEpochs]: readonly [number, number],
  evalLoss: () => number,
  step: (X: tf.Tensor, y: tf.Tensor) => void,
): Trained {
  const losses = [evalLoss()];
  const dataIter = tf.data.Dataset.fromTensorSlices([features, labels]).batch(batchSize)
    .shuffle(100);
  let start = 0;
  for (let epoch = 0; epoch < numEpochs; epoch++) {
    start = performance.now();
    let batchI = 0;
    for (const [X, y] of dataIter) {
      step(X as tf.Tensor, y as tf.Tensor);
      if ((++batchI * batchSize) % 100 === 0) losses.push(evalLoss());
    }
  }
  return report(losses, numEpochs, start);
}

/** Trains a linear model by an optimizer that is written out; losses are halves of squares. */
export function trainCh7<States>(
  optimizerFn: OptimizerFn<States>,
  states: States,
  hyperparams: Hyperparams,
  features: tf.Tensor,
  labels: tf.Tensor,
  batchSize = 10,
  numEpochs = 2,
): Trained {
  const w = new tf.Variable(
    tf.random.normal({ shape: [features.shape[1]!, 1], stddev: 0.01 }),
  );
  const b = new tf.Variable(tf.zeros([1]));
  const loss = (X: tf.Tensor, y: tf.Tensor): tf.Tensor => {
    const yHat = tf.add(tf.matmul(X, w), b);
    return tf.reduceMean(tf.divide(tf.square(tf.subtract(yHat, tf.reshape(y, yHat.shape))), 2));
  };
  const evalLoss = () => Number(loss(features, labels));
  return train([features, labels], [batchSize, numEpochs], evalLoss, (X, y) => {
    const tape = new tf.GradientTape();
    const l = tape.run(() => loss(X, y));
    optimizerFn([w, b], states, hyperparams, tape.gradient(l, [w, b]) as tf.Tensor[]);
  });
}

/** Trains a layer of Keras by an optimizer of Keras; losses are squares. */
export function trainTensorflow2Ch7(
  trainer: tf.keras.optimizers.Optimizer,
  features: tf.Tensor,
  labels: tf.Tensor,
  batchSize = 10,
  numEpochs = 2,
): Trained {
  const net = new tf.keras.Sequential();
  net.add(new tf.keras.layers.Dense(1));
  const mse = new tf.losses.MeanSquaredError();
  const loss = (X: tf.Tensor, y: tf.Tensor) =>
    tf.reduceMean(mse(tf.expandDims(y, 1), net(X) as tf.Tensor));
  const evalLoss = () => Number(loss(features, labels));
  return train([features, labels], [batchSize, numEpochs], evalLoss, (X, y) => {
    const tape = new tf.GradientTape();
    const l = tape.run(() => loss(X, y));
    const grads = tape.gradient(l, net.trainableVariables);
    trainer.applyGradients(
      grads.map((grad, i) => [grad as tf.Tensor, net.trainableVariables[i]!] as const),
    );
  });
}
