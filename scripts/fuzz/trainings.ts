/**
 * Replays random trainings that Keras judged (trainings.py): builds the model, trains it and compares
 * what comes out. Initial weights, the order of examples, dropout and noise are drawn here.
 *
 * @module
 */
import * as tf from "kerasaur";
import { camelCase } from "../../lib/objects/naming.ts";

/** A class and its arguments. */
type Pair = readonly [name: string, args: Readonly<Record<string, unknown>>];

/** A number, and how far it moves when the inputs move by a millionth. */
type Noisy = readonly [value: string, noise: string];

/** A training, and what came out of it; or why Keras refused it. */
export interface Training {
  readonly seed: number;
  readonly kind: "vectors" | "images" | "sequences" | "texts";
  readonly shape: readonly number[];
  readonly task: "binary" | "classes" | "numbers" | "one_hot";
  readonly examples: number;
  readonly layers: readonly Pair[];
  readonly loss: string;
  readonly metrics: readonly string[];
  readonly optimizer: Pair;
  readonly fit: Readonly<Record<string, number | string | boolean>>;
  readonly weights: "class" | "sample" | null;
  /** The seed of everything that is drawn. */
  readonly draws: number;
  readonly outcome?: Readonly<Record<string, readonly Noisy[]>>;
  readonly error?: string;
}

/** What may be off, of a number's size and beside it. */
const BOUND = 1e-3;
/** How many times its noise a number may be off. */
const NOISE = 20;

type Made = Readonly<Record<string, new (args: object) => unknown>>;

const { keras } = tf;
/** Where the classes of arguments are. */
const INNER: Readonly<Record<string, unknown>> = {
  layer: keras.layers,
  kernel_regularizer: keras.regularizers,
  bias_regularizer: keras.regularizers,
  kernel_constraint: keras.constraints,
};

function made([name, args]: Pair, classes: unknown): unknown {
  const entries = Object.entries(args).map(([key, it]) => {
    const isClass = key in INNER && it !== null;
    return [camelCase(key), isClass ? made(it as unknown as Pair, INNER[key]) : it];
  });
  return new (classes as Made)[name]!(Object.fromEntries(entries));
}

const float32 = (count: number, at: (i: number) => number): tf.Tensor =>
  tf.constant(Float32Array.from({ length: count }, (_, i) => at(i)));

function examplesOf({ examples, shape, kind }: Training): tf.Tensor {
  const count = shape.reduce((a, b) => a * b, examples);
  const at = (i: number) => Math.sin(i * 1.7) * 2;
  const whole = () => Int32Array.from({ length: count }, (_, i) => Math.floor(Math.abs(at(i)) * 5));
  return tf.reshape(kind === "texts" ? tf.constant(whole()) : float32(count, at), [
    examples,
    ...shape,
  ]);
}

function labelsOf({ examples, task }: Training): tf.Tensor {
  if (task === "numbers") {
    return tf.reshape(float32(2 * examples, (i) => Math.cos(i * 1.1)), [examples, 2]);
  }
  const classes = Int32Array.from(
    { length: examples },
    (_, i) => Math.floor(Math.abs(Math.sin(i * 2.3)) * 2.999),
  );
  if (task === "classes") return tf.constant(classes);
  if (task === "one_hot") return tf.oneHot(classes, 3);
  return tf.reshape(float32(examples, (i) => classes[i]! > 0 ? 1 : 0), [examples, 1]);
}

/** The numbers of a value of a history: one, or those of an array. */
function numbersOf(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return Array.from((value as { data: ArrayLike<number> }).data, Number);
}

/** All numbers that come out of a training here, by name. */
async function replay(it: Training): Promise<Map<string, number[]>> {
  keras.backend.clearSession();
  keras.utils.setRandomSeed(it.draws);
  const input = keras.Input(it.shape, it.kind === "texts" ? { dtype: "int32" } : {});
  const layers = it.layers.map((pair) => made(pair, keras.layers) as tf.keras.layers.Layer);
  const model = new keras.Sequential([input, ...layers]);
  const optimizer = made(it.optimizer, keras.optimizers) as tf.keras.optimizers.Optimizer;
  model.compile({ optimizer, loss: it.loss as "mse", metrics: it.metrics as "mse"[] });
  const x = examplesOf(it);
  const { history } = await model.fit(x, labelsOf(it), {
    ...Object.fromEntries(Object.entries(it.fit).map(([key, value]) => [camelCase(key), value])),
    ...(it.weights === "class" ? { classWeight: { 0: 1, 1: 2, 2: 0.5 } } : {}),
    ...(it.weights === "sample"
      ? { sampleWeight: float32(it.examples, (i) => Math.abs(Math.sin(i * 0.7)) + 0.1) }
      : {}),
    verbose: 0,
  });
  const found = new Map<string, number[]>();
  for (const [name, values] of Object.entries(history)) {
    found.set(`history ${name}`, values.flatMap(numbersOf));
  }
  model.getWeights().forEach((w, i) => {
    found.set(`weight ${i}`, numbersOf({ data: w.data }).slice(0, 8));
  });
  const few = tf.slice(x, x.shape.map(() => 0), [Math.min(3, it.examples), ...it.shape]);
  found.set("predictions", numbersOf((await model.predict(few, { verbose: 0 })) as unknown));
  return found;
}

function isClose(actual: number | undefined, [value, noise]: Noisy): boolean {
  const expected = value === "inf" ? Infinity : value === "-inf" ? -Infinity : Number(value);
  if (actual === undefined || Number.isNaN(actual)) {
    return actual !== undefined && Number.isNaN(expected);
  }
  if (!Number.isFinite(expected)) return actual === expected;
  const moved = noise === "nan" ? Infinity : Number(noise);
  return Math.abs(actual - expected) <= BOUND + BOUND * Math.abs(expected) + NOISE * moved;
}

/** Where a training here differs from Keras's: a line for each name. */
export async function differencesOf(it: Training): Promise<string[]> {
  const before = tf.random.getProfile();
  tf.random.setProfile("keras3");
  try {
    const found = await replay(it);
    if (it.outcome === undefined) return [`Keras refuses it: ${it.error}`];
    const names = Object.keys(it.outcome).toSorted();
    const own = [...found.keys()].toSorted();
    if (`${own}` !== `${names}`) return [`names ${own} instead of ${names}`];
    return names.flatMap((name) => {
      const [actual, expected] = [found.get(name)!, it.outcome![name]!];
      if (actual.length !== expected.length) {
        return [`${name}: ${actual.length} numbers instead of ${expected.length}`];
      }
      const at = expected.findIndex((value, i) => !isClose(actual[i], value));
      return at < 0 ? [] : [`${name}: ${actual[at]} instead of ${expected[at]![0]} at ${at}`];
    });
  } catch (error) {
    return it.error === undefined ? [`${error}`] : [];
  } finally {
    tf.random.setProfile(before);
    tf.random.setSeed(null);
  }
}

/** Why a training may differ, if it may. */
export function exceptionOf(it: Training): string | undefined {
  const [first] = it.layers;
  if (first?.[0] === "Embedding" && it.optimizer[0] !== "SGD") {
    return "Keras 3.15 moves rows that come several times in a batch otherwise than the dense gradient does";
  }
  if (it.error?.includes("oneDNN") || it.error?.startsWith("AbortedError")) {
    return "TensorFlow's own kernels fail";
  }
  return undefined;
}
