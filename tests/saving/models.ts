/**
 * The models of `goldens/saving/make_saving.py`, and what tests ask of them.
 *
 * @module
 */
import * as tf from "kerasaur";
import { fromBase64 } from "../io/goldens.ts";

/** An array in a golden file. */
export interface Saved {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
}

/** Arrays, nested. */
export type Nested<T> = T | readonly Nested<T>[] | { readonly [key: string]: Nested<T> };

/** A model with its file. */
export interface SavedCase {
  readonly file: string;
  readonly inputs: Nested<Saved>;
  readonly outputs: Nested<Saved>;
  readonly config: { readonly [key: string]: unknown };
  readonly losses?: readonly number[];
  readonly after?: readonly Saved[];
}

const golden = await Deno.open(new URL("../goldens/saving/saving.json.gz", import.meta.url));
const unzipped = golden.readable.pipeThrough(new DecompressionStream("gzip"));

/** The cases by name. */
export const MODELS: Record<string, SavedCase> = (await new Response(unzipped).json()).models;

/** The bytes of a case's file. */
export const bytesOf = (name: string): Uint8Array => fromBase64(MODELS[name]!.file);

/** What the models of one's own are made of, registered as in Python. */
export class Scale extends tf.keras.layers.Layer {
  readonly factor: number;
  shift: tf.Variable | undefined;

  constructor({ factor = 2, ...rest }: { factor?: number; name?: string } = {}) {
    super(rest);
    this.factor = factor;
  }

  override build(shape: readonly (number | null)[]): void {
    this.shift = this.addWeight("shift", { shape: [shape.at(-1)!], initializer: "zeros" });
  }

  override call(x: tf.Tensor): tf.Tensor {
    return tf.add(tf.multiply(x, this.factor), this.shift!);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), factor: this.factor };
  }
}

/** A model of one's own. */
export class Blocks extends tf.keras.Model {
  readonly units: number;
  first: tf.keras.layers.Dense;
  blocks: readonly tf.keras.layers.Layer[];
  last: tf.keras.layers.Dense;

  constructor({ units = 3, ...rest }: { units?: number; name?: string } = {}) {
    super(rest);
    this.units = units;
    this.first = new tf.keras.layers.Dense(units, { activation: "tanh" });
    this.blocks = [new tf.keras.layers.Dense(2), new tf.keras.layers.LayerNormalization()];
    this.last = new tf.keras.layers.Dense(1);
  }

  override call(x: tf.Tensor): tf.Tensor {
    let h = this.first(x);
    for (const block of this.blocks) h = block(h);
    return this.last(h);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), units: this.units };
  }
}

tf.keras.saving.registerKerasSerializable("tests")(Scale);
tf.keras.saving.registerKerasSerializable("tests")(Blocks);

const isSaved = (value: unknown): value is Saved =>
  typeof value === "object" && value !== null && "dtype" in value && "data" in value;

/** Every array of nested ones, by a function. */
export function mapped<A, B>(
  value: Nested<A>,
  isLeaf: (it: unknown) => it is A,
  run: (it: A) => B,
): Nested<B> {
  if (isLeaf(value)) return run(value);
  if (Array.isArray(value)) return value.map((it: Nested<A>) => mapped(it, isLeaf, run));
  const entries = Object.entries(value as Record<string, Nested<A>>);
  return Object.fromEntries(entries.map(([key, it]) => [key, mapped(it, isLeaf, run)]));
}

/** A case's inputs as tensors. */
export function inputsOf({ inputs }: SavedCase): tf.Tensor {
  const made = mapped(
    inputs,
    isSaved,
    ({ dtype, shape, data }) =>
      tf.reshape(tf.constant([...data] as number[], dtype as "float32"), [...shape]),
  );
  return (Array.isArray(made) && made.length === 1 ? made[0] : made) as tf.Tensor;
}

/** Arrays of nested ones, those of a dictionary in the order of its keys. */
export function flat<T>(value: Nested<T>, isLeaf: (it: unknown) => it is T): T[] {
  if (isLeaf(value)) return [value];
  if (Array.isArray(value)) return value.flatMap((it: Nested<T>) => flat(it, isLeaf));
  return Object.entries(value as Record<string, Nested<T>>)
    .sort(([a], [b]) => a < b ? -1 : 1).flatMap(([, it]) => flat(it, isLeaf));
}

/** Golden arrays, in order. */
export const arraysOf = (value: Nested<Saved>): Saved[] => flat(value, isSaved);

const isTensor = (value: unknown): value is tf.Tensor => value instanceof tf.Tensor;

/** Tensors, in order. */
export const tensorsOf = (value: unknown): tf.Tensor[] =>
  flat(value as Nested<tf.Tensor>, isTensor);

/** Three steps of training towards zeros; their losses. */
export function train(model: tf.keras.Model, it: SavedCase): number[] {
  const x = inputsOf(it);
  const zeros = mapped(model(x) as Nested<tf.Tensor>, isTensor, (y) => tf.zeros(y.shape));
  return [0, 1, 2].map(() => {
    const logs = model.trainOnBatch(x as never, zeros as never) as unknown as number | number[];
    return Array.isArray(logs) ? logs[0]! : logs;
  });
}
