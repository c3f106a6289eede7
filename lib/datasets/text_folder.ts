/**
 * `tf.keras.utils.textDatasetFromDirectory`: texts in folders.
 *
 * @module
 */
import { checkInteger, checkOneOf } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { TensorSpec } from "../functions/tensor_spec.ts";
import { readPlainFile } from "../io/files.ts";
import { type Arguments, bind } from "../ops/bind.ts";
import { textOf } from "../ops/strings/bytes_text.ts";
import { aval } from "../tensor/aval.ts";
import { leaf } from "../tensor/tensor.ts";
import { checkFolder, type FolderArguments, type FolderResult } from "./folder_arguments.ts";
import { folderDataset } from "./folder_dataset.ts";

/** Arguments of {@linkcode textDatasetFromDirectory}. */
export interface TextFolderArguments extends FolderArguments {
  /** Bytes of a text that are kept; default: all. */
  maxLength?: number | null;
  /** What is made; only `"tf"`, the default. */
  format?: "tf";
}

const NAMES = [
  "directory",
  "labels",
  "labelMode",
  "classNames",
  "batchSize",
  "maxLength",
  "shuffle",
  "seed",
  "validationSplit",
  "subset",
  "followLinks",
  "format",
  "verbose",
] as const;

/** A function whose result depends on what it is given. */
type TextFolder = <const A extends Arguments<TextFolderArguments, typeof NAMES>>(
  ...args: A
) => FolderResult<A>;

const WHERE = "tf.keras.utils.textDatasetFromDirectory";

/**
 * The texts in a folder, `[texts, labels]` in batches. The files that end with .txt are found in the
 * folders whose names are the classes; their order, labels, split and shuffle are Keras's for the same
 * seed. The dataset has `classNames` and `filePaths`.
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
 * tf.io.writeFile(`${folder}/good/1.txt`, "a good film");
 * tf.io.writeFile(`${folder}/bad/1.txt`, "a bad film");
 * const data = tf.keras.utils.textDatasetFromDirectory(folder, { shuffle: false, verbose: false });
 * for (const [texts, labels] of data) {
 *   assertEquals(texts.numpy().toArray(), ["a bad film", "a good film"]);
 *   assertEquals(labels.numpy().toArray(), [0, 1]);
 * }
 * Deno.removeSync(folder, { recursive: true });
 * ```
 */
export const textDatasetFromDirectory: TextFolder = bind<
  TextFolderArguments,
  typeof NAMES,
  unknown
>(WHERE, NAMES, 1, (...values) => {
  const given = Object.fromEntries(
    NAMES.map((name, i) => [name, values[i]]),
  ) as Partial<TextFolderArguments>;
  const folder = checkFolder(WHERE, given);
  checkOneOf(WHERE, "format", given.format ?? "tf", ["tf"]);
  const most = given.maxLength === undefined || given.maxLength === null
    ? Infinity
    : checkInteger(WHERE, "maxLength", given.maxLength, { min: 0 });
  return folderDataset(folder, {
    formats: [".txt"],
    spec: new TensorSpec([], "string"),
    load(path) {
      const bytes = readPlainFile(`${WHERE} ${formatValue(path)}`, path);
      return leaf([textOf(bytes.subarray(0, most))], aval("string", []));
    },
  });
}) as TextFolder;
