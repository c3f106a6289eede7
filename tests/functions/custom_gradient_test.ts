import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { cond } from "../../lib/functions/control/cond.ts";
import { whileLoop } from "../../lib/functions/control/while_loop.ts";
import { customGradient } from "../../lib/functions/custom_gradient.ts";
import { function_ } from "../../lib/functions/function.ts";
import { GradientTape } from "../../lib/functions/gradient_tape.ts";
import { recomputeGrad } from "../../lib/functions/recompute_grad.ts";
import { Variable } from "../../lib/functions/variable.ts";
import { add, multiply, subtract } from "../../lib/ops/math/arithmetic.ts";
import { divide } from "../../lib/primitives/math/arithmetic.ts";
import { less } from "../../lib/ops/math/comparison.ts";
import { sin } from "../../lib/ops/math/trigonometric.ts";
import { exp, log } from "../../lib/ops/math/exponential.ts";
import { state } from "../../lib/tensor/state.ts";
import type { Tensor } from "../../lib/tensor/tensor.ts";
import { Counter, derivative, difference, double, plain, tensor, value } from "./support.ts";

const log1pexp = customGradient((x: Tensor) => {
  const e = exp(x);
  return [
    log(add(e, 1)),
    (upstream: Tensor) => multiply(upstream, subtract(1, divide(double(1), add(e, 1)))),
  ];
});

Deno.test("customGradient() has TensorFlow's derivatives of log(1 + exp(x)), to any order", () => {
  // TensorFlow 2.21 at x = 2, in float32: 0.8807971, then 0.10499358.
  for (const f of [log1pexp, function_(log1pexp)]) {
    const first = derivative(f);
    const second = derivative(first);
    assertAlmostEquals(value(first(double(2))), 0.8807970779778823, 1e-14);
    assertAlmostEquals(value(second(double(2))), 0.10499358540350662, 1e-14);
    assertAlmostEquals(value(function_(second)(double(2))), 0.10499358540350662, 1e-14);
    const third = difference((x) => value(second(double(x))), 2);
    assertAlmostEquals(value(derivative(second)(double(2))), third, 1e-8);
  }
});

Deno.test("customGradient() gives the user's gradient even where it is wrong, in every way to run", () => {
  const wrong = customGradient((x: Tensor, y: Tensor) => [
    [multiply(x, y), add(x, y)],
    (a: Tensor, b: Tensor) => [multiply(a, 100), multiply(b, 1000)],
  ]);
  const at = (run: (x: Tensor, y: Tensor) => readonly Tensor[]) => {
    const [x, y] = [tensor(2), tensor(3)];
    const tape = new GradientTape();
    const [p, s] = tape.run(() => (tape.watch([x, y]), run(x, y)));
    return [plain([p!, s!]), plain(tape.gradient([p!, s!], [x, y], { outputGradients: [1, 2] }))];
  };
  const expected = [[[6], [5]], [[100], [2000]]];
  const f = (x: Tensor, y: Tensor) => wrong(x, y) as readonly Tensor[];
  assertEquals(at(f), expected);
  assertEquals(at(function_(f)), expected);
  assertEquals(at(function_((x: Tensor, y: Tensor) => function_(f)(x, y))), expected);
  const inside = function_((x: Tensor, y: Tensor) => at(f)[0] && wrong(x, y) as readonly Tensor[]);
  assertEquals(at((x, y) => cond(less(x, y), () => f(x, y), () => [x, y])), expected);
  assertEquals(
    at(function_((x: Tensor, y: Tensor) => cond(less(x, y), () => f(x, y), () => [x, y]))),
    expected,
  );
  assertThrows(() => inside(tensor(1), tensor(2)), TypeError, "cannot read");
});

Deno.test("customGradient() works in the body of a loop", () => {
  const half = customGradient((x: Tensor) => [multiply(x, 2), (dy: Tensor) => multiply(dy, 0.5)]);
  const f = function_((x: Tensor, n: Tensor) =>
    whileLoop((i, _) => less(i, n), (i, y) => [add(i, 1), half(y)], [tensor(0), x])[1]
  );
  assertEquals(value(f(double(3), tensor(4))), 48);
  assertEquals(value(derivative((x) => f(x, tensor(4)))(double(3))), 0.0625);
});

Deno.test("customGradient() in a loop: second derivatives if it is linear, else an error", () => {
  const loop = (body: (x: Tensor) => Tensor) =>
    function_((x: Tensor) =>
      whileLoop((i, _) => less(i, 2), (i, y) => [add(i, 1), body(y)], [tensor(0), x])[1]
    );
  const linear = customGradient((x: Tensor) => [
    multiply(x, x),
    (dy: Tensor) => multiply(multiply(dy, x), 2),
  ]);
  // x^4
  assertEquals(value(derivative(derivative(loop(linear)))(double(3))), 108);
  assertEquals(value(derivative(derivative(derivative(loop(linear))))(double(3))), 72);
  const clipped = customGradient((x: Tensor) => [multiply(x, x), (dy: Tensor) => sin(dy)]);
  assertAlmostEquals(value(derivative(loop(clipped))(double(3))), Math.sin(Math.sin(1)), 1e-12);
  assertThrows(
    () => derivative(derivative(loop(clipped)))(double(3)),
    TypeError,
    "tf.whileLoop: cannot take the gradient of its gradient where the body has a function of tf.customGradient",
  );
});

