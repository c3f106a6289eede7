/**
 * tf.keras.utils.FeatureSpace makes of tables what Keras's makes of them: of whole tables, of new rows,
 * of one row, by names and as one vector, within models and over datasets.
 *
 * @module
 */
import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import golden from "../goldens/feature_space/feature_space.json" with { type: "json" };
import { isClose } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

const { FeatureSpace } = tf.keras.utils;
type Arguments = tf.keras.utils.FeatureSpaceArguments;

interface Plain {
  dtype: string;
  shape: number[];
  values: unknown;
}

function assertNumbers(actual: readonly number[], expected: readonly number[]): void {
  assertEquals(actual.length, expected.length);
  for (const [i, it] of expected.entries()) {
    const same = isClose(actual[i]!, it, tolerance("layer"));
    assertEquals(same ? it : actual[i], it, `element ${i}`);
  }
}

function checkOne(x: tf.Tensor, expected: Plain): void {
  assertEquals([x.dtype as string, x.shape], [expected.dtype, expected.shape]);
  const numbers = (value: unknown): number[] => [value].flat(Infinity).map(Number);
  assertNumbers(Array.from(x.numpy().data as ArrayLike<number>, Number), numbers(expected.values));
}

function check(
  found: tf.Tensor | Record<string, tf.Tensor>,
  expected: Plain | Record<string, Plain>,
) {
  if (found instanceof tf.Tensor) return checkOne(found, expected as Plain);
  assertEquals(Object.keys(found).sort(), Object.keys(expected).sort());
  for (const [name, it] of Object.entries(found)) {
    checkOne(it, (expected as Record<string, Plain>)[name]!);
  }
}

const camel = (args: Record<string, unknown>): Arguments =>
  Object.fromEntries(
    Object.entries(args).map((
      [name, it],
    ) => [name.replace(/_(.)/g, (_, c) => c.toUpperCase()), it]),
  ) as unknown as Arguments;

const part = (table: Record<string, unknown[]>, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, table[name]])) as Record<string, number[]>;

/** Tensors of a table, with the element types that Keras gives its columns. */
const tensors = (table: Record<string, unknown[]>) =>
  Object.fromEntries(
    Object.entries(table).map(([name, values]) => {
      const dtype = typeof values[0] === "string"
        ? "string"
        : /rooms|floor/.test(name)
        ? "int32"
        : "float32";
      return [name, tf.constant(values as number[], dtype as "float32")];
    }),
  );

for (const [i, it] of golden.cases.entries()) {
  Deno.test(`FeatureSpace ${i} makes Keras's numbers of tables, new rows and one row`, () => {
    const names = Object.keys(it.args.features);
    const table = part(golden.table, names);
    const fresh = part(golden.new, names);
    for (const data of [table, tf.data.Dataset.fromTensorSlices(tensors(table)).batch(4)]) {
      const space = new FeatureSpace(camel(it.args));
      space.adapt(data as never);
      check(space(table), it.table as Plain);
      check(space(fresh), it.new as Plain);
      check(space(tensors(fresh)), it.new as Plain);
      const one = Object.fromEntries(names.map((name) => [name, fresh[name]![0]!]));
      check(space(one), it.one as Plain);
      const encoded = space.getEncodedFeatures();
      const shape = (x: tf.keras.KerasTensor) => x.shape as (number | null)[];
      assertEquals(
        encoded instanceof tf.keras.KerasTensor
          ? shape(encoded)
          : Object.fromEntries(Object.entries(encoded).map(([name, it]) => [name, shape(it)])),
        it.encoded as never,
      );
    }
  });
}

Deno.test("a FeatureSpace is the first part of a model that takes tables, and maps datasets", async () => {
  const space = new FeatureSpace({ age: "float_normalized", city: "string_categorical" });
  const table = part(golden.table, ["age", "city"]);
  space.adapt(table);
  const encoded = space.getEncodedFeatures() as tf.keras.KerasTensor;
  const output = new tf.keras.layers.Dense(1)(encoded) as unknown as tf.keras.KerasTensor;
  const model = new tf.keras.Model(space.getInputs(), output);
  const columns = tensors(table);
  const direct = space(table) as tf.Tensor;
  const head = new tf.keras.Model(space.getInputs(), encoded);
  const through = (await head.predict(
    Object.fromEntries(Object.entries(columns).map(([name, x]) => [name, tf.reshape(x, [-1, 1])])),
    { verbose: 0 },
  )) as tf.NdArray;
  assertEquals(through.data, direct.numpy().data as Float32Array);
  assertEquals(model.outputs.length, 1);
  const dataset = tf.data.Dataset.fromTensorSlices(columns).batch(4)
    .map((x) => space(x as Record<string, tf.Tensor>) as tf.Tensor);
  assertEquals([...dataset].map((x) => x.shape), [[4, 5], [2, 5]]);
});

