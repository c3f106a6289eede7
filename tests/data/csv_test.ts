/**
 * Comma-separated values: what TensorFlow's two readers make of odd texts, errors included.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";

type Record = readonly string[] | null;
type Case = readonly [kind: string, text: string, file: readonly Record[], decoded: Record];

const FILE = new URL("../goldens/data/csv.json.gz", import.meta.url);
const { cases } = JSON.parse(
  new TextDecoder().decode(gunzipSync(Deno.readFileSync(FILE))),
) as { readonly cases: readonly Case[] };

interface Options {
  readonly useQuoteDelim?: boolean;
  readonly fieldDelim?: string;
  readonly naValue?: string;
  readonly selectCols?: number[];
}
const one = (value: number, dtype: "int32" | "int64" | "float64") => tf.constant([value], dtype);
const texts = [["z"], ["y"]];
type Defaults = ConstructorParameters<typeof tf.data.experimental.CsvDataset>[1];
const KINDS: Readonly<{ [kind: string]: readonly [unknown, Options] }> = {
  texts: [texts, {}],
  required: [["string", "string"], {}],
  numbers: [[[0.5], one(7, "int32")], {}],
  wide: [[one(0.5, "float64"), one(7, "int64")], {}],
  selected: [[["z"]], { selectCols: [1] }],
  plain: [texts, { useQuoteDelim: false }],
  semicolons: [texts, { fieldDelim: ";", naValue: "a" }],
};
const DTYPES: Readonly<{ [kind: string]: readonly string[] }> = {
  numbers: ["float32", "int32"],
  wide: ["float64", "int64"],
};

/** Values as the goldens tell them: numbers as numbers, so that -0 and 0 differ. */
function told(record: Record, kind: string): unknown {
  return record?.map((it) =>
    DTYPES[kind] === undefined || /^-?\d+$/.test(it)
      ? it
      : Number(it.replace("inf", "Infinity").replace("nan", "NaN"))
  ) ?? null;
}

function plain(record: readonly tf.Tensor[], kind: string): unknown {
  return record.map((it, i) => {
    assertEquals([it.shape, it.dtype], [[], DTYPES[kind]?.[i] ?? "string"]);
    const value = (it.numpy().data as ArrayLike<unknown>)[0];
    return typeof value === "number" && it.dtype !== "int32" ? value : String(value);
  });
}

function isRefusal(error: unknown, where: string): void {
  assert(error instanceof SyntaxError || error instanceof RangeError, `${error}`);
  assert(error.message.startsWith(where), error.message);
}

Deno.test("files of comma-separated values are read as TensorFlow reads them", () => {
  const path = Deno.makeTempFileSync();
  const wrong: string[] = [];
  for (const [kind, text, file] of cases) {
    Deno.writeTextFileSync(path, text);
    const [defaults, options] = KINDS[kind]!;
    const found: unknown[] = [];
    try {
      const data = new tf.data.experimental.CsvDataset(
        path,
        defaults as Defaults & string[],
        options,
      );
      for (const record of data) found.push(plain(record, kind));
    } catch (error) {
      isRefusal(error, "tf.data.experimental.CsvDataset ");
      found.push(null);
    }
    const expected = file.map((it) => told(it, kind));
    try {
      assertEquals(found, expected);
    } catch {
      wrong.push(
        `${kind} ${JSON.stringify(text)}: ${Deno.inspect(found)}, not ${Deno.inspect(expected)}`,
      );
    }
  }
  Deno.removeSync(path);
  assertEquals(wrong, []);
});

Deno.test("single records are decoded as TensorFlow decodes them", () => {
  const wrong: string[] = [];
  for (const [kind, text, , decoded] of cases) {
    const [defaults, options] = KINDS[kind]!;
    let found: unknown = null;
    try {
      found = plain(tf.io.decodeCsv(text, defaults as Defaults & string[], options), kind);
    } catch (error) {
      isRefusal(error, "tf.io.decodeCsv: record 0: ");
    }
    const expected = told(decoded, kind);
    try {
      assertEquals(found, expected);
    } catch {
      wrong.push(
        `${kind} ${JSON.stringify(text)}: ${Deno.inspect(found)}, not ${Deno.inspect(expected)}`,
      );
    }
  }
  assertEquals(wrong, []);
});

