/**
 * Learning-rate schedules, named as in `tf.keras.optimizers.schedules`.
 *
 * @module
 */
import { type CustomObjects, registerBuiltIns } from "../../configuration/registry.ts";
import {
  deserializeObject,
  type SerializedObject,
  serializeObject,
} from "../../configuration/serialization.ts";
import { formatValue } from "../../errors/format.ts";
import { bind, type Operation } from "../../ops/bind.ts";
import { CosineDecay } from "./cosine_decay.ts";
import { CosineDecayRestarts } from "./cosine_decay_restarts.ts";
import { ExponentialDecay } from "./exponential_decay.ts";
import { InverseTimeDecay } from "./inverse_time_decay.ts";
import { PiecewiseConstantDecay } from "./piecewise_constant_decay.ts";
import { PolynomialDecay } from "./polynomial_decay.ts";
import { LearningRateSchedule } from "./schedule.ts";

export { CosineDecay, type CosineDecayArguments } from "./cosine_decay.ts";
export { CosineDecayRestarts, type CosineDecayRestartsArguments } from "./cosine_decay_restarts.ts";
export { ExponentialDecay, type ExponentialDecayArguments } from "./exponential_decay.ts";
export { InverseTimeDecay, type InverseTimeDecayArguments } from "./inverse_time_decay.ts";
export {
  PiecewiseConstantDecay,
  type PiecewiseConstantDecayArguments,
} from "./piecewise_constant_decay.ts";
export { PolynomialDecay, type PolynomialDecayArguments } from "./polynomial_decay.ts";
export { LearningRateSchedule } from "./schedule.ts";

const MODULE = "keras.optimizers.schedules";

registerBuiltIns(MODULE, {
  CosineDecay,
  CosineDecayRestarts,
  ExponentialDecay,
  InverseTimeDecay,
  PiecewiseConstantDecay,
  PolynomialDecay,
});

/** Argument of {@linkcode serialize}. */
export interface SerializeScheduleArguments {
  /** The schedule. */
  learningRateSchedule: LearningRateSchedule;
}

/** A schedule; anything else is an error. */
function checkSchedule(where: string, name: string, value: unknown): LearningRateSchedule {
  if (value instanceof LearningRateSchedule) return value;
  throw new TypeError(
    `${where}: expected ${name} to be a schedule, received ${name}=${formatValue(value)}`,
  );
}

/**
 * The configuration of a schedule.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { deserialize, PolynomialDecay, serialize } = tf.keras.optimizers.schedules;
 * const config = serialize(new PolynomialDecay(0.5, 10));
 * assertEquals(deserialize(config) instanceof PolynomialDecay, true);
 * ```
 */
export const serialize: Operation<
  SerializeScheduleArguments,
  ["learningRateSchedule"],
  SerializedObject
> = bind(`tf.${MODULE}.serialize`, ["learningRateSchedule"], 1, (schedule) => {
  const where = `tf.${MODULE}.serialize`;
  return serializeObject(where, checkSchedule(where, "learningRateSchedule", schedule));
});

/** Arguments of {@linkcode deserialize}. */
export interface DeserializeScheduleArguments {
  /** What {@linkcode serialize} gave. */
  config: SerializedObject;
  /** Users' classes by name. */
  customObjects?: CustomObjects | null;
}

/**
 * The schedule of a configuration.
 *
 * @throws {RangeError} for a class that is not known.
 */
export const deserialize: Operation<
  DeserializeScheduleArguments,
  ["config", "customObjects"],
  LearningRateSchedule
> = bind(
  `tf.${MODULE}.deserialize`,
  ["config", "customObjects"],
  1,
  (config, customObjects) => {
    const where = `tf.${MODULE}.deserialize`;
    const made = deserializeObject(where, config, MODULE, customObjects ?? {});
    return checkSchedule(where, "config", made);
  },
  ["config", "customObjects"],
);
