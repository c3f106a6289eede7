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
  /** Who trains: a loop of steps, of steps that are a `tf.function`, or `fit`. */
  loop: "eager" | "tf.function" | "fit";
  /** Whether the loss is read at each step. */
  reads: boolean;
  /** A device for the steps, as `tf.device` takes it; none: as it is. */
  device: string | null;
}

/** What is looked at afterwards; each has a column in the table. */
export const ASPECTS = [
  "training",
  "weights",
  "numbers",
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

const [BATCH, BATCHES, CLASSES] = [64, 4, 10];
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

/** What `fit` learns: the same rows a few times. */
const [manyImages, manyLabels] = [images, labels].map((it) =>
  tf.concat(Array(BATCHES).fill(it), 0)
) as [tf.Tensor, tf.Tensor];

/** A model and how it is trained. */
interface Training {
  net: tf.keras.Sequential;
  rule: tf.keras.optimizers.SGD | tf.keras.optimizers.Adam;
  /** Makes a step and gives its loss. */
  step: () => tf.Tensor | Promise<number>;
}

/** What a variable of a model or an optimizer holds. */
const KINDS = { Float32Array, Int32Array, BigInt64Array } as const;
type Values = InstanceType<typeof KINDS[keyof typeof KINDS]>;

/** Values that decide what a step does: of the weights, and of the optimizer's variables. */
export interface State {
  /** Values of each weight. */
  weights: Values[];
  /** Values of each of the optimizer's variables. */
  optimizer: Values[];
}

let run: Run;
let training: Training;
let usual: { names: string[]; device: string };
let faults: Faults;
let [before, after]: State[] = [];

/** The names of a new model's weights, without the numbers that count its layers. */
function namesOfNewLayers(): string[] {
  const model = new tf.keras.Sequential([new tf.keras.layers.Dense(3)]);
  model(tf.ones([2, 4]));
  return model.trainableWeights.map(({ name }) => name.replaceAll(/_\d+/g, ""));
}

/** A new model with its step. */
function newTraining({ optimizer, loop }: Run): Training {
  const net = new tf.keras.Sequential([
    new tf.keras.layers.Flatten(),
    new tf.keras.layers.Dense(256, { activation: tf.nn.relu }),
    new tf.keras.layers.Dense(CLASSES),
  ]);
  net(images);
  const weights = net.trainableWeights;
  const rule = optimizer === "sgd"
    ? new tf.keras.optimizers.SGD(0.01)
    : new tf.keras.optimizers.Adam(0.0001);
  if (loop === "fit") {
    const loss = new tf.keras.losses.CategoricalCrossentropy({ fromLogits: true });
    net.compile({ optimizer: rule, loss });
    const step = async () => Number(await net.trainOnBatch(images, labels));
    return { net, rule, step };
  }
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
  return { net, rule, step: loop === "tf.function" ? tf.function(once) : once };
}

/** Makes a model and its step; to be called in a cell of its own before {@linkcode train}. */
export function prepare(wanted: Run): void {
  run = wanted;
  training = newTraining(run);
  faults = {};
  usual = { names: namesOfNewLayers(), device: tf.config.getDevice() };
}

/**
 * Trains until the script is ended.
 *
 * @param notes A file into which it writes when it began: the kernel forgets a stop that comes before.
 */
export function train(notes: string): unknown {
  const { net, step } = training;
  Deno.writeTextFileSync(notes, String(Date.now()));
  const { loop, reads, device } = run;
  const within = <T>(act: () => T) => device === null ? act() : tf.device(device, act);
  if (loop === "fit") {
    const options = { batchSize: BATCH, epochs: 1_000_000, verbose: reads ? 1 : 0 } as const;
    return within(() => net.fit(manyImages, manyLabels, options));
  }
  for (;;) {
    within(() => {
      const loss = step();
      if (reads) Number(loss);
    });
  }
}

function stateOf({ net, rule }: Training): State {
  return {
    weights: net.weights.map((it) => it.numpy().data.slice() as Values),
    optimizer: rule.variables.map((it) => it.numpy().data.slice() as Values),
  };
}

/**
 * What one step makes of a state, in a model that was never stopped.
 *
 * @param steps Steps that the model made before it got the state: the first one is computed operation
 *   by operation, later ones as a compiled graph, whose last bits may differ.
 */
export async function stepFrom(
  wanted: Run,
  { weights, optimizer }: State,
  steps: number,
): Promise<State> {
  const fresh = newTraining(wanted);
  for (let i = 0; i < steps; i++) await fresh.step();
  const assign = (variables: readonly tf.Variable[], values: State["optimizer"]) => {
    if (variables.length !== values.length) {
      throw new Error(`expected ${variables.length} variables, received ${values.length}`);
    }
    variables.forEach((it, i) => it.assign(tf.reshape(tf.constant(values[i]!), it.shape)));
  };
  assign(fresh.net.weights, weights);
  if (fresh.rule.variables.length !== optimizer.length) fresh.rule.build(fresh.net.weights);
  assign(fresh.rule.variables, optimizer);
  await fresh.step();
  return stateOf(fresh);
}

/** Notes what is wrong with an aspect, errors included. */
async function look(
  aspect: Aspect,
  check: () => string | undefined | Promise<string | undefined>,
): Promise<void> {
  let fault: string | undefined;
  try {
    fault = await check();
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
export async function goOn(): Promise<void> {
  // Before anything of the library runs, which might put it right on its way.
  await look("subnormals", () => {
    // Bits tell: where subnormal numbers count as zero, they all equal zero.
    const sum = new Float64Array([Number.MIN_VALUE])[0]! + Number.MIN_VALUE;
    return expectEqual(Number(new BigUint64Array(Float64Array.of(sum).buffer)[0]), 2);
  });
  before = stateOf(training);
  await training.step();
  after = stateOf(training);
  await look("training", async () => {
    const losses: number[] = [];
    if (run.loop === "fit") {
      const options = { batchSize: BATCH, epochs: MORE_STEPS, verbose: 0 } as const;
      losses.push(...(await training.net.fit(manyImages, manyLabels, options)).history["loss"]!);
    } else for (let i = 0; i < MORE_STEPS; i++) losses.push(Number(await training.step()));
    const sum = (part: readonly number[]) => part.reduce((a, b) => a + b, 0);
    const falls = sum(losses.slice(0, EDGE)) > sum(losses.slice(-EDGE));
    return falls && losses.length === MORE_STEPS && losses.every(Number.isFinite)
      ? undefined
      : `${losses.length} losses ${losses[0]} ... ${losses.at(-1)}`;
  });
}

/** Writes down the states before and after the first step that followed the stop. */
export async function writeStates(path: string): Promise<void> {
  const pack = ({ weights, optimizer }: State) => ({
    weights: weights.map(packed),
    optimizer: optimizer.map(packed),
  });
  await Deno.writeTextFile(path, JSON.stringify([pack(before!), pack(after!)]));
}

/** The states that {@linkcode writeStates} wrote. */
export async function readStates(path: string): Promise<[State, State]> {
  type Written = Record<keyof State, ReturnType<typeof packed>[]>;
  return (JSON.parse(await Deno.readTextFile(path)) as Written[]).map((it) => ({
    weights: it.weights.map(unpacked),
    optimizer: it.optimizer.map(unpacked),
  })) as [State, State];
}

function packed(values: Values) {
  const { buffer, byteOffset, byteLength, constructor: { name } } = values;
  const bytes = new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength).toBase64();
  return { kind: name as keyof typeof KINDS, bytes };
}

function unpacked({ kind, bytes }: ReturnType<typeof packed>): Values {
  return new KINDS[kind](Uint8Array.fromBase64(bytes).buffer);
}

/** How two states differ; `undefined` where all bits are the same. */
export function differenceOf(actual: State, expected: State): string | undefined {
  for (const part of ["weights", "optimizer"] as const) {
    const [a, b] = [actual[part], expected[part]];
    if (a.length !== b.length) return `${part}: ${a.length} variables instead of ${b.length}`;
    for (let i = 0; i < a.length; i++) {
      const differing = [...a[i]!].findIndex((it, j) => !Object.is(it, b[i]![j]));
      if (differing >= 0 || a[i]!.length !== b[i]!.length) {
        return `${part}[${i}][${differing}]: ${a[i]![differing]} instead of ${b[i]![differing]}`;
      }
    }
  }
  return undefined;
}

/** Looks at the rest; to be called in a later cell. */
export async function inspect(): Promise<Faults> {
  await look("weights", () => {
    const weights = training.net.getWeights();
    const finite = weights.every(({ data }) => [...data].every((it) => Number.isFinite(it)));
    return finite
      ? expectEqual(weights.map(({ shape }) => [...shape]), SHAPES)
      : "not all weights are finite";
  });
  await look("tape", () => {
    const x = new tf.Variable(3, { dtype: "float32" });
    const tape = new tf.GradientTape();
    const y = tape.run(() => tf.multiply(x, x));
    return expectEqual(Number(tape.gradient(y, x)), 6);
  });
  await look("function", () => {
    let calls = 0;
    const triple = tf.function((x: tf.Tensor) => {
      calls++;
      return tf.multiply(x, 3);
    });
    const results = [2, 5].map((it) => Number(triple(tf.constant(it))));
    return expectEqual([...results, calls], [6, 15, 1]);
  });
  await look("names", () => expectEqual(namesOfNewLayers(), usual.names));
  await look("device", () => expectEqual(tf.config.getDevice(), usual.device));
  return faults;
}
