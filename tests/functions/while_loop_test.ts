import { assertEquals, assertThrows } from "@std/assert";
import { cond } from "../../lib/functions/control/cond.ts";
import { whileLoop } from "../../lib/functions/control/while_loop.ts";
import { function_ } from "../../lib/functions/function.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { recomputeGrad } from "../../lib/functions/recompute_grad.ts";
import { TensorSpec } from "../../lib/functions/tensor_spec.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { concat } from "../../lib/ops/array/concat.ts";
import { stopGradient } from "../../lib/ops/array/identity.ts";
import { add, multiply } from "../../lib/ops/math/arithmetic.ts";
import { greater, less } from "../../lib/ops/math/comparison.ts";
import { tanh } from "../../lib/ops/math/hyperbolic.ts";
import { reduceSum } from "../../lib/ops/reduction/reductions.ts";
import { stats } from "../../lib/tensor/graph.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { Counter, derivative, double, plain, tensor, value, values } from "./support.ts";

const zero = () => tensor(0, "int32");

Deno.test("whileLoop() runs its functions in each round in eager code", () => {
  let rounds = 0;
  const [i, x] = whileLoop(
    (i) => less(i, 4),
    (i, x) => (rounds++, [add(i, 1), multiply(x, 2)]),
    [zero(), tensor([1, 3])],
  );
  assertEquals([plain(i), plain(x), rounds], [[4], [16, 48], 4]);
});

Deno.test("whileLoop() computes as many rounds as the values of a call ask for", () => {
  let traces = 0;
  const f = function_((n: Tensor, x: Tensor) =>
    whileLoop((i, _) => less(i, n), (i, y) => (traces++, [add(i, 1), multiply(y, x)]), [
      zero(),
      tensor(1),
    ])
  );
  const at = (n: number, x: number) => plain(f(tensor(n, "int32"), tensor(x)));
  assertEquals([at(3, 2), at(0, 5), at(10, 2), at(1, -7)], [
    [[3], [8]],
    [[0], [1]],
    [[10], [1024]],
    [[1], [-7]],
  ]);
  assertEquals(traces, 1);
});

Deno.test("whileLoop() takes nested variables, single ones, and nothing but numbers", () => {
  const nested = (x: Tensor) =>
    whileLoop(
      ({ i }) => less(i, 3),
      ({ i, pair: [a, b] }) => ({ i: add(i, 1), pair: [b, add(a, b)] as const }),
      { i: 0, pair: [x, 1] as const },
    );
  assertEquals(plain(nested(tensor(2))), { i: [3], pair: [[4], [7]] });
  assertEquals(plain(function_(nested)(tensor(3))), { i: [3], pair: [[5], [9]] });
  assertEquals(plain(function_(nested)(tensor(2))), { i: [3], pair: [[4], [7]] });
  const single = (x: Tensor) => whileLoop((y) => less(y, 100), (y) => multiply(y, 3), x);
  assertEquals([value(single(tensor(1))), value(function_(single)(tensor(2)))], [243, 162]);
  const listed = (x: Tensor) => whileLoop((y) => less(y, 100), (y) => multiply(y, 3), [x]);
  assertEquals([plain(listed(tensor(1))), plain(function_(listed)(tensor(2)))], [[[243]], [[162]]]);
});

Deno.test("whileLoop() stops after maximumIterations, also of a tensor", () => {
  const f = (n: Tensor, x: Tensor) =>
    whileLoop((_) => true, (y) => [add(y, 1)], [x], { maximumIterations: n })[0];
  for (const run of [f, function_(f)]) {
    assertEquals([0, 1, 5].map((n) => value(run(tensor(n, "int32"), tensor(10)))), [10, 11, 15]);
  }
  const g = function_((x: Tensor) =>
    whileLoop((y) => less(y, 3), (y) => [add(y, 1)], [x], { maximumIterations: 2 })[0]
  );
  assertEquals([value(g(tensor(0))), value(g(tensor(2)))], [2, 3]);
  assertThrows(
    () => whileLoop(() => true, (y) => [y], [1], { maximumIterations: -1 }),
    RangeError,
    "maximumIterations",
  );
  assertThrows(
    () => whileLoop(() => true, (y) => [y], [1], { maximumIterations: tensor(1) }),
    TypeError,
    "expected maximumIterations to be a whole number",
  );
});

