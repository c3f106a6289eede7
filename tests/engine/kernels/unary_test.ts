import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import {
  conforms,
  type Data,
  type Draw,
  draw,
  mapped,
  SEEDS,
  SHAPES,
  singles,
  tensor,
  type Type,
} from "./support.ts";
import type { OperationKind } from "../../support/tolerances.ts";

type Unary = (x: tfjs.Tensor) => tfjs.Tensor;

const positive = draw.within(1e-6, 1e6);
const FUNCTIONS: readonly [string, Unary, OperationKind, Draw][] = [
  ["Abs", tfjs.abs, "exact", draw.extreme],
  ["Neg", tfjs.neg, "exact", draw.extreme],
  ["Ceil", tfjs.ceil, "exact", draw.extreme],
  ["Floor", tfjs.floor, "exact", draw.extreme],
  ["Round", tfjs.round, "exact", (next) => Math.round(next() * 40 - 20) / 2],
  ["Exp", tfjs.exp, "transcendental", draw.plain],
  ["Expm1", tfjs.expm1, "transcendental", (next) => (next() - 0.5) * 10 ** (next() * 9 - 7)],
  ["Log", tfjs.log, "transcendental", positive],
  ["Log1p", tfjs.log1p, "transcendental", (next) => next() * 10 ** (next() * 9 - 7) - 1e-8],
  ["Sqrt", tfjs.sqrt, "elementwise", draw.extreme],
  ["Rsqrt", tfjs.rsqrt, "transcendental", positive],
  ["Reciprocal", tfjs.reciprocal, "elementwise", draw.extreme],
  ["Square", tfjs.square, "elementwise", draw.plain],
  ["Sin", tfjs.sin, "transcendental", draw.plain],
  ["Cos", tfjs.cos, "transcendental", draw.plain],
  ["Tan", tfjs.tan, "transcendental", draw.within(-1.5, 1.5)],
  ["Asin", tfjs.asin, "transcendental", draw.within(-1.1, 1.1)],
  ["Acos", tfjs.acos, "transcendental", draw.within(-1.1, 1.1)],
  ["Atan", tfjs.atan, "transcendental", draw.extreme],
  ["Sinh", tfjs.sinh, "transcendental", draw.plain],
  ["Cosh", tfjs.cosh, "transcendental", draw.plain],
  ["Tanh", tfjs.tanh, "transcendental", draw.extreme],
  ["Asinh", tfjs.asinh, "transcendental", draw.plain],
  ["Acosh", tfjs.acosh, "transcendental", draw.within(0.5, 50)],
  ["Atanh", tfjs.atanh, "transcendental", draw.within(-0.99, 0.99)],
  ["Erf", tfjs.erf, "transcendental", draw.within(-4, 4)],
  ["Sigmoid", tfjs.sigmoid, "transcendental", draw.extreme],
  ["Softplus", tfjs.softplus, "transcendental", draw.plain],
  ["Elu", tfjs.elu, "transcendental", draw.extreme],
  ["Selu", tfjs.selu, "transcendental", draw.within(-60, 60)],
  ["Relu", tfjs.relu, "exact", draw.extreme],
  ["Relu6", tfjs.relu6, "exact", draw.extreme],
  ["LeakyRelu", (x) => tfjs.leakyRelu(x, 0.3), "elementwise", draw.extreme],
  ["ClipByValue", (x) => tfjs.clipByValue(x, -1, 2), "exact", draw.extreme],
  ["Step", (x) => tfjs.step(x, 0.5), "exact", draw.extreme],
  ["Step", (x) => tfjs.step(x), "exact", draw.extreme],
  ["IsNan", tfjs.isNaN, "exact", draw.extreme],
  ["IsInf", tfjs.isInf, "exact", draw.extreme],
  ["IsFinite", tfjs.isFinite, "exact", draw.extreme],
];
for (const [kernel, run, kind, values] of FUNCTIONS) {
  conforms(kernel, { cases: singles(values), run: ([x]) => run(x!), kind });
}
conforms("LogicalNot", { cases: singles(draw.bit, "bool"), run: ([x]) => tfjs.logicalNot(x!) });

