/**
 * EarlyStopping: ends a training that no longer gets better.
 *
 * @module
 */
import { readOptions, type Rows, type RowsOf } from "../configuration/options.ts";
import { finite, flag, integer } from "../configuration/rows.ts";
import type { NdArray } from "../display/ndarray.ts";
import { warnOnce } from "../errors/warn.ts";
import type { Arguments } from "../ops/bind.ts";
import type { Logs } from "./callback.ts";
import { restoringMessage, stoppedMessage } from "./messages.ts";
import { MODE, type Mode, MONITOR, MonitorCallback } from "./monitor_callback.ts";
import { verbosity } from "./options.ts";
import { printLine } from "./progress_sink.ts";

/** Options of {@linkcode EarlyStopping}. */
export interface EarlyStoppingOptions {
  /** Name of what is watched; default `"val_loss"`. */
  monitor?: string | undefined;
  /** By how much a better value has to be better; its size counts; default 0. */
  minDelta?: number | undefined;
  /** Number of epochs without a better value that end the training, >= 0; default 0. */
  patience?: number | undefined;
  /** From 1 on it says when it ends the training; default 0. */
  verbose?: number | undefined;
  /** Which values are better: `"min"`, `"max"`, `"auto"` by the metric; default `"auto"`. */
  mode?: Mode | undefined;
  /** Value that has to be beaten; default `null`: none. */
  baseline?: number | null | undefined;
  /** Whether the model gets the weights of its best epoch at the end; default `false`. */
  restoreBestWeights?: boolean | undefined;
  /** Epochs before this one, >= 0, do not count; default 0. */
  startFromEpoch?: number | undefined;
}

type Names = [
  "monitor",
  "minDelta",
  "patience",
  "verbose",
  "mode",
  "baseline",
  "restoreBestWeights",
  "startFromEpoch",
];

const OPTIONS = [
  MONITOR,
  ["minDelta", finite(0)],
  ["patience", integer(0, { min: 0 })],
  ["verbose", verbosity()],
  MODE,
  ["baseline", finite(null)],
  ["restoreBestWeights", flag(false)],
  ["startFromEpoch", integer(0, { min: 0 })],
] as const satisfies RowsOf<EarlyStoppingOptions, Names>;

/**
 * Ends the training when a value of the logs has not become better for `patience` epochs.
 *
 * With `restoreBestWeights` the model has the weights of its best epoch after the training, as in
 * Keras 3 also where the training was not ended early.
 *
 * @throws {RangeError} at the end of the first epoch, for a `mode` of `"auto"` and a metric of which
 *   nobody knows whether it is to grow.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const stopping = new tf.keras.callbacks.EarlyStopping("loss", { patience: 3 });
 * assertEquals([stopping.monitor, stopping.patience], ["loss", 3]);
 * ```
 */
export class EarlyStopping extends MonitorCallback {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = OPTIONS;
  /** Number of epochs without a better value that end the training. */
  readonly patience: number;
  /** How much it says. */
  readonly verbose: number;
  /** Value that has to be beaten. */
  readonly baseline: number | null;
  /** Whether the model gets the weights of its best epoch. */
  readonly restoreBestWeights: boolean;
  /** Epochs before this one do not count. */
  readonly startFromEpoch: number;
  /** Epochs without a better value so far. */
  wait = 0;
  /** The epoch, from 0, that it ended the training after; 0 where it did not. */
  stoppedEpoch = 0;
  /** The best epoch, from 0. */
  bestEpoch = 0;
  /** Weights of the best epoch; `null` unless they are to be restored. */
  bestWeights: readonly NdArray[] | null = null;

  /** @param args What is watched, and when it ends. */
  constructor(...args: Arguments<EarlyStoppingOptions, Names>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    super(own);
    this.patience = own.patience;
    this.verbose = own.verbose;
    this.baseline = own.baseline;
    this.restoreBestWeights = own.restoreBestWeights;
    this.startFromEpoch = own.startFromEpoch;
  }

  override onTrainBegin(): void {
    this.wait = 0;
    this.stoppedEpoch = 0;
    this.best = null;
    this.bestEpoch = 0;
    this.bestWeights = null;
  }

  override onEpochEnd(epoch: number, logs: Logs = {}): void {
    this.direction();
    const current = this.#read(logs);
    if (current === undefined || epoch < this.startFromEpoch) return;
    if (this.restoreBestWeights && this.bestWeights === null) this.#keep(epoch);
    this.wait++;
    if (this.isBetter(current, this.best)) {
      this.best = current;
      this.bestEpoch = epoch;
      if (this.restoreBestWeights) this.#keep(epoch);
      if (this.isBetter(current, this.baseline)) this.wait = 0;
    } else if (this.wait >= this.patience && epoch > 0) {
      this.stoppedEpoch = epoch;
      this.model!.stopTraining = true;
    }
  }

  #keep(epoch: number): void {
    this.bestEpoch = epoch;
    this.bestWeights = this.model!.getWeights();
  }

  #read(logs: Logs): number | undefined {
    const current = logs[this.monitor];
    if (current === undefined) {
      warnOnce(
        `EarlyStopping: expected ${
          JSON.stringify(this.monitor)
        } in the logs to decide when to stop, received ${
          Object.keys(logs).join(", ")
        }; the training is not stopped early`,
      );
    }
    return current;
  }

  override onTrainEnd(): void {
    if (this.stoppedEpoch > 0 && this.verbose > 0) printLine(stoppedMessage(this.stoppedEpoch));
    if (this.bestWeights === null) return;
    if (this.verbose > 0) printLine(restoringMessage(this.bestEpoch));
    this.model!.setWeights(this.bestWeights);
  }
}
