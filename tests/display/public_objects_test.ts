/**
 * Every public class: what `String()`, `console.log` and JSON say of an instance. The classes are those
 * of the namespaces, so that none is forgotten.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import { isAnswer } from "../../lib/errors/answer.ts";

type Class = new (...args: unknown[]) => object;

/** Whether a value is a class. */
function isClass(value: unknown): value is Class {
  return typeof value === "function" &&
    /^class\b/.test(Function.prototype.toString.call(value));
}

/** The classes of a namespace and those inside of it, by their first paths. */
function classesOf(path: string, namespace: object, found: Map<Class, string>): Map<Class, string> {
  for (const [name, value] of Object.entries(namespace)) {
    if (isAnswer(value)) continue;
    if (isClass(value) && !found.has(value)) found.set(value, `${path}.${name}`);
    else if (typeof value === "object" && value !== null) {
      classesOf(`${path}.${name}`, value, found);
    }
  }
  return found;
}

const { layers, optimizers } = tf.keras;

/** What one constructor or another takes. */
const ARGUMENTS: readonly (() => unknown[])[] = [
  () => [],
  () => [2],
  () => [0.5],
  () => [2, 2],
  () => [[2]],
  () => [[2, 1]],
  () => [2, 3, 2],
  () => [4, 2, 2],
  () => [2, [0]],
  () => ["float32"],
  () => ["x.csv"],
  () => ["x.keras"],
  () => [(x: unknown) => x],
  () => [new layers.Dense(2)],
  () => [new layers.LSTM(2)],
  () => [[new layers.LSTMCell(2)]],
  () => [new optimizers.SGD(0.1)],
  () => [[1, 2], [1, 2, 3]],
  () => ["ab,bc->ac", [2, 2]],
  () => [0.1, 10, 0.5],
  () => [0.1, 10],
  () => [tf.ones([2, 3]), tf.constant([0, 1], "int32")],
  () => [new Float32Array(2), [2], "float32"],
];

/** What tables are made of. */
const words = () => new tf.lookup.KeyValueTensorInitializer(["a"], [1], "string", "int64");

/** Classes whose instances are made by functions, and those that are nothing by themselves. */
const MADE: Readonly<Record<string, (() => object) | undefined>> = {
  "tf.Tensor": () => tf.ones([2]),
  "tf.keras.KerasTensor": () => tf.keras.Input([2]),
  "tf.ConcreteFunction": () => {
    const double = tf.function((x: tf.Tensor) => tf.multiply(x, 2));
    return double.getConcreteFunction(tf.ones([2]));
  },
  "tf.TracedFunction": () => tf.function((x: tf.Tensor) => tf.multiply(x, 2)),
  "tf.DeviceScope": () => tf.device("/CPU:0"),
  "tf.data.Dataset": () => tf.data.Dataset.range(3),
  "tf.data.FixedLengthRecordDataset": () => new tf.data.FixedLengthRecordDataset([], 4),
  "tf.io.FixedLenFeature": () => new tf.io.FixedLenFeature([2], "float32"),
  "tf.io.TFRecordWriter": undefined,
  "tf.keras.layers.RandomTranslation": () => new tf.keras.layers.RandomTranslation(0.1, 0.1),
  "tf.lookup.KeyValueTensorInitializer": () => words(),
  "tf.lookup.StaticHashTable": () => new tf.lookup.StaticHashTable(words(), -1),
  "tf.lookup.StaticVocabularyTable": () => new tf.lookup.StaticVocabularyTable(words(), 1),
  "tf.lookup.TextFileInitializer": undefined,
  "tf.lookup.experimental.MutableHashTable": () =>
    new tf.lookup.experimental.MutableHashTable("string", "int64", -1),
  "tf.keras.utils.FeatureSpace": () => new tf.keras.utils.FeatureSpace({ a: "float" }),
  "tf.charts.Chart": undefined,
  "tf.config.Explanation": () => tf.config.explain((x: tf.Tensor) => tf.sin(x), tf.ones([2])),
  "tf.config.LocalDevice": () => tf.config.listLocalDevices()[0]!,
  "tf.config.PhysicalDevice": () => tf.config.listPhysicalDevices()[0]!,
  "tf.py.PyType": () => tf.py.type(tf.ones([1])) as object,
  "tf.random.Generator": () => tf.random.Generator.fromSeed(1),
  "tf.keras.optimizers.schedules.LearningRateSchedule": undefined,
  "tf.keras.Regularizer": undefined,
  "tf.keras.regularizers.Regularizer": undefined,
  "tf.keras.callbacks.MonitorCallback": undefined,
  "tf.keras.callbacks.OrbaxCheckpoint": undefined,
  "tf.keras.callbacks.RemoteMonitor": undefined,
};

