import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { case_ } from "../../lib/functions/control/case.ts";
import { cond } from "../../lib/functions/control/cond.ts";
import { switchCase } from "../../lib/functions/control/switch_case.ts";
import { function_ } from "../../lib/functions/function.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { add, multiply, negative, subtract } from "../../lib/ops/math/arithmetic.ts";
import { greater, less } from "../../lib/ops/math/comparison.ts";
import { exp } from "../../lib/ops/math/exponential.ts";
import { tanh } from "../../lib/ops/math/hyperbolic.ts";
import { sin } from "../../lib/ops/math/trigonometric.ts";
import { reduceSum } from "../../lib/ops/reduction/reductions.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import {
  Counter,
  derivative,
  difference,
  double,
  plain,
  tensor,
  value,
  values,
} from "./support.ts";

Deno.test("cond() runs one function, and no other, where the predicate is known", () => {
  const run: string[] = [];
  const pick = (pred: boolean | Tensor) =>
    cond(pred, () => run.push("true"), () => run.push("false"));
  pick(true);
  pick(tensor(false, "bool"));
  pick(less(tensor(1), tensor(2)));
  pick(tensor([0]));
  assertEquals(run, ["true", "false", "true", "false"]);
});

Deno.test("cond() takes its arguments by name", () => {
  const result = cond({ pred: true, trueFn: () => 1, falseFn: () => 2 });
  assertEquals(result, 1);
});

Deno.test("cond() computes the branch of each call of a traced function", () => {
  let traces = 0;
  const f = function_((x: Tensor) =>
    cond(less(x, 0), () => (traces++, negative(x)), () => multiply(x, 10))
  );
  assertEquals([-3, 2, -1, 0].map((x) => value(f(tensor(x)))), [3, 20, 1, 0]);
  assertEquals(traces, 1);
  assertEquals(f.experimentalGetTracingCount(), 1);
});

Deno.test("cond() returns nested results, an argument, a constant, a number, the same twice", () => {
  const c = tensor(7);
  const f = function_((p: Tensor, x: Tensor) =>
    cond(
      p,
      () => ({ a: [x, c], b: 1, none: null, twice: [add(x, 1), x] }),
      () => ({ none: null, b: 2, a: [c, x], twice: [x, x] }),
    )
  );
  const at = (p: boolean) => plain(f(tensor(p), tensor(3)));
  assertEquals(at(true), { a: [[3], [7]], b: [1], none: null, twice: [[4], [3]] });
  assertEquals(at(false), { a: [[7], [3]], b: [2], none: null, twice: [[3], [3]] });
});

Deno.test("cond() takes any dtype through its branches, and tensors without elements", () => {
  const f = function_((p: Tensor, s: Tensor, e: Tensor, i: Tensor) =>
    cond(p, () => [s, e, i], () => [tensor(["x"]), e, add(i, i)])
  );
  const call = (p: boolean) =>
    plain(f(tensor(p), tensor(["a"]), tensor(new Float32Array(0)), tensor(5, "int64")));
  assertEquals(call(true), [["a"], [], [5n]]);
  assertEquals(call(false), [["x"], [], [10n]]);
});

Deno.test("cond() assigns in the branch that is computed, and in no other", () => {
  const [v, w] = [new Variable(1), new Variable(10)];
  const f = function_((p: Tensor) => {
    const before = v.value();
    cond(p, () => void v.assignAdd(before), () => {
      w.assign(v);
      v.assign(w.value());
      w.assignAdd(100);
    });
    return add(v, w);
  });
  assertEquals([true, false, true].map((p) => value(f(tensor(p)))), [12, 104, 106]);
  assertEquals([value(v), value(w)], [4, 102]);
});

Deno.test("cond() leaves a variable as it was before where a branch does not assign it", () => {
  const v = new Variable(1);
  const f = function_((p: Tensor) => {
    v.assign(multiply(v, 2));
    cond(p, () => void v.assign(-1), () => undefined);
    return v.value();
  });
  assertEquals([false, false, true, false].map((p) => value(f(tensor(p)))), [2, 4, -1, -2]);
});

