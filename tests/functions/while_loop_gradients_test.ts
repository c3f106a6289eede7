/**
 * Gradients of loops, of any order, with draws, branches and tapes inside.
 *
 * @module
 */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { cond } from "../../lib/functions/control/cond.ts";
import { whileLoop } from "../../lib/functions/control/while_loop.ts";
import { function_ } from "../../lib/functions/function.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { add, multiply } from "../../lib/ops/math/arithmetic.ts";
import { greater, less } from "../../lib/ops/math/comparison.ts";
import { tanh } from "../../lib/ops/math/hyperbolic.ts";
import { sin } from "../../lib/ops/math/trigonometric.ts";
import { matmul } from "../../lib/ops/linalg/matmul.ts";
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

const zero = () => tensor(0, "int32");

Deno.test("whileLoop() has derivatives of any order", () => {
  const w = double(0.7);
  const f = function_((x: Tensor) => {
    const [, y] = whileLoop(
      (i, y) => cond(less(i, tensor(3)), () => less(y, double(50)), () => tensor(false)),
      (i, y) => [add(i, 1), add(tanh(multiply(y, x)), multiply(sin(y), w))],
      [tensor(0), x],
    );
    return multiply(y, x);
  });
  const orders: ((x: Tensor) => Tensor)[] = [f];
  for (let order = 1; order <= 3; order++) orders.push(derivative(orders[order - 1]!));
  for (const at of [-0.9, 0.3, 1.4]) {
    for (let order = 1; order <= 3; order++) {
      const expected = difference((x) => value(orders[order - 1]!(double(x))), at);
      const message = `order ${order} at ${at}`;
      assertAlmostEquals(value(orders[order]!(double(at))), expected, 1e-5, message);
      assertAlmostEquals(value(function_(orders[order]!)(double(at))), expected, 1e-5, message);
    }
  }
});

Deno.test("whileLoop() has the derivatives of the rounds written out", () => {
  const [w, u] = [double([[0.5, -1], [0.3, 0.8]]), double([[1, 2]])];
  const step = (h: Tensor, w: Tensor, x: Tensor) => tanh(add(matmul(h, w), x));
  const out = (w: Tensor, u: Tensor) => reduceSum(step(step(step(u, w, u), w, u), w, u));
  const loop = function_((w: Tensor, u: Tensor, n: Tensor) =>
    reduceSum(whileLoop((i, _) => less(i, n), (i, h) => [add(i, 1), step(h, w, u)], [zero(), u])[1])
  );
  const grads = (f: (w: Tensor, u: Tensor) => Tensor) => {
    const outer = new GradientTape();
    const first = outer.run(() => {
      outer.watch([w, u]);
      const inner = new GradientTape();
      const y = inner.run(() => (inner.watch([w, u]), f(w, u)));
      return inner.gradient(y, [w, u]);
    });
    const weighted = add(reduceSum(multiply(first[0]!, first[0]!)), reduceSum(first[1]!));
    return [first, outer.gradient(first.map((it) => it!), [w, u]), weighted] as const;
  };
  const three = tensor(3, "int32");
  const [a1, a2] = grads(out);
  const [b1, b2] = grads((w, u) => loop(w, u, three));
  const flat = (it: readonly (Tensor | null)[]) => it.flatMap((t) => values(t!)) as number[];
  for (const [a, b] of [[flat(a1), flat(b1)], [flat(a2), flat(b2)]] as const) {
    a.forEach((x, i) => assertAlmostEquals(b[i]!, x, 1e-12));
  }
});

Deno.test("whileLoop() without a round has the gradients of what it was given", () => {
  const f = function_((x: Tensor, n: Tensor) => {
    const tape = new GradientTape();
    const w = multiply(x, 3);
    const y = tape.run(() => {
      tape.watch([x, w]);
      return whileLoop((i, _) => less(i, n), (i, y) => [add(i, 1), multiply(y, w)], [zero(), x])[1];
    });
    return tape.gradient(y, [x, w]);
  });
  assertEquals(plain(f(double(2), tensor(0, "int32"))), [[1], [0]]);
  assertEquals(plain(f(double(2), tensor(2, "int32"))), [[36], [24]]);
});

Deno.test("whileLoop() is differentiated with the numbers that were drawn, also twice", () => {
  const c = new Counter();
  const f = function_((x: Tensor, n: Tensor) =>
    whileLoop(
      (i, _) => less(i, n),
      (i, y) => [add(i, 1), multiply(y, multiply(x, c.draw()))],
      [zero(), double(1)],
    )[1]
  );
  const x = double(2);
  const outer = new GradientTape();
  const [y, first] = outer.run(() => {
    outer.watch(x);
    const tape = new GradientTape();
    const y = tape.run(() => (tape.watch(x), f(x, tensor(3, "int32"))));
    return [y, tape.gradient(y, x)!] as const;
  });
  // 1 * 2 * 3 x^3
  assertEquals([value(y), value(first), value(outer.gradient(first, x))], [48, 72, 72]);
  assertEquals(c.count, 3);
});

Deno.test("whileLoop() in cond() in whileLoop(), with gradients", () => {
  const f = function_((x: Tensor) => {
    const [, y] = whileLoop(
      (i, _) => less(i, tensor(3, "int32")),
      (i, y) => [
        add(i, 1),
        cond(
          greater(y, double(1)),
          () =>
            whileLoop((z) => greater(z, double(1)), (z) => [multiply(z, multiply(x, 0.4))], [y])[0],
          () => multiply(y, add(x, 2)),
        ),
      ],
      [zero(), x],
    );
    return y;
  });
  const plainly = (x: number): number => {
    let y = x;
    for (let i = 0; i < 3; i++) {
      if (y > 1) { while (y > 1) y *= 0.4 * x; }
      else y *= x + 2;
    }
    return y;
  };
  for (const at of [0.2, 0.6, 1.3, 2.1]) {
    assertAlmostEquals(value(f(double(at))), plainly(at), 1e-12);
    assertAlmostEquals(value(derivative(f)(double(at))), difference(plainly, at), 1e-6);
    const second = difference((x) => difference(plainly, x, 1e-4), at, 1e-4);
    assertAlmostEquals(value(derivative(derivative(f))(double(at))), second, 1e-4);
    assertAlmostEquals(value(function_(derivative(derivative(f)))(double(at))), second, 1e-4);
  }
});

Deno.test("whileLoop() trains a variable in its body by tapes of its own", () => {
  const v = new Variable(3, { dtype: "float64" });
  const f = function_((n: Tensor) => {
    whileLoop((i) => less(i, n), (i) => {
      const tape = new GradientTape();
      const loss = tape.run(() => multiply(v, v));
      v.assignSub(multiply(tape.gradient(loss, v)!, 0.25));
      return [add(i, 1)];
    }, [zero()]);
    return v.value();
  });
  assertEquals([value(f(tensor(2, "int32"))), value(f(tensor(1, "int32")))], [0.75, 0.375]);
});
