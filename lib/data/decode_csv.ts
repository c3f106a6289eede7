/**
 * `tf.io.decodeCsv`: columns of texts of comma-separated values.
 *
 * @module
 */
import { bind, type Operation } from "../ops/bind.ts";
import { asTexts } from "../ops/strings/texts.ts";
import { aval } from "../tensor/aval.ts";
import { read } from "../tensor/graph.ts";
import type { TensorLike } from "../tensor/like.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import type { NameArguments } from "./arguments.ts";
import { bytesOf } from "../ops/strings/bytes_text.ts";
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
import { fieldsOfText } from "./csv_fields.ts";

/** Arguments of {@linkcode decodeCsv}. */
export interface DecodeCsvArguments extends NameArguments {
  /** Texts of one record each, in any shape. */
  records: TensorLike;
  /**
   * For each column what a missing field is, as `[0.5]`; an empty tensor or the name of a dtype where
   * there must be a field.
   */
  recordDefaults: readonly RecordDefault[];
  /** One character between fields; default `","`. */
  fieldDelim?: string;
  /** Whether fields may stand in quotes; default true. */
  useQuoteDelim?: boolean;
  /** A text that stands for a missing field, beside the empty one; default `""`. */
  naValue?: string;
  /** Numbers of the columns that are read, each larger than the last; default: all. */
  selectCols?: readonly number[] | null;
}

const NAMES = [
  "records",
  "recordDefaults",
  "fieldDelim",
  "useQuoteDelim",
  "naValue",
  "selectCols",
  "name",
] as const;

/**
 * The columns of comma-separated values: a tensor of the shape of `records` for each of
 * `recordDefaults`, of its dtype. A field stands in quotes where it has a delimiter or the end of a
 * line in it; a quote inside of them is written twice.
 *
 * @throws {TypeError} for anything but texts, and other dtypes than float32, float64, int32, int64 and
 * string.
 * @throws {RangeError} for another number of fields, a field that is missing or no number.
 * @throws {SyntaxError} for quotes where none may stand.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [size, name] = tf.io.decodeCsv(["1.5,one", ",two"], [[0.5], [""]]);
 * assertEquals(size!.numpy().toArray(), [1.5, 0.5]);
 * assertEquals(name!.numpy().toArray(), ["one", "two"]);
 * ```
 */
export const decodeCsv: Operation<DecodeCsvArguments, [...typeof NAMES], Tensor[]> = bind(
  "tf.io.decodeCsv",
  [...NAMES],
  2,
  (records, recordDefaults, fieldDelim = ",", useQuoteDelim = true, naValue = "", selectCols) => {
    const where = "tf.io.decodeCsv";
    const x = asTexts(where, "records", records);
    const columns = checkColumns(where, recordDefaults);
    const format = checkFormat(where, fieldDelim, useQuoteDelim);
    const missing = checkMissing(where, naValue);
    const selected = checkSelection(where, "selectCols", selectCols);
    checkSelected(where, selected, columns.length);
    const most = selected === undefined ? Infinity : selected.at(-1)! + 1;
    const texts = read(x) as readonly string[];
    const storages = columns.map((it) => storageOf(it, texts.length));
    texts.forEach((text, row) =>
      inRecord(where, row, () => {
        const fields = chosen(fieldsOfText(bytesOf(text), format, most), columns.length, selected);
        fields.forEach((field, i) => writeField(field, i, columns[i]!, missing, storages[i]!, row));
      })
    );
    return columns.map(({ dtype }, i) => leaf(storages[i]!, aval(dtype, x.shape)));
  },
);
