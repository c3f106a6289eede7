/**
 * What Keras's regularizers and constraints gave.
 *
 * @module
 */
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { optionsOf } from "../../lib/configuration/options.ts";

/** One object of Keras's, and what it gave. */
export interface Case {
  readonly module: "regularizers" | "constraints";
  readonly class: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly dtype: "float32" | "float64";
  readonly shape: readonly number[];
  readonly weight: readonly number[];
  readonly result: readonly number[];
  readonly config: Readonly<Record<string, unknown>>;
  /** Of a regularizer. */
  readonly gradient?: readonly number[];
}

const path = new URL("../goldens/weights/weights.json.gz", import.meta.url);
const { cases } = JSON.parse(
  new TextDecoder().decode(gunzipSync(Deno.readFileSync(path))),
) as { cases: readonly Case[] };

/** The cases of a module. */
export const casesOf = (module: Case["module"]): readonly Case[] =>
  cases.filter((it) => it.module === module);

/** A class of the library. */
type Class = new (options: object) => (x: tf.TensorLike) => tf.Tensor;

/** The object of a case. */
export function made({ module, class: name, options }: Case): (x: tf.TensorLike) => tf.Tensor {
  const Made = (tf.keras[module] as unknown as Record<string, Class>)[name]!;
  return new Made(optionsOf([], options));
}

/** Numbers as a tensor. */
export function tensorOf(values: readonly number[], shape: readonly number[], dtype: tf.DType) {
  return tf.cast(tf.reshape(tf.constant(values, { dtype: "float64" }), shape), dtype);
}
