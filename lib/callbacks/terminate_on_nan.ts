/**
 * TerminateOnNaN: ends a training whose loss is no number any more.
 *
 * @module
 */
import { readOptions, type Rows, type RowsOf } from "../configuration/options.ts";
import { flag } from "../configuration/rows.ts";
import { floatText } from "../display/float_text.ts";
import type { Arguments } from "../ops/bind.ts";
import { Callback, type Logs } from "./callback.ts";
import { printLine } from "./progress_sink.ts";

/** Options of {@linkcode TerminateOnNaN}. */
export interface TerminateOnNaNOptions {
  /** Whether such a loss is an error; default `false`: the training ends. */
  raiseError?: boolean | undefined;
}

const OPTIONS = [["raiseError", flag(false)]] as const satisfies RowsOf<
  TerminateOnNaNOptions,
  ["raiseError"]
>;

/**
 * Ends the training after a batch whose loss is NaN or infinite. It reads the loss of each batch,
 * which makes small steps slower.
 *
 * @throws {RangeError} in `fit`, for such a loss with `raiseError`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const terminate = new tf.keras.callbacks.TerminateOnNaN({ raiseError: true });
 * assertEquals(terminate.raiseError, true);
 * ```
 */
export class TerminateOnNaN extends Callback {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = OPTIONS;
  /** Whether such a loss is an error. */
  readonly raiseError: boolean;

  /** @param args Whether such a loss is an error. */
  constructor(...args: Arguments<TerminateOnNaNOptions, ["raiseError"]>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    super();
    this.raiseError = own.raiseError;
  }

  override onBatchEnd(batch: number, logs: Logs = {}): void {
    const { loss } = logs;
    if (loss === undefined || Number.isFinite(loss)) return;
    if (this.raiseError) {
      throw new RangeError(
        `TerminateOnNaN: expected a finite loss, received loss=${
          floatText(loss, 64)
        } at batch ${batch}`,
      );
    }
    printLine(`Batch ${batch}: Invalid loss, terminating training`);
    this.model!.stopTraining = true;
  }
}
