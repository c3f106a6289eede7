/**
 * Tables of values by keys, held to TensorFlow's.
 *
 * @module
 */
import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import golden from "../goldens/lookup/lookup.json" with { type: "json" };

type DType = "string" | "int32" | "int64" | "float32" | "bool";

/** A tensor of what the golden file has; JSON's large numbers are exact powers of two. */
const keysOf = (keys: unknown, dtype: string): tf.Tensor =>
  dtype === "int64"
    ? tf.constant(deep(keys, (it) => BigInt(it as number)) as never, "int64")
    : tf.constant(keys as never, dtype as DType);

function deep(value: unknown, map: (leaf: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map((it) => deep(it, map)) : map(value);
}

interface Plain {
  dtype: string;
  shape: number[];
  values: unknown;
}

function check(x: tf.Tensor, expected: Plain): void {
  assertEquals(x.dtype as string, expected.dtype);
  assertEquals(x.shape, expected.shape);
  const leaf = (it: unknown) => expected.dtype === "int64" ? BigInt(it as number) : it;
  const found = x.shape.length === 0 ? x.numpy().data[0] : x.numpy().toArray();
  assertEquals(found, deep(expected.values, leaf) as never);
}

for (const [i, it] of golden.tables.entries()) {
  Deno.test(`StaticHashTable ${i} gives TensorFlow's values, also in functions`, () => {
    const [keys, values, keyDtype, valueDtype] = it.args as [unknown, unknown, DType, DType];
    const pairs = new tf.lookup.KeyValueTensorInitializer(
      keysOf(keys, keyDtype),
      keysOf(values, valueDtype),
      keyDtype,
      valueDtype,
    );
    const table = new tf.lookup.StaticHashTable(pairs, keysOf(it.default, valueDtype));
    const asked = keysOf(it.asked, keyDtype);
    check(table.lookup(asked), it.lookup);
    check(table.size(), it.size);
    check(tf.function((x: tf.Tensor) => table.lookup(x))(asked) as tf.Tensor, it.lookup);
    assertEquals([table.keyDtype, table.valueDtype], [keyDtype, valueDtype]);
    const [first] = table.export();
    assertEquals(first.shape[0], Number(table.size()));
  });
}

for (const it of golden.vocabularies) {
  Deno.test(`StaticVocabularyTable of [${it.known}] has TensorFlow's ${it.buckets} buckets`, () => {
    const initializer = it.known.length === 0 ? null : new tf.lookup.KeyValueTensorInitializer(
      it.known,
      tf.range(it.known.length, { dtype: "int64" }),
    );
    const table = new tf.lookup.StaticVocabularyTable(initializer, { numOovBuckets: it.buckets });
    check(table.lookup(it.words), it.lookup);
    check(table.size(), it.size);
  });
}

for (const [i, it] of golden.files.entries()) {
  Deno.test(`TextFileInitializer ${i} reads the columns that TensorFlow reads`, () => {
    const path = Deno.makeTempFileSync();
    try {
      Deno.writeTextFileSync(path, it.file);
      const [keyDtype, keyIndex, valueDtype, valueIndex] = it.args as [
        DType,
        number,
        DType,
        number,
      ];
      const lines = new tf.lookup.TextFileInitializer(
        path,
        keyDtype,
        keyIndex,
        valueDtype,
        valueIndex,
        {
          vocabSize: it.vocabSize,
          valueIndexOffset: it.shift,
        },
      );
      const table = new tf.lookup.StaticHashTable(lines, keysOf(it.default, valueDtype));
      check(table.lookup(keysOf(it.asked, keyDtype)), it.lookup);
      check(table.size(), it.size);
    } finally {
      Deno.removeSync(path);
    }
  });
}

Deno.test("MutableHashTable: keys come, get new values, and go", () => {
  const table = new tf.lookup.experimental.MutableHashTable("string", "float32", -1);
  table.insert(["a", "b"], [1, 2]);
  table.insert(tf.constant("a"), 3);
  assertEquals(table.lookup(["a", "b", "c"]).numpy().toArray(), [3, 2, -1]);
  table.remove(["b", "z"]);
  assertEquals(Number(table.size()), 1);
  const [keys, values] = table.export();
  assertEquals([keys.numpy().toArray(), values.numpy().toArray()], [["a"], [3]]);
});

Deno.test("tables refuse what they cannot hold", () => {
  const { KeyValueTensorInitializer, StaticHashTable, StaticVocabularyTable } = tf.lookup;
  const pairs = new KeyValueTensorInitializer(["a"], [1]);
  const errors: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
    [
      () => new KeyValueTensorInitializer(["a", "a"], [1, 2]),
      RangeError,
      'tf.lookup.KeyValueTensorInitializer: expected one value for each key, received 1 and 2 for "a"',
    ],
    [
      () => new KeyValueTensorInitializer([0.5], [1]),
      TypeError,
      "tf.lookup.KeyValueTensorInitializer: expected the type of keys to be one of string, int32, int64, received the type of keys=float32",
    ],
    [
      () => new KeyValueTensorInitializer(["a", "b"], [1]),
      TypeError,
      "tf.lookup.KeyValueTensorInitializer: expected as many values as keys, received keys=string (2,) and values=float32 (1,)",
    ],
    [
      () => new StaticHashTable(pairs, [1]),
      TypeError,
      "tf.lookup.StaticHashTable: expected defaultValue to be a scalar, received one of shape (1)",
    ],
    [
      () => new StaticHashTable({} as never, 1),
      TypeError,
      "tf.lookup.StaticHashTable: expected initializer to be a KeyValueTensorInitializer or a TextFileInitializer, received {}",
    ],
    [
      () => new StaticHashTable(pairs, 1).lookup(tf.constant([1])),
      TypeError,
      "tf.lookup.StaticHashTable.lookup: expected keys of string, as the table's, received float32 (1,)",
    ],
    [
      () => new StaticVocabularyTable(pairs, 1),
      TypeError,
      "tf.lookup.StaticVocabularyTable: expected an initializer with values of int64, received float32",
    ],
    [
      () => new StaticVocabularyTable(null, 0),
      RangeError,
      "tf.lookup.StaticVocabularyTable: expected numOovBuckets to be a whole number >= 1, received numOovBuckets=0",
    ],
  ];
  for (const [run, kind, text] of errors) {
    const error = assertThrows(run, kind);
    assertStrictEquals(error.message, text);
  }
});
