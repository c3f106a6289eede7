/**
 * Progress of a training, an evaluation or a prediction.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { bindArguments } from "../ops/bind.ts";
import { getProfile } from "../random/profile.ts";
import { Callback, type CallbackParams, type Logs } from "./callback.ts";
import { ProgressBar } from "./progress_bar.ts";
import { progressSink } from "./progress_sink.ts";

/**
 * Shows how far `fit`, `evaluate` or `predict` is, in the line of the Keras in use. With `verbose`
 * 1 it is a bar that moves, with 2 a line for each epoch. `fit` and the others add it by
 * themselves.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const logger = new tf.keras.callbacks.ProgbarLogger();
 * logger.setParams({ verbose: 0, epochs: 3, steps: 10 });
 * assertEquals(logger.params?.epochs, 3);
 * ```
 */
export class ProgbarLogger extends Callback {
  #bar: ProgressBar | undefined;
  #seen = 0;
  #isInFit = false;
  #verbose: 0 | 1 | 2 = 1;
  #epochs = 1;
  #target: number | null = null;

  /** @param args Nothing. */
  constructor(...args: [] | [options: Record<string, never>]) {
    fromCaller(
      new.target,
      () => bindArguments({ where: "ProgbarLogger", names: [], required: 0 }, args),
    );
    super();
  }

  override setParams(params: CallbackParams): void {
    super.setParams(params);
    const { verbose = 1, epochs = 1, steps = null } = params;
    const given: unknown = verbose;
    this.#verbose = given === "auto" ? 1 : verbose as 0 | 1 | 2;
    this.#epochs = epochs;
    this.#target = steps;
  }

  override onTrainBegin(): void {
    this.#isInFit = true;
    this.#begin();
  }

  override onEpochBegin(epoch: number): void {
    this.#reset();
    if (this.#verbose !== 0 && this.#epochs > 1) {
      progressSink().write(`Epoch ${epoch + 1}/${this.#epochs}\n`);
    }
  }

  override onTrainBatchEnd(batch: number, logs: Logs = {}): void {
    this.#update(batch, logs);
  }

  override onEpochEnd(_epoch: number, logs: Logs = {}): void {
    this.#finish(logs);
  }

  override onTrainEnd(): void {
    this.#isInFit = false;
    this.#end();
  }

  override onTestBegin(): void {
    if (this.#isInFit) return;
    this.#begin();
    this.#reset();
  }

  override onTestBatchEnd(batch: number, logs: Logs = {}): void {
    if (!this.#isInFit) this.#update(batch, logs);
  }

  override onTestEnd(logs: Logs = {}): void {
    if (this.#isInFit) return;
    this.#finish(logs);
    this.#end();
  }

  override onPredictBegin(): void {
    this.#begin();
    this.#reset();
  }

  override onPredictBatchEnd(batch: number): void {
    this.#update(batch, {});
  }

  override onPredictEnd(): void {
    this.#finish({});
    this.#end();
  }

  override onFailure(): void {
    this.#isInFit = false;
    this.#end();
  }

  #begin(): void {
    if (this.#verbose !== 0) progressSink().begin();
  }

  #end(): void {
    if (this.#verbose !== 0) progressSink().end();
  }

  #reset(): void {
    this.#seen = 0;
    this.#bar = undefined;
    this.#made();
  }

  #made(): ProgressBar {
    return this.#bar ??= new ProgressBar({
      target: this.#target,
      width: getProfile() === "keras3" ? 20 : 30,
      verbose: this.#verbose,
      interval: 0.05,
      unit: "step",
    });
  }

  #update(batch: number, logs: Logs): void {
    this.#seen = batch + 1;
    if (this.#verbose === 1) this.#made().advance(this.#seen, false, () => Object.entries(logs));
  }

  #finish(logs: Logs): void {
    const bar = this.#made();
    bar.target = this.#target ??= this.#seen;
    bar.advance(this.#target, true, () => Object.entries(logs));
  }
}