Deno.test("cond() draws in the branch that is computed, in the order of the program", () => {
  const c = new Counter();
  const f = function_((p: Tensor) => {
    const before = c.draw();
    const inside = cond(p, () => add(multiply(c.draw(), 100), c.draw()), () => before);
    return [before, inside, c.draw()];
  });
  assertEquals(plain(f(tensor(true))), [[1], [203], [4]]);
  assertEquals(plain(f(tensor(false))), [[5], [5], [6]]);
  assertEquals(plain(f(tensor(true))), [[7], [809], [10]]);
});

Deno.test("cond() draws when a tape sees the function, in the order of the program", () => {
  const c = new Counter();
  const f = function_((p: Tensor, x: Tensor) =>
    cond(p, () => multiply(x, c.draw()), () => multiply(x, add(c.draw(), c.draw())))
  );
  const tape = new GradientTape({ persistent: true });
  const x = double(1);
  const [a, b, d] = tape.run(() => {
    tape.watch(x);
    return [f(tensor(false), x), c.draw(), f(tensor(true), x)] as const;
  });
  assertEquals([value(a), value(b), value(d)], [3, 3, 4]);
  assertEquals([value(tape.gradient(a, x)), value(tape.gradient(d, x))], [3, 4]);
  assertEquals(c.count, 4);
});

Deno.test("cond() is differentiated with the numbers that were drawn", () => {
  const c = new Counter();
  const f = function_((p: Tensor, x: Tensor) => {
    const tape = new GradientTape();
    const y = tape.run(() => {
      tape.watch(x);
      return cond(
        p,
        () => cond(greater(x, 0), () => multiply(x, c.draw()), () => x),
        () => multiply(x, 100),
      );
    });
    return [y, tape.gradient(y, x)!];
  });
  assertEquals(plain(f(tensor(true), double(2))), [[2], [1]]);
  assertEquals(plain(f(tensor(true), double(3))), [[6], [2]]);
  assertEquals(plain(f(tensor(true), double(-3))), [[-3], [1]]);
  assertEquals(plain(f(tensor(false), double(2))), [[200], [100]]);
  assertEquals(c.count, 2);
});

Deno.test("cond() has derivatives of any order", () => {
  const w = double(0.3);
  const inner = (x: Tensor) =>
    cond(
      less(x, double(0)),
      () => multiply(exp(x), sin(multiply(x, w))),
      () => cond(less(x, double(1)), () => tanh(multiply(x, x)), () => multiply(x, sin(x))),
    );
  const f = function_(inner);
  const orders = [
    f,
    derivative(f),
    derivative(derivative(f)),
    derivative(derivative(derivative(f))),
  ];
  for (const at of [-0.7, 0.4, 1.8]) {
    for (let order = 1; order < orders.length; order++) {
      const expected = difference((x) => value(orders[order - 1]!(double(x))), at);
      assertAlmostEquals(value(orders[order]!(double(at))), expected, 1e-6, `order ${order}`);
      const traced = function_(orders[order]!);
      assertAlmostEquals(value(traced(double(at))), expected, 1e-6, `traced, order ${order}`);
    }
  }
});

Deno.test("cond() gives gradients for what either branch takes, zeros from the other", () => {
  const [v, w] = [new Variable([1, 2]), new Variable([3, 4])];
  const f = function_((p: Tensor) =>
    reduceSum(cond(p, () => multiply(v, v), () => multiply(multiply(v, w), 10)))
  );
  const at = (p: boolean) => {
    const tape = new GradientTape();
    const y = tape.run(() => f(tensor(p)));
    return plain(tape.gradient(y, [v, w]));
  };
  assertEquals(at(true), [[2, 4], [0, 0]]);
  assertEquals(at(false), [[30, 40], [10, 20]]);
});

