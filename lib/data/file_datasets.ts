/**
 * `tf.data.TextLineDataset`, `tf.data.TFRecordDataset` and `tf.data.FixedLengthRecordDataset`.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { checkInteger } from "../errors/checks.ts";
import type { FilePath } from "../io/files.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { NameArguments } from "./arguments.ts";
import { Dataset } from "./dataset.ts";
import {
  checkCompression,
  type Compression,
  filesOf,
  lines,
  pathsOf,
  pieces,
  records,
} from "./files.ts";

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

/** Arguments of {@linkcode FixedLengthRecordDataset}. */
export interface FixedLengthArguments extends FilesArguments {
  /** Bytes of a record; at least 1. */
  recordBytes: number;
  /** Bytes before the first record of a file; default 0. */
  headerBytes?: number | null;
  /** Bytes behind the last record of a file; default 0. */
  footerBytes?: number | null;
}

const FIXED = [
  "filenames",
  "recordBytes",
  "headerBytes",
  "footerBytes",
  "bufferSize",
  "compressionType",
  "numParallelReads",
  "name",
] as const;
type FixedNames = [...typeof FIXED];

function fixedStage(args: Arguments<FixedLengthArguments, FixedNames>) {
  const where = "tf.data.FixedLengthRecordDataset";
  const [filenames, recordBytes, headerBytes, footerBytes, , compressionType] = boundValues<
    FixedLengthArguments,
    FixedNames
  >(where, [...FIXED], 2, args);
  const size = checkInteger(where, "recordBytes", recordBytes, { min: 1 });
  const head = checkInteger(where, "headerBytes", headerBytes ?? 0, { min: 0 });
  const foot = checkInteger(where, "footerBytes", footerBytes ?? 0, { min: 0 });
  const compression = checkCompression(where, compressionType);
  return filesOf(where, pathsOf(where, filenames), compression, pieces(size, head, foot));
}

/**
 * Pieces of files of one length, one file after the other: string scalars. What is no UTF-8 is kept
 * byte by byte, as lone surrogates U+DC80 to U+DCFF.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = Deno.makeTempFileSync();
 * Deno.writeTextFileSync(path, "head,onetwo");
 * const pieces = [...new tf.data.FixedLengthRecordDataset(path, 3, { headerBytes: 5 })];
 * assertEquals(pieces.map((it) => String(it.numpy().toArray())), ["one", "two"]);
 * Deno.removeSync(path);
 * ```
 */
export class FixedLengthRecordDataset extends Dataset<Tensor> {
  /**
   * A dataset of files, which are opened when their elements are needed; one that does not end with
   * a whole record is a `RangeError` then.
   *
   * @throws {TypeError} for what is no path.
   * @throws {RangeError} for numbers of bytes that are too small.
   */
  constructor(...args: Arguments<FixedLengthArguments, FixedNames>) {
    super(fromCaller(new.target, () => fixedStage(args)));
  }
}
