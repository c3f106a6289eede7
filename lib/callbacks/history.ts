/**
 * What `fit` gives: loss and metrics of each epoch.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { Callback, type Logs } from "./callback.ts";

/**
 * Notes the logs of each epoch. Every `fit` has one, which it returns.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const model = new tf.keras.Sequential([new tf.keras.layers.Dense(1)]);
 * model.compile({ optimizer: "sgd", loss: "mse" });
 * const history = await model.fit(tf.ones([4, 2]), tf.ones([4, 1]), { epochs: 2, verbose: 0 });
 * assertEquals(history.epoch, [0, 1]);
 * assertEquals(history.history["loss"]!.length, 2);
 * ```
 */
export class History extends Callback {
  /** Numbers of the epochs that ended, from 0. */
  epoch: number[] = [];
  /** For each name in the logs its value in each epoch. */
  history: Record<string, number[]> = {};

  override onTrainBegin(): void {
    this.epoch = [];
    this.history = {};
  }

  override onEpochEnd(epoch: number, logs: Logs = {}): void {
    this.epoch.push(epoch);
    for (const [name, value] of Object.entries(logs)) (this.history[name] ??= []).push(value);
  }
}

displayable(History.prototype, {
  repr: (self) =>
    `<History of ${self.epoch.length} epochs: ${Object.keys(self.history).join(", ")}>`,
});
