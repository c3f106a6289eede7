/**
 * Sums of many numbers keep their digits: added one after the other in float32, what comes after
 * 2^24 ones is lost. The truth is a sum in float64.
 */
import { assert, assertEquals } from "@std/assert";
import * as tf from "kerasaur";

/** More ones than float32 counts one by one. */
const MANY = 2 ** 25;

Deno.test("reduceSum() of more ones than float32 counts by ones is exact", () => {
  assertEquals(Number(tf.reduceSum(tf.ones([MANY]))), MANY);
  assertEquals(Number(tf.reduceMean(tf.ones([MANY]))), 1);
  assertEquals(tf.reduceSum(tf.ones([MANY / 2, 2]), 0).numpy().toArray(), [MANY / 2, MANY / 2]);
  assertEquals(tf.reduceSum(tf.ones([2, MANY / 2]), 1).numpy().toArray(), [MANY / 2, MANY / 2]);
  assertEquals(Number(tf.reduceSum(tf.fill([MANY], 1n))), MANY, "int64");
});

Deno.test("sums of uniform numbers are right to float32's last digits", () => {
  const count = 2 ** 23;
  const x = tf.random.uniform([count], { seed: 4 });
  const data = x.numpy().data as Float32Array;
  let [sum, squares] = [0, 0];
  for (const it of data) {
    sum += it;
    squares += it * it;
  }
  const close = (actual: tf.Tensor, expected: number, relative: number) => {
    const error = Math.abs(Number(actual) / expected - 1);
    assert(error < relative, `${Number(actual)} instead of ${expected}: off by ${error}`);
  };
  close(tf.reduceSum(x), sum, 1e-6);
  close(tf.reduceMean(x), sum / count, 1e-6);
  close(tf.norm(x), Math.sqrt(squares), 1e-6);
  close(tf.reduceSum(tf.square(x)), squares, 1e-6);
  close(tf.reduceSum(tf.reshape(x, [2 ** 11, 2 ** 12])), sum, 1e-6);
  close(tf.reduceSum(tf.reduceSum(tf.reshape(x, [2 ** 12, 2 ** 11]), 0)), sum, 1e-6);
  close(tf.math.reduceVariance(x), squares / count - (sum / count) ** 2, 1e-5);
});

Deno.test("sums over some axes of many numbers equal sums in float64, wherever the axes lie", () => {
  const shape = [130, 3, 41, 70];
  const x = tf.random.uniform(shape, { seed: 5 });
  const data = x.numpy().data as Float32Array;
  for (const axes of [[0], [0, 2], [0, 2, 3], [0, 1, 2], [1, 2], [0, 3], [1, 3], [2, 3]]) {
    const [sums, place] = [new Map<string, number>(), [0, 0, 0, 0]];
    data.forEach((it, at) => {
      let rest = at;
      for (let axis = 3; axis >= 0; axis--) {
        place[axis] = axes.includes(axis) ? 0 : rest % shape[axis]!;
        rest = Math.floor(rest / shape[axis]!);
      }
      sums.set(`${place}`, (sums.get(`${place}`) ?? 0) + it);
    });
    const actual = tf.reduceSum(x, axes).numpy();
    assertEquals(actual.shape, shape.filter((_, axis) => !axes.includes(axis)));
    const expected = [...sums.values()];
    (actual.data as Float32Array).forEach((it, at) => {
      const error = Math.abs(it / expected[at]! - 1);
      assert(error < 2e-6, `axes ${axes}: ${it} instead of ${expected[at]}: off by ${error}`);
    });
  }
});

Deno.test("the gradient of a mean over many numbers, summed again, is one", () => {
  const v = new tf.Variable(tf.zeros([MANY / 2]));
  const tape = new tf.GradientTape();
  const mean = tape.run(() => tf.reduceMean(v));
  const total = Number(tf.reduceSum(tape.gradient(mean, v)!));
  assert(Math.abs(total - 1) < 1e-6, `${total}`);
});

Deno.test("integer reductions are exact, or wrap as TensorFlow's do", () => {
  const large = tf.constant([2 ** 31 - 1, 2 ** 31 - 1], "int32");
  assertEquals(Number(tf.reduceSum(large)), -2);
  assertEquals(
    tf.reduceSum(tf.constant([2n ** 60n, 1n, 2n ** 60n])).numpy().item(),
    2n ** 61n + 1n,
  );
  assertEquals(Number(tf.reduceMean(tf.constant([7, 8], "int32"))), 7);
});