Deno.test("whileLoop() makes variables that its body assigns part of the loop", () => {
  const [v, w] = [new Variable(1), new Variable(5)];
  const f = function_((n: Tensor) => {
    const before = v.value();
    const [i] = whileLoop((i) => less(add(i, multiply(v, 0)), n), (i) => {
      v.assignAdd(multiply(before, w));
      w.assignAdd(v);
      return [add(i, 1)];
    }, [0]);
    return [i, add(v, w)];
  });
  let [x, y] = [1, 5];
  for (const rounds of [2, 0, 3]) {
    const before = x;
    for (let i = 0; i < rounds; i++) {
      x += before * y;
      y += x;
    }
    assertEquals(plain(f(tensor(rounds))), [[rounds], [x + y]]);
    assertEquals([value(v), value(w)], [x, y]);
  }
});

Deno.test("whileLoop() draws in each round, in the order of the program", () => {
  const c = new Counter();
  const f = function_((n: Tensor) =>
    whileLoop((i, _) => less(i, n), (i, x) => [add(i, 1), add(multiply(x, 10), c.draw())], [
      zero(),
      double(0),
    ])
  );
  assertEquals(plain(f(tensor(3, "int32"))), [[3], [123]]);
  assertEquals(plain(f(tensor(2, "int32"))), [[2], [45]]);
  assertEquals(c.count, 5);
});

Deno.test("whileLoop() draws in its condition as often as in eager code", () => {
  const run = (c: Counter, n: Tensor) =>
    whileLoop((_) => less(c.draw(), n), (x) => [add(x, c.draw())], [double(0)])[0];
  const [a, b] = [new Counter(), new Counter()];
  const f = function_((n: Tensor) => run(b, n));
  for (const n of [6, 20]) {
    assertEquals(value(run(a, double(n))), value(f(double(n))));
    assertEquals(a.count, b.count);
  }
});

Deno.test("whileLoop() and cond() compile nothing more after the first steps, however they are run", () => {
  const c = new Counter();
  const v = new Variable(0.5, { dtype: "float64" });
  const f = function_((x: Tensor, n: Tensor) => {
    const [, y] = whileLoop((i, _) => less(i, n), (i, y) => [
      add(i, 1),
      cond(less(y, double(2)), () => multiply(add(y, v), c.draw()), () => tanh(y)),
    ], [zero(), x]);
    return y;
  });
  const inside = function_((x: Tensor, n: Tensor) => {
    const tape = new GradientTape();
    return tape.gradient(tape.run(() => f(x, n)), v);
  });
  const twice = (x: Tensor, n: Tensor) =>
    derivative(derivative((x) => recomputeGrad((x: Tensor) => f(x, n))(x)))(x);
  for (const run of [f, inside, twice, (x: Tensor, n: Tensor) => derivative((x) => f(x, n))(x)]) {
    const step = (n: number) => value(run(double(0.1), tensor(n, "int32")));
    const measure = () => {
      const before = stats.compilations;
      for (const n of [1, 2, 3]) step(n);
      return stats.compilations - before;
    };
    measure();
    measure();
    assertEquals(measure(), 0);
  }
});

Deno.test("whileLoop() keeps integers, texts and truth values among its variables", () => {
  const f = function_((n: Tensor, x: Tensor) => {
    const tape = new GradientTape();
    const [y, texts] = tape.run(() => {
      tape.watch(x);
      const [, y, t, b] = whileLoop(
        (i, _y, _t, _b) => less(i, n),
        (i, y, t, _b) => [add(i, tensor(1n)), multiply(y, x), t, greater(y, 1)],
        [tensor(0n), tensor([1, 1]), tensor(["a", "b"]), tensor([false, false])],
      );
      return [y, [t, b]] as const;
    });
    return [tape.gradient(y, x), texts];
  });
  assertEquals(plain(f(tensor(3n), tensor(2))), [[24], [["a", "b"], [true, true]]]);
});

