/**
 * What Keras's optimizers and schedules give, as tests/goldens/optimizers made it.
 *
 * @module
 */
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { camelCase } from "../../lib/objects/naming.ts";

/** Values of the two weights. */
export interface Values {
  readonly kernel: readonly number[];
  readonly bias: readonly number[];
}

/** Steps of one optimizer. */
export interface Case {
  readonly class: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly after: readonly Values[];
  readonly variables: readonly {
    readonly name: string;
    readonly path: string;
    readonly shape: readonly number[];
    readonly value: readonly number[];
  }[];
  readonly config: Readonly<Record<string, unknown>>;
}

/** Values of one schedule for the steps from 0. */
export interface ScheduleCase {
  readonly class: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly config: Readonly<Record<string, unknown>>;
  readonly serialized: Readonly<Record<string, unknown>>;
  readonly values: readonly number[];
}

/** All of it. */
export interface Goldens {
  readonly shapes: { readonly kernel: readonly number[]; readonly bias: readonly number[] };
  readonly start: Values;
  readonly gradients: readonly Values[];
  readonly cases: readonly Case[];
  readonly wrappers: readonly Case[];
  readonly schedules: readonly ScheduleCase[];
}

const FILE = new URL("../goldens/optimizers/optimizers.json.gz", import.meta.url);

/** What the script wrote. */
export const goldens: Goldens = JSON.parse(
  new TextDecoder().decode(gunzipSync(Deno.readFileSync(FILE))),
) as Goldens;

type Optimizer = tf.keras.optimizers.Optimizer;

/** A class of a namespace by its name. */
function classOf<T>(namespace: object, name: string): new (options?: object) => T {
  return (namespace as Record<string, new (options?: object) => T>)[name]!;
}

/** A schedule of Keras's options. */
export function makeSchedule(name: string, options: Readonly<Record<string, unknown>>) {
  const entries = Object.entries(options).map(([key, value]) => [camelCase(key), value]);
  return new (classOf<tf.keras.optimizers.schedules.LearningRateSchedule>(
    tf.keras.optimizers.schedules,
    name,
  ))(Object.fromEntries(entries));
}

function optionOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { "#schedule": name, ...options } = value as Record<string, unknown>;
  return makeSchedule(name as string, options);
}

/** An optimizer of Keras's options; those that begin with # are not the constructor's. */
export function makeOptimizer(name: string, options: Readonly<Record<string, unknown>>): Optimizer {
  const entries = Object.entries(options).filter(([key]) => !key.startsWith("#"))
    .map(([key, value]) => [camelCase(key), optionOf(value)]);
  const optimizer = new (classOf<Optimizer>(tf.keras.optimizers, name))(
    Object.fromEntries(entries),
  );
  const varNames = options["#exclude"] as readonly string[] | undefined;
  if (varNames) optimizer.excludeFromWeightDecay({ varNames });
  return optimizer;
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
