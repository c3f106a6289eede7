/**
 * Serialized examples: what TensorFlow parses, the bytes that it writes, and damaged ones.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { bytesOf, textOf } from "../../lib/ops/strings/bytes_text.ts";
import goldens from "../goldens/data/examples.json" with { type: "json" };

const { BytesList, Example, Feature, Features, FloatList, Int64List } = tf.train;
const { FixedLenFeature } = tf.io;
const serialized = goldens.serialized.map((it) => Uint8Array.fromHex(it));
const texts = serialized.map(textOf);

function plain(x: tf.Tensor): unknown {
  const values = Array.from(
    tf.reshape(x, [-1]).numpy().data as ArrayLike<unknown>,
    (it) => typeof it === "string" ? bytesOf(it).toHex() : typeof it === "bigint" ? String(it) : it,
  );
  return { dtype: x.dtype, shape: [...x.shape], values };
}

const features = {
  floats: new FixedLenFeature([3, 1], "float32"),
  whole: new FixedLenFeature([2, 2], "int64"),
  texts: new FixedLenFeature([2], "string"),
  empty: new FixedLenFeature([0], "float32"),
  none: new FixedLenFeature([], "string", "absent"),
  sometimes: new FixedLenFeature([1], "float32", [0.5]),
  "grüß": new FixedLenFeature([], "int64"),
};

Deno.test("examples are parsed as TensorFlow parses them, all at once and one by one", () => {
  const parsed = tf.io.parseExample(texts, features);
  assertEquals(Object.keys(parsed).sort(), Object.keys(goldens.parsed).sort());
  for (const [name, golden] of Object.entries(goldens.parsed)) {
    assertEquals(plain(parsed[name]!), golden, name);
  }
  const data = tf.data.Dataset.fromTensorSlices(texts)
    .map((it) => tf.io.parseSingleExample(it, features)).batch(6);
  for (const batch of data) {
    for (const [name, golden] of Object.entries(goldens.parsed)) {
      assertEquals(plain(batch[name]!), golden, name);
    }
  }
  const loose = textOf(Uint8Array.fromHex(goldens.loose.serialized));
  const { whole } = tf.io.parseSingleExample(loose, { whole: features.whole });
  assertEquals(plain(whole!), goldens.loose.whole);
});

Deno.test("examples are written as TensorFlow writes them", () => {
  for (const bytes of serialized) {
    assertEquals(Example.fromString(bytes).serializeToString().toHex(), bytes.toHex());
  }
  const made = new Example({
    features: new Features({
      feature: {
        b: new Feature({ int64List: new Int64List({ value: [-1, 2n ** 62n] }) }),
        a: new Feature({ bytesList: new BytesList({ value: ["x", Uint8Array.of(255)] }) }),
        c: new Feature({ floatList: new FloatList({ value: Float32Array.of(0.1, -0) }) }),
      },
    }),
  });
  const { feature } = Example.fromString(made.serializeToString()).features;
  assertEquals(Object.keys(feature), ["a", "b", "c"]);
  assertEquals(feature["a"]!.list!.value, ["x", "\udcff"]);
  assertEquals(feature["b"]!.list!.value, [-1n, 2n ** 62n]);
  assert(Object.is(feature["c"]!.list!.value[1], -0));
});

Deno.test("examples say what is in them", () => {
  const label = new Feature({ int64List: new Int64List({ value: [3] }) });
  assertEquals(
    String(new Example({ features: new Features({ feature: { label, none: new Feature() } }) })),
    "Example(features=Features(feature={'label': Feature(int64List=Int64List(value=[3])), 'none': Feature()}))",
  );
  assertEquals(
    String(features.floats),
    "FixedLenFeature(shape=[3, 1], dtype=tf.float32, default_value=None)",
  );
});

Deno.test("cut and changed examples are read or refused, and never end otherwise", () => {
  let refused = 0;
  for (const bytes of serialized.slice(0, 2)) {
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 1 << at % 8;
      for (const odd of [changed, bytes.subarray(0, at)]) {
        try {
          const example = Example.fromString(odd);
          assert(example.serializeToString().length >= 2);
        } catch (error) {
          assert(error instanceof SyntaxError || error instanceof RangeError, `${error}`);
          assert(error.message.startsWith("tf.train.Example.fromString: "), error.message);
          refused++;
        }
      }
    }
  }
  assert(refused > 400, `${refused}`);
});

Deno.test("wrong features and wrong arguments say what is wrong", () => {
  const found = [
    () => tf.io.parseExample(texts, { lost: new FixedLenFeature([], "float32") }),
    () => tf.io.parseExample(texts, { floats: new FixedLenFeature([3], "int64") }),
    () => tf.io.parseExample(texts, { floats: new FixedLenFeature([2], "float32") }),
    () => tf.io.parseExample(texts[0]!, features),
    () => tf.io.parseSingleExample(texts, features),
    () => tf.io.parseExample(texts, { floats: [3] as never }),
    () => new FixedLenFeature([], "int32" as never),
    () => new FixedLenFeature([3], "float32", [1, 2]),
    () => new Int64List({ value: [0.5] }),
    () => new Int64List({ value: [2n ** 63n] }),
    () => new FloatList({ value: ["1"] as never }),
    () => new Feature({ floatList: new Int64List() as never }),
    () => new Feature({ floatList: new FloatList(), int64List: new Int64List() }),
    () => new Features({ feature: { a: 1 as never } }),
    () => new Example({ feature: {} } as never),
  ].map((run) => {
    const { name, message } = assertThrows(run, Error) as Error;
    return `${name}: ${message}`;
  });
  assertEquals(found, [
    "RangeError: tf.io.parseExample: example 0: expected feature lost of float32, received none; give its FixedLenFeature a defaultValue",
    "TypeError: tf.io.parseExample: example 0: expected feature floats as tf.train.Int64List, received tf.train.FloatList",
    "RangeError: tf.io.parseExample: example 0: expected feature floats of shape (2,), received 3 values",
    "TypeError: tf.io.parseExample: expected a list of serialized examples, received shape ()",
    "TypeError: tf.io.parseSingleExample: expected one serialized example, received shape (6,)",
    "TypeError: tf.io.parseExample: expected features to be tf.io.FixedLenFeature by name, received features={floats}",
    'TypeError: tf.io.FixedLenFeature: expected dtype to be float32, int64 or string, received dtype="int32"',
    "TypeError: tf.io.FixedLenFeature: expected defaultValue to be one value or of shape (3,), received shape (2,)",
    "TypeError: tf.train.Int64List: expected whole numbers, beyond 2^53 as bigint, received value[0]=0.5",
    "RangeError: tf.train.Int64List: expected whole numbers of 64 bits, received value[0]=9223372036854775808",
    'TypeError: tf.train.FloatList: expected numbers, received value[0]="1"',
    "TypeError: tf.train.Feature: expected floatList to be a tf.train.FloatList, received Int64List",
    "TypeError: tf.train.Feature: expected one of bytesList, floatList, int64List, received floatList and int64List",
    "TypeError: tf.train.Features: expected feature.a to be a tf.train.Feature, received 1",
    "TypeError: tf.train.Example: expected arguments among features, received feature; did you mean features?",
  ]);
});
