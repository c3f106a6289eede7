/**
 * ModelCheckpoint: saves a model, or its weights, while it is trained.
 *
 * @module
 */
import { errorCode, host } from "../platform/host.ts";
import { readOptions, type Rows, type RowsOf } from "../configuration/options.ts";
import { finite, flag, REQUIRED } from "../configuration/rows.ts";
import { fromCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { warnOnce } from "../errors/warn.ts";
import type { FilePath } from "../io/files.ts";
import type { Arguments } from "../ops/bind.ts";
import type { Logs } from "./callback.ts";
import { folderOf, makeFolder } from "./folder.ts";
import { improvedMessage, notImprovedMessage, savedMessage, savingMessage } from "./messages.ts";
import { MODE, type Mode, MONITOR, MonitorCallback } from "./monitor_callback.ts";
import { BatchCounter, path, type SaveFrequency, saveFrequency, verbosity } from "./options.ts";
import { printLine } from "./progress_sink.ts";
import { WEIGHT_SUFFIXES } from "../io/weights_file.ts";
import { type Field, FormatString } from "./python_format.ts";

/** Options of {@linkcode ModelCheckpoint}. */
export interface ModelCheckpointOptions {
  /**
   * Where to, a name that ends in `.keras`, or for weights alone in `.h5`, `.npz` or `.safetensors`.
   * Placeholders such as `{epoch:02d}` and `{val_loss:.2f}` stand for the number of the epoch, from 1, of the batch, and for the logs.
   */
  filepath: FilePath;
  /** Name of what is watched; default `"val_loss"`. */
  monitor?: string | undefined;
  /** From 1 on it says what it saves; default 0. */
  verbose?: number | undefined;
  /** Whether it saves only where what is watched became better; default `false`. */
  saveBestOnly?: boolean | undefined;
  /** Whether weights alone are saved instead of the whole model; default `false`. */
  saveWeightsOnly?: boolean | undefined;
  /** Which values are better: `"min"`, `"max"`, `"auto"` by the metric; default `"auto"`. */
  mode?: Mode | undefined;
  /** `"epoch"`: after each epoch; a number: after so many batches; default `"epoch"`. */
  saveFreq?: SaveFrequency | undefined;
  /** Value that has to be beaten with `saveBestOnly`; default `null`: none. */
  initialValueThreshold?: number | null | undefined;
}

type Names = [
  "filepath",
  "monitor",
  "verbose",
  "saveBestOnly",
  "saveWeightsOnly",
  "mode",
  "saveFreq",
  "initialValueThreshold",
];

const OPTIONS = [
  ["filepath", path(REQUIRED)],
  MONITOR,
  ["verbose", verbosity()],
  ["saveBestOnly", flag(false)],
  ["saveWeightsOnly", flag(false)],
  MODE,
  ["saveFreq", saveFrequency()],
  ["initialValueThreshold", finite(null)],
] as const satisfies RowsOf<ModelCheckpointOptions, Names>;

/** The format of whole models. */
const WHOLE = ".keras";

/**
 * Saves the model, or its weights alone, after each epoch or a number of batches. A file is replaced as a
 * whole or not at all, so that a crash in the middle of saving leaves the one before.
 *
 * @throws {RangeError} for a file name that ends otherwise, or whose placeholders are none; before
 *   the training for a folder that cannot be written to; while it is saved for a placeholder that is
 *   not in the logs.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const filepath = "weights-{epoch:02d}-{val_loss:.2f}.weights.h5";
 * const checkpoint = new tf.keras.callbacks.ModelCheckpoint(filepath, {
 *   saveBestOnly: true,
 *   saveWeightsOnly: true,
 * });
 * assertEquals(checkpoint.monitor, "val_loss");
 * ```
 */
export class ModelCheckpoint extends MonitorCallback {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = OPTIONS;
  /** Where to, with placeholders. */
  readonly filepath: string;
  /** How much it says. */
  readonly verbose: number;
  /** Whether it saves only what became better. */
  readonly saveBestOnly: boolean;
  /** Whether weights alone are saved. */
  readonly saveWeightsOnly: boolean;
  /** When it saves. */
  readonly saveFreq: SaveFrequency;
  readonly #format: FormatString;
  readonly #batches: BatchCounter;
  #epoch = 0;

  /** @param args Where to, what is watched and when it is saved. */
  constructor(...args: Arguments<ModelCheckpointOptions, Names>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    const format = fromCaller(new.target, () => {
      checkSuffix(own.filepath, own.saveWeightsOnly);
      return new FormatString("ModelCheckpoint", own.filepath);
    });
    super({ ...own, best: own.initialValueThreshold });
    this.filepath = own.filepath;
    this.verbose = own.verbose;
    this.saveBestOnly = own.saveBestOnly;
    this.saveWeightsOnly = own.saveWeightsOnly;
    this.saveFreq = own.saveFreq;
    this.#format = format;
    this.#batches = new BatchCounter(own.saveFreq);
  }

  override onTrainBegin(): void {
    // Folders with placeholders in their names are made later.
    let folder = folderOf(this.filepath);
    while (folder.includes("{")) folder = folderOf(folder);
    makeFolder("ModelCheckpoint", folder, "filepath", this.filepath);
  }

  override onEpochBegin(epoch: number): void {
    this.#epoch = epoch;
  }

  override onTrainBatchEnd(batch: number, logs: Logs = {}): void {
    if (this.#batches.isDue(batch)) this.#save(this.#epoch, batch, logs);
  }

  override onEpochEnd(epoch: number, logs: Logs = {}): void {
    if (this.saveFreq === "epoch") this.#save(epoch, undefined, logs);
  }

  #save(epoch: number, batch: number | undefined, logs: Logs): void {
    const path = this.#path(epoch, batch, logs);
    if (!this.#isDue(epoch, logs, path)) return;
    const folder = folderOf(path);
    if (folder.length > 0) host.files.makeFolder(folder);
    this.#write(path);
    const saved = savedMessage(epoch, path);
    if (this.verbose > 0 && saved !== undefined) printLine(saved);
  }

  #write(path: string): void {
    try {
      if (this.saveWeightsOnly) this.model!.saveWeights(path);
      else this.model!.save(path);
    } catch (error) {
      const isFolder = error instanceof Error &&
        (errorCode(error) === "EISDIR" || /is a directory/i.test(error.message));
      if (!isFolder) throw error;
      throw new RangeError(
        `ModelCheckpoint: expected filepath to be that of a file, received ${
          formatValue(path)
        }, which is a folder`,
        { cause: error },
      );
    }
  }

  #path(epoch: number, batch: number | undefined, logs: Logs): string {
    const fields = new Map<string, Field>([["epoch", { value: epoch + 1, isInteger: true }]]);
    if (batch !== undefined) fields.set("batch", { value: batch + 1, isInteger: true });
    const valueOf = (name: string): Field | undefined => {
      const value = Object.hasOwn(logs, name) ? logs[name] : undefined;
      return typeof value === "number" ? { value, isInteger: false } : fields.get(name);
    };
    return this.#format.fill(valueOf, () => [...fields.keys(), ...Object.keys(logs)]);
  }

  #isDue(epoch: number, logs: Logs, path: string): boolean {
    if (!this.saveBestOnly) {
      if (this.verbose > 0) printLine(savingMessage(epoch, path));
      return true;
    }
    const { monitor, best } = this;
    const current = this.read(logs);
    if (current === undefined) {
      warnOnce(
        `ModelCheckpoint: expected ${
          JSON.stringify(monitor)
        } in the logs to find the best model, received ${
          Object.keys(logs).join(", ")
        }; all are saved`,
      );
      return true;
    }
    const found = { epoch, monitor, best, isMax: this.direction() === "max" };
    const isBetter = this.isBetter(current, best);
    if (this.verbose > 0) {
      printLine(isBetter ? improvedMessage(found, current, path) : notImprovedMessage(found));
    }
    if (isBetter) this.best = current;
    return isBetter;
  }
}

function checkSuffix(filepath: string, isOfWeights: boolean): void {
  const isFine = isOfWeights
    ? WEIGHT_SUFFIXES.some((it) => filepath.endsWith(it))
    : filepath.endsWith(WHOLE);
  if (isFine) return;
  const expected = isOfWeights
    ? ".weights.h5 (Keras's format), .npz (NumPy's) or .safetensors"
    : ".keras, as whole models do (weights alone are saved with saveWeightsOnly: true)";
  throw new RangeError(
    `ModelCheckpoint: expected filepath to end in ${expected}, received filepath=${
      formatValue(filepath)
    }`,
  );
}
