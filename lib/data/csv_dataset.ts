/**
 * `tf.data.experimental.CsvDataset`: the records of files of comma-separated values.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { checkBoolean } from "../errors/checks.ts";
import type { Structure } from "../functions/nest.ts";
import { TensorSpec } from "../functions/tensor_spec.ts";
import type { FilePath } from "../io/files.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import { aval } from "../tensor/aval.ts";
import type { Tensor } from "../tensor/tensor.ts";
import {
  checkColumns,
  checkFormat,
  checkMissing,
  checkSelected,
  checkSelection,
  chosen,
  inRecord,
  type RecordDefault,
  storageOf,
  writeField,
} from "./csv_columns.ts";
import { fieldsOfLine } from "./csv_fields.ts";
import { Dataset } from "./dataset.ts";
import { checkCompression, type Compression, filesOf, pathsOf } from "./files.ts";
import { whole } from "./leaves.ts";
import { Element, type Stage } from "./stage.ts";

/** Arguments of {@linkcode CsvDataset}. */
export interface CsvDatasetArguments {
  /** Paths: one, several, or a tensor of them. */
  filenames: FilePath | readonly FilePath[] | Tensor;
  /**
   * For each column what a missing field is, as `[0.5]`; an empty tensor or the name of a dtype where
   * there must be a field.
   */
  recordDefaults: readonly RecordDefault[];
  /** Default `""`: the files are not compressed. */
  compressionType?: Compression | null;
  /** Counts for nothing: files are read as a whole. */
  bufferSize?: number | null;
  /** Whether the first record of each file is left out; default false. */
  header?: boolean;
  /** One character between fields; default `","`. */
  fieldDelim?: string;
  /** Whether fields may stand in quotes; default true. */
  useQuoteDelim?: boolean;
  /** A text that stands for a missing field, beside the empty one; default `""`. */
  naValue?: string;
  /** Numbers of the columns that are read, each larger than the last; default: all. */
  selectCols?: readonly number[] | null;
  /** Numbers of the columns that are left out, in place of `selectCols`. */
  excludeCols?: readonly number[] | null;
}

const NAMES = [
  "filenames",
  "recordDefaults",
  "compressionType",
  "bufferSize",
  "header",
  "fieldDelim",
  "useQuoteDelim",
  "naValue",
  "selectCols",
  "excludeCols",
] as const;
type Names = [...typeof NAMES];
const WHERE = "tf.data.experimental.CsvDataset";

function stageOf(args: Arguments<CsvDatasetArguments, Names>): Stage {
  const [filenames, defaults, compressionType, , header, delimiter, quotes, naValue, cols, not] =
    boundValues<CsvDatasetArguments, Names>(WHERE, [...NAMES], 2, args);
  const columns = checkColumns(WHERE, defaults);
  const format = checkFormat(WHERE, delimiter ?? ",", quotes ?? true);
  const missing = checkMissing(WHERE, naValue ?? "");
  const hasHeader = checkBoolean(WHERE, "header", header ?? false);
  const selected = checkSelection(WHERE, "selectCols", cols);
  const excluded = checkSelection(WHERE, "excludeCols", not);
  checkSelected(WHERE, selected, columns.length);
  if (selected !== undefined && excluded !== undefined) {
    throw new TypeError(`${WHERE}: expected one of selectCols and excludeCols, received both`);
  }
  const structure: Structure = {
    kind: "list",
    items: columns.map((_, index) => ({ kind: "leaf", index })),
  };
  const avals = columns.map(({ dtype }) => aval(dtype, []));
  const spec = {
    leaves: columns.map(({ dtype }) => new TensorSpec([], dtype)),
    structure,
  };
  return filesOf(WHERE, pathsOf(WHERE, filenames), checkCompression(WHERE, compressionType), {
    spec,
    parts: ({ bytes, where }) => {
      let [at, record] = [0, 0];
      const line = (): readonly Uint8Array[] => {
        const { fields, end } = fieldsOfLine(bytes, at, format);
        at = end;
        return fields;
      };
      if (hasHeader && bytes.length > 0) inRecord(where, record++, line);
      return () => {
        if (at >= bytes.length) return undefined;
        return inRecord(where, record++, () => {
          const fields = chosen(line(), columns.length, selected, excluded);
          const leaves = fields.map((field, i) => {
            const values = storageOf(columns[i]!, 1);
            writeField(field, i, columns[i]!, missing, values, 0);
            return whole(values, avals[i]!);
          });
          return new Element(leaves, structure);
        });
      };
    },
  });
}

/**
 * The records of files of comma-separated values, one file after the other: lists of scalars, one for
 * each of `recordDefaults`. A field in quotes may have delimiters and ends of lines in it; a quote
 * inside of them is written twice. An empty line is a record of one empty field.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = Deno.makeTempFileSync();
 * Deno.writeTextFileSync(path, "size,name\n1.5,one\n,two\n");
 * const data = new tf.data.experimental.CsvDataset(path, [[0.5], "string"], { header: true });
 * assertEquals([...data].map(([size]) => Number(size)), [1.5, 0.5]);
 * Deno.removeSync(path);
 * ```
 */
export class CsvDataset extends Dataset<Tensor[]> {
  /**
   * A dataset of files, which are opened when their elements are needed. Whoever takes elements gets
   * a `SyntaxError` for quotes where none may stand, and a `RangeError` for a wrong number of fields,
   * a missing one, or one that is no number; both name the file and the record.
   *
   * @throws {TypeError} for what is no path, and other dtypes than float32, float64, int32, int64 and
   * string.
   * @throws {RangeError} for numbers of columns that do not rise, or are not as many as
   * `recordDefaults`.
   */
  constructor(...args: Arguments<CsvDatasetArguments, Names>) {
    super(fromCaller(new.target, () => stageOf(args)));
  }
}
