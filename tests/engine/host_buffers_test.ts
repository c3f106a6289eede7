/**
 * Memory that is used again must never be seen: what somebody holds, has read, traced, reshaped or
 * queued keeps its values while later runs reuse the memory of what is gone.
 */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import * as tf from "kerasaur";
import { hostBuffers, SMALLEST } from "../../lib/engine/host_buffers.ts";
import { flush } from "../../lib/tensor/graph.ts";

/** Elements of arrays that are large enough to be used again. */
const COUNT = SMALLEST / 4;

const filled = (value: number) => tf.fill([COUNT], value);

/** A traced step that replaces a value of this size again and again, over all memory that is free. */
function churn(): void {
  const v = new tf.Variable(filled(-1));
  const step = tf.function(() => void v.assign(tf.subtract(v, 1)));
  for (let i = 0; i < 6; i++) step();
  assertEquals(Number(tf.reduceMax(v)), -7);
}

const all = (tensor: tf.Tensor | tf.Variable, value: number) => {
  assertEquals(new Set(tensor.numpy().data as Float32Array), new Set([value]));
};

Deno.test("the memory of a replaced value is used again", () => {
  const v = new tf.Variable(filled(1));
  const step = tf.function(() => void v.assignAdd(tf.ones([COUNT])));
  for (let i = 0; i < 4; i++) step();
  const before = hostBuffers.bytes;
  for (let i = 0; i < 50; i++) step();
  assertEquals(hostBuffers.bytes, before);
  assert(before >= COUNT * 4, "there is memory to use again");
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
  const { data } = tensor.numpy();
  tensor.dispose();
  churn();
  assertEquals(new Set(data as Float32Array), new Set([8]));
});

Deno.test("what a variable's value was read as keeps its values while steps replace it", () => {
  const v = new tf.Variable(filled(1));
  const step = tf.function(() => void v.assignAdd(tf.ones([COUNT])));
  step();
  const { data } = v.numpy();
  const json = JSON.stringify(v).length;
  for (let i = 0; i < 4; i++) step();
  churn();
  assertEquals(new Set(data as Float32Array), new Set([2]));
  assert(json > 0);
  all(v, 6);
});

Deno.test("another shape of a result keeps its values after the result is gone", () => {
  const tensor = tf.multiply(filled(2), 5);
  flush();
  const shape = [2, COUNT / 2];
  const other = tf.reshape(tensor, shape);
  flush();
  tensor.dispose();
  churn();
  all(other, 10);
});

Deno.test("what waits to run reads a value whose tensor is gone", () => {
  const tensor = tf.multiply(filled(2), 6);
  flush();
  const waiting = tf.add(tensor, 1);
  tensor.dispose();
  const more = tf.multiply(filled(9), 9);
  churn();
  all(waiting, 13);
  all(more, 81);
});

Deno.test("a copy of a variable keeps the value it had", () => {
  const v = new tf.Variable(filled(1));
  const step = tf.function(() => void v.assignAdd(filled(1)));
  step();
  const copy = v.value();
  const tensors = [tf.reshape(v, [4, COUNT / 4]), tf.identity(v), tf.concat([v], 0)];
  step();
  step();
  churn();
  all(copy, 2);
  tensors.forEach((it) => all(it, 2));
  all(v, 4);
});

Deno.test("a variable assigned from another keeps its value when that one changes", () => {
  const [a, b] = [new tf.Variable(filled(1)), new tf.Variable(filled(0))];
  const step = tf.function(() => void a.assignAdd(filled(1)));
  const copy = tf.function(() => void b.assign(a));
  step();
  copy();
  step();
  step();
  churn();
  all(b, 2);
  all(a, 4);
  b.assign(a);
  step();
  churn();
  all(b, 4);
});

Deno.test("a tape keeps the values that its gradients need", () => {
  const v = new tf.Variable(filled(3));
  const step = tf.function(() => void v.assignAdd(filled(1)));
  step();
  const tape = new tf.GradientTape();
  const y = tape.run(() => tf.square(v));
  step();
  step();
  churn();
  all(tape.gradient(y, v)!, 8);
  all(y, 16);
});

Deno.test("a traced function keeps what it found", () => {
  for (const shape of [[COUNT], [2]]) {
    const factor = tf.multiply(tf.ones(shape), 4);
    flush();
    const scale = tf.function((x: tf.Tensor) => tf.multiply(x, factor));
    const x = tf.multiply(tf.ones(shape), 5);
    all(scale(x), 20);
    churn();
    all(scale(x), 20);
  }
});

