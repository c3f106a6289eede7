/**
 * What a notebook runs while its stop button is pressed: a small model that is trained without end,
 * and, in the cells after it, whether everything still works. Only the public interface is used.
 *
 * @module
 */
import * as tf from "kerasaur";

/** How a model is trained. */
export interface Run {
  /** Which optimizer. */
  optimizer: "sgd" | "adam";
  /** Whether the step is a `tf.function`. */
  traced: boolean;
  /** Whether the loss is read at each step. */
  reads: boolean;
  /** A device for the steps, as `tf.device` takes it; none: as it is. */
  device: string | null;
}

/** What is looked at afterwards; each has a column in the table. */
export const ASPECTS = [
  "training",
  "weights",
  "tape",
  "function",
  "names",
  "device",
  "subnormals",
] as const;

/** One of them. */
export type Aspect = typeof ASPECTS[number];

/** What is wrong with an aspect, in words; absent where nothing is. */
export type Faults = Partial<Record<Aspect, string>>;

const [BATCH, CLASSES] = [64, 10];
/** Steps that have to go well after the interrupt, and how many count as its begin and end. */
const [MORE_STEPS, EDGE] = [20, 5];
const SHAPES = [[784, 256], [256], [256, 10], [10]];

/** Numbers that look random and are the same in each run. */
function numbers(size: number, seed: number): number[] {
  return Array.from({ length: size }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed));
}

const images = tf.reshape(tf.constant(numbers(BATCH * 784, 1)), [BATCH, 28, 28, 1]);
const labels = tf.constant(
  Array.from(
    { length: BATCH },
    (_, row) => Array.from({ length: CLASSES }, (_, i) => Number((row * 7) % CLASSES === i)),
  ),
  { dtype: "float32" },
);

let net: tf.keras.Sequential;
let step: () => tf.Tensor;
let steps: () => void;
let usual: { names: string[]; device: string };
let faults: Faults;

/** The names of a new model's weights, without the numbers that count its layers. */
function namesOfNewLayers(): string[] {
  const model = new tf.keras.Sequential([new tf.keras.layers.Dense(3)]);
  model(tf.ones([2, 4]));
  return model.trainableWeights.map(({ name }) => name.replaceAll(/_\d+/g, ""));
}

/** Makes a model and its step; to be called in a cell of its own before {@linkcode train}. */
export function prepare({ optimizer, traced, reads, device }: Run): void {
  net = new tf.keras.Sequential([
    new tf.keras.layers.Flatten(),
    new tf.keras.layers.Dense(256, { activation: tf.nn.relu }),
    new tf.keras.layers.Dense(CLASSES),
  ]);
  net(images);
  const weights = net.trainableWeights;
  const rule = optimizer === "sgd"
    ? new tf.keras.optimizers.SGD(0.01)
    : new tf.keras.optimizers.Adam(0.0001);
  const once = () => {
    const tape = new tf.GradientTape();
    const loss = tape.run(() => {
      const chosen = tf.multiply(labels, tf.nn.logSoftmax(net(images)));
      return tf.negative(tf.divide(tf.reduceSum(chosen), BATCH));
    });
    const gradients = tape.gradient(loss, weights);
    rule.applyGradients(gradients.map((it, i) => [it, weights[i]!] as const));
    return loss;
  };
  step = traced ? tf.function(once) : once;
  const run = () => {
    const loss = step();
    if (reads) Number(loss);
  };
  steps = device === null ? run : () => tf.device(device, run);
  faults = {};
  usual = { names: namesOfNewLayers(), device: tf.config.getDevice() };
}

/** Trains until the script is ended. */
export function train(): never {
  for (;;) steps();
}

/** Notes what is wrong with an aspect, errors included. */
function look(aspect: Aspect, check: () => string | undefined): void {
  let fault: string | undefined;
  try {
    fault = check();
  } catch (error) {
    fault = String(error);
  }
  if (fault !== undefined) faults[aspect] = fault;
}

function expectEqual(actual: unknown, expected: unknown): string | undefined {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  return a === b ? undefined : `expected ${b}, received ${a}`;
}

/** Trains on; to be called in the first cell after the interrupt. */
export function goOn(): void {
  // Before anything of the library runs, which might put it right on its way.
  look("subnormals", () => {
    // Bits tell: where subnormal numbers count as zero, they all equal zero.
    const sum = new Float64Array([Number.MIN_VALUE])[0]! + Number.MIN_VALUE;
    return expectEqual(Number(new BigUint64Array(Float64Array.of(sum).buffer)[0]), 2);
  });
  look("training", () => {
    const losses = Array.from({ length: MORE_STEPS }, () => Number(step()));
    const sum = (part: readonly number[]) => part.reduce((a, b) => a + b, 0);
    const falls = sum(losses.slice(0, EDGE)) > sum(losses.slice(-EDGE));
    return falls && losses.every(Number.isFinite)
      ? undefined
      : `losses ${losses[0]} ... ${losses.at(-1)}`;
  });
}

/** Looks at the rest; to be called in a later cell. */
export function inspect(): Faults {
  look("weights", () => {
    const weights = net.getWeights();
    const finite = weights.every(({ data }) => [...data].every((it) => Number.isFinite(it)));
    return finite
      ? expectEqual(weights.map(({ shape }) => [...shape]), SHAPES)
      : "not all weights are finite";
  });
  look("tape", () => {
    const x = new tf.Variable(3, { dtype: "float32" });
    const tape = new tf.GradientTape();
    const y = tape.run(() => tf.multiply(x, x));
    return expectEqual(Number(tape.gradient(y, x)), 6);
  });
  look("function", () => {
    let calls = 0;
    const triple = tf.function((x: tf.Tensor) => {
      calls++;
      return tf.multiply(x, 3);
    });
    const results = [2, 5].map((it) => Number(triple(tf.constant(it))));
    return expectEqual([...results, calls], [6, 15, 1]);
  });
  look("names", () => expectEqual(namesOfNewLayers(), usual.names));
  look("device", () => expectEqual(tf.config.getDevice(), usual.device));
  return faults;
}
