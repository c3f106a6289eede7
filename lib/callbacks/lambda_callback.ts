/**
 * LambdaCallback: a callback of functions.
 *
 * @module
 */
import { type Option, readOptions, type Rows, type RowsOf } from "../configuration/options.ts";
import { row } from "../configuration/rows.ts";
import { formatValue } from "../errors/format.ts";
import type { Arguments } from "../ops/bind.ts";
import { Callback, type Logs } from "./callback.ts";

/** Runs at a beginning or an end, with its number and the logs. */
export type CountedHook = (index: number, logs?: Logs) => unknown;
/** Runs at a beginning or an end, with the logs. */
export type LogsHook = (logs?: Logs) => unknown;
/** Runs at a batch of a prediction, with its number and its `outputs`. */
export type PredictHook = (batch: number, logs?: Record<string, unknown>) => unknown;

/** Options of {@linkcode LambdaCallback}. */
export interface LambdaCallbackOptions {
  /** At the beginning of an epoch. */
  onEpochBegin?: CountedHook | null | undefined;
  /** At the end of an epoch. */
  onEpochEnd?: CountedHook | null | undefined;
  /** At the beginning of the training. */
  onTrainBegin?: LogsHook | null | undefined;
  /** At the end of the training. */
  onTrainEnd?: LogsHook | null | undefined;
  /** At the beginning of each batch of the training. */
  onTrainBatchBegin?: CountedHook | null | undefined;
  /** At the end of each batch of the training. */
  onTrainBatchEnd?: CountedHook | null | undefined;
  /** At the beginning of each batch of the training, of older programs. */
  onBatchBegin?: CountedHook | null | undefined;
  /** At the end of each batch of the training, of older programs. */
  onBatchEnd?: CountedHook | null | undefined;
  /** At the beginning of an evaluation. */
  onTestBegin?: LogsHook | null | undefined;
  /** At the end of an evaluation. */
  onTestEnd?: LogsHook | null | undefined;
  /** At the beginning of each batch of an evaluation. */
  onTestBatchBegin?: CountedHook | null | undefined;
  /** At the end of each batch of an evaluation. */
  onTestBatchEnd?: CountedHook | null | undefined;
  /** At the beginning of a prediction. */
  onPredictBegin?: LogsHook | null | undefined;
  /** At the end of a prediction. */
  onPredictEnd?: LogsHook | null | undefined;
  /** At the beginning of each batch of a prediction. */
  onPredictBatchBegin?: PredictHook | null | undefined;
  /** At the end of each batch of a prediction. */
  onPredictBatchEnd?: PredictHook | null | undefined;
}

type Names = [
  "onEpochBegin",
  "onEpochEnd",
  "onTrainBegin",
  "onTrainEnd",
  "onTrainBatchBegin",
  "onTrainBatchEnd",
  "onBatchBegin",
  "onBatchEnd",
  "onTestBegin",
  "onTestEnd",
  "onTestBatchBegin",
  "onTestBatchEnd",
  "onPredictBegin",
  "onPredictEnd",
  "onPredictBatchBegin",
  "onPredictBatchEnd",
];

function hook<T>(): Option<T | null, T | null> {
  return row<T, T, null>(null, (where, name, given) => {
    if (typeof given === "function") return given;
    throw new TypeError(
      `${where}: expected ${name} to be a function, received ${name}=${formatValue(given)}`,
    );
  });
}

const OPTIONS = [
  ["onEpochBegin", hook<CountedHook>()],
  ["onEpochEnd", hook<CountedHook>()],
  ["onTrainBegin", hook<LogsHook>()],
  ["onTrainEnd", hook<LogsHook>()],
  ["onTrainBatchBegin", hook<CountedHook>()],
  ["onTrainBatchEnd", hook<CountedHook>()],
  ["onBatchBegin", hook<CountedHook>()],
  ["onBatchEnd", hook<CountedHook>()],
  ["onTestBegin", hook<LogsHook>()],
  ["onTestEnd", hook<LogsHook>()],
  ["onTestBatchBegin", hook<CountedHook>()],
  ["onTestBatchEnd", hook<CountedHook>()],
  ["onPredictBegin", hook<LogsHook>()],
  ["onPredictEnd", hook<LogsHook>()],
  ["onPredictBatchBegin", hook<PredictHook>()],
  ["onPredictBatchEnd", hook<PredictHook>()],
] as const satisfies RowsOf<LambdaCallbackOptions, Names>;

/**
 * A callback whose hooks are functions that are given. One that gives a promise is waited for.
 *
 * @throws {TypeError} for what is no function.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: number[] = [];
 * const callback = new tf.keras.callbacks.LambdaCallback({
 *   onEpochEnd: (epoch) => seen.push(epoch),
 * });
 * callback.onEpochEnd(2);
 * assertEquals(seen, [2]);
 * ```
 */
export class LambdaCallback extends Callback {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = OPTIONS;

  /** @param args Functions for hooks. */
  constructor(...args: Arguments<LambdaCallbackOptions, Names>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    super();
    for (const [name, given] of Object.entries(own)) {
      if (given !== null) Object.defineProperty(this, name, { value: given, writable: true });
    }
  }
}