Deno.test("an argument that a traced function gives back is the caller's", () => {
  const same = tf.function((x: tf.Tensor) => [x, tf.add(x, 1)] as const);
  const x = tf.multiply(filled(3), 3);
  const [back, next] = same(x) as readonly [tf.Tensor, tf.Tensor];
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
  const dataOf = (x: tf.Tensor) => x.numpy().data as Float32Array;
  tf.random.setSeed(1);
  const expected = Array.from({ length: 4 }, () => dataOf(tf.random.uniform([COUNT], { seed: 5 })));
  tf.random.setSeed(1);
  const pairs = Array.from({ length: 4 }, () => draw() as readonly [tf.Tensor, tf.Tensor]);
  churn();
  pairs.forEach(([x, y], i) => {
    assertEquals(dataOf(x), expected[i]);
    assertEquals(dataOf(y), expected[i]!.map((it) => it + 1));
  });
});

Deno.test("random programs give the same values as without any reuse", () => {
  const kinds = [
    "add",
    "negate",
    "read",
    "drop",
    "assign",
    "flush",
    "reshape",
    "value",
    "step",
    "swap",
    "through",
  ] as const;
  const action = fc.record({
    what: fc.constantFrom(...kinds),
    at: fc.nat(7),
    by: fc.integer({ min: -3, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(action, { minLength: 5, maxLength: 40 }), (program) => {
      const live: { tensor: tf.Tensor; value: number }[] = [];
      const variables = [new tf.Variable(filled(1)), new tf.Variable(filled(2))] as const;
      const current = [1, 2];
      const step = tf.function((x: tf.Tensor) => void variables[0].assignAdd(x));
      const swap = tf.function(() => {
        const value = variables[0].value();
        variables[0].assign(variables[1]);
        variables[1].assign(value);
      });
      const through = tf.function((x: tf.Tensor) => [x, variables[1].assignSub(x).value()]);
      for (const { what, at, by } of program) {
        const it = live[at % Math.max(1, live.length)];
        const which = at % 2 as 0 | 1;
        const push = (tensor: tf.Tensor, value: number) => live.push({ tensor, value });
        if (what === "add") {
          push(tf.add(it?.tensor ?? variables[which], by), (it?.value ?? current[which]!) + by);
        }
        if (what === "negate" && it) push(tf.multiply(it.tensor, -1), -it.value);
        if (what === "read" && it) all(it.tensor, it.value);
        if (what === "drop" && it) {
          live.splice(live.indexOf(it), 1);
          if (!live.some(({ tensor }) => tensor === it.tensor)) it.tensor.dispose();
        }
        if (what === "assign" && it) {
          variables[which].assign(it.tensor);
          current[which] = it.value;
        }
        if (what === "flush") flush();
        if (what === "reshape" && it) {
          push(tf.reshape(tf.reshape(it.tensor, [4, COUNT / 4]), [COUNT]), it.value);
        }
        if (what === "value") push(variables[which].value(), current[which]!);
        if (what === "step") {
          step(filled(by));
          current[0]! += by;
        }
        if (what === "swap") {
          swap();
          current.reverse();
        }
        if (what === "through" && it) {
          const [same, next] = through(it.tensor) as [tf.Tensor, tf.Tensor];
          current[1]! -= it.value;
          push(same, it.value);
          push(next, current[1]!);
        }
      }
      for (const { tensor, value } of live) all(tensor, value);
      variables.forEach((it, i) => all(it, current[i]!));
    }),
    { numRuns: 200, seed: 1 },
  );
});

Deno.test("memory that waits to be used again is bounded", () => {
  const v = new tf.Variable(tf.zeros([2 ** 20]));
  let total: tf.Tensor = tf.constant(0);
  const step = tf.function(() => {
    v.assignAdd(tf.ones([2 ** 20]));
    return tf.reduceMax(v);
  });
  for (let i = 0; i < 40; i++) total = tf.add(total, step() as tf.Tensor);
  assertEquals(Number(total), 820);
  const large = Array.from({ length: 12 }, () => new tf.Variable(tf.zeros([2 ** 21])));
  const all = tf.function(() => large.forEach((it) => it.assignAdd(tf.ones([2 ** 21]))));
  for (let i = 0; i < 4; i++) all();
  assert(hostBuffers.bytes <= 2 ** 26, `${hostBuffers.bytes} bytes`);
});
