/**
 * Functions of `tf.keras.ops` of symbolic tensors become layers of a functional model, which gives what
 * the function gives of numbers; in a traced function they give the same as eagerly; gradients of some
 * against differences.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { assertAllClose } from "../support/compare.ts";

const { ops } = tf.keras;

/** One or two tensors of shape (batch, 4, 6) to one. */
const FUNCTIONS: Readonly<Record<string, (x: tf.Tensor) => unknown>> = {
  abs: (x) => ops.abs(x),
  sinc: (x) => ops.sinc(x),
  cbrt: (x) => ops.cbrt(x),
  isfinite: (x) => ops.isfinite(x),
  addNumber: (x) => ops.add(x, 2),
  hypot: (x) => ops.hypot(x, ops.multiply(x, 2)),
  logaddexp: (x) => ops.logaddexp(x, ops.negative(x)),
  sum: (x) => ops.sum(x, -1),
  mean: (x) => ops.mean(x, { axis: [1, 2], keepdims: true }),
  std: (x) => ops.std(x, 1),
  max: (x) => ops.max(x, -1),
  argmax: (x) => ops.argmax(x, -1),
  cumsum: (x) => ops.cumsum(x, 1),
  average: (x) => ops.average(x, 1, [1, 2, 3, 4]),
  quantile: (x) => ops.quantile(x, 0.3, 2),
  median: (x) => ops.median(x, 1, true),
  nanmean: (x) => ops.nanmean(x, 1),
  transpose: (x) => ops.transpose(x, [0, 2, 1]),
  moveaxis: (x) => ops.moveaxis(x, 1, 2),
  expandDims: (x) => ops.expandDims(x, 1),
  flip: (x) => ops.flip(x, 1),
  rot90: (x) => ops.rot90(x, 1, [1, 2]),
  pad: (x) => ops.pad(x, [[0, 0], [1, 1], [0, 2]]),
  reshape: (x) => ops.reshape(x, [-1, 24]),
  take: (x) => ops.take(x, [0, 2], 1),
  concatenate: (x) => ops.concatenate([x, x], 1),
  stack: (x) => ops.stack([x, x], 1),
  split: (x) => (ops.split(x, 2, 1))[1],
  sort: (x) => ops.sort(x),
  topK: (x) => ops.topK(x, 2)[0],
  matmul: (x) => ops.matmul(x, ops.transpose(x, [0, 2, 1])),
  einsum: (x) => ops.einsum("bij,bkj->bik", x, x),
  norm: (x) => ops.norm(x, { axis: -1 }),
  normalize: (x) => ops.normalize(x),
  diff: (x) => ops.diff(x),
  clip: (x) => ops.clip(x, -0.5, 0.5),
  where: (x) => ops.where(ops.greater(x, 0), x, 0),
  diagonal: (x) => ops.diagonal(x, 0, 1, 2),
  softmax: (x) => ops.softmax(x),
  gelu: (x) => ops.gelu(x),
  conv: (x) => ops.conv(x, tf.ones([3, 6, 2])),
  maxPool: (x) => ops.maxPool(x, 2),
  layerNormalization: (x) => ops.layerNormalization(x),
  oneHot: (x) => ops.oneHot(ops.argmax(x, -1), 6),
  extractSequences: (x) => ops.extractSequences(x, 3, 2),
  rearrange: (x) => ops.rearrange(x, "b (h a) w -> b h (w a)", { a: 2 }),
};

const values = () => tf.reshape(tf.sin(tf.cast(tf.range(72), "float32")), [3, 4, 6]);

for (const [name, run] of Object.entries(FUNCTIONS)) {
  Deno.test(`keras.ops.${name} is a layer in a functional model, and traces`, () => {
    const x = values();
    const eager = run(x) as tf.Tensor;
    const expected = eager.numpy();
    const bounds = { atol: 1e-6, rtol: 1e-6 };
    const input = tf.keras.Input({ shape: [4, 6] });
    const output = run(input as never) as tf.KerasTensor;
    assert(output instanceof tf.keras.KerasTensor, name);
    assertEquals([output.shape.slice(1), output.dtype], [eager.shape.slice(1), eager.dtype]);
    const model = new tf.keras.Model({ inputs: input, outputs: output as never });
    const data = { shape: eager.shape, dtype: eager.dtype, data: expected.data };
    assertAllClose(model(x) as tf.Tensor, data, bounds, "model");
    assertAllClose(tf.function((it: tf.Tensor) => run(it))(x) as tf.Tensor, data, bounds, "traced");
  });
}

