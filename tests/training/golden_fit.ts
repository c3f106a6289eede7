/**
 * Trainings by real Keras, as tests/goldens/training/make_fit.py recorded them.
 *
 * @module
 */
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { camelCase } from "../../lib/objects/naming.ts";

/** An array, or arrays nested as they were given. */
export type Stored =
  | { readonly shape: readonly number[]; readonly dtype: tf.DType; readonly values: number[] }
  | { readonly list: readonly Stored[] }
  | { readonly dict: Readonly<Record<string, Stored>> };

/** Numbers by name. */
export type Numbers = Readonly<Record<string, number>>;

/** One training. */
export interface FitCase {
  readonly name: string;
  readonly model: Record<string, unknown>;
  readonly weights: readonly Stored[];
  readonly frozen: readonly number[];
  readonly data: Readonly<
    Record<"x" | "y" | "sample_weight" | "val_x" | "val_y" | "val_weight", Stored | null>
  >;
  readonly compile: Readonly<Record<string, unknown>>;
  readonly fit: Readonly<Record<string, unknown>>;
  readonly callbacks: readonly { class: string; args: Readonly<Record<string, unknown>> }[];
  readonly history: Readonly<Record<string, number[]>>;
  readonly epoch: readonly number[];
  readonly evaluation: Numbers;
  /** Examples of a batch in `evaluate`. */
  readonly batch_size: number;
  readonly listed: readonly number[];
  readonly test_on_batch: Numbers;
  readonly train_on_batch: Numbers;
  readonly prediction: Stored;
  readonly after: readonly Stored[];
}

const FILE = new URL("../goldens/training/fit.json.gz", import.meta.url);

/** The trainings. */
export const cases: readonly FitCase[] = (JSON.parse(
  new TextDecoder().decode(gunzipSync(Deno.readFileSync(FILE))),
) as { readonly cases: readonly FitCase[] }).cases;

/** Tensors of what was stored; `undefined` for nothing. */
export function tensors(it: Stored | null): unknown {
  if (it === null) return undefined;
  if ("list" in it) return it.list.map(tensors);
  if ("dict" in it) {
    return Object.fromEntries(Object.entries(it.dict).map(([key, inner]) => [key, tensors(inner)]));
  }
  return tf.cast(tf.constant(it.values, { shape: [...it.shape] }), it.dtype);
}

/** Names in camelCase. */
export function camel(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).map(([key, it]) => [camelCase(key), it]));
}

/** A model of a case with its weights, compiled. */
export function compiledModel(it: FitCase): tf.keras.Model {
  const model = tf.keras.models.modelFromJson(JSON.stringify(it.model)) as tf.keras.Model;
  for (const index of it.frozen) model.layers[index]!.trainable = false;
  model.setWeights(it.weights.map(tensors) as tf.Tensor[]);
  model.compileFromConfig({ ...it.compile, jit_compile: false });
  return model;
}

/** The arguments of `fit` besides the data. */
export function fitOptions(it: FitCase): Record<string, unknown> {
  const { val_x: x, val_y: y, val_weight: weight } = it.data;
  const validation = x === null
    ? {}
    : { validationData: [tensors(x), tensors(y), ...(weight === null ? [] : [tensors(weight)])] };
  const classes = tf.keras.callbacks as unknown as Readonly<
    Record<string, new (options: object) => tf.keras.callbacks.Callback>
  >;
  const callbacks = it.callbacks.map(({ class: name, args }) => new classes[name]!(camel(args)));
  const { sample_weight: own } = it.data;
  return {
    ...camel(it.fit),
    ...validation,
    ...(own === null ? {} : { sampleWeight: tensors(own) }),
    callbacks,
    shuffle: false,
    verbose: 0,
  };
}
