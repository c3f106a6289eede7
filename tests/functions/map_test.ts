import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { foldl, foldr, scan } from "../../lib/functions/control/fold.ts";
import { mapFn, vectorizedMap } from "../../lib/functions/control/map_fn.ts";
import { whileLoop } from "../../lib/functions/control/while_loop.ts";
import { function_ } from "../../lib/functions/function.ts";
import { TensorSpec } from "../../lib/functions/tensor_spec.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { add, multiply, subtract } from "../../lib/ops/math/arithmetic.ts";
import { cast } from "../../lib/ops/math/cast.ts";
import { less } from "../../lib/ops/math/comparison.ts";
import { reduceSum } from "../../lib/ops/reduction/reductions.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { Counter, derivative, double, plain, tensor, values } from "./support.ts";

/** Results of a function in eager code and traced, which have to agree. */
function both<T extends unknown[]>(f: (...args: T) => unknown, ...args: T): unknown {
  const eager = plain(f(...args));
  const traced = function_(f);
  traced(...args);
  assertEquals(plain(traced(...args)), eager);
  return eager;
}

Deno.test("mapFn() maps rows of tensors, lists and dictionaries of them", () => {
  const x = tensor([[1, 2], [3, 4], [5, 6]]);
  const rows = both((x: Tensor) => mapFn((row) => reduceSum(multiply(row, row)), x), x);
  assertEquals(rows, [5, 25, 61]);
  const pairs = both((x: Tensor) => mapFn(([a, b]) => ({ sum: add(a, b), a }), [x, x]), x);
  assertEquals(pairs, { a: [1, 2, 3, 4, 5, 6], sum: [2, 4, 6, 8, 10, 12] });
  assertEquals(plain(mapFn(({ a }) => [multiply(a, 2)], { a: tensor([1, 2]) })), [[2, 4]]);
  assertEquals(plain(mapFn((it) => multiply(it, 2), [1, 2, 3])), [2, 4, 6]);
});

Deno.test("mapFn() of no elements gives results of the shapes they would have", () => {
  const run = (x: Tensor) => mapFn((row) => [reduceSum(row), cast(row, "int32")], x);
  for (const f of [run, function_(run)]) {
    const [a, b] = f(tensor(new Float32Array(0)).reshape([0, 3])) as Tensor[];
    assertEquals([a!.shape, a!.dtype, b!.shape, b!.dtype], [[0], "float32", [0, 3], "int32"]);
    assertEquals(values(b!), []);
  }
});

Deno.test("mapFn() checks the dtypes that fnOutputSignature or dtype say", () => {
  const x = tensor([1, 2]);
  const half = (it: Tensor) => multiply(it, 0.5);
  assertEquals(plain(mapFn(half, x, { fnOutputSignature: "float32" })), [0.5, 1]);
  assertEquals(plain(mapFn(half, x, "float32")), [0.5, 1]);
  assertEquals(plain(mapFn(half, x, { dtype: new TensorSpec([]) })), [0.5, 1]);
  assertThrows(
    () => mapFn(half, x, { fnOutputSignature: "int32" }),
    TypeError,
    "tf.mapFn: expected fn to return dtypes int32, as fnOutputSignature says, received float32",
  );
});

Deno.test("mapFn() refuses results that differ, elements that are none, and misspelt options", () => {
  const x = tensor([1, 2]);
  let calls = 0;
  const odd = () => ++calls === 1 ? tensor([1]) : tensor([1, 2]);
  assertThrows(
    () => mapFn(odd, x),
    TypeError,
    "received float32 (1,) and then float32 (2,) for element 1",
  );
  assertThrows(
    () => mapFn((it) => it, tensor(1)),
    TypeError,
    "expected elems of at least one dimension, received shape ()",
  );
  assertThrows(
    () => mapFn(([a]) => a, [x, tensor([1, 2, 3])]),
    TypeError,
    "expected elems with equally many elements along the first axis, received shapes (2,), (3,)",
  );
  assertThrows(
    () => mapFn((it) => it, x, { back_prop: true } as never),
    TypeError,
    "back_prop is called backProp here",
  );
});

