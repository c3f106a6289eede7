/**
 * The base of callbacks: what runs at the beginnings and ends of training, epochs and batches.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { answerMembers } from "../objects/members.ts";
import { trapPythonNames } from "../objects/python_names.ts";
import type { CallbackModel } from "./model.ts";

/** Loss and metrics by name. Those of a batch are computed where they are first read. */
export type Logs = Record<string, number>;

/** What is known of a training: `epochs`, `steps` (or `null`), `verbose`. */
export interface CallbackParams {
  /** Number of epochs. */
  epochs?: number;
  /** Batches of an epoch, `null` if nobody knows. */
  steps?: number | null;
  /** How much is said of it: 0, 1 or 2. */
  verbose?: number;
  /** Whatever else was given to a `CallbackList`. */
  [name: string]: unknown;
}

/** What a hook gives: nothing, or a promise that training waits for. */
export type Hooked = void | Promise<void>;

/**
 * Runs along with `fit`, `evaluate` and `predict`. An own one overrides the hooks it needs; one that
 * returns a promise is waited for. `model.stopTraining = true` ends the training.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * class Epochs extends tf.keras.callbacks.Callback {
 *   readonly seen: number[] = [];
 *   override onEpochEnd(epoch: number) {
 *     this.seen.push(epoch);
 *   }
 * }
 * const model = new tf.keras.Sequential([new tf.keras.layers.Dense(1)]);
 * model.compile({ optimizer: "sgd", loss: "mse" });
 * const epochs = new Epochs();
 * await model.fit(tf.ones([4, 2]), tf.ones([4, 1]), { epochs: 3, verbose: 0, callbacks: [epochs] });
 * assertEquals(epochs.seen, [0, 1, 2]);
 * ```
 */
export class Callback {
  /** What is known of the training. */
  params: CallbackParams | null = null;
  #model: CallbackModel | null = null;

  /** The model that is trained; `null` before. */
  get model(): CallbackModel | null {
    return this.#model;
  }

  /** Takes what is known of the training. */
  setParams(params: CallbackParams): void {
    this.params = params;
  }

  /** Takes the model. */
  setModel(model: CallbackModel): void {
    this.#model = model;
  }

  /** At the beginning of each batch of the training, of older programs. */
  onBatchBegin(_batch: number, _logs?: Logs): Hooked {}
  /** At the end of each batch of the training, of older programs. */
  onBatchEnd(_batch: number, _logs?: Logs): Hooked {}
  /** At the beginning of an epoch of the training; epochs count from 0. */
  onEpochBegin(_epoch: number, _logs?: Logs): Hooked {}
  /** At the end of an epoch of the training, with its logs, those of the validation among them. */
  onEpochEnd(_epoch: number, _logs?: Logs): Hooked {}
  /** At the beginning of each batch of the training; batches count from 0 in each epoch. */
  onTrainBatchBegin(batch: number, logs?: Logs): Hooked {
    return this.onBatchBegin(batch, logs);
  }
  /** At the end of each batch of the training, with the logs of the epoch so far. */
  onTrainBatchEnd(batch: number, logs?: Logs): Hooked {
    return this.onBatchEnd(batch, logs);
  }
  /** At the beginning of each batch of an evaluation or a validation. */
  onTestBatchBegin(_batch: number, _logs?: Logs): Hooked {}
  /** At the end of each batch of an evaluation or a validation. */
  onTestBatchEnd(_batch: number, _logs?: Logs): Hooked {}
  /** At the beginning of each batch of a prediction. */
  onPredictBatchBegin(_batch: number, _logs?: Record<string, unknown>): Hooked {}
  /** At the end of each batch of a prediction, with its `outputs`. */
  onPredictBatchEnd(_batch: number, _logs?: Record<string, unknown>): Hooked {}
  /** At the beginning of the training. */
  onTrainBegin(_logs?: Logs): Hooked {}
  /** At the end of the training, with the logs of its last epoch. */
  onTrainEnd(_logs?: Logs): Hooked {}
  /** At the beginning of an evaluation or a validation. */
  onTestBegin(_logs?: Logs): Hooked {}
  /** At the end of an evaluation or a validation, with its logs. */
  onTestEnd(_logs?: Logs): Hooked {}
  /** At the beginning of a prediction. */
  onPredictBegin(_logs?: Logs): Hooked {}
  /** At the end of a prediction. */
  onPredictEnd(_logs?: Logs): Hooked {}

  /** What it is. */
  toString(): string {
    return `<${this.constructor.name}>`;
  }

  /**
   * Runs where a training, evaluation or prediction fails or is cut off, so that files are closed;
   * Keras has nothing of the kind. It must not throw.
   */
  onFailure(): void {}
}

trapPythonNames(Callback);
answerMembers(Callback.prototype);

displayable(Callback.prototype, { repr: (it) => it.toString() });
