/** Helpers for data, against what Keras and NumPy give for the same. */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { declaredBy } from "../../lib/keras_ops/signature.ts";
import { camelCase } from "../../lib/objects/naming.ts";
import { manifest } from "../keras/manifest.ts";

const { utils, preprocessing: { sequence } } = tf.keras;

for (
  const [path, names] of [
    ["keras.utils", [
      "to_categorical",
      "normalize",
      "pad_sequences",
      "is_keras_tensor",
      "pack_x_y_sample_weight",
      "unpack_x_y_sample_weight",
    ]],
    ["keras.preprocessing.sequence", ["pad_sequences", "make_sampling_table"]],
  ] as const
) {
  for (const name of names) {
    Deno.test(`${path}.${name} has Keras's parameters and defaults`, () => {
      const space = (path === "keras.utils" ? utils : sequence) as unknown as Record<
        string,
        object
      >;
      const expected = manifest[path]![name]!.params!.map((it) =>
        "default" in it
          ? { name: camelCase(it.name), default: it.default }
          : { name: camelCase(it.name) }
      );
      assertEquals(declaredBy(space[camelCase(name)]!), expected);
    });
  }
}

Deno.test("toCategorical gives rows of an array as an array, those of a tensor as a tensor", () => {
  const rows = [[1, 0, 0], [0, 0, 1]];
  assertEquals([utils.toCategorical([0, 2]).dtype, utils.toCategorical([0, 2]).toArray()], [
    "float64",
    rows,
  ]);
  assertEquals(utils.toCategorical([[0], [2]], 3).toArray(), rows);
  assertEquals(utils.toCategorical({ x: [[0, 1]], numClasses: 2 }).toArray(), [[[1, 0], [0, 1]]]);
  const tensor = utils.toCategorical(tf.constant([0, 2], "int32"), 3);
  assertEquals([tensor.dtype, tensor.numpy().toArray()], ["float32", rows]);
  assertThrows(
    () => utils.toCategorical([0, 3], 3),
    RangeError,
    "tf.keras.utils.toCategorical: expected classes below numClasses=3, received 3",
  );
});

Deno.test("padSequences fills up and cuts at either end", () => {
  const lists = [[1], [2, 3], [4, 5, 6], []];
  assertEquals(utils.padSequences(lists).toArray(), [[0, 0, 1], [0, 2, 3], [4, 5, 6], [0, 0, 0]]);
  assertEquals(utils.padSequences(lists).dtype, "int32");
  assertEquals(utils.padSequences(lists, { padding: "post", value: 9 }).toArray(), [
    [1, 9, 9],
    [2, 3, 9],
    [4, 5, 6],
    [9, 9, 9],
  ]);
  assertEquals(utils.padSequences(lists, 2).toArray(), [[0, 1], [2, 3], [5, 6], [0, 0]]);
  assertEquals(utils.padSequences(lists, 2, "float32", "post", "post").toArray(), [
    [1, 0],
    [2, 3],
    [4, 5],
    [0, 0],
  ]);
  assertEquals(utils.padSequences([[1.7, -1.7]]).toArray(), [[1, -1]]);
  assertEquals(utils.padSequences([[1], []], 0).shape, [2, 0]);
  assertThrows(
    () => utils.padSequences([[1]], { padding: "left" }),
    RangeError,
    "tf.keras.utils.padSequences: expected padding",
  );
  assertThrows(
    () => utils.padSequences([1] as never),
    TypeError,
    "tf.keras.utils.padSequences: expected sequences to be a list of lists of numbers",
  );
});

Deno.test("batches are packed and unpacked as fit takes them", () => {
  assertEquals(utils.packXYSampleWeight(1), 1);
  assertEquals(utils.packXYSampleWeight([1]), [[1]]);
  assertEquals(utils.packXYSampleWeight(1, 2), [1, 2]);
  assertEquals(utils.packXYSampleWeight(1, 2, 3), [1, 2, 3]);
  assertEquals(utils.unpackXYSampleWeight([1, 2]), [1, 2, null]);
  assertEquals(utils.unpackXYSampleWeight(1), [1, null, null]);
});

Deno.test("words of a sampling table are likelier the rarer they are", () => {
  // keras.preprocessing.sequence.make_sampling_table(4)
  const expected = [0.00315225, 0.00315225, 0.00547597, 0.00741556];
  const found = sequence.makeSamplingTable(4).toArray() as number[];
  expected.forEach((it, i) => assertAlmostEquals(found[i]!, it, 1e-7));
});