Deno.test("cond() lets a tape run within a branch", () => {
  const f = function_((x: Tensor) =>
    cond(less(x, 0), () => derivative((t) => multiply(t, t))(x), () => derivative(exp)(x))
  );
  assertEquals(value(f(double(-3))), -6);
  assertAlmostEquals(value(f(double(1))), Math.E, 1e-12);
});

Deno.test("cond() calls traced functions within a branch", () => {
  const v = new Variable(2, { dtype: "float64" });
  const inner = function_((x: Tensor) => {
    v.assignAdd(1);
    return multiply(x, v);
  });
  const f = function_((x: Tensor) => cond(less(x, 0), () => x, () => inner(inner(x))));
  assertEquals(value(f(double(5))), 60);
  assertEquals(value(f(double(-1))), -1);
  assertEquals(value(v), 4);
  assertEquals(value(derivative(f)(double(5))), 30);
});

Deno.test("cond() refuses branches that disagree, and says how", () => {
  const traced = (a: () => unknown, b: () => unknown) =>
    function_((p: Tensor) => cond(p, a, b) as Tensor)(tensor(true));
  assertThrows(
    () => traced(() => tensor([1, 2]), () => tensor([1, 2, 3])),
    TypeError,
    "tf.cond: expected trueFn and falseFn to return tensors of one shape and dtype, received float32 (2,) and float32 (3,) as result 0",
  );
  assertThrows(
    () => traced(() => tensor(1), () => tensor(1, "int32")),
    TypeError,
    "received float32 () and int32 () as result 0",
  );
  assertThrows(
    () => traced(() => tensor(1), () => [tensor(1)]),
    TypeError,
    "tf.cond: expected trueFn and falseFn to return the same structure, received tensor and [tensor]",
  );
  assertThrows(
    () => traced(() => tensor(1), () => undefined),
    TypeError,
    "received tensor and undefined",
  );
});

Deno.test("cond() refuses what is no predicate and no function", () => {
  const one = () => 1;
  assertThrows(
    () => cond(tensor([1, 2]), one, one),
    TypeError,
    "tf.cond: expected pred to be one truth value",
  );
  assertThrows(() => cond("yes", one, one), TypeError, "expected pred to be one truth value");
  assertThrows(
    () => cond(true, one, null as never),
    TypeError,
    "tf.cond: expected falseFn to be a function",
  );
  assertThrows(
    () => cond(true, (async () => {}) as never, one),
    TypeError,
    "received one that returns a promise",
  );
});

Deno.test("cond() keeps errors of the user's branches as they are", () => {
  class Own extends Error {}
  const f = function_((p: Tensor) =>
    cond(p, () => {
      throw new Own("mine");
    }, () => tensor(1))
  );
  assertThrows(() => f(tensor(true)), Own, "mine");
  assertEquals(value(function_((x: Tensor) => add(x, 1))(tensor(1))), 2);
});

Deno.test("cond() keeps tensors of a branch within the branch", () => {
  let leaked: Tensor | undefined;
  const f = function_((p: Tensor) => {
    cond(p, () => leaked = add(tensor(1), 1), () => tensor(1));
    return multiply(leaked!, 2);
  });
  assertThrows(
    () => f(tensor(true)),
    TypeError,
    "expected its tensors to be used while it is traced",
  );
});

Deno.test("cond() cannot read its own predicate while a function is traced", () => {
  const f = function_((p: Tensor) => cond(p, () => tensor(Number(p)), () => tensor(0)));
  assertThrows(
    () => f(tensor(true)),
    TypeError,
    "cannot read argument 0 while the function is traced",
  );
});

Deno.test("case() takes the first that is true", () => {
  const f = function_((x: Tensor) =>
    case_([
      [less(x, 0), () => tensor(-1)],
      [less(x, 10), () => tensor(1)],
      [less(x, 100), () => multiply(x, 2)],
    ], { default: () => tensor(1000) })
  );
  assertEquals([-5, 5, 50, 500].map((x) => value(f(tensor(x)))), [-1, 1, 100, 1000]);
  assertEquals(case_([[false, () => 1], [true, () => 2], [true, () => 3]]), 2);
});