const ends = (f: (x: number) => number) => ([x]: readonly Data[]) => mapped(x!, f);
// tfjs calls the sign of NaN 0
conforms("Sign", {
  cases: singles(draw.extreme),
  run: ([x]) => tfjs.sign(x!),
  truth: ends(Math.sign),
});
conforms("Expm1", {
  when: "the argument is at the ends of the range",
  cases: singles((next) =>
    [NaN, Infinity, -Infinity, 0, -200, 200, 1e-40][Math.floor(next() * 7)]!
  ),
  run: ([x]) => tfjs.expm1(x!),
  kind: "transcendental",
});
conforms("Log1p", {
  when: "the argument is at the ends of the range",
  cases: singles((next) => [NaN, Infinity, -1, 0, -2, 3e38, 1e-40][Math.floor(next() * 7)]!),
  run: ([x]) => tfjs.log1p(x!),
  kind: "transcendental",
});

// whole numbers: exact, and wrapping where there is no other answer
const WHOLE: readonly [string, Unary, (x: number) => number][] = [
  ["Abs", tfjs.abs, (x) => Math.abs(x) | 0],
  ["Neg", tfjs.neg, (x) => -x | 0],
  ["Sign", tfjs.sign, Math.sign],
  ["Square", tfjs.square, (x) => Math.imul(x, x)],
  ["Relu", tfjs.relu, (x) => Math.max(0, x)],
  ["ClipByValue", (x) => tfjs.clipByValue(x, -5, 70000), (x) => Math.min(70000, Math.max(-5, x))],
];
for (const [kernel, run, f] of WHOLE) {
  conforms(kernel, {
    when: "numbers are whole",
    cases: singles(draw.whole, "int32"),
    run: ([x]) => run(x!),
    truth: ends(f),
  });
}

/** A cast as TensorFlow does it on common processors: what does not fit becomes the smallest int32. */
function cast({ data, shape }: Data, dtype: Type): Data {
  const whole = (x: number) => Math.abs(Math.trunc(x)) < 2 ** 31 ? Math.trunc(x) : -(2 ** 31);
  const convert =
    { float32: Math.fround, int32: whole, bool: (x: number) => x !== 0 ? 1 : 0 }[dtype];
  return mapped({ shape, dtype, data }, (x) => convert(x), dtype);
}
const TYPES = ["float32", "int32", "bool"] as const;
const HOW = { float32: draw.extreme, int32: draw.whole, bool: draw.bit };
conforms("Cast", {
  cases: fc.tuple(
    fc.constantFrom(...SHAPES),
    SEEDS,
    fc.constantFrom(...TYPES),
    fc.constantFrom(...TYPES),
  )
    .map(([shape, seed, from, to]) => ({
      inputs: [tensor(shape, seed, HOW[from], from)],
      params: to,
    })),
  run: ([x], to) => tfjs.cast(x!, to),
  truth: ([x], to) => x!.dtype === to ? x! : cast(x!, to),
});

const choices = fc.tuple(fc.constantFrom(...SHAPES), SEEDS, fc.constantFrom(...TYPES)).map(
  ([shape, seed, type]) => ({
    inputs: [
      tensor(shape, seed, draw.bit, "bool"),
      tensor(shape, seed + 1, HOW[type], type),
      tensor(shape, seed + 2, HOW[type], type),
    ],
    params: undefined,
  }),
);
conforms("Select", { cases: choices, run: ([c, t, e]) => tfjs.where(c!, t!, e!) });
conforms("Select", {
  when: "the condition is one of rows",
  cases: SEEDS.map((seed) => ({
    inputs: [
      tensor([3], seed, draw.bit, "bool"),
      tensor([3, 5], seed + 1, draw.extreme, "float32"),
      tensor([3, 5], seed + 2, draw.extreme, "float32"),
    ],
    params: undefined,
  })),
  run: ([condition, t, e]) =>
    tfjs.engine().runKernel("Select", { condition: condition!, t: t!, e: e! }) as tfjs.Tensor,
  truth: ([condition, t, e]) => ({
    ...t!,
    data: t!.data.map((value, i) => condition!.data[Math.floor(i / 5)] ? value : e!.data[i]!),
  }),
  runs: 50,
});
conforms("AddN", {
  cases: fc.tuple(fc.constantFrom(...SHAPES), SEEDS, fc.constantFrom("float32", "int32"))
    .map(([shape, seed, type]) => ({
      inputs: [0, 1, 2].map((it) =>
        tensor(shape, seed + it, type === "int32" ? draw.small : draw.plain, type as Type)
      ),
      params: undefined,
    })),
  run: (inputs) => tfjs.addN(inputs),
  kind: "reduction",
});
