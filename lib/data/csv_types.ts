/**
 * Guesses what columns of comma-separated values are called and hold, as TensorFlow does: by the
 * first line of the files, and by the first records.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { readPlainFile } from "../io/files.ts";
import { textOf } from "../ops/strings/bytes_text.ts";
import { type CsvFormat, fieldsOfLine } from "./csv_fields.ts";

/** What columns can hold, from what allows least to what allows most. */
export const COLUMN_TYPES = ["int32", "int64", "float32", "float64", "string"] as const;

/** What one column holds. */
export type ColumnType = typeof COLUMN_TYPES[number];

const WHOLE = /^\s*[+-]?\d+\s*$/;
const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

/** Whether a text is a value of a type. */
const FITS: Readonly<Record<ColumnType, (text: string) => boolean>> = {
  int32: (text) => WHOLE.test(text) && BigInt.asIntN(32, BigInt(text)) === BigInt(text),
  int64: (text) => WHOLE.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text),
  float32: (text) => NUMBER.test(text) && Math.abs(Math.fround(Number(text))) < Infinity,
  float64: (text) => NUMBER.test(text) && Math.abs(Number(text)) < Infinity,
  string: () => true,
};

/** The type of a column after one more text. */
function typeAfter(text: string, missing: string, before: number): number {
  if (text === "" || text === missing) return before;
  // BigInt takes no plus.
  const plain = text.trim().replace(/^\+/, "");
  return COLUMN_TYPES.findIndex((type, i) =>
    i >= before && FITS[type](type === "string" ? text : plain)
  );
}

/** The lines of a file, as lists of fields. */
function* linesOf(where: string, path: string, format: CsvFormat): Generator<string[]> {
  const bytes = readPlainFile(`${where} ${formatValue(path)}`, path);
  for (let at = 0; at < bytes.length;) {
    const { fields, end } = fieldsOfLine(bytes, at, format);
    at = end;
    yield fields.map(textOf);
  }
}

/**
 * The names of columns in the first lines of files.
 *
 * @throws {RangeError} for an empty file, and where files differ.
 */
export function columnNames(where: string, paths: readonly string[], format: CsvFormat): string[] {
  let names: string[] | undefined;
  for (const path of paths) {
    const first = linesOf(where, path, format).next().value as string[] | undefined;
    if (first === undefined) {
      throw new RangeError(
        `${where}: expected a line of names, received an empty file, ${formatValue(path)}`,
      );
    }
    if (names !== undefined && first.join("\0") !== names.join("\0")) {
      throw new RangeError(
        `${where}: expected files with the same names in their first lines, received ${
          formatValue(first)
        } in ${formatValue(path)} and ${formatValue(names)} before`,
      );
    }
    names = first;
  }
  return names!;
}

/**
 * What columns hold, by the first records of files.
 *
 * @param count How many columns there are.
 * @param most How many records are looked at.
 * @throws {RangeError} for records of more or fewer fields.
 */
export function columnTypes(
  where: string,
  paths: readonly string[],
  format: CsvFormat,
  hasHeader: boolean,
  missing: string,
  count: number,
  most: number,
): ColumnType[] {
  const types = Array.from({ length: count }, () => -1);
  let seen = 0;
  for (const path of paths) {
    let isFirst = hasHeader;
    for (const fields of linesOf(where, path, format)) {
      if (isFirst) {
        isFirst = false;
        continue;
      }
      if (seen++ >= most) break;
      if (fields.length !== count) {
        throw new RangeError(
          `${where}: expected records of ${count} fields, received ${fields.length} in ${
            formatValue(path)
          }`,
        );
      }
      fields.forEach((text, i) => types[i] = typeAfter(text, missing, types[i]!));
    }
  }
  return types.map((it) => COLUMN_TYPES[it] ?? "string");
}
