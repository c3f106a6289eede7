/**
 * Goldens of losses: how they are stored, and tensors and options of them.
 *
 * @module
 */
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { camelCase } from "../../lib/objects/naming.ts";
import { type Comparable, float32 } from "../support/compare.ts";

/** A tensor; what is no number is a text. */
export interface Stored {
  readonly shape: readonly number[];
  readonly dtype: tf.DType;
  readonly values: readonly (number | string)[];
}

/** Reads one of the files of goldens. */
export function readGoldens<T>(name: string): T {
  const file = new URL(`../goldens/losses/${name}.json.gz`, import.meta.url);
  return JSON.parse(new TextDecoder().decode(gunzipSync(Deno.readFileSync(file)))) as T;
}

const SPECIAL: Readonly<Record<string, number>> = { inf: Infinity, "-inf": -Infinity, nan: NaN };

const numbers = ({ values }: Stored) =>
  values.map((it) => typeof it === "number" ? it : SPECIAL[it]!);

/** What a result is compared with, in float32. */
export const expected = (it: Stored): Comparable => float32(numbers(it), it.shape);

/** The tensor that is stored. */
export function tensor(it: Stored): tf.Tensor {
  return tf.cast(tf.constant(numbers(it), { shape: [...it.shape] }), it.dtype);
}

/** Options in the spelling here. */
export function camel(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).map(([key, it]) => [camelCase(key), it]));
}

/**
 * Whether a graphics card here does not compute it: other types than float32, and logarithms of
 * negative numbers, which WebGPU leaves open.
 */
export const isForProcessors = ({ dtype, values }: Stored): boolean =>
  (!["float32", "int32"].includes(dtype) || values.includes("nan")) &&
  Deno.env.get("KERASAUR_DEVICE") === "webgpu";

/** Losses and their functions by name. */
export const losses = tf.keras.losses as unknown as Readonly<Record<string, unknown>>;
