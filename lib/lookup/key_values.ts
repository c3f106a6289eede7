/**
 * What tables begin with: keys and values of tensors, or of the lines of a file.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { fromCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { checkPath, type FilePath, readPlainFile } from "../io/files.ts";
import type { Named } from "../ops/array/named.ts";
import { type Arguments, boundValues } from "../ops/bind.ts";
import { asInteger } from "../ops/integers.ts";
import { parseNumber } from "../ops/strings/parse_numbers.ts";
import { formatAval } from "../tensor/aval.ts";
import type { IntegerLike, TensorLike } from "../tensor/like.ts";
import {
  asEntries,
  describedAs,
  entriesOfTensor,
  type Entry,
  inWords,
  keyDType,
  valueDType,
} from "./elements.ts";

/** Keys, their values, and the types of both. */
export interface Initial {
  /** What the table is made of, for its errors. */
  readonly where: string;
  /** What keys are. */
  readonly keyDtype: DType;
  /** What values are. */
  readonly valueDtype: DType;
  /** Keys in the order in which they were given, each once. */
  readonly entries: ReadonlyMap<Entry, Entry>;
}

/** Something that a table can be made of. */
export abstract class TableInitializer {
  /** @internal What it holds. */
  readonly initial: Initial;

  /** @internal */
  protected constructor(initial: Initial) {
    this.initial = initial;
  }

  /** What keys are. */
  get keyDtype(): DType {
    return this.initial.keyDtype;
  }

  /** What values are. */
  get valueDtype(): DType {
    return this.initial.valueDtype;
  }
}

/** Pairs as a map; a key may come twice with one value. */
function mapOf(where: string, keys: readonly Entry[], values: readonly Entry[]): Map<Entry, Entry> {
  const entries = new Map<Entry, Entry>();
  keys.forEach((key, i) => {
    const value = values[i]!;
    if (entries.has(key) && entries.get(key) !== value) {
      throw new RangeError(
        `${where}: expected one value for each key, received ${inWords(entries.get(key)!)} and ${
          inWords(value)
        } for ${inWords(key)}`,
      );
    }
    entries.set(key, value);
  });
  return entries;
}

/** Arguments of {@linkcode KeyValueTensorInitializer}. */
export interface KeyValueTensorInitializerArguments extends Named {
  /** Keys: a tensor of texts, int32 or int64. */
  keys: TensorLike;
  /** As many values. */
  values: TensorLike;
  /** What keys are; default: what they come as. */
  keyDtype?: DType | null;
  /** What values are; default: what they come as, float32 for plain numbers. */
  valueDtype?: DType | null;
}

const PAIRS = ["keys", "values", "keyDtype", "valueDtype", "name"] as const;
type Pairs = [...typeof PAIRS];

function pairsOf(args: Arguments<KeyValueTensorInitializerArguments, Pairs>): Initial {
  const where = "tf.lookup.KeyValueTensorInitializer";
  const [keys, values, keyDtype, valueDtype] = boundValues<
    KeyValueTensorInitializerArguments,
    Pairs
  >(where, [...PAIRS], 2, args);
  const given = (dtype: unknown, check: typeof keyDType, name: string) =>
    dtype === undefined || dtype === null ? undefined : check(where, name, dtype);
  const k = asEntries(where, "keys", keys, given(keyDtype, keyDType, "keyDtype"));
  const v = asEntries(where, "values", values, given(valueDtype, valueDType, "valueDtype"));
  keyDType(where, "the type of keys", k.dtype);
  valueDType(where, "the type of values", v.dtype);
  if (k.shape.join() !== v.shape.join()) {
    throw new TypeError(
      `${where}: expected as many values as keys, received keys=${formatAval(k)} and values=${
        formatAval(v)
      }`,
    );
  }
  const entries = mapOf(where, entriesOfTensor(k), entriesOfTensor(v));
  return { where, keyDtype: k.dtype, valueDtype: v.dtype, entries };
}

/**
 * Keys and values for a table.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const pairs = new tf.lookup.KeyValueTensorInitializer(["a", "b"], [1, 2], "string", "int64");
 * const table = new tf.lookup.StaticHashTable(pairs, -1);
 * assertEquals(table.lookup(["b", "z"]).numpy().toArray(), [2n, -1n]);
 * ```
 */
export class KeyValueTensorInitializer extends TableInitializer {
  /**
   * Reads the tensors.
   *
   * @throws {TypeError} for keys of anything but texts, int32 or int64, and for shapes that differ.
   * @throws {RangeError} for a key with two values.
   */
  constructor(...args: Arguments<KeyValueTensorInitializerArguments, Pairs>) {
    super(fromCaller(new.target, () => pairsOf(args)));
  }
}

/** Columns of a file that are none: its lines, and their numbers from 0 on. */
export const TextFileIndex: Readonly<{ WHOLE_LINE: -2; LINE_NUMBER: -1 }> = {
  WHOLE_LINE: -2,
  LINE_NUMBER: -1,
};

