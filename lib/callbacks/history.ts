/**
 * What `fit` gives: loss and metrics of each epoch.
 *
 * @module
 */
import type { Chart } from "../charts/chart.ts";
import { historyChart, type HistoryChartOptions } from "../charts/history_chart.ts";
import { displayable } from "../display/inspect.ts";
import { fromCaller } from "../errors/caller.ts";
import { Callback, type Logs } from "./callback.ts";
import { historyHtml } from "./history_html.ts";

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
  /** Epochs that ended with a validation, from 1. */
  #validated: number[] = [];

  /**
   * Curves of loss and metrics against the epochs, of training and validation, for a notebook.
   *
   * @param options Which metrics, sizes, scales.
   * @throws {TypeError} for unknown options.
   */
  plot(options: Omit<HistoryChartOptions, "epochs" | "validationEpochs"> = {}): Chart {
    return fromCaller(this.plot, () => {
      const epochs = this.epoch.map((it) => it + 1);
      const isSparse = this.#validated.length > 0 && this.#validated.length < epochs.length;
      const validation = isSparse ? { validationEpochs: this.#validated } : {};
      return historyChart(this.history, { ...options, epochs, ...validation });
    });
  }

  override onTrainBegin(): void {
    this.epoch = [];
    this.history = {};
    this.#validated = [];
  }

  override onEpochEnd(epoch: number, logs: Logs = {}): void {
    this.epoch.push(epoch);
    if (Object.keys(logs).some((name) => name.startsWith("val_"))) this.#validated.push(epoch + 1);
    for (const [name, value] of Object.entries(logs)) (this.history[name] ??= []).push(value);
  }

  static {
    displayable(this.prototype, {
      repr: (self) =>
        `<History of ${self.epoch.length} epochs: ${Object.keys(self.history).join(", ")}>`,
      html: (self) =>
        historyHtml({
          epoch: self.epoch,
          history: self.history,
          validated: self.#validated,
          plot: () => self.plot(),
        }),
    });
  }
}
