/**
 * `tf.data.TextLineDataset` and `tf.data.TFRecordDataset`.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import type { FilePath } from "../io/files.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { NameArguments } from "./arguments.ts";
import { Dataset } from "./dataset.ts";
import { checkCompression, type Compression, filesOf, lines, pathsOf, records } from "./files.ts";

/** Arguments of datasets of files. */
export interface FilesArguments extends NameArguments {
  /** Paths: one, several, or a tensor of them. */
  filenames: FilePath | readonly FilePath[] | Tensor;
  /** Default `""`: the files are not compressed. */
  compressionType?: Compression | null;
  /** Counts for nothing: files are read as a whole. */
  bufferSize?: number | null;
  /** Counts for nothing: files are read one after the other. */
  numParallelReads?: number | null;
}

const NAMES = ["filenames", "compressionType", "bufferSize", "numParallelReads", "name"] as const;

type FilesNames = ["filenames", "compressionType", "bufferSize", "numParallelReads", "name"];

function stageOf(
  where: string,
  args: Arguments<FilesArguments, FilesNames>,
  parts: typeof lines,
) {
  const [filenames, compressionType] = boundValues(where, NAMES, 1, args);
  const compression = checkCompression(where, compressionType);
  return filesOf(where, pathsOf(where, filenames), compression, parts);
}

/**
 * The lines of text files, one file after the other: string scalars without the ends of lines. What
 * is no UTF-8 is kept byte by byte, as lone surrogates U+DC80 to U+DCFF.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = Deno.makeTempFileSync();
 * Deno.writeTextFileSync(path, "one\ntwo\n");
 * const lines = [...new tf.data.TextLineDataset(path)].map((it) => it.numpy().toArray());
 * assertEquals(lines.map(String), ["one", "two"]);
 * Deno.removeSync(path);
 * ```
 */
export class TextLineDataset extends Dataset<Tensor> {
  /**
   * A dataset of files, which are opened when their elements are needed.
   *
   * @throws {TypeError} for what is no path.
   */
  constructor(...args: Arguments<FilesArguments, FilesNames>) {
    super(fromCaller(new.target, () => stageOf("tf.data.TextLineDataset", args, lines)));
  }
}

/**
 * The records of TensorFlow's files, one file after the other: string scalars. Checksums are
 * checked. What is no UTF-8 is kept byte by byte, as lone surrogates U+DC80 to U+DCFF, which
 * {@linkcode TFRecordWriter} writes as those bytes again.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = Deno.makeTempFileSync();
 * const writer = new tf.io.TFRecordWriter(path);
 * writer.write("one");
 * writer.close();
 * const [record] = [...new tf.data.TFRecordDataset(path)];
 * assertEquals(String(record!.numpy().toArray()), "one");
 * Deno.removeSync(path);
 * ```
 */
export class TFRecordDataset extends Dataset<Tensor> {
  /**
   * A dataset of files, which are opened when their elements are needed.
   *
   * @throws {TypeError} for what is no path.
   */
  constructor(...args: Arguments<FilesArguments, FilesNames>) {
    super(fromCaller(new.target, () => stageOf("tf.data.TFRecordDataset", args, records)));
  }
}