Deno.test("customGradient() gives gradients of the variables that the function reads", () => {
  const w = new Variable(3, { name: "w" });
  const ignored = new Variable(1, { trainable: false });
  const seen: string[][] = [];
  const f = customGradient((x: Tensor) => [
    multiply(multiply(x, w), ignored),
    (dy: Tensor, { variables }: { variables: Variable[] }) => {
      seen.push(variables.map(({ name }) => name));
      return [multiply(dy, w), [multiply(dy, 100)]];
    },
  ]);
  for (const run of [f, function_(f)]) {
    const x = tensor(2);
    const tape = new GradientTape();
    const y = tape.run(() => (tape.watch(x), run(x)));
    assertEquals(plain(tape.gradient(y, [x, w])), [[3], [100]]);
  }
  assertEquals(seen.every((it) => it.join() === "w:0"), true);
  const bad = customGradient((x: Tensor) => [multiply(x, w), (dy: Tensor) => dy]);
  assertThrows(
    () => derivative(bad)(tensor(1)),
    TypeError,
    "expected the gradient to return [gradients of arguments, gradients of variables], as the function reads 'w:0'",
  );
});

Deno.test("customGradient() takes variables, numbers and objects among its arguments", () => {
  const v = new Variable([1, 2]);
  const f = customGradient((x: Variable, { scale }: { scale: number }, kind: object) => [
    multiply(x, scale),
    (dy: Tensor) => [multiply(dy, kind === Math ? 7 : 8), null],
  ]);
  const tape = new GradientTape();
  const y = tape.run(() => f(v, { scale: 3 }, Math));
  assertEquals([plain(y), plain(tape.gradient(y, v))], [[3, 6], [7, 7]]);
});

Deno.test("customGradient() refuses what is no pair, and gradients that do not fit", () => {
  assertThrows(
    () => customGradient(3 as never),
    TypeError,
    "tf.customGradient: expected f to be a function, received f=3",
  );
  assertThrows(
    () => customGradient(((x: Tensor) => x) as never)(tensor(1)),
    TypeError,
    "expected f to return [result, gradient function]",
  );
  const shape = customGradient((x: Tensor) => [multiply(x, 2), () => tensor([1, 2])]);
  assertThrows(
    () => derivative(shape)(tensor(1)),
    TypeError,
    "expected the gradient of input 0 to be float32 () like the input, received float32 (2,)",
  );
  const count = customGradient((x: Tensor) => [multiply(x, 2), (dy: Tensor) => [dy, dy]]);
  assertThrows(
    () => derivative(count)(tensor(1)),
    TypeError,
    "expected the gradient to return 1 gradients of arguments",
  );
});

Deno.test("customGradient() traces no gradient that fails where nobody asks for it", () => {
  const f = customGradient((x: Tensor) => [
    multiply(x, 2),
    () => {
      throw new RangeError("no gradient");
    },
  ]);
  assertEquals(value(function_(f)(tensor(3))), 6);
  assertThrows(() => derivative(function_(f))(tensor(3)), RangeError, "no gradient");
});

Deno.test("recomputeGrad() has the gradients of its function, and keeps nothing on the tape", () => {
  const w = new Variable(0.5, { dtype: "float64" });
  const f = (x: Tensor) => multiply(exp(multiply(x, w)), x);
  const g = recomputeGrad(f);
  for (const run of [g, function_(g)]) {
    const grads = (run: (x: Tensor) => Tensor) => {
      const x = double(1.3);
      const tape = new GradientTape();
      const y = tape.run(() => (tape.watch(x), run(x)));
      return [y, ...tape.gradient(y, [x, w]) as Tensor[]].map(value);
    };
    assertEquals(grads(run), grads(f));
    assertAlmostEquals(
      value(derivative(derivative(run))(double(1.3))),
      value(derivative(derivative(f))(double(1.3))),
      1e-12,
    );
  }
});

Deno.test("recomputeGrad() tells apart an argument, the variable it is the value of, and itself again", () => {
  const v = new Variable(3, { dtype: "float64" });
  const f = (x: Tensor, y: Tensor, w: Variable) =>
    multiply(multiply(x, y), multiply(multiply(v, w), v));
  const g = recomputeGrad(f);
  for (const run of [f, g, function_(g)]) {
    const tape = new GradientTape();
    const y = tape.run(() => run(v.value(), v.value(), v));
    // v^5
    assertEquals(value(tape.gradient(y, v)), 405);
  }
  const twice = recomputeGrad((a: Variable, b: Variable) => multiply(a, b));
  const tape = new GradientTape();
  assertEquals(value(tape.gradient(tape.run(() => twice(v, v)), v)), 6);
});

Deno.test("recomputeGrad() draws once, reads variables once, and assigns once", () => {
  const c = new Counter();
  const v = new Variable(1, { dtype: "float64", trainable: false });
  const inner = function_((x: Tensor) =>
    cond(less(x, double(1e9)), () => multiply(x, c.draw()), () => x)
  );
  const f = (x: Tensor) => {
    v.assignAdd(1);
    return multiply(multiply(inner(x), v), multiply(x, c.draw()));
  };
  const g = recomputeGrad(f);
  for (const run of [g, function_(g)]) {
    c.count = 0;
    v.assign(1);
    const x = double(3);
    const tape = new GradientTape();
    const y = tape.run(() => (tape.watch(x), run(x)));
    // x * 1 * 2 * x * 2
    assertEquals(value(y), 36);
    assertEquals(value(tape.gradient(y, x)), 24);
    assertEquals([c.count, value(v)], [2, 2]);
  }
  assertEquals(state.log, undefined);
});

Deno.test("recomputeGrad() refuses what is no function", () => {
  assertThrows(
    () => recomputeGrad(1 as never),
    TypeError,
    "tf.recomputeGrad: expected f to be a function, received f=1",
  );
});
