// deno-lint-ignore-file no-console -- the library warns there
/**
 * A random layer or model that Keras judged (models.py), made here from the same configuration, and
 * how it differs.
 *
 * @module
 */
import * as tf from "kerasaur";
import { maskOf, setMask } from "../../lib/layers/base/masks.ts";
import { type Expected, faultOf, uniform } from "./models_numbers.ts";

/** What Keras gave. */
export interface ModelResult {
  /** Path, shape, whether it is trained. */
  readonly paths: readonly (readonly [string, readonly number[], boolean])[];
  readonly outputs: readonly Expected[];
  readonly masks: readonly (Expected | null)[];
  /** Of inputs of floats, then of weights that are trained; null where TensorFlow has none. */
  readonly gradients: readonly (Expected | null)[] | null;
  readonly state: readonly Expected[];
  readonly losses: readonly number[];
  readonly serialized?: unknown;
  /** Of the outputs for open inputs; null where Keras refuses. */
  readonly shape?: unknown;
  readonly summary?: string;
}

/** A case. */
export interface ModelCase {
  readonly seed: number;
  readonly kind: "layer" | "model";
  readonly className?: string;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly inputs: readonly { readonly shape: readonly number[]; readonly dtype: string }[];
  readonly masks: readonly (readonly number[] | null)[];
  /** Whether the inputs are arguments of their own. */
  readonly spread: boolean;
  readonly training: boolean;
  readonly open?: readonly (readonly (number | null)[])[];
  readonly result?: ModelResult;
  readonly error?: {
    readonly type: string;
    readonly phase: "init" | "call";
    readonly message: string;
    /** Whether TensorFlow cannot do on this processor what Keras allows. */
    readonly only_there?: true;
  };
}

/** What differs. */
export interface Difference {
  readonly kind:
    | "accepted"
    | "refused"
    | "error"
    | "config"
    | "weights"
    | "shape"
    | "output"
    | "mask"
    | "gradient"
    | "state"
    | "losses"
    | "summary";
  readonly detail: string;
}

// As in models.py.
const PLACE = 1024;
const MASKS = 16;
const WEIGHTINGS = 32;
const WEIGHTS = 64;

type Any = tf.keras.layers.Layer & ((...args: unknown[]) => unknown) & {
  summary(options: object): void;
};

const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function weightValues(seed: number, path: string, shape: readonly number[]): Float64Array {
  const name = path.split("/").at(-1)!;
  const v = uniform(seed, product(shape));
  if (name.includes("variance")) return v.map((it) => 0.5 + Math.abs(it));
  if (name === "gamma" || name === "scale") return v.map((it) => 1 + it / 8);
  if (["bias", "beta", "moving_mean"].includes(name)) return v.map((it) => it / 8);
  const isKernel = shape.length > 1 && !name.includes("embeddings");
  const scale = Math.sqrt(3 / Math.max(isKernel ? product(shape.slice(0, -1)) : 1, 1));
  return v.map((it) => it * scale);
}

function tensor(values: Float64Array, shape: readonly number[], dtype: string): tf.Tensor {
  const doubles = tf.constant(values, { dtype: "float64", shape: [...shape] });
  return tf.cast(doubles, dtype as "float32");
}

function inputsOf(it: ModelCase): tf.Tensor[] {
  const seed = PLACE * it.seed;
  return it.inputs.map(({ shape, dtype }, i) => {
    const v = uniform(seed + i, product(shape));
    const isWhole = dtype === "int32";
    const x = tensor(isWhole ? v.map((it) => Math.floor((it + 1) * 3)) : v, shape, dtype);
    const mask = it.masks[i];
    if (mask) {
      setMask(
        x,
        tf.greater(tensor(uniform(seed + MASKS + i, product(mask)), mask, "float64"), -0.4),
      );
    }
    return x;
  });
}

function leaves(it: unknown): tf.Tensor[] {
  if (it instanceof tf.Tensor) return [it];
  return typeof it === "object" && it !== null ? Object.values(it).flatMap(leaves) : [];
}

function made(it: ModelCase, config?: unknown): Any {
  tf.keras.backend.clearSession();
  if (it.kind === "model") {
    return tf.keras.models.modelFromJson(JSON.stringify(it.config)) as unknown as Any;
  }
  const wanted = config ?? { class_name: it.className, config: it.args };
  return tf.keras.layers.deserialize(wanted as never) as Any;
}

const isFloat = ({ dtype }: tf.Tensor) => /float/.test(dtype);

/** What a call gives. */
function run(it: ModelCase, target: Any) {
  const seed = PLACE * it.seed;
  const isApart = it.spread || it.inputs.length === 1;
  const given = (of: tf.Tensor[]): unknown[] => isApart ? of : [of];
  target(...given(inputsOf(it)));
  const inputs = inputsOf(it);
  target.weights.forEach((weight, i) => {
    const { path, shape } = weight;
    const values = weightValues(seed + WEIGHTS + i, path, shape);
    weight.assign(tensor(values, shape, weight.dtype));
  });
  const fresh = it.training ? [{ training: true }] : [];
  const trained = target.trainableWeights;
  const floats = inputs.filter(isFloat);
  const tape = new tf.GradientTape();
  let outputs: tf.Tensor[] = [];
  const loss = tape.run(() => {
    floats.forEach((x) => tape.watch(x));
    outputs = leaves(target(...given(inputs), ...fresh));
    const terms = outputs.flatMap((y, i) => {
      if (!isFloat(y)) return [];
      const weighting = tensor(uniform(seed + WEIGHTINGS + i, y.size), y.shape, "float32");
      return [tf.reduceSum(tf.multiply(tf.cast(y, "float32"), weighting))];
    });
    return terms.length === 0 ? undefined : tf.addN(terms);
  });
  const losses = [...target.losses].map(Number);
  const sources = [...floats, ...trained];
  const gradients = it.result?.gradients && loss !== undefined && sources.length > 0
    ? tape.gradient(loss, sources as tf.Tensor[]) as (tf.Tensor | null)[]
    : [];
  return { outputs, losses, gradients, state: target.nonTrainableWeights.map((w) => w.value()) };
}

