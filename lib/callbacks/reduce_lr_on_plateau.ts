/**
 * ReduceLROnPlateau: smaller steps once a training no longer gets better.
 *
 * @module
 */
import { readOptions, type Rows, type RowsOf } from "../configuration/options.ts";
import { finite, integer, row } from "../configuration/rows.ts";
import { checkFinite } from "../errors/checks.ts";
import { warnOnce } from "../errors/warn.ts";
import type { Arguments } from "../ops/bind.ts";
import type { Logs } from "./callback.ts";
import { logRates, type Rated, ratedOptimizers, rateOf } from "./learning_rates.ts";
import { reducedMessage } from "./messages.ts";
import { MODE, type Mode, MONITOR, MonitorCallback } from "./monitor_callback.ts";
import { verbosity } from "./options.ts";
import { printLine } from "./progress_sink.ts";

/** Options of {@linkcode ReduceLROnPlateau}. */
export interface ReduceLROnPlateauOptions {
  /** Name of what is watched; default `"val_loss"`. */
  monitor?: string | undefined;
  /** What the learning rate is multiplied by, >= 0 and < 1; default 0.1. */
  factor?: number | undefined;
  /** Number of epochs without a better value that lower the rate, >= 0; default 10. */
  patience?: number | undefined;
  /** From 1 on it says what it sets; default 0. */
  verbose?: number | undefined;
  /** Which values are better: `"min"`, `"max"`, `"auto"` by the metric; default `"auto"`. */
  mode?: Mode | undefined;
  /** By how much a better value has to be better; its size counts; default 1e-4. */
  minDelta?: number | undefined;
  /** Epochs after a change that do not count, >= 0; default 0. */
  cooldown?: number | undefined;
  /** Smallest learning rate, >= 0; default 0. */
  minLr?: number | undefined;
}

type Names = [
  "monitor",
  "factor",
  "patience",
  "verbose",
  "mode",
  "minDelta",
  "cooldown",
  "minLr",
];

const OPTIONS = [
  MONITOR,
  [
    "factor",
    row<number, number, number>(0.1, (where, name, given) => {
      const factor = checkFinite(where, name, given, { min: 0 });
      if (factor < 1) return factor;
      throw new RangeError(
        `${where}: expected ${name} to be a number from 0 to below 1, received ${name}=${factor}`,
      );
    }),
  ],
  ["patience", integer(10, { min: 0 })],
  ["verbose", verbosity()],
  MODE,
  ["minDelta", finite(1e-4)],
  ["cooldown", integer(0, { min: 0 })],
  ["minLr", finite(0, { min: 0 })],
] as const satisfies RowsOf<ReduceLROnPlateauOptions, Names>;

/**
 * Multiplies the learning rate by `factor` when a value of the logs has not become better for
 * `patience` epochs. The logs of each epoch get the rate as `learning_rate`, before Keras 3 as `lr`.
 *
 * @throws {RangeError} at the end of the first epoch, for a `mode` of `"auto"` and a metric of which
 *   nobody knows whether it is to grow.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const reduce = new tf.keras.callbacks.ReduceLROnPlateau({ monitor: "loss", factor: 0.5 });
 * assertEquals([reduce.factor, reduce.patience, reduce.inCooldown()], [0.5, 10, false]);
 * ```
 */
export class ReduceLROnPlateau extends MonitorCallback {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = OPTIONS;
  /** What the learning rate is multiplied by. */
  readonly factor: number;
  /** Number of epochs without a better value that lower the rate. */
  readonly patience: number;
  /** How much it says. */
  readonly verbose: number;
  /** Epochs after a change that do not count. */
  readonly cooldown: number;
  /** Smallest learning rate. */
  readonly minLr: number;
  /** How many epochs will not count. */
  cooldownCounter = 0;
  /** Epochs without a better value so far. */
  wait = 0;

  /** @param args What is watched, and what becomes of the rate. */
  constructor(...args: Arguments<ReduceLROnPlateauOptions, Names>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    super(own);
    this.factor = own.factor;
    this.patience = own.patience;
    this.verbose = own.verbose;
    this.cooldown = own.cooldown;
    this.minLr = own.minLr;
  }

  override onTrainBegin(): void {
    this.best = null;
    this.cooldownCounter = 0;
    this.wait = 0;
  }

  override onEpochEnd(epoch: number, logs: Logs = {}): void {
    this.direction();
    const optimizers = ratedOptimizers("ReduceLROnPlateau", this.model!);
    logRates(optimizers, logs);
    const current = logs[this.monitor];
    if (current === undefined) {
      warnOnce(
        `ReduceLROnPlateau: expected ${
          JSON.stringify(this.monitor)
        } in the logs to decide when to lower the learning rate, received ${
          Object.keys(logs).join(", ")
        }; the rate stays`,
      );
      return;
    }
    if (this.inCooldown()) {
      this.cooldownCounter--;
      this.wait = 0;
    }
    if (this.isBetter(current, this.best)) {
      this.best = current;
      this.wait = 0;
    } else if (!this.inCooldown() && ++this.wait >= this.patience) {
      const reduced = optimizers.filter((it) => this.#reduce(epoch, it));
      if (reduced.length === 0) return;
      this.cooldownCounter = this.cooldown;
      this.wait = 0;
    }
  }

  /** Whether the epochs after a change last. */
  inCooldown(): boolean {
    return this.cooldownCounter > 0;
  }

  #reduce(epoch: number, rated: Rated): boolean {
    const before = rateOf(rated);
    if (before <= Math.fround(this.minLr)) return false;
    const rate = Math.max(before * this.factor, this.minLr);
    rated.optimizer.learningRate = rate;
    if (this.verbose > 0) printLine(reducedMessage(epoch, rated.name, rate));
    return true;
  }
}
