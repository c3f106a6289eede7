/**
 * Columns of comma-separated values: what they are made of, what stands for a missing field, and
 * which ones are read.
 *
 * @module
 */
import { isDType, newStorage, type Storage } from "../arrays/dtypes.ts";
import { checkBoolean, checkInteger } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { type ParsedDType, parseNumber } from "../ops/strings/parse_numbers.ts";
import { formatAval } from "../tensor/aval.ts";
import { read } from "../tensor/graph.ts";
import type { TensorLike } from "../tensor/like.ts";
import { textOf } from "../ops/strings/bytes_text.ts";
import type { CsvFormat } from "./csv_fields.ts";

/** Element types of columns. */
export type CsvDType = ParsedDType | "string";

/** What a column is made of. */
export interface CsvColumn {
  readonly dtype: CsvDType;
  /** What a missing field is; `undefined` where there must be one. */
  readonly otherwise: number | bigint | string | undefined;
}

/** A value for missing fields in a list, an empty array, or the name of an element type. */
export type RecordDefault = CsvDType | TensorLike;

const DTYPES: readonly string[] = ["float32", "float64", "int32", "int64", "string"];

/** Checks what columns are made of. */
export function checkColumns(where: string, given: unknown): CsvColumn[] {
  if (!Array.isArray(given) || given.length === 0) {
    throw new TypeError(
      `${where}: expected recordDefaults to be a list of a value for each column, received recordDefaults=${
        formatValue(given)
      }`,
    );
  }
  return given.map((it: unknown, index): CsvColumn => {
    const column = `${where}: recordDefaults[${index}]`;
    const isName = typeof it === "string" && isDType(it);
    const value = isName ? undefined : asTensor(column, it as TensorLike);
    const dtype = value?.dtype ?? it as string;
    const { size = 0, shape = [] } = value?.aval ?? {};
    if (!DTYPES.includes(dtype) || size > 1 || shape.length > 1) {
      throw new TypeError(
        `${column}: expected at most one value of dtype float32, float64, int32, int64 or string, received ${
          value === undefined ? dtype : formatAval(value)
        }`,
      );
    }
    const otherwise = size === 0 ? undefined : read(value!)[0] as number | bigint | string;
    return { dtype: dtype as CsvDType, otherwise };
  });
}

/** Checks a delimiter, and whether there are quotes. */
export function checkFormat(where: string, delimiter: unknown, hasQuotes: unknown): CsvFormat {
  const isFine = typeof delimiter === "string" && /^[\0-\x7f]$/.test(delimiter) &&
    !/["\r\n]/.test(delimiter);
  if (!isFine) {
    throw new TypeError(
      `${where}: expected fieldDelim to be one character of ASCII, neither a quote nor the end of a line, received fieldDelim=${
        formatValue(delimiter)
      }`,
    );
  }
  return {
    delimiter: delimiter.charCodeAt(0),
    hasQuotes: checkBoolean(where, "useQuoteDelim", hasQuotes),
  };
}

/** Checks the text that stands for a missing field. */
export function checkMissing(where: string, given: unknown): string {
  if (typeof given === "string") return given;
  throw new TypeError(
    `${where}: expected naValue to be a text, received naValue=${formatValue(given)}`,
  );
}

/** Checks numbers of columns: from 0 on, each larger than the last. */
export function checkSelection(where: string, name: string, given: unknown): number[] | undefined {
  if (given === undefined || given === null) return undefined;
  if (!Array.isArray(given)) {
    throw new TypeError(
      `${where}: expected ${name} to be a list of numbers of columns, received ${name}=${
        formatValue(given)
      }`,
    );
  }
  const numbers = given.map((it) => checkInteger(where, name, it, { min: 0 }));
  if (numbers.every((it, i) => i === 0 || it > numbers[i - 1]!)) return numbers;
  throw new RangeError(
    `${where}: expected ${name} to be numbers of columns, each larger than the last, received ${name}=${
      formatValue(given)
    }`,
  );
}

/** How many columns a selection has to have. */
export function checkSelected(where: string, selected: number[] | undefined, count: number): void {
  if (selected === undefined || selected.length === count) return;
  throw new RangeError(
    `${where}: expected as many selectCols as recordDefaults, received ${selected.length} and ${count}`,
  );
}

/**
 * The fields of a record that are read.
 *
 * @throws {RangeError} if there are more or fewer than columns.
 */
export function chosen(
  fields: readonly Uint8Array[],
  count: number,
  selected: readonly number[] | undefined,
  excluded?: readonly number[],
): readonly Uint8Array[] {
  const found = selected !== undefined
    ? selected.filter((it) => it < fields.length).map((it) => fields[it]!)
    : excluded !== undefined
    ? fields.filter((_, i) => !excluded.includes(i))
    : fields;
  if (found.length === count) return found;
  throw new RangeError(
    `expected ${count} ${count === 1 ? "field" : "fields"}, received ${found.length}${
      selected === undefined ? "" : " of those in selectCols"
    }`,
  );
}

/**
 * Writes the value of a field.
 *
 * @throws {RangeError} if it is missing and has to be there, or is no number of the element type.
 */
export function writeField(
  field: Uint8Array,
  index: number,
  { dtype, otherwise }: CsvColumn,
  missing: string,
  to: Storage,
  at: number,
): void {
  const text = textOf(field);
  const target = to as unknown[];
  if (text === "" || text === missing) {
    if (otherwise === undefined) {
      throw new RangeError(
        `field ${index}: expected a value, received none; give recordDefaults a value for it`,
      );
    }
    target[at] = otherwise;
  } else if (dtype === "string") target[at] = text;
  else {
    const value = parseNumber(text, dtype);
    if (value === undefined) {
      throw new RangeError(
        `field ${index}: expected a number of ${dtype}, received ${formatValue(text)}`,
      );
    }
    target[at] = value;
  }
}

/** A storage of a column. */
export function storageOf({ dtype }: CsvColumn, count: number): Storage {
  return newStorage(dtype, count);
}

/** Calls a function, and says in its error which record it was. */
export function inRecord<T>(where: string, index: number, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) {
      error.message = `${where}: record ${index}: ${error.message}`;
    }
    throw error;
  }
}
