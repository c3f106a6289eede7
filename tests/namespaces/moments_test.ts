/**
 * Moments, norms and quotients beside those of TensorFlow itself, in eager code and traced:
 * `tests/goldens/namespaces/make_moments.py` makes the calls.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import goldens from "../goldens/namespaces/moments.json" with { type: "json" };
import { isClose } from "../support/compare.ts";
import { FUNCTIONS } from "./functions.ts";

interface Written {
  readonly dtype: tf.DType;
  readonly shape: readonly number[];
  readonly values: readonly (number | string)[];
}
type Result = Written | null | readonly Result[];

/** Arguments with tensors for what the file writes as such. */
function argumentOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(argumentOf);
  if (typeof value !== "object" || value === null) return value;
  const { tensor, dtype } = value as { tensor: tf.NestedArray; dtype: tf.DType };
  return tf.constant(tensor, dtype);
}

/** Units in the last place that sums may differ by. */
const DIGITS: Readonly<Record<string, number>> = { float16: 2e-3, bfloat16: 2e-2, float64: 1e-14 };

function compare(actual: unknown, expected: Result, what: string): void {
  if (expected === null) return assertEquals(actual, null, what);
  if (!("dtype" in expected)) {
    assertEquals((actual as unknown[]).length, expected.length, what);
    expected.forEach((it, i) => compare((actual as unknown[])[i], it, `${what}[${i}]`));
    return;
  }
  assert(actual instanceof tf.Tensor, what);
  assertEquals([actual.dtype, actual.shape], [expected.dtype, expected.shape], what);
  const values = [...tf.cast(actual, "float64").numpy().data as Float64Array];
  const rtol = DIGITS[actual.dtype] ?? 1e-6;
  expected.values.forEach((it, i) => {
    const number = it === "nan" ? NaN : it === "inf" ? Infinity : it === "-inf" ? -Infinity : it;
    const isSame = isClose(values[i]!, number as number, { rtol, atol: rtol });
    assert(isSame, `${what}: element ${i} is ${values[i]} instead of ${number}`);
  });
}

const rows = goldens.rows as unknown as readonly {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly result: Result;
}[];

for (const [name, calls] of Map.groupBy(rows, (it) => it.name)) {
  Deno.test(`tf.${name}() gives what TensorFlow gives, in ${calls.length} calls`, () => {
    const run = FUNCTIONS.get(name)! as unknown as (args: unknown) => unknown;
    for (const { args, result } of calls) {
      const given = Object.fromEntries(
        Object.entries(args).map(([key, value]) => [key, argumentOf(value)]),
      );
      compare(run(given), result, JSON.stringify(args));
      compare(tf.function(() => run(given))(), result, `traced: ${JSON.stringify(args)}`);
    }
  });
}

Deno.test("realdiv() refuses whole numbers, as TensorFlow has no kernel for them", () => {
  const x = tf.constant([1, 2], "int32");
  assertThrows(() => tf.realdiv(x, x), TypeError, "int32");
});

Deno.test("isTensor() and its like say what a value is, inside of a trace and outside", () => {
  const v = new tf.Variable(1);
  assertEquals([tf.constant(1), v, 1, [1], { a: 1 }, null].map((it) => tf.isTensor(it)), [
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  const seen: boolean[] = [];
  tf.function((x: tf.Tensor) => {
    seen.push(tf.isTensor(x), tf.isSymbolicTensor(x), tf.executingEagerly(), tf.insideFunction());
  })(tf.constant(1));
  assertEquals(seen, [true, true, false, true]);
  assertEquals([tf.executingEagerly(), tf.insideFunction()], [true, false]);
  assertEquals(tf.isSymbolicTensor(tf.constant(1)), false);
});
