/**
 * What Keras's metrics give, as tests/goldens/metrics made it.
 *
 * @module
 */
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { camelCase } from "../../lib/objects/naming.ts";

/** A tensor; what is no number is a text. */
export interface Stored {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly (number | string)[];
}

/** A batch. */
export interface Batch {
  readonly y_true: Stored;
  readonly y_pred: Stored | null;
  readonly mask?: Stored;
}

/** Updates of one metric. */
export interface Case {
  readonly class: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly data: string;
  readonly kind: string | null;
  readonly weights: readonly Stored[];
  readonly start: Stored | null;
  readonly results: readonly Stored[];
  readonly variables: readonly (Stored & { readonly name: string; readonly path: string })[];
  readonly config: Readonly<Record<string, unknown>>;
}

/** One call of a function. */
export interface FunctionCase {
  readonly name: string;
  readonly data: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly result: Stored;
}

/** All of it. */
export interface Goldens {
  readonly data: Readonly<Record<string, readonly Batch[]>>;
  readonly cases: readonly Case[];
  readonly functions: readonly FunctionCase[];
}

const FILE = new URL("../goldens/metrics/metrics.json.gz", import.meta.url);

/** What the script wrote. */
export const goldens: Goldens = JSON.parse(
  new TextDecoder().decode(gunzipSync(Deno.readFileSync(FILE))),
) as Goldens;

/** Numbers of a stored tensor. */
export const numbersOf = ({ values }: Stored): number[] => values.map(parse);

const INFINITIES: Readonly<Record<string, number>> = { inf: Infinity, "-inf": -Infinity };

function parse(value: number | string): number {
  return typeof value === "number" ? value : INFINITIES[value] ?? NaN;
}

/** A tensor of a stored one. */
export function tensor(stored: Stored): tf.Tensor {
  const values = tf.constant(numbersOf(stored), { shape: [...stored.shape] });
  return tf.cast(values, stored.dtype as tf.DType);
}

/** Names of functions and classes here. */
const metrics = tf.keras.metrics as unknown as Readonly<Record<string, unknown>>;

/** The options of a case as they are called here. */
export function optionsOf(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(options).map(([key, it]) => {
    const isFunction = typeof it === "string" && it.startsWith("#");
    return [camelCase(key), isFunction ? metrics[camelCase(it.slice(1))] : it];
  });
  return Object.fromEntries(entries);
}

/** A metric of a case. */
export function makeMetric(name: string, options: Readonly<Record<string, unknown>>) {
  const Class = metrics[name] as new (options: object) => tf.keras.metrics.Metric;
  return new Class(optionsOf(options));
}

/** A function of labels and predictions. */
export function functionOf(name: string): (...args: unknown[]) => tf.Tensor {
  return metrics[camelCase(name)] as (...args: unknown[]) => tf.Tensor;
}

/** Runs a test with the rules of Keras 3. */
export function withKeras3(run: () => void): void {
  const before = tf.random.getProfile();
  tf.random.setProfile("keras3");
  tf.keras.backend.clearSession();
  try {
    run();
  } finally {
    tf.random.setProfile(before);
  }
}
