/**
 * `tf.keras.utils.audioDatasetFromDirectory`: sounds in folders.
 *
 * @module
 */
import { checkInteger } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { TensorSpec } from "../functions/tensor_spec.ts";
import { readPlainFile } from "../io/files.ts";
import { decodeWav } from "../io/functions/audio.ts";
import { type Arguments, bind } from "../ops/bind.ts";
import { checkFolder, type FolderArguments, type FolderResult } from "./folder_arguments.ts";
import { folderDataset, type Reader } from "./folder_dataset.ts";

/** Arguments of {@linkcode audioDatasetFromDirectory}. */
export interface AudioFolderArguments extends FolderArguments {
  /** Samples in a second; only those of the files, the default. */
  samplingRate?: null;
  /** Samples that each sound is cut or filled up to; default: the longest one of the batch. */
  outputSequenceLength?: number | null;
  /** Whether lengths stay different; only false, the default. */
  ragged?: false;
}

const NAMES = [
  "directory",
  "labels",
  "labelMode",
  "classNames",
  "batchSize",
  "samplingRate",
  "outputSequenceLength",
  "ragged",
  "shuffle",
  "seed",
  "validationSplit",
  "subset",
  "followLinks",
  "verbose",
] as const;

/** A function whose result depends on what it is given. */
type AudioFolder = <const A extends Arguments<AudioFolderArguments, typeof NAMES>>(
  ...args: A
) => FolderResult<A>;

const WHERE = "tf.keras.utils.audioDatasetFromDirectory";

/**
 * The sounds in a folder, `[sounds, labels]` in batches: float32 `(batch, samples, channels)` from -1
 * to 1, shorter ones filled up with 0. The files that end with .wav are found in the folders whose
 * names are the classes; their order, labels, split and shuffle are Keras's for the same seed. The
 * dataset has `classNames` and `filePaths`.
 *
 * @throws {TypeError} for other arguments, and a split without `subset` or seed.
 * @throws {RangeError} where there are no such files, or classes do not fit.
 * @throws {Error} if there is no such folder, of the class that the runtime has for that.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const folder = Deno.makeTempDirSync();
 * tf.io.writeFile(`${folder}/low/1.wav`, tf.audio.encodeWav([[0.5], [-0.5]], 8000));
 * tf.io.writeFile(`${folder}/high/1.wav`, tf.audio.encodeWav([[0.25], [0], [-0.25]], 8000));
 * const data = tf.keras.utils.audioDatasetFromDirectory(folder, { shuffle: false, verbose: false });
 * for (const [sounds, labels] of data) {
 *   assertEquals(sounds.numpy().toArray(), [[[0.25], [0], [-0.25]], [[0.5], [-0.5], [0]]]);
 *   assertEquals(labels.numpy().toArray(), [0, 1]);
 * }
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export const audioDatasetFromDirectory: AudioFolder = bind<
  AudioFolderArguments,
  typeof NAMES,
  unknown
>(WHERE, NAMES, 1, (...values) => {
  const given = Object.fromEntries(
    NAMES.map((name, i) => [name, values[i]]),
  ) as Partial<AudioFolderArguments>;
  const folder = checkFolder(WHERE, given);
  if ((given.samplingRate ?? null) !== null) {
    throw new TypeError(
      `${WHERE}: expected samplingRate=null, received samplingRate=${
        formatValue(given.samplingRate)
      }; sounds are not resampled, convert the files before`,
    );
  }
  if ((given.ragged ?? false) !== false) {
    throw new TypeError(
      `${WHERE}: expected ragged=false, received ragged=${
        formatValue(given.ragged)
      }; ragged tensors are not there, sounds are filled up`,
    );
  }
  const length = given.outputSequenceLength ?? null;
  const samples = length === null
    ? -1
    : checkInteger(WHERE, "outputSequenceLength", length, { min: 1 });
  const reader: Reader = {
    formats: [".wav"],
    spec: new TensorSpec([length, null], "float32"),
    load(path) {
      const file = readPlainFile(`${WHERE} ${formatValue(path)}`, path);
      return decodeWav(file, { desiredSamples: samples }).audio;
    },
  };
  return folderDataset(
    folder,
    length === null ? { ...reader, batch: (data, size) => data.paddedBatch(size) } : reader,
  );
}) as AudioFolder;
