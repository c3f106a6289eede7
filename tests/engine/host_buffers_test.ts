/**
 * Memory that is used again must never be seen: what somebody holds, has read, traced, reshaped or
 * queued keeps its values while later runs reuse the memory of what is gone.
 */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import * as tfjs from "@tensorflow/tfjs";
import * as tf from "kerasaur";
import { flush } from "../../lib/engine/mod.ts";
import { hostBuffers, SMALLEST } from "../../lib/engine/host_buffers.ts";

/** Elements of arrays that are large enough to be used again. */
const COUNT = SMALLEST / 4;

const filled = (value: number) => tf.cast(tf.fill([COUNT], value), "float32");

/** Runs steps that replace values of this size, which writes over all memory that is free. */
function churn(): void {
  const v = new tf.Variable(filled(-1));
  for (let i = 0; i < 4; i++) {
    v.assign(tf.subtract(v, 1));
    flush();
  }
  v.dispose();
}

const all = (tensor: tf.TfjsTensor, value: number) => {
  assertEquals(new Set(tensor.dataSync()), new Set([value]));
};

Deno.test("the memory of a replaced value is used again", () => {
  const v = new tf.Variable(filled(1));
  const step = tf.function(() => void v.assignAdd(tf.ones([COUNT])));
  for (let i = 0; i < 4; i++) step();
  const before = hostBuffers.bytes;
  for (let i = 0; i < 50; i++) step();
  assertEquals(hostBuffers.bytes, before);
  all(v, 55);
});

Deno.test("a result that is held keeps its values", () => {
  const held = tf.multiply(filled(2), 3);
  flush();
  churn();
  all(held, 6);
});

Deno.test("an array that was read keeps its values after its tensor is gone", () => {
  const tensor = tf.multiply(filled(2), 4);
  const values = tensor.dataSync();
  tensor.dispose();
  churn();
  assertEquals(new Set(values), new Set([8]));
});

Deno.test("another shape of a result keeps its values after the result is gone", () => {
  const tensor = tf.multiply(filled(2), 5);
  flush();
  const shape = [2, COUNT / 2];
  const scale = tf.function((x: tf.Tensor) => {
    const other = tf.reshape(tensor, shape);
    const result = tf.multiply(x, other);
    other.dispose();
    return result;
  });
  all(scale(tf.ones(shape)), 10);
  tensor.dispose();
  churn();
  all(scale(tf.ones(shape)), 10);
});

Deno.test("what waits to run reads a value whose tensor is gone", () => {
  const tensor = tf.multiply(filled(2), 6);
  flush();
  const waiting = tf.add(tensor, 1);
  tensor.dispose();
  const more = tf.multiply(filled(9), 9);
  all(waiting, 13);
  all(more, 81);
});

Deno.test("a copy of a variable keeps the value it had", () => {
  const v = new tf.Variable(filled(1));
  v.assignAdd(filled(1));
  flush();
  const copy = v.value();
  v.assignAdd(filled(1));
  flush();
  churn();
  all(copy, 2);
  all(v, 3);
});

Deno.test("a traced function keeps what it found", () => {
  for (const shape of [[COUNT], [2]]) {
    const factor = tf.multiply(tf.ones(shape), 4);
    flush();
    const scale = tf.function((x: tf.Tensor) => tf.multiply(x, factor));
    const x = tf.multiply(tf.ones(shape), 5);
    all(scale(x), 20);
    factor.dispose();
    churn();
    all(scale(x), 20);
  }
});

Deno.test("a traced function may dispose of what it found before variables are made in it", () => {
  const factor = tf.multiply(filled(2), 2);
  flush();
  const w = new tf.Variable(filled(100));
  const optimizer = new tf.keras.optimizers.SGD({ learningRate: 1, momentum: 0.5 });
  const step = tf.function((x: tf.Tensor) => {
    const gradient = tf.multiply(x, factor);
    factor.dispose();
    optimizer.applyGradients([[gradient, w]]);
  });
  step(filled(5));
  churn();
  all(w, 80);
  step(filled(5));
  all(w, 50);
});