Deno.test("records are decoded in any shape, and files follow each other", () => {
  const [a, b] = tf.io.decodeCsv([["1,x", "2,"], [",y", "4,z"]], [[0.5], ["-"]]);
  assertEquals([a!.dtype, a!.numpy().toArray()], ["float32", [[1, 2], [0.5, 4]]]);
  assertEquals(b!.numpy().toArray(), [["x", "-"], ["y", "z"]]);
  const path = Deno.makeTempFileSync();
  Deno.writeTextFileSync(path, "h,i,j\n1,2,3\n4,5,6\n");
  const data = new tf.data.experimental.CsvDataset([path, path], ["int32", "float32"], {
    header: true,
    excludeCols: [1],
  });
  assertEquals([...data].map((it) => it.map(Number)), [[1, 3], [4, 6], [1, 3], [4, 6]]);
  assertEquals(
    String(data.batch(3)),
    "<Dataset element_spec=[TensorSpec(shape=(None,), dtype=tf.int32, name=None), TensorSpec(shape=(None,), dtype=tf.float32, name=None)]>",
  );
  Deno.removeSync(path);
});

Deno.test("wrong arguments and wrong records say what is wrong", () => {
  const { CsvDataset } = tf.data.experimental;
  const texts = [
    () => new CsvDataset("x", [] as string[] as never),
    () => new CsvDataset("x", ["complex64" as never]),
    () => new CsvDataset("x", [[1, 2]]),
    () => new CsvDataset("x", ["int32"], { fieldDelim: "ab" }),
    () => new CsvDataset("x", ["int32", "int32"], { selectCols: [1, 0] }),
    () => new CsvDataset("x", ["int32"], { selectCols: [1, 2] }),
    () => new CsvDataset("x", ["int32"], { selectCols: [1], excludeCols: [2] }),
    () => tf.io.decodeCsv(["1", "x"], ["int32"]),
    () => tf.io.decodeCsv([""], ["int32"]),
    () => tf.io.decodeCsv(["1,"], ["int32", "int32"]),
    () => tf.io.decodeCsv(['"a'], ["string"]),
    () => tf.io.decodeCsv([1, 2], ["string"]),
  ].map((run) => {
    const { name, message } = assertThrows(run, Error) as Error;
    return `${name}: ${message}`;
  });
  assertEquals(texts, [
    "TypeError: tf.data.experimental.CsvDataset: expected recordDefaults to be a list of a value for each column, received recordDefaults=[]",
    "TypeError: tf.data.experimental.CsvDataset: recordDefaults[0]: expected at most one value of dtype float32, float64, int32, int64 or string, received complex64",
    "TypeError: tf.data.experimental.CsvDataset: recordDefaults[0]: expected at most one value of dtype float32, float64, int32, int64 or string, received float32 (2,)",
    'TypeError: tf.data.experimental.CsvDataset: expected fieldDelim to be one character of ASCII, neither a quote nor the end of a line, received fieldDelim="ab"',
    "RangeError: tf.data.experimental.CsvDataset: expected selectCols to be numbers of columns, each larger than the last, received selectCols=[1, 0]",
    "RangeError: tf.data.experimental.CsvDataset: expected as many selectCols as recordDefaults, received 2 and 1",
    "TypeError: tf.data.experimental.CsvDataset: expected one of selectCols and excludeCols, received both",
    'RangeError: tf.io.decodeCsv: record 1: field 0: expected a number of int32, received "x"',
    "RangeError: tf.io.decodeCsv: record 0: expected 1 field, received 0",
    "RangeError: tf.io.decodeCsv: record 0: field 1: expected a value, received none; give recordDefaults a value for it",
    "SyntaxError: tf.io.decodeCsv: record 0: expected a quote and then a delimiter or the end behind a field in quotes, received neither",
    "TypeError: tf.io.decodeCsv: expected records of dtype string, received float32 (2,)",
  ]);
});