/** The names of what a case has, for errors have to tell them. */
function isNamed(it: ModelCase, error: unknown): boolean {
  if (!(error instanceof TypeError || error instanceof RangeError)) return false;
  if (/internal|is not a function|undefined \(|Cannot read properties/.test(error.message)) {
    return false;
  }
  return it.className === undefined || it.kind === "model" || error.message.length > 0;
}

function where<T>(run: () => T): T | Error {
  try {
    return run();
  } catch (error) {
    return error as Error;
  }
}

/** How a case differs. */
export function differencesOf(it: ModelCase): Difference[] {
  const all: Difference[] = [];
  const add = (kind: Difference["kind"], detail: string | undefined) => {
    if (detail !== undefined) all.push({ kind, detail });
  };
  const target = where(() => made(it));
  if (target instanceof Error) {
    if (!isNamed(it, target)) add("error", `${target}`);
    if (it.result) add("refused", `${target}`);
    return all;
  }
  const found = where(() => run(it, target));
  if (found instanceof Error) {
    if (!isNamed(it, found)) add("error", `${found}`);
    if (it.result) add("refused", `${found}`);
    return all;
  }
  const { error, result } = it;
  if (error) {
    if (!error.only_there) {
      add(
        "accepted",
        `${error.phase} ${error.type} ${error.message}; ours gives ${
          found.outputs.map(({ shape }) => `[${shape}]`)
        }`,
      );
    }
    return all;
  }
  if (!result) return all;
  const text = JSON.stringify(it.args ?? it.config) + JSON.stringify(it.result?.outputs);
  const isHalf = /float16/.test(text);
  const compare = (
    kind: Difference["kind"],
    own: readonly (tf.Tensor | null | undefined)[],
    wanted: readonly (Expected | null)[],
  ) => {
    if (own.length !== wanted.length) {
      add(kind, `${own.length} tensors instead of ${wanted.length}`);
    } else {wanted.forEach((one, i) => {
        const fault = faultOf(own[i] ?? null, one, isHalf, kind);
        add(kind, fault === undefined ? undefined : `${i}: ${fault}`);
      });}
  };
  const paths = target.weights.map(({ path, shape }) => [
    it.kind === "layer" ? path.split("/").slice(1).join("/") || path : path,
    [...shape],
  ]);
  const trained = new Set<unknown>(target.trainableWeights);
  const own = paths.map((one, i) => [...one, trained.has(target.weights[i])]);
  add("weights", difference(own, result.paths));
  if (it.kind === "layer") {
    add("config", difference(plain(tf.keras.layers.serialize(target)), result.serialized));
    const copy = where(() => made(it, result.serialized));
    if (copy instanceof Error) add("config", `of its configuration: ${copy}`);
    if (result.shape !== null && !(copy instanceof Error)) {
      const compute = copy.computeOutputShape as (...args: unknown[]) => unknown;
      const open = it.spread ? it.open! : it.open!.length === 1 ? it.open![0]! : it.open!;
      const shape = where(() => compute.apply(copy, it.spread ? [...open] : [open]));
      add("shape", shape instanceof Error ? `${shape}` : difference(plain(shape), result.shape));
    }
  } else {
    const config = JSON.parse((target as unknown as { toJson(): string }).toJson());
    add("config", difference(config, it.config));
    let lines = "";
    target.summary({ printFn: (line: string) => lines += `${line}\n`, lineLength: 100 });
    add("summary", difference(lines.trim().split("\n"), result.summary!.trim().split("\n")));
  }
  compare("output", found.outputs, result.outputs);
  compare("mask", found.outputs.map((y) => maskOf(y) ?? null), result.masks);
  if (result.gradients) compare("gradient", found.gradients, result.gradients);
  compare("state", found.state, result.state);
  // In another order than Keras's, which goes through nested layers from the last one.
  const sum = (losses: readonly number[]) => losses.reduce((total, loss) => total + loss, 0);
  const [ownLoss, loss] = [sum(found.losses), sum(result.losses)];
  if (!(Math.abs(ownLoss - loss) <= (isHalf ? 0.05 : 2e-5) * (1 + Math.abs(loss)))) {
    add("losses", `${found.losses} instead of ${result.losses}`);
  }
  return all;
}

/** The first difference of two values of JSON. */
function difference(own: unknown, wanted: unknown, at = ""): string | undefined {
  if (typeof own !== "object" || typeof wanted !== "object" || own === null || wanted === null) {
    if (Object.is(own, wanted) || own === wanted) return undefined;
    return `${at}: ${JSON.stringify(own)} instead of ${JSON.stringify(wanted)}`;
  }
  const names = new Set([...Object.keys(own), ...Object.keys(wanted)]);
  for (const name of names) {
    const [a, b] = [Reflect.get(own, name), Reflect.get(wanted, name)];
    const found = difference(a, b, `${at}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Runs with the names and rules of Keras 3. */
export function inKeras3<T>(run: () => T): T {
  const before = tf.random.getProfile();
  const { warn } = console;
  console.warn = () => {};
  tf.random.setProfile("keras3");
  try {
    return run();
  } finally {
    tf.random.setProfile(before);
    console.warn = warn;
  }
}
