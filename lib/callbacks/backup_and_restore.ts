/**
 * BackupAndRestore: goes on with a training that was interrupted.
 *
 * @module
 */
import { host } from "../platform/host.ts";
import { readOptions, type Rows, type RowsOf } from "../configuration/options.ts";
import { flag, REQUIRED } from "../configuration/rows.ts";
import { warnOnce } from "../errors/warn.ts";
import type { FilePath } from "../io/files.ts";
import type { Arguments } from "../ops/bind.ts";
import { readBackup, writeBackup } from "./backup_file.ts";
import { Callback } from "./callback.ts";
import { exists, inFolder, makeFolder, removeIfThere } from "./folder.ts";
import { BatchCounter, path, type SaveFrequency, saveFrequency } from "./options.ts";

/** Options of {@linkcode BackupAndRestore}. */
export interface BackupAndRestoreOptions {
  /** Folder of the backup, for this training alone. */
  backupDir: FilePath;
  /** `"epoch"`: after each epoch; a number: after so many batches; default `"epoch"`. */
  saveFreq?: SaveFrequency | undefined;
  /** Whether the backup before the last is kept as well; default `false`. */
  doubleCheckpoint?: boolean | undefined;
  /** Whether the backup is removed at the end of the training; default `true`. */
  deleteCheckpoint?: boolean | undefined;
}

type Names = ["backupDir", "saveFreq", "doubleCheckpoint", "deleteCheckpoint"];

const OPTIONS = [
  ["backupDir", path(REQUIRED)],
  ["saveFreq", saveFrequency()],
  ["doubleCheckpoint", flag(false)],
  ["deleteCheckpoint", flag(true)],
] as const satisfies RowsOf<BackupAndRestoreOptions, Names>;

/**
 * Saves weights, the optimizer's variables and the number of the epoch while a model is trained. A
 * training that finds such a backup when it begins goes on from there, in the first epoch that was
 * not finished; at its end the backup is removed. It is one file, replaced as a whole or not at all.
 *
 * @throws {RangeError} before the training for a folder that cannot be written to.
 * @throws {TypeError} before the training for a backup of another model or optimizer.
 * @throws {SyntaxError} before the training for a file that is no backup.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const backup = new tf.keras.callbacks.BackupAndRestore("backup", { saveFreq: 100 });
 * assertEquals([backup.backupDir, backup.saveFreq], ["backup", 100]);
 * ```
 */
export class BackupAndRestore extends Callback {
  /** Its options, in Keras's order. */
  static readonly rows: Rows = OPTIONS;
  /** Folder of the backup. */
  readonly backupDir: string;
  /** When it saves. */
  readonly saveFreq: SaveFrequency;
  /** Whether the backup before the last is kept as well. */
  readonly doubleCheckpoint: boolean;
  /** Whether the backup is removed at the end of the training. */
  readonly deleteCheckpoint: boolean;
  #batches: BatchCounter;
  #epoch = 0;

  /** @param args Where to and when. */
  constructor(...args: Arguments<BackupAndRestoreOptions, Names>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    super();
    this.backupDir = own.backupDir;
    this.saveFreq = own.saveFreq;
    this.doubleCheckpoint = own.doubleCheckpoint;
    this.deleteCheckpoint = own.deleteCheckpoint;
    this.#batches = new BatchCounter(own.saveFreq);
  }

  /** The last backup. */
  get #file(): string {
    return inFolder(this.backupDir, "latest.npz");
  }

  /** The one before. */
  get #previous(): string {
    return inFolder(this.backupDir, "previous.npz");
  }

  override onTrainBegin(): void {
    const model = this.model!;
    if (!model.built) {
      throw new TypeError(
        `BackupAndRestore: expected a model that is built, received ${model.label}, which is not; call it on a batch first`,
      );
    }
    makeFolder("BackupAndRestore", this.backupDir, "backupDir", this.backupDir);
    this.#batches = new BatchCounter(this.saveFreq);
    this.#epoch = 0;
    model.initialEpoch = null;
    const position = this.#restore();
    if (position === undefined) return;
    this.#epoch = position.epoch;
    model.initialEpoch = position.epoch;
  }

  override onFailure(): void {
    if (this.model !== null) this.model.initialEpoch = null;
  }

  #restore() {
    const [file, previous, model] = [this.#file, this.#previous, this.model!];
    if (!exists(file)) return exists(previous) ? readBackup(previous, model) : undefined;
    try {
      return readBackup(file, model);
    } catch (error) {
      const isBroken = error instanceof SyntaxError || error instanceof RangeError;
      if (!isBroken || !exists(previous)) throw error;
      warnOnce(`BackupAndRestore: ${error.message}; went on from the backup before`);
      return readBackup(previous, model);
    }
  }

  override onTrainBatchEnd(batch: number): void {
    if (this.#batches.isDue(batch)) this.#save(batch + 1);
  }

  override onEpochEnd(epoch: number): void {
    this.#epoch = epoch + 1;
    if (this.saveFreq === "epoch") this.#save(0);
  }

  #save(batch: number): void {
    if (this.doubleCheckpoint && exists(this.#file)) host.files.rename(this.#file, this.#previous);
    writeBackup(this.#file, this.model!, { epoch: this.#epoch, batch });
  }

  override onTrainEnd(): void {
    this.model!.initialEpoch = null;
    if (!this.deleteCheckpoint) return;
    removeIfThere(this.#file);
    removeIfThere(this.#previous);
    // A folder with other files in it is the user's.
    if (host.files.list(this.backupDir).length === 0) host.files.remove(this.backupDir);
  }
}