Deno.test("whileLoop() lets shapes vary in eager code where the invariants say so", () => {
  const grow = (x: Tensor) =>
    whileLoop(
      (x) => less(reduceSum(x), 5),
      (x) => [concat([x, x], 0)],
      [x],
      [[null]],
    )[0];
  assertEquals(values(grow(tensor([1]))), new Array(8).fill(1));
  assertThrows(
    () => function_(grow)(tensor([1])),
    TypeError,
    "expected body to keep the shape (1,) of loop variable 0 while a function is traced, received shape (2,)",
  );
  assertThrows(
    () => whileLoop((x) => less(reduceSum(x), 5), (x) => [concat([x, x], 0)], [tensor([1])]),
    TypeError,
    "tf.whileLoop: expected body to keep loop variable 0 as float32 (1,), received float32 (2,); shapeInvariants say which dimensions may vary",
  );
  const spec = { shapeInvariants: [new TensorSpec([2, null])] };
  assertThrows(
    () => whileLoop(() => false, (x) => [x], [tensor([1])], spec),
    TypeError,
    "a shape within its invariant (2, None), received shape (1,)",
  );
  assertThrows(
    () => whileLoop(() => false, (x) => [x], [tensor([1])], [[1], [1]]),
    TypeError,
    "expected shapeInvariants in the structure of loopVars",
  );
});

Deno.test("whileLoop() refuses bodies that change structure, dtype or count", () => {
  const loop = (body: (x: Tensor) => unknown) =>
    whileLoop((x) => less(x, 3), body as (x: Tensor) => Tensor, [tensor(1)]);
  for (const run of [loop, (body: (x: Tensor) => unknown) => function_(() => loop(body))()]) {
    assertThrows(
      () => run((x) => [x, x]),
      TypeError,
      "expected body to return the structure of loopVars with 1 tensors, received 2 tensors in a list of 2",
    );
    assertThrows(
      () => run((_) => [tensor(1, "int32")]),
      TypeError,
      "expected body to keep loop variable 0 as float32 (), received int32 ()",
    );
    assertThrows(
      () => run((_) => Promise.resolve()),
      TypeError,
      "received one that returns a promise",
    );
  }
  assertThrows(
    () => whileLoop(() => true, 3 as never, [1]),
    TypeError,
    "expected body to be a function, received body=3",
  );
  assertThrows(
    () => whileLoop(() => true, (x) => x, [() => 1] as never),
    TypeError,
    "expected loopVars to be tensors",
  );
});

Deno.test("whileLoop() refuses a condition that assigns while a function is traced", () => {
  const v = new Variable(0, { name: "count" });
  const f = function_(() =>
    whileLoop((x) => less(add(x, v.assignAdd(1)), 5), (x) => [add(x, 1)], [0])
  );
  assertThrows(
    () => f(),
    TypeError,
    "expected cond to assign no variables, received an assignment to 'count:0'",
  );
});

Deno.test("whileLoop() takes backProp=false as a stop of gradients", () => {
  const f = (x: Tensor) =>
    multiply(
      x,
      whileLoop((y) => less(y, 10), (y) => [multiply(y, 2)], [x], { backProp: false })[0],
    );
  const g = (x: Tensor) =>
    multiply(x, stopGradient(whileLoop((y) => less(y, 10), (y) => [multiply(y, 2)], [x])[0]));
  for (const run of [f, g, function_(f)]) assertEquals(value(derivative(run)(tensor(3))), 12);
});

Deno.test("whileLoop() frees nothing that runs: a loop within a loop with room for one program", async () => {
  const { setSessionCache, getSessionCache } = await import(
    "../../lib/engine/plan/session_limits.ts"
  );
  const before = getSessionCache();
  setSessionCache({ sessions: 1 });
  try {
    const f = function_((n: Tensor, x: Tensor) => {
      const doubled = multiply(x, 2);
      const [, y] = whileLoop((i, _) => less(i, n), (i, y) => [
        add(i, 1),
        whileLoop((z) => less(z, 100), (z) => [multiply(z, 3)], [add(y, -99)])[0],
      ], [zero(), doubled]);
      return add(multiply(y, 2), doubled);
    });
    const plainly = (n: number, x: number) => {
      let y = 2 * x;
      for (let i = 0; i < n; i++) {
        y -= 99;
        while (y < 100) y *= 3;
      }
      return 2 * y + 2 * x;
    };
    for (let i = 0; i < 3; i++) {
      assertEquals(value(f(tensor(3, "int32"), tensor(50 + i))), plainly(3, 50 + i));
    }
  } finally {
    setSessionCache(before);
  }
});
