/**
 * `tf.data.experimental.makeCsvDataset`: batches of columns by their names.
 *
 * @module
 */
import { checkBoolean, checkInteger } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { matchingFiles } from "../io/functions/matching_files.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { bind } from "../ops/bind.ts";
import { read } from "../tensor/graph.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkFormat, checkMissing, type RecordDefault } from "./csv_columns.ts";
import { CsvDataset } from "./csv_dataset.ts";
import { columnNames, columnTypes } from "./csv_types.ts";
import { Dataset } from "./dataset.ts";

/** Arguments of {@linkcode makeCsvDataset}. */
export interface MakeCsvDatasetArguments {
  /** Patterns of the files' paths: one, or several. */
  filePattern: TensorLike;
  /** Records of a batch. */
  batchSize: number;
  /** Names of all columns; default: the first line of each file. */
  columnNames?: readonly string[] | null;
  /** What a missing field is, by column, or a dtype where there must be one; default: guessed. */
  columnDefaults?: readonly RecordDefault[] | null;
  /** The column of labels, which then stand beside the others; default: none. */
  labelName?: string | null;
  /** The columns that are read, by name or number; default: all. */
  selectColumns?: readonly (string | number)[] | null;
  /** One character between fields; default `","`. */
  fieldDelim?: string;
  /** Whether fields may stand in quotes; default true. */
  useQuoteDelim?: boolean;
  /** A text that stands for a missing field, beside the empty one; default `""`. */
  naValue?: string;
  /** Whether the first line of each file has the names; default true. */
  header?: boolean;
  /** How often the records come; default `null`: without end, in whole batches. */
  numEpochs?: number | null;
  /** Whether records come in random order; default true. */
  shuffle?: boolean;
  /** Records that are shuffled at once; default 10000. */
  shuffleBufferSize?: number;
  /** The seed of the order; default: drawn by `tf.random.setSeed`'s rules. */
  shuffleSeed?: number | null;
  /** Counts for nothing: batches are made when they are asked for. */
  prefetchBufferSize?: number | null;
  /** Counts for nothing: files are read one after the other. */
  numParallelReads?: number | null;
  /** Counts for nothing. */
  sloppy?: boolean;
  /** Records by which types are guessed; default 100. */
  numRowsForInference?: number | null;
}

const NAMES = [
  "filePattern",
  "batchSize",
  "columnNames",
  "columnDefaults",
  "labelName",
  "selectColumns",
  "fieldDelim",
  "useQuoteDelim",
  "naValue",
  "header",
  "numEpochs",
  "shuffle",
  "shuffleBufferSize",
  "shuffleSeed",
  "prefetchBufferSize",
  "numParallelReads",
  "sloppy",
  "numRowsForInference",
] as const;

const WHERE = "tf.data.experimental.makeCsvDataset";

/** Columns by their names. */
export type Columns = Record<string, Tensor>;

function checkNames(names: readonly string[]): readonly string[] {
  const twice = names.find((it, i) => names.indexOf(it) !== i);
  if (twice === undefined) return names;
  throw new RangeError(`${WHERE}: expected each name once, received ${formatValue(twice)} twice`);
}

/** Numbers of the columns that are read, in order. */
function selectedOf(names: readonly string[], given: readonly (string | number)[] | null) {
  if (given === null) return names.map((_, i) => i);
  const places = given.map((it) => {
    const place = typeof it === "number" ? it : names.indexOf(it);
    if (Number.isInteger(place) && place >= 0 && place < names.length) return place;
    throw new RangeError(
      `${WHERE}: expected selectColumns among ${names.join(", ")} or their numbers, received ${
        formatValue(it)
      }`,
    );
  });
  if (new Set(places).size !== places.length) {
    throw new RangeError(
      `${WHERE}: expected each column once in selectColumns, received ${formatValue(given)}`,
    );
  }
  return places.sort((a, b) => a - b);
}

/** A function whose elements have labels beside them if it is given their name. */
type MakeCsvDataset = <const A extends Partial<MakeCsvDatasetArguments>>(
  filePattern: TensorLike,
  batchSize: number,
  options?: A,
) => Dataset<A extends { readonly labelName: string } ? [Columns, Tensor] : Columns>;

