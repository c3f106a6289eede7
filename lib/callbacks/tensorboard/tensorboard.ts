/**
 * TensorBoard: event files of a training, which the program of that name shows.
 *
 * @module
 */
import { readOptions, type Rows } from "../../configuration/options.ts";
import { formatValue } from "../../errors/format.ts";
import type { Arguments } from "../../ops/bind.ts";
import { Callback, type Logs } from "../callback.ts";
import { inFolder, makeFolder } from "../folder.ts";
import { ratedOptimizers, rateOf } from "../learning_rates.ts";
import { EventFile } from "./event_file.ts";
import { OPTIONS, type TensorBoardNames, type TensorBoardOptions } from "./options.ts";
import { scalarValue, type Value } from "./summaries.ts";
import { writeModel, writeWeights } from "./weights.ts";

/**
 * The value of a log.
 *
 * @throws {TypeError} for a metric of several values.
 */
function logValue(tag: string, value: unknown): Value {
  if (typeof value === "number") return scalarValue(tag, value);
  throw new TypeError(
    `TensorBoard: expected ${tag} to be a number, received ${
      formatValue(value)
    }; leave out metrics of several values`,
  );
}

const seconds = () => performance.now() / 1_000;

/**
 * Writes loss, metrics and learning rate of each epoch, and what else is asked for, to folders
 * `train` and `validation`, as Keras does: `tensorboard --logdir logs` shows them.
 *
 * @throws {TypeError} for profiling and embeddings, which are left out.
 * @throws {RangeError} before the training for a folder that cannot be written to.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const board = new tf.keras.callbacks.TensorBoard("logs/first", { histogramFreq: 1 });
 * assertEquals([board.logDir, board.updateFreq], ["logs/first", "epoch"]);
 * ```
 */
export class TensorBoard extends Callback {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = OPTIONS;
  /** Folder of the files. */
  readonly logDir: string;
  /** After how many epochs the spread of weights is written. */
  readonly histogramFreq: number;
  /** Whether the model's layers are written. */
  readonly writeGraph: boolean;
  /** Whether weights are written as pictures. */
  readonly writeImages: boolean;
  /** Whether the number of steps in a second is written. */
  readonly writeStepsPerSecond: boolean;
  /** When batches are written. */
  readonly updateFreq: "epoch" | number;
  #train: EventFile;
  #validation: EventFile;
  /** Batches of the training so far. */
  #batch = 0;
  #batchBegan = 0;
  #epochBegan = 0;
  #stepsBefore = 0;

  /** @param args Where to, and what. */
  constructor(...args: Arguments<TensorBoardOptions, TensorBoardNames>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    super();
    this.logDir = own.logDir;
    this.histogramFreq = own.histogramFreq;
    this.writeGraph = own.writeGraph;
    this.writeImages = own.writeImages;
    this.writeStepsPerSecond = own.writeStepsPerSecond;
    this.updateFreq = own.updateFreq;
    this.#train = this.#file("train");
    this.#validation = this.#file("validation");
  }

  #file(name: string): EventFile {
    return new EventFile(inFolder(this.logDir, name));
  }

  override onTrainBegin(): void {
    makeFolder("TensorBoard", this.logDir, "logDir", this.logDir);
    this.#train = this.#file("train");
    this.#validation = this.#file("validation");
    this.#batch = 0;
    if (this.writeGraph) writeModel(this.#train, this.model!);
  }

  override onEpochBegin(): void {
    this.#stepsBefore = this.#iterations();
    this.#epochBegan = seconds();
  }

  override onTrainBatchBegin(): void {
    this.#batch++;
    if (this.writeStepsPerSecond) this.#batchBegan = seconds();
  }

  override onTrainBatchEnd(_batch: number, logs: Logs = {}): void {
    if (this.updateFreq === "epoch" || this.#batch % this.updateFreq !== 0) return;
    const add = (name: string, value: number) =>
      this.#train.add(this.#batch, logValue(`batch_${name}`, value));
    if (this.writeStepsPerSecond) add("steps_per_second", 1 / (seconds() - this.#batchBegan));
    for (const [name, value] of Object.entries(logs)) add(name, value);
  }

  override onTestEnd(logs: Logs = {}): void {
    if (this.model!.optimizer === null) return;
    const step = this.#iterations();
    for (const [name, value] of Object.entries(logs)) {
      this.#validation.add(step, logValue(`evaluation_${name}_vs_iterations`, value));
    }
    this.#validation.flush();
  }

  override onEpochEnd(epoch: number, logs: Logs = {}): void {
    for (const [name, value] of Object.entries(logs)) {
      const isValidation = name.startsWith("val_");
      const file = isValidation ? this.#validation : this.#train;
      file.add(epoch, logValue(`epoch_${isValidation ? name.slice(4) : name}`, value));
    }
    for (const rated of ratedOptimizers("TensorBoard", this.model!)) {
      const suffix = rated.name === "" ? "" : `_${rated.name}`;
      const tag = `epoch_learning_rate${suffix}`;
      if (!(tag.slice(6) in logs)) this.#train.add(epoch, scalarValue(tag, rateOf(rated)));
    }
    if (this.writeStepsPerSecond) {
      const steps = this.#iterations() - this.#stepsBefore;
      const rate = steps / (seconds() - this.#epochBegan);
      this.#train.add(epoch, scalarValue("epoch_steps_per_second", rate));
    }
    if (this.histogramFreq > 0 && epoch % this.histogramFreq === 0) {
      writeWeights(this.#train, this.model!, epoch, this.writeImages);
    }
    this.#flush();
  }

  override onTrainEnd(): void {
    this.#flush();
  }

  override onFailure(): void {
    try {
      this.#flush();
    } catch {
      // The training failed already; that is what the user is to see.
    }
  }

  #iterations(): number {
    return Number(this.model!.optimizer?.iterations ?? 0);
  }

  #flush(): void {
    this.#train.flush();
    this.#validation.flush();
  }
}
