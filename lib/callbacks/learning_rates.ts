/**
 * Learning rates of a model's optimizers, as callbacks read and change them.
 *
 * @module
 */
import { MultiOptimizer } from "../optimizers/multi_optimizer.ts";
import { LossScaleOptimizer } from "../optimizers/loss_scale_optimizer.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { getProfile } from "../random/profile.ts";
import type { Logs } from "./callback.ts";
import type { CallbackModel } from "./model.ts";

/** An optimizer with a learning rate, and what tells it from others: its name, if there are several. */
export interface Rated {
  readonly optimizer: Optimizer;
  readonly name: string;
}

/**
 * The optimizers of a model that have a learning rate.
 *
 * @throws {TypeError} for a model without an optimizer.
 */
export function ratedOptimizers(where: string, model: CallbackModel): readonly Rated[] {
  const { optimizer } = model;
  if (optimizer === null) {
    throw new TypeError(
      `${where}: expected a model with an optimizer, received ${model.label} without one; call compile({ optimizer, loss }) first`,
    );
  }
  const inner = optimizer instanceof LossScaleOptimizer ? optimizer.innerOptimizer : optimizer;
  return inner instanceof MultiOptimizer
    ? inner.optimizers.map((it) => ({ optimizer: it, name: it.name }))
    : [{ optimizer: inner, name: "" }];
}

/** The learning rate now. */
export function rateOf({ optimizer }: Rated): number {
  return Number(optimizer.learningRate);
}

/** Adds the learning rates to the logs, under the names of the Keras in use. */
export function logRates(rated: readonly Rated[], logs: Logs): void {
  const key = getProfile() === "keras3" ? "learning_rate" : "lr";
  for (const it of rated) logs[it.name === "" ? key : `${key}_${it.name}`] = rateOf(it);
}