/** An instance of a class, from the first arguments that it takes. */
function instanceOf(Class: Class, path: string): object | undefined {
  if (path in MADE) return MADE[path]?.();
  for (const args of ARGUMENTS) {
    try {
      return new Class(...args());
    } catch {
      // The next ones may fit.
    }
  }
  return undefined;
}

for (const [Class, path] of classesOf("tf", tf, new Map())) {
  Deno.test(`${path} says what it is`, async () => {
    const it = instanceOf(Class, path);
    if (it === undefined) return assert(path in MADE, `no arguments make a ${path}`);
    const text = String(it);
    assert(!/\[object|\[Function|^class |^function |^\(\.\.\./.test(text), text);
    assert(text.length > 0 || /PyStr|PyList|PyTuple|PyDict/.test(path), "no text");
    const shown = Deno.inspect(it, { colors: false });
    assert(!/\[object|\[Function: |\[Function \(anonymous\)\] \w/.test(shown), shown);
    assertEquals(typeof (JSON.stringify(it) ?? ""), "string");
    // A notebook shows what `console.log` does, unless an object has its own way.
    const display: unknown = Reflect.get(it, Symbol.for("Jupyter.display"));
    if (typeof display !== "function") return;
    const bundle = await display.call(it) as Record<string, unknown>;
    assert(!/\[object|\[Function/.test(String(bundle["text/plain"])), String(bundle["text/plain"]));
    for (const [type, value] of Object.entries(bundle)) {
      assert(type.includes("json") || typeof value === "string", `${type}: ${value}`);
    }
  });
}

Deno.test("JSON of tensors, variables and arrays is their values, nested", () => {
  const values: readonly (readonly [unknown, unknown])[] = [
    [tf.constant([[1, 2.5], [3, 4]]), [[1, 2.5], [3, 4]]],
    [tf.constant(7), 7],
    [tf.zeros([0, 2]), []],
    [tf.zeros([2, 0]), [[], []]],
    [tf.constant([true, false]), [true, false]],
    [tf.constant(["a", "b"]), ["a", "b"]],
    [tf.constant([1n, 2n ** 60n], "int64"), [1, `${2n ** 60n}`]],
    [tf.constant([NaN, Infinity]), [null, null]],
    [new tf.Variable([[1], [2]]), [[1], [2]]],
  ];
  for (const [value, expected] of values) {
    assertEquals(JSON.parse(JSON.stringify({ value })), { value: expected });
    const array = (value as tf.Tensor).numpy();
    assertEquals(JSON.parse(JSON.stringify({ array })), { array: expected });
  }
});

Deno.test("classes show their names, not the tables of their options", () => {
  const texts = [tf.keras.layers.Dense, tf.keras.optimizers.Adam, tf.keras.losses.Loss]
    .map((it) => Deno.inspect(it, { colors: false }));
  assertEquals(texts[0], "[class Dense extends Layer]");
  assertEquals(texts[2], "[class Loss extends Callable]");
  for (const text of texts) assertEquals(text.includes("rows"), false, text);
});
