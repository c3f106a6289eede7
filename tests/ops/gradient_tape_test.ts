import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import { startEngine } from "../../lib/engine/mod.ts";
import { constant } from "../../lib/ops/array.ts";
import { convertToTensor } from "../../lib/ops/convert.ts";
import { GradientTape } from "../../lib/ops/gradient_tape.ts";
import { installTensorMethods } from "../../lib/ops/install.ts";
import { matmul } from "../../lib/ops/linalg.ts";
import { add, exp, multiply, sigmoid, square, tanh } from "../../lib/ops/math.ts";
import { elu, relu, selu, softmax, softplus } from "../../lib/ops/nn.ts";
import { reduceMean, reduceSum } from "../../lib/ops/reduce.ts";
import type { Tensor } from "../../lib/ops/tensor.ts";
import { Variable } from "../../lib/ops/variable.ts";
import { assertAllClose, float32 } from "../support/compare.ts";
import { tolerance } from "../support/tolerances.ts";

startEngine();
installTensorMethods();

const scalar = (value: number) => new Variable(value, { dtype: "float32" });

Deno.test("GradientTape.gradient() sums the gradients of all uses of a variable", () => {
  const w = new Variable([[3]], { dtype: "float32" });
  const tape = new GradientTape();
  const y = tape.run(() => matmul(matmul(constant([[1]], { dtype: "float32" }), w), w));
  assertEquals([...y.dataSync()], [9]);
  assertEquals(tape.gradient(y, w)!.numpy().toArray(), [[6]]);
});

Deno.test("GradientTape.gradient() gives null or zeros where nothing connects, as asked", () => {
  const [x, z] = [scalar(2), scalar(5)];
  const tape = new GradientTape({ persistent: true });
  const y = tape.run(() => square(x));
  assertEquals(tape.gradient(y, [x, z]).map((it) => it && Number(it)), [4, null]);
  const zero = tape.gradient(y, z, { unconnectedGradients: "zero" })!;
  assertEquals(Number(zero), 0);
});

Deno.test("GradientTape watches trainable variables by itself, other tensors when told", () => {
  const [frozen, x] = [
    new Variable(3, { dtype: "float32", trainable: false }),
    constant(4, { dtype: "float32" }),
  ];
  const tape = new GradientTape({ persistent: true });
  const y = tape.run(() => {
    tape.watch(x);
    return multiply(multiply(frozen, x), x);
  });
  assertEquals(Number(tape.gradient(y, x)), 24);
  assertStrictEquals(tape.gradient(y, frozen), null);
  assertEquals(tape.watchedVariables(), []);
  const blind = new GradientTape({ watchAccessedVariables: false });
  const v = scalar(1);
  assertStrictEquals(blind.gradient(blind.run(() => square(v)), v), null);
});

Deno.test("GradientTape.watch() does not reach back to operations before it", () => {
  const x = constant(3, { dtype: "float32" });
  const v = scalar(2);
  const tape = new GradientTape();
  const y = tape.run(() => {
    const before = multiply(x, v);
    tape.watch(x);
    return add(before, square(x));
  });
  assertEquals(tape.gradient(y, [x, v]).map(Number), [6, 3]);
});

Deno.test("GradientTape.gradient() of an intermediate result is that of the rest", () => {
  const x = scalar(3);
  const tape = new GradientTape();
  const [y, z] = tape.run(() => {
    const inner = square(x);
    return [inner, multiply(inner, inner)] as const;
  });
  assertEquals(Number(tape.gradient(z, y)), 18);
});

Deno.test("GradientTape nested in itself gives second derivatives", () => {
  const x = scalar(3);
  const outer = new GradientTape();
  const first = outer.run(() => {
    const inner = new GradientTape();
    return inner.gradient(inner.run(() => multiply(multiply(x, x), x)), x)!;
  });
  assertEquals(Number(first), 27);
  assertEquals(Number(outer.gradient(first, x)), 18);
});

Deno.test("GradientTape.gradient() weighs the target with outputGradients", () => {
  const x = new Variable([1, 2, 3], { dtype: "float32" });
  const tape = new GradientTape();
  const y = tape.run(() => square(x));
  const gradient = tape.gradient(y, x, { outputGradients: [1, 0, 0.5] })!;
  assertEquals(gradient.numpy().toArray(), [2, 0, 3]);
});

Deno.test("GradientTape uses the values of variables at the time of the recording", () => {
  const x = scalar(3);
  const tape = new GradientTape();
  const y = tape.run(() => square(x));
  x.assign(100);
  assertEquals(Number(tape.gradient(y, x)), 6);
});

Deno.test("GradientTape frees what it kept once it is used or reset", () => {
  const x = scalar(3);
  const run = (finish: (tape: GradientTape, y: Tensor) => void) => {
    const before = tfjs.memory().numTensors;
    const tape = new GradientTape();
    const y = tape.run(() => tfjs.tidy(() => exp(square(x)) as tfjs.Tensor) as Tensor);
    finish(tape, y);
    y.dispose();
    assertEquals(tfjs.memory().numTensors, before);
  };
  run((tape, y) => tape.gradient(y, x)!.dispose());
  run((tape) => tape.reset());
});