Deno.test("vectorizedMap() lets one element take part in each", () => {
  const run = (x: Tensor, w: Tensor) => vectorizedMap(([x, w]) => multiply(x, w), [x, w]);
  assertEquals(both(run, tensor([[1, 2], [3, 4]]), tensor([[5, 6]])), [5, 12, 15, 24]);
  assertEquals(both(run, tensor([[5, 6]]), tensor([[1, 2], [3, 4]])), [5, 12, 15, 24]);
});

Deno.test("foldl() and foldr() gather from either end", () => {
  const digits = (sum: Tensor, x: Tensor) => add(multiply(sum, 10), x);
  assertEquals(both((x: Tensor) => foldl(digits, x), tensor([1, 2, 3])), [123]);
  assertEquals(both((x: Tensor) => foldr(digits, x), tensor([1, 2, 3])), [321]);
  assertEquals(both((x: Tensor) => foldl(digits, x, tensor(9)), tensor([1, 2, 3])), [9123]);
  // TensorFlow 2.21: tf.foldr(lambda a, x: a - x, [1., 2., 3.]) is 0.
  assertEquals(both((x: Tensor) => foldr((a, x) => subtract(a, x), x), tensor([1, 2, 3])), [0]);
  const pair = foldl(([a, b], x) => [add(a, x), multiply(b, x)], tensor([2, 3]), {
    initializer: [0, 1],
  });
  assertEquals(plain(pair), [[5], [6]]);
});

Deno.test("scan() gives what was gathered after each element", () => {
  const sum = (a: Tensor, x: Tensor) => add(a, x);
  const x = tensor([1, 2, 3]);
  assertEquals(both((x: Tensor) => scan(sum, x), x), [1, 3, 6]);
  assertEquals(both((x: Tensor) => scan(sum, x, { initializer: tensor(10) }), x), [11, 13, 16]);
  // TensorFlow 2.21: tf.scan(..., initializer=10., reverse=True) is [16, 15, 13].
  const reverse = { initializer: tensor(10), reverse: true };
  assertEquals(both((x: Tensor) => scan(sum, x, reverse), x), [16, 15, 13]);
  const empty = scan(sum, tensor(new Float32Array(0)), { initializer: tensor([1, 2]) });
  assertEquals([empty.shape, values(empty)], [[0, 2], []]);
  assertThrows(
    () => scan(sum, tensor(new Float32Array(0))),
    TypeError,
    "tf.scan: expected an initializer, as elems has no elements",
  );
  assertThrows(
    () => scan(() => tensor([1, 2]), x),
    TypeError,
    "tf.scan: expected fn to keep what it takes first as float32 (), received float32 (2,)",
  );
});

Deno.test("scan(), foldl() and mapFn() have gradients, and draw for each element", () => {
  const c = new Counter();
  const f = function_((x: Tensor) => {
    const mapped = mapFn((it) => multiply(multiply(it, it), c.draw()), x);
    return reduceSum(scan((a, b) => multiply(a, b), mapped));
  });
  const x = double([1, 2, 3]);
  const f1 = (d: number[]) => ([a, b, c]: number[]) => {
    const [p, q, r] = [a! * a! * d[0]!, b! * b! * d[1]!, c! * c! * d[2]!];
    return p + p * q + p * q * r;
  };
  const expected = (at: number[], i: number, d: number[]) => {
    const e = 1e-6;
    const up = at.with(i, at[i]! + e);
    const down = at.with(i, at[i]! - e);
    return (f1(d)(up) - f1(d)(down)) / (2 * e);
  };
  const got = values(derivative(f)(x)) as number[];
  got.forEach((it, i) => assertAlmostEquals(it, expected([1, 2, 3], i, [1, 2, 3]), 1e-4));
  assertEquals(c.count, 3);
  const again = values(derivative(f)(x)) as number[];
  again.forEach((it, i) => assertAlmostEquals(it / expected([1, 2, 3], i, [4, 5, 6]), 1, 1e-6));
});

Deno.test("mapFn() runs loops and assigns variables for each element", () => {
  const v = new Variable(0);
  const f = function_((x: Tensor) =>
    mapFn((it) => {
      v.assignAdd(it);
      return whileLoop((y) => less(y, 10), (y) => [multiply(y, 2)], [it])[0];
    }, x)
  );
  assertEquals(plain(f(tensor([1, 3, 20]))), [16, 12, 20]);
  assertEquals(plain(v), [24]);
});