Deno.test("FeatureSpace takes columns of one's own, and says what is wrong", () => {
  const space = new FeatureSpace({
    size: FeatureSpace.feature("float32", new tf.keras.layers.Rescaling(2), "float"),
    bin: FeatureSpace.floatDiscretized(3, { binBoundaries: [0, 1] }),
    id: FeatureSpace.integerHashed({ numBins: 3, outputMode: "int" }),
  }, { outputMode: "dict" });
  const made = space({ size: [1, 2], bin: [-1, 5], id: [1, 2] }) as Record<string, tf.Tensor>;
  assertEquals(made.size!.numpy().toArray(), [[2], [4]]);
  assertEquals(made.bin!.numpy().toArray(), [[1, 0, 0], [0, 0, 1]]);
  assertEquals([made.id!.dtype, made.id!.shape], ["int64", [2, 1]]);
  const where = "tf.keras.utils.FeatureSpace";
  const wrong: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
    [
      () => new FeatureSpace({ features: {} }),
      TypeError,
      `${where}: expected features to be an object of one column or more, received features={}`,
    ],
    [
      () => new FeatureSpace({ a: "floats" as "float" }, {}),
      TypeError,
      `${where}: expected features.a to be one of float, float_rescaled, float_normalized, float_discretized, integer_categorical, string_categorical, integer_hashed, string_hashed, or what FeatureSpace.feature and its like make, received "floats"`,
    ],
    [
      () => new FeatureSpace({ a: "float" }, { crosses: [["a", "b"]] }),
      RangeError,
      `${where}: expected crosses of a, received "b"`,
    ],
    [
      () => new FeatureSpace({ a: "float" }, { outputMode: "list" as "dict" }),
      RangeError,
      `${where}: expected outputMode to be one of concat, dict, received outputMode="list"`,
    ],
    [
      () => new FeatureSpace({ a: "float_normalized" }, {})({ a: [1] }),
      TypeError,
      `${where}: expected a FeatureSpace that has learned from data, received one that has not; call adapt(data) first`,
    ],
    [
      () => new FeatureSpace({ a: "float", b: "float" }, {})({ a: [1] }),
      TypeError,
      `${where}: expected the columns a, b, received none called "b"`,
    ],
    [
      () => new FeatureSpace({ a: FeatureSpace.integerHashed(3, "int") }, {})({ a: [1] }),
      TypeError,
      `${where}: expected encoded columns for outputMode "concat", received int64 of "a"; write outputMode "dict"`,
    ],
    [
      () =>
        new FeatureSpace({
          a: FeatureSpace.feature("float32", new tf.keras.layers.Rescaling(2), "one_hot"),
        }, {})({ a: [1] }),
      TypeError,
      `${where}: expected whole numbers for outputMode "one_hot", received float32 of "a"`,
    ],
    [
      () => new FeatureSpace({ a: "float", b: "float" })({ a: [1, 2], b: [1] }),
      TypeError,
      `${where}: expected columns of the same length, received 2 of "a" and 1 of "b"`,
    ],
    [
      () => new FeatureSpace({ a: "float", b: "string_hashed" })({ a: [1], b: [1] }),
      TypeError,
      `${where}, column "b": expected values of dtype string, received 1`,
    ],
    [
      () =>
        new FeatureSpace({ a: "integer_hashed", b: "integer_hashed" }, {
          crosses: [["a", "b"], ["a", "b"]],
        }),
      RangeError,
      `${where}: expected each column and cross once, received "a_X_b" twice`,
    ],
    [
      () => FeatureSpace.cross(["a"], 3),
      TypeError,
      'FeatureSpace.cross: expected featureNames to be two names or more, received featureNames=["a"]',
    ],
  ];
  for (const [run, kind, text] of wrong) assertStrictEquals(assertThrows(run, kind).message, text);
});
