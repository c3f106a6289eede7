/**
 * LearningRateScheduler: a learning rate for each epoch.
 *
 * @module
 */
import { readOptions, type Rows, type RowsOf } from "../configuration/options.ts";
import { REQUIRED, row } from "../configuration/rows.ts";
import { formatValue } from "../errors/format.ts";
import type { Arguments } from "../ops/bind.ts";
import { Tensor } from "../tensor/tensor.ts";
import { Callback, type Logs } from "./callback.ts";
import { logRates, type Rated, ratedOptimizers, rateOf } from "./learning_rates.ts";
import { scheduledMessage } from "./messages.ts";
import { verbosity } from "./options.ts";
import { printLine } from "./progress_sink.ts";

/** Gives the learning rate of an epoch; takes its number, from 0, and the rate before. */
export type Schedule = (epoch: number, learningRate: number) => number | Tensor;

/** Options of {@linkcode LearningRateScheduler}. */
export interface LearningRateSchedulerOptions {
  /** Gives the learning rate of an epoch. */
  schedule: Schedule;
  /** From 1 on it says what it sets; default 0. */
  verbose?: number | undefined;
}

type Names = ["schedule", "verbose"];

const OPTIONS = [
  [
    "schedule",
    row<Schedule, Schedule, typeof REQUIRED>(REQUIRED, (where, name, given) => {
      if (typeof given === "function") return given;
      throw new TypeError(
        `${where}: expected ${name} to be a function of epoch and learning rate, received ${name}=${
          formatValue(given)
        }`,
      );
    }),
  ],
  ["verbose", verbosity()],
] as const satisfies RowsOf<LearningRateSchedulerOptions, Names>;

/**
 * Sets the learning rate at the beginning of each epoch to what a function gives. The logs of the
 * epoch get it as `learning_rate`, before Keras 3 as `lr`.
 *
 * @throws {TypeError} in `fit`, for a function that gives no number.
 * @throws {RangeError} in `fit`, for a rate below 0 or one that is not finite.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const halve = (epoch: number, rate: number) => epoch < 10 ? rate : rate / 2;
 * const scheduler = new tf.keras.callbacks.LearningRateScheduler(halve);
 * assertEquals(scheduler.schedule(10, 0.5), 0.25);
 * ```
 */
export class LearningRateScheduler extends Callback {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = OPTIONS;
  /** Gives the learning rate of an epoch. */
  readonly schedule: Schedule;
  /** How much it says. */
  readonly verbose: number;

  /** @param args The function, and how much is said. */
  constructor(...args: Arguments<LearningRateSchedulerOptions, Names>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    super();
    this.schedule = own.schedule;
    this.verbose = own.verbose;
  }

  override onEpochBegin(epoch: number): void {
    for (const rated of this.#optimizers()) {
      const rate = this.#rate(epoch, rated);
      rated.optimizer.learningRate = rate;
      if (this.verbose > 0) printLine(scheduledMessage(epoch, rated.name, rate));
    }
  }

  override onEpochEnd(_epoch: number, logs: Logs = {}): void {
    logRates(this.#optimizers(), logs);
  }

  #optimizers(): readonly Rated[] {
    return ratedOptimizers("LearningRateScheduler", this.model!);
  }

  #rate(epoch: number, rated: Rated): number {
    const given: unknown = this.schedule(epoch, rateOf(rated));
    const isNumber = typeof given === "number" || (given instanceof Tensor && given.rank === 0);
    if (isNumber) return Number(given);
    throw new TypeError(
      `LearningRateScheduler: expected schedule(${epoch}, ...) to give a number, received ${
        formatValue(given)
      }`,
    );
  }
}