/** Arguments of {@linkcode TextFileInitializer}. */
export interface TextFileInitializerArguments extends Named {
  /** Path of a file of text in UTF-8. */
  filename: FilePath;
  /** What keys are: string, int32 or int64. */
  keyDtype: DType;
  /** The column of keys from 0 on, or one of {@linkcode TextFileIndex}. */
  keyIndex: IntegerLike;
  /** What values are: string, int32, int64, float32 or float64. */
  valueDtype: DType;
  /** The column of values from 0 on, or one of {@linkcode TextFileIndex}. */
  valueIndex: IntegerLike;
  /** How many lines are read, at most; default: all. */
  vocabSize?: IntegerLike | null;
  /** What stands between columns; default a tab. */
  delimiter?: string;
  /** What is added to numbers of lines that are values; default 0. */
  valueIndexOffset?: IntegerLike;
}

const FILE = [
  "filename",
  "keyDtype",
  "keyIndex",
  "valueDtype",
  "valueIndex",
  "vocabSize",
  "delimiter",
  "name",
  "valueIndexOffset",
] as const;
type File = [...typeof FILE];

/** What a column of a line is. */
function entryOf(where: string, text: string, dtype: DType): Entry {
  if (dtype === "string") return text;
  const value = parseNumber(text.trim(), dtype as "int32" | "int64" | "float32" | "float64");
  if (value !== undefined) return value;
  throw new RangeError(`${where}: expected a number of ${dtype}, received ${formatValue(text)}`);
}

function linesOf(args: Arguments<TextFileInitializerArguments, File>): Initial {
  const where = "tf.lookup.TextFileInitializer";
  const [filename, keys, keyAt, values, valueAt, most, delimiter, , offset] = boundValues<
    TextFileInitializerArguments,
    File
  >(where, [...FILE], 5, args);
  const keyDtype = keyDType(where, "keyDtype", keys);
  const valueDtype = valueDType(where, "valueDtype", values);
  const [keyIndex, valueIndex] = [
    asInteger(where, "keyIndex", keyAt, { min: -2 }),
    asInteger(where, "valueIndex", valueAt, { min: -2 }),
  ];
  if (valueDtype === "bool") {
    throw new TypeError(`${where}: expected numbers or texts for values, received valueDtype=bool`);
  }
  const check = (name: string, index: number, dtype: DType): void => {
    const fits = index === TextFileIndex.WHOLE_LINE
      ? dtype === "string"
      : index !== TextFileIndex.LINE_NUMBER || dtype === "int64" || dtype === "int32";
    if (fits) return;
    const wanted = index === TextFileIndex.WHOLE_LINE
      ? "string for whole lines"
      : "int64 for numbers of lines";
    throw new TypeError(`${where}: expected ${name} to be ${wanted}, received ${name}=${dtype}`);
  };
  check("keyDtype", keyIndex, keyDtype);
  check("valueDtype", valueIndex, valueDtype);
  const separator = delimiter ?? "\t";
  if (separator.length !== 1) {
    throw new RangeError(
      `${where}: expected delimiter to be one character, received ${formatValue(separator)}`,
    );
  }
  const path = checkPath(where, filename);
  const text = new TextDecoder("utf-8", { fatal: true }).decode(readPlainFile(where, path));
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const read = most === undefined || most === null
    ? lines
    : lines.slice(0, asInteger(where, "vocabSize", most, { min: 1 }));
  const shift = asInteger(where, "valueIndexOffset", offset ?? 0);
  const column = (index: number, dtype: DType, added: number) => (line: string, at: number) => {
    if (index === TextFileIndex.WHOLE_LINE) return line;
    if (index === TextFileIndex.LINE_NUMBER) {
      return dtype === "int64" ? BigInt(at + added) : at + added;
    }
    const fields = line.split(separator);
    if (index < fields.length) {
      return entryOf(`${where}, ${path}, line ${at}`, fields[index]!, dtype);
    }
    throw new RangeError(
      `${where}, ${path}, line ${at}: expected ${
        index + 1
      } columns at least, received ${fields.length}`,
    );
  };
  const entries = mapOf(
    where,
    read.map(column(keyIndex, keyDtype, 0)),
    read.map(column(valueIndex, valueDtype, shift)),
  );
  return { where, keyDtype, valueDtype, entries };
}

/**
 * Keys and values for a table from the lines of a file, by columns.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const path = Deno.makeTempFileSync();
 * Deno.writeTextFileSync(path, "cat\ndog\n");
 * const { WHOLE_LINE, LINE_NUMBER } = tf.lookup.TextFileIndex;
 * const lines = new tf.lookup.TextFileInitializer(path, "string", WHOLE_LINE, "int64", LINE_NUMBER);
 * const table = new tf.lookup.StaticHashTable(lines, -1);
 * assertEquals(table.lookup(["dog", "cow"]).numpy().toArray(), [1n, -1n]);
 * Deno.removeSync(path);
 * ```
 */
export class TextFileInitializer extends TableInitializer {
  /**
   * Reads the file.
   *
   * @throws {TypeError} for what is no path, for types that a column cannot have, and for bytes that
   * are not UTF-8.
   * @throws {RangeError} for a line with too few columns or one that is no number, and for a key with
   * two values.
   */
  constructor(...args: Arguments<TextFileInitializerArguments, File>) {
    super(fromCaller(new.target, () => linesOf(args)));
  }
}

describedAs("KeyValueTensorInitializer", KeyValueTensorInitializer);

describedAs("TextFileInitializer", TextFileInitializer);
