/**
 * Sums of more elements than ONNX Runtime adds in one go are one kernel with what they add, and keep
 * their digits. The truth is a loop in float64.
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";

const sizeOf = (shape: readonly number[]) => shape.reduce((size, dim) => size * dim, 1);

const numbers = (shape: readonly number[]) =>
  Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(i * 0.37) + 0.5);

/** Sums of `exp(x) + b` over the first axes, `b` along the last one. */
function naive(x: Float32Array, b: Float32Array, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  x.forEach((it, i) => sums[i % columns]! += Math.exp(it) + b[i % b.length]!);
  return sums;
}

/** Compares a sum over the first `axes` axes with loops; gives what computes it. */
function check(shape: readonly number[], axes: number, width = shape.at(-1)!): string[] {
  const where = `${axes} axes of [${shape}]`;
  const [x, b] = [numbers(shape), numbers([width])];
  const fold = tf.function((x: tf.Tensor, b: tf.Tensor) =>
    tf.reduceSum(tf.add(tf.exp(x), b), shape.map((_, axis) => axis).slice(0, axes))
  );
  const given = [tf.constant(x, { shape }), tf.constant(b)] as const;
  const sums = fold(...given).numpy();
  assertEquals(sums.shape, shape.slice(axes), where);
  naive(x, b, sizeOf(shape.slice(axes))).forEach((expected, i) => {
    const actual = Number(sums.data[i]);
    assert(Math.abs(actual / expected - 1) < 1e-6, `${where}: ${actual} instead of ${expected}`);
  });
  assertEquals(fold(...given).numpy().data, sums.data, "a second time");
  return tf.config.explain(fold, ...given).steps.map(({ by, operators }) => `${by}: ${operators}`);
}

Deno.test("sums of everything are one kernel with what they add, and one that adds its parts", () => {
  tf.device("cpu", () => {
    const shapes = [[4097], [8192], [12_289], [1_000_003], [61, 997], [40, 300, 3], [7, 4096]];
    for (const shape of shapes) {
      const steps = check(shape, shape.length);
      assert(
        steps.length <= 2 && steps.every((it) => it.startsWith("kernel")),
        `${shape}: ${steps}`,
      );
    }
    // Numbers that are repeated: the kernel goes through rows.
    check([2_000, 37], 2, 1);
    check([4_100, 1], 2);
    check([1, 5_003], 2, 1);
    check([2, 70_001], 2);
    check([3, 66_000], 2, 1);
  });
});

Deno.test("sums of long columns are one kernel with what they add, and one that adds its parts", () => {
  tf.device("cpu", () => {
    for (const shape of [[4097, 3], [8192, 16], [20_011, 37], [9001, 7, 5]]) {
      const steps = check(shape, 1);
      assert(
        steps.length <= 2 && steps.every((it) => it.startsWith("kernel")),
        `${shape}: ${steps}`,
      );
    }
    check([5000, 1], 1);
    check([70, 83, 19], 2);
    check([5003, 2, 3], 2);
    check([3, 20_011, 8], 2);
  });
});

Deno.test("sums of long rows keep their digits", () => {
  tf.device("cpu", () => {
    const x = numbers([3, 100_003]);
    const given = tf.constant(x, { shape: [3, 100_003] });
    const sums = tf.function((x: tf.Tensor) => tf.reduceSum(tf.exp(x), 1))(given).numpy();
    for (let row = 0; row < 3; row++) {
      let expected = 0;
      for (const it of x.subarray(row * 100_003, (row + 1) * 100_003)) expected += Math.exp(it);
      assert(Math.abs(Number(sums.data[row]) / expected - 1) < 1e-6);
    }
  });
});

Deno.test("what is infinite or not a number is so in sums of everything", () => {
  tf.device("cpu", () => {
    const fold = tf.function((x: tf.Tensor) => tf.reduceSum(tf.multiply(x, 2)));
    const sum = (at: number, odd: number) => {
      const x = numbers([90, 101]);
      x[at] = odd;
      return Number(fold(tf.constant(x, { shape: [90, 101] })));
    };
    for (const at of [0, 101, 4096, 8192, 9089]) {
      assertEquals(sum(at, Infinity), Infinity);
      assertEquals(sum(at, -Infinity), -Infinity);
      assert(Number.isNaN(sum(at, NaN)));
    }
  });
});
