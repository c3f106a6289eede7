/**
 * What a learning rate may be: a number, a schedule, or a function without arguments.
 *
 * @module
 */
import type { Option } from "../configuration/options.ts";
import { type Default, type Or, row } from "../configuration/rows.ts";
import {
  deserializeObject,
  isSerialized,
  serializeFunction,
  serializeObject,
} from "../configuration/serialization.ts";
import { type CustomObjects, lookUp } from "../configuration/registry.ts";
import { checkFinite } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import type { Variable } from "../functions/variable.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { LearningRateSchedule } from "./schedules/schedule.ts";

/** Keras's module of schedules. */
export const SCHEDULES = "keras.optimizers.schedules";

/** A learning rate as an option. */
export type LearningRate = number | LearningRateSchedule | (() => TensorLike);

/**
 * A learning rate as it is read: a variable; or, of a schedule or a function, its value now, whose
 * `assign` says that it cannot be set.
 */
export type CurrentLearningRate = Variable | (Tensor & { assign(value: TensorLike): never });

/** The row of a learning rate. */
export function learningRate<D extends Default<LearningRate>>(
  ifMissing: D,
): Option<Or<LearningRate, D>, Or<LearningRate, D>> {
  return row<LearningRate, LearningRate, D>(ifMissing, checkLearningRate, writeLearningRate);
}

/** A learning rate, checked. */
export function checkLearningRate(where: string, name: string, given: LearningRate): LearningRate {
  if (typeof given === "function") return given;
  if (typeof given === "number") return checkFinite(where, name, given, { min: 0 });
  throw new TypeError(
    `${where}: expected ${name} to be a number, a schedule or a function, received ${name}=${
      formatValue(given)
    }`,
  );
}

/** A learning rate as configurations have it. */
export function writeLearningRate(rate: LearningRate): unknown {
  if (typeof rate === "number") return rate;
  return rate instanceof LearningRateSchedule
    ? serializeObject("getConfig", rate)
    : serializeFunction(rate);
}

/** A learning rate of what a configuration has. */
export function readLearningRate(
  where: string,
  written: unknown,
  customObjects: CustomObjects = {},
): unknown {
  if (isSerialized(written)) return deserializeObject(where, written, SCHEDULES, customObjects);
  return typeof written === "string" ? lookUp(where, SCHEDULES, written, customObjects) : written;
}