/**
 * The records of files of comma-separated values in batches, `{ name: column }`, or
 * `[{ name: column }, labels]` with a `labelName`. What columns hold is guessed by the first records:
 * int32, int64, float32, float64 or string, of which 0 and `""` stand for missing fields. Records are
 * shuffled and come without end, unless `shuffle` and `numEpochs` say otherwise; the order is
 * TensorFlow's for the same seed.
 *
 * @throws {RangeError} where no file fits, and for names that are not there, or twice.
 * @throws {TypeError} for other arguments.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = Deno.makeTempFileSync({ suffix: ".csv" });
 * Deno.writeTextFileSync(path, "age,name,score\n3,Ann,0.5\n4,Bob,1.5\n");
 * const data = tf.data.experimental.makeCsvDataset(path, 2, {
 *   labelName: "score",
 *   numEpochs: 1,
 *   shuffle: false,
 * });
 * for (const [columns, labels] of data) {
 *   assertEquals(columns.name!.numpy().toArray(), ["Ann", "Bob"]);
 *   assertEquals([columns.age!.dtype, labels.numpy().toArray()], ["int32", [0.5, 1.5]]);
 * }
 * Deno.removeSync(path);
 * ```
 */
export const makeCsvDataset: MakeCsvDataset = bind<
  MakeCsvDatasetArguments,
  typeof NAMES,
  unknown
>(WHERE, NAMES, 2, (...values) => {
  const given = Object.fromEntries(
    NAMES.map((name, i) => [name, values[i]]),
  ) as Partial<MakeCsvDatasetArguments>;
  const { fieldDelim = ",", useQuoteDelim = true } = given;
  const format = checkFormat(WHERE, fieldDelim, useQuoteDelim);
  const naValue = checkMissing(WHERE, given.naValue ?? "");
  const header = checkBoolean(WHERE, "header", given.header ?? true);
  const isShuffled = checkBoolean(WHERE, "shuffle", given.shuffle ?? true);
  const size = checkInteger(WHERE, "batchSize", given.batchSize, { min: 1 });
  const bufferSize = checkInteger(WHERE, "shuffleBufferSize", given.shuffleBufferSize ?? 10_000, {
    min: 1,
  });
  const epochs = given.numEpochs ?? null;
  if (epochs !== null) checkInteger(WHERE, "numEpochs", epochs, { min: 1 });
  const rows = given.numRowsForInference === null
    ? Infinity
    : checkInteger(WHERE, "numRowsForInference", given.numRowsForInference ?? 100, { min: 1 });
  const paths = read(matchingFiles(given.filePattern!)) as readonly string[];
  if (paths.length === 0) {
    throw new RangeError(
      `${WHERE}: expected files that fit, received filePattern=${formatValue(given.filePattern)}`,
    );
  }
  const own = given.columnNames ?? null;
  if (own === null && !header) {
    throw new TypeError(`${WHERE}: expected columnNames where header is false, received none`);
  }
  const all = checkNames(own ?? columnNames(WHERE, paths, format));
  const selectCols = selectedOf(all, given.selectColumns ?? null);
  const names = selectCols.map((it) => all[it]!);
  const defaults = given.columnDefaults ??
    columnTypes(WHERE, paths, format, header, naValue, all.length, rows)
      .filter((_, i) => selectCols.includes(i))
      .map((type) => asTensor(WHERE, [type === "string" ? "" : 0], type));
  if (defaults.length !== names.length) {
    throw new RangeError(
      `${WHERE}: expected columnDefaults for ${names.length} columns, received ${defaults.length}`,
    );
  }
  const label = given.labelName ?? null;
  if (label !== null && !names.includes(label)) {
    throw new RangeError(
      `${WHERE}: expected labelName among ${names.join(", ")}, received ${formatValue(label)}`,
    );
  }
  const seed = given.shuffleSeed ?? null;
  let files = Dataset.fromTensorSlices([...paths]) as Dataset<Tensor>;
  if (isShuffled) files = files.shuffle({ bufferSize: paths.length, seed });
  let records = files.flatMap((path) =>
    new CsvDataset(path, defaults as readonly RecordDefault[], {
      header,
      naValue,
      selectCols,
      fieldDelim,
      useQuoteDelim,
    })
  ) as unknown as Dataset<Tensor[]>;
  if (isShuffled) records = records.shuffle({ bufferSize, seed });
  if (epochs !== 1) records = records.repeat(epochs ?? -1);
  return records.batch(size, epochs === null).map((...columns) => {
    const features = Object.fromEntries(names.map((name, i) => [name, columns[i] as Tensor]));
    if (label === null) return features;
    const { [label]: labels, ...rest } = features;
    return [rest, labels];
  });
}) as unknown as MakeCsvDataset;