Deno.test("case() refuses no true value without a default, and several if exclusive", () => {
  const none = "tf.case: expected a true value, as there is no default, received none";
  assertThrows(() => case_([[false, () => 1]]), RangeError, none);
  const f = function_((x: Tensor) => case_([[less(x, 0), () => x]]));
  assertThrows(() => value(f(tensor(1))), RangeError, none);
  assertEquals(value(f(tensor(-1))), -1);
  const g = function_((x: Tensor) =>
    case_([[less(x, 1), () => x], [less(x, 2), () => negative(x)]], { exclusive: true })
  );
  assertEquals(value(g(tensor(1))), -1);
  assertThrows(
    () => value(g(tensor(0))),
    RangeError,
    "expected at most one true value, as exclusive says, received 2",
  );
  assertThrows(() => case_([] as never), TypeError, "expected predFnPairs to be an array of pairs");
});

Deno.test("switchCase() takes the function of the index, the default or the last for others", () => {
  const f = function_((i: Tensor, x: Tensor) =>
    switchCase(i, [() => x, () => multiply(x, 2), () => multiply(x, 3)])
  );
  const at = (i: number) => value(f(tensor(i, "int32"), tensor(5)));
  assertEquals([0, 1, 2, 3, -1].map(at), [5, 10, 15, 15, 15]);
  const g = function_((i: Tensor) =>
    switchCase(i, { 3: () => tensor(30), 1: () => tensor(10) }, { default: () => tensor(-1) })
  );
  assertEquals([1, 3, 2].map((i) => value(g(tensor(i, "int64")))), [10, 30, -1]);
  assertEquals(switchCase(1, [[5, () => "five"], [1, () => "one"]]), "one");
  assertEquals(switchCase(2, [[5, () => "five"], [1, () => "one"]]), "five");
});

Deno.test("switchCase() has gradients, and refuses indices that are none", () => {
  const f = function_((i: Tensor, x: Tensor) =>
    switchCase(i, [() => x, () => multiply(x, x), () => exp(x)])
  );
  const at = (i: number) => value(derivative((x) => f(tensor(i, "int32"), x))(double(3)));
  assertEquals([at(0), at(1)], [1, 6]);
  assertAlmostEquals(at(2), Math.exp(3), 1e-12);
  assertThrows(
    () => switchCase(tensor(1), [() => 1]),
    TypeError,
    "expected branchIndex to be a whole number",
  );
  assertThrows(() => switchCase(0, []), TypeError, "expected branchFns to be functions");
  assertThrows(
    () => switchCase(0, [[1, () => 1], [1, () => 2]]),
    RangeError,
    "each index of branchFns once",
  );
  assertThrows(
    () => switchCase(0, { a: () => 1 } as never),
    TypeError,
    "indices of branchFns to be whole numbers",
  );
});

Deno.test("cond() gives its errors where the user called it", () => {
  const error = assertThrows(() => cond(tensor([1, 2]), () => 1, () => 2), TypeError);
  assertEquals(error.stack!.split("\n")[1]!.includes("cond_test.ts"), true, error.stack);
});

Deno.test("cond() is no longer held by a value of its branch: other results stay as they are", () => {
  const v = new Variable(new Float32Array(2000).fill(1));
  const f = function_((p: Tensor) => {
    const old = cond(p, () => v.value(), () => multiply(v, 0));
    v.assign(add(v, 1));
    return old;
  });
  f(tensor(true));
  const kept = f(tensor(true));
  for (let i = 0; i < 5; i++) f(tensor(true));
  assertEquals(values(kept).every((x) => x === 2), true);
  assertEquals(value(subtract(v, 0)), 8);
});