Deno.test("GradientTape refuses a second use, no use, a promise, a recording in a recording", async () => {
  const x = scalar(3);
  const tape = new GradientTape();
  assertThrows(() => tape.gradient(x, x), TypeError, "has recorded nothing; call tape.run");
  const y = tape.run(() => square(x));
  tape.gradient(y, x);
  assertThrows(() => tape.gradient(y, x), TypeError, "make it with { persistent: true }");
  let pending: Promise<unknown> | undefined;
  assertThrows(
    () => tape.run(() => (pending = Promise.resolve(1))),
    TypeError,
    "a synchronous function",
  );
  await pending;
  assertThrows(() => tape.run(() => tape.run(() => y)), TypeError, "recording already");
  assertThrows(
    () => tape.watch(constant([1])),
    TypeError,
    "expected a float32 tensor, received dtype int32",
  );
  assertThrows(() => tape.watch(1 as never), TypeError, "expected a tensor, received 1");
  const other = new GradientTape();
  const z = other.run(() => square(x));
  assertThrows(
    () => other.gradient(z, x, { outputGradients: [1, 2] }),
    TypeError,
    "outputGradients of the target's shape (), received (2,)",
  );
  assertThrows(
    () => other.gradient(z, x, { unconnectedGradients: "nothing" as "none" }),
    RangeError,
    'one of "none", "zero"',
  );
});

Deno.test("GradientTape.gradient() of relu is 1 where relu is positive, 0 elsewhere and at NaN", () => {
  const x = new Variable([NaN, -1, 0, 2], { dtype: "float32" });
  const tape = new GradientTape();
  assertEquals(tape.gradient(tape.run(() => relu(x)), x)!.numpy().toArray(), [0, 0, 0, 1]);
});

/** Central differences in float64 of a function written twice: on tensors and on numbers. */
const scalarFunctions: [string, (x: Tensor) => Tensor, (x: number) => number][] = [
  ["square", square, (x) => x * x],
  ["exp", exp, Math.exp],
  ["sigmoid", sigmoid, (x) => 1 / (1 + Math.exp(-x))],
  ["tanh", tanh, Math.tanh],
  ["relu", relu, (x) => Math.max(x, 0)],
  ["elu", elu, (x) => x > 0 ? x : Math.expm1(x)],
  ["selu", selu, (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x))],
  ["softplus", softplus, (x) => Math.log1p(Math.exp(x))],
];
for (const [name, onTensor, onNumber] of scalarFunctions) {
  Deno.test(`GradientTape.gradient() of ${name} equals central differences`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -3, max: 3, noNaN: true }).filter((x) => Math.abs(x) > 0.01), {
          minLength: 1,
          maxLength: 7,
        }),
        (values) => {
          const x = new Variable(values.map(Math.fround), { dtype: "float32" });
          const tape = new GradientTape();
          const gradient = tape.gradient(tape.run(() => onTensor(x as unknown as Tensor)), x)!;
          const h = 1e-5;
          const expected = [...x.dataSync()].map((it) =>
            (onNumber(it + h) - onNumber(it - h)) / (2 * h)
          );
          assertAllClose(gradient, float32(expected, [values.length]), tolerance("gradient"));
        },
      ),
      { numRuns: 50, seed: 1 },
    );
  });
}

Deno.test("GradientTape.gradient() of a two-layer network equals central differences", () => {
  const random = (n: number, seed: number) =>
    Array.from({ length: n }, (_, i) => Math.sin((i + 1) * seed * 12.9898));
  const X = random(6, 1), W = random(12, 2), B = random(4, 3), V = random(8, 4);
  const loss = (w: number[]) => {
    let total = 0;
    for (let row = 0; row < 2; row++) {
      const hidden = B.map((b, j) =>
        Math.tanh(b + [0, 1, 2].reduce((sum, i) => sum + X[row * 3 + i]! * w[i * 4 + j]!, 0))
      );
      const logits = [0, 1].map((k) => hidden.reduce((sum, h, j) => sum + h * V[j * 2 + k]!, 0));
      const exps = logits.map(Math.exp);
      total += (exps[0]! / (exps[0]! + exps[1]!)) ** 2 / 2;
    }
    return total;
  };
  const w = new Variable(convertToTensor("w", W).reshape([3, 4]) as Tensor);
  const tape = new GradientTape();
  const y = tape.run(() => {
    const hidden = tanh(add(matmul(constant(X, { shape: [2, 3] }), w), constant(B)));
    const p = softmax(matmul(hidden, constant(V, { shape: [4, 2] })));
    return reduceMean(square(p.slice([0, 0], [2, 1]) as Tensor));
  });
  const gradient = tape.gradient(y, w)!;
  const h = 1e-5;
  const expected = W.map((_, i) => {
    const [up, down] = [h, -h].map((step) => loss(W.map((it, j) => j === i ? it + step : it)));
    return (up! - down!) / (2 * h);
  });
  assertAllClose(gradient, float32(expected, [3, 4]), tolerance("gradient"));
  assert(Math.abs(Number(y) - loss(W)) < 1e-6);
  assert(reduceSum(gradient).dataSync()[0] !== 0);
});