Deno.test("an argument that a traced function gives back is the caller's", () => {
  const same = tf.function((x: tf.Tensor) => [x, tf.add(x, 1)] as const);
  const x = tf.multiply(filled(3), 3);
  const [back, next] = same(x) as readonly [tf.Tensor, tf.Tensor];
  x.dispose();
  churn();
  all(back, 9);
  all(next, 10);
});

Deno.test("a traced step holds no more of its earlier results than are held outside", () => {
  const v = new tf.Variable(filled(0));
  const step = tf.function(() => v.assignAdd(tf.ones([COUNT])).value());
  const seen = Array.from({ length: 6 }, () => step() as tf.Tensor);
  churn();
  seen.forEach((it, i) => all(it, i + 1));
});

Deno.test("what a traced function draws is its own in each call, given back or not", () => {
  const draw = tf.function(() => {
    const x = tf.random.uniform([COUNT], { seed: 5 });
    return [x, tf.add(x, 1)] as const;
  });
  tf.random.setSeed(1);
  const expected = Array.from({ length: 4 }, () => {
    return tf.random.uniform([COUNT], { seed: 5 }).dataSync().slice();
  });
  tf.random.setSeed(1);
  const pairs = Array.from({ length: 4 }, () => draw() as readonly [tf.Tensor, tf.Tensor]);
  churn();
  pairs.forEach(([x, y], i) => {
    assertEquals(x.dataSync(), expected[i]);
    assertEquals(y.dataSync(), expected[i]!.map((it) => it + 1));
  });
});

Deno.test("random programs give the same values as without any reuse", () => {
  const action = fc.record({
    what: fc.constantFrom("add", "square", "read", "drop", "assign", "flush", "reshape", "clone"),
    at: fc.nat(7),
    by: fc.integer({ min: -3, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(action, { minLength: 5, maxLength: 40 }), (program) => {
      const live: { tensor: tf.TfjsTensor; value: number }[] = [];
      const variable = new tf.Variable(filled(1));
      let current = 1;
      for (const { what, at, by } of program) {
        const it = live[at % Math.max(1, live.length)];
        const push = (tensor: tf.TfjsTensor, value: number) => live.push({ tensor, value });
        if (what === "add") push(tf.add(it?.tensor ?? variable, by), (it?.value ?? current) + by);
        if (what === "square" && it) push(tf.multiply(it.tensor, -1), -it.value);
        if (what === "read" && it) all(it.tensor, it.value);
        if (what === "drop" && it) live.splice(live.indexOf(it), 1)[0]!.tensor.dispose();
        if (what === "assign" && it) {
          variable.assign(tfjs.reshape(it.tensor, [COUNT]));
          current = it.value;
        }
        if (what === "flush") flush();
        if (what === "reshape" && it) push(tf.reshape(it.tensor, [4, COUNT / 4]), it.value);
        if (what === "clone" && it) push(tfjs.clone(it.tensor), it.value);
      }
      for (const { tensor, value } of live) all(tensor, value);
      all(variable, current);
      for (const { tensor } of live) tensor.dispose();
      variable.dispose();
    }),
    { numRuns: 200, seed: 1 },
  );
});

Deno.test("memory that waits to be freed is bounded", () => {
  const v = new tf.Variable(tf.zeros([2 ** 20]));
  let total: tf.Tensor = tf.constant(0, { dtype: "float32" });
  const step = tf.function(() => {
    v.assignAdd(tf.ones([2 ** 20]));
    return tf.reduceMax(v);
  });
  // the sum waits, so that no run completes what the steps retire
  for (let i = 0; i < 40; i++) total = tf.add(total, step() as tf.Tensor);
  assertEquals(Number(total), 820);
  assert(hostBuffers.bytes <= 2 ** 26);
});