Deno.test("a symbolic tensor's shape, rank and element type are known", () => {
  const input = tf.keras.Input({ shape: [4, 6] });
  assertEquals(ops.shape(input), [null, 4, 6]);
  assertEquals([ops.ndim(input), ops.dtype(input), ops.size(input)], [3, "float32", null]);
});

Deno.test("gradients of compositions are those of differences", () => {
  const step = 1e-5;
  for (const name of ["hypot", "logaddexp", "quantile", "normalize", "cbrt", "sinc"]) {
    const start = tf.cast(tf.reshape(tf.add(values(), 2), [72]).at("0:24"), "float64");
    const loss = (it: tf.Tensor) =>
      tf.reduceSum(tf.square(FUNCTIONS[name]!(tf.reshape(it, [1, 4, 6])) as tf.Tensor));
    const tape = new tf.GradientTape();
    tape.watch(start);
    const total = tape.run(() => loss(start));
    const gradient = tape.gradient(total, start)!.numpy().toArray() as number[];
    const numbers = start.numpy().toArray() as number[];
    for (const at of [0, 7, 23]) {
      const moved = (by: number) =>
        Number(loss(tf.constant(numbers.with(at, numbers[at]! + by), "float64")));
      const slope = (moved(step) - moved(-step)) / (2 * step);
      const gap = Math.abs(slope - gradient[at]!);
      assert(gap < 1e-6 + 1e-5 * Math.abs(slope), `${name} ${at}: ${gradient[at]} and ${slope}`);
    }
  }
});

Deno.test("where TensorFlow's backend is at odds with NumPy, NumPy's results hold", () => {
  assertEquals(ops.vstack([[1, 2], [3, 4]]).shape, [2, 2]);
  assertEquals(ops.isclose([Infinity, -Infinity], [Infinity, Infinity]).numpy().toArray(), [
    true,
    false,
  ]);
  assertEquals(ops.rot90([[1, 2, 3], [4, 5, 6]], 2).numpy().toArray(), [[6, 5, 4], [3, 2, 1]]);
  assertEquals(ops.rot90([[1, 2, 3], [4, 5, 6]], 3).numpy().toArray(), [[4, 1], [5, 2], [6, 3]]);
});

Deno.test("loops, branches and scans", () => {
  const one = tf.constant(1);
  assertEquals(Number(ops.cond(tf.constant(true), () => one, () => tf.constant(2))), 1);
  assertEquals(
    Number(ops.switch(5, [(x: tf.Tensor) => x, (x: tf.Tensor) => tf.negative(x)], one)),
    -1,
  );
  assertEquals(
    Number(
      ops.whileLoop((x: tf.Tensor) => tf.less(x, 100), (x: tf.Tensor) => tf.multiply(x, 3), one),
    ),
    243,
  );
  const doubled = ops.map((x: tf.Tensor) => tf.multiply(x, 2), [1, 2, 3]);
  assertEquals(doubled.numpy().toArray(), [2, 4, 6]);
  const step = (carry: tf.Tensor, x: tf.Tensor) => [tf.add(carry, x), tf.multiply(carry, x)];
  const [carry, ys] = ops.scan(step, tf.constant(0), tf.constant([1, 2, 3]));
  assertEquals([Number(carry), ys.numpy().toArray()], [6, [0, 2, 9]]);
  const [, back] = ops.scan(step, tf.constant(0), tf.constant([1, 2, 3]), { reverse: true });
  assertEquals(back.numpy().toArray(), [5, 6, 0]);
  for (const count of [1, 2, 3, 7, 8]) {
    const list = Array.from({ length: count }, (_, i) => i + 1);
    let sum = 0;
    const sums = list.map((it) => sum += it);
    const plus = (a: tf.Tensor, b: tf.Tensor) => tf.add(a, b);
    assertEquals(ops.associativeScan(plus, tf.constant(list)).numpy().toArray(), sums);
    const turned = ops.associativeScan(plus, tf.constant(list), { reverse: true });
    assertEquals(turned.numpy().toArray(), list.map((_, i) => sum - (sums[i - 1] ?? 0)));
  }
  assertThrows(
    () => ops.map((x: tf.Tensor) => x, tf.zeros([0, 2])),
    RangeError,
    "tf.keras.ops.map:",
  );
});
