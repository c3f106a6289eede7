import * as tfjs from "@tensorflow/tfjs";
import fc from "fast-check";
import type { OperationKind } from "../../support/tolerances.ts";
import { type Case, conforms, type Draw, draw, pairs, type Type, zipped } from "./support.ts";

type Binary = (a: tfjs.Tensor, b: tfjs.Tensor) => tfjs.Tensor;

const FLOATS: readonly [string, Binary, OperationKind, Draw][] = [
  ["Add", tfjs.add, "exact", draw.extreme],
  ["Sub", tfjs.sub, "exact", draw.extreme],
  ["Multiply", tfjs.mul, "exact", draw.extreme],
  ["RealDiv", tfjs.div, "elementwise", draw.extreme],
  ["Maximum", tfjs.maximum, "exact", draw.extreme],
  ["Minimum", tfjs.minimum, "exact", draw.extreme],
  ["SquaredDifference", tfjs.squaredDifference, "reduction", draw.plain],
  ["Prelu", tfjs.prelu as Binary, "elementwise", draw.extreme],
];
for (const [kernel, run, kind, values] of FLOATS) {
  conforms(kernel, { cases: pairs(values), run: ([a, b]) => run(a!, b!), kind });
}
conforms("EluGrad", {
  cases: pairs(draw.extreme).filter(({ inputs: [a, b] }: Case) => `${a!.shape}` === `${b!.shape}`),
  run: ([dy, y]) => tfjs.engine().runKernel("EluGrad", { dy: dy!, y: y! }) as tfjs.Tensor,
  kind: "elementwise",
});

const HOW: Readonly<Record<Type, Draw>> = {
  float32: draw.extreme,
  int32: (next) => next() < 0.5 ? draw.ties(next) : draw.whole(next),
  bool: draw.bit,
};
const anyType = fc.constantFrom<Type>("float32", "int32", "bool").chain((type) =>
  pairs(HOW[type], type)
);
const COMPARISONS: readonly [string, Binary][] = [
  ["Equal", tfjs.equal],
  ["NotEqual", tfjs.notEqual],
  ["Greater", tfjs.greater],
  ["GreaterEqual", tfjs.greaterEqual],
  ["Less", tfjs.less],
  ["LessEqual", tfjs.lessEqual],
];
for (const [kernel, run] of COMPARISONS) {
  conforms(kernel, { cases: anyType, run: ([a, b]) => run(a!, b!) });
  conforms(kernel, {
    when: "numbers are equal",
    cases: pairs(draw.ties),
    run: ([a, b]) => run(a!, b!),
  });
}
conforms("LogicalAnd", {
  cases: pairs(draw.bit, "bool"),
  run: ([a, b]) => tfjs.logicalAnd(a!, b!),
});
conforms("LogicalOr", { cases: pairs(draw.bit, "bool"), run: ([a, b]) => tfjs.logicalOr(a!, b!) });
for (const kernel of ["Maximum", "Minimum"] as const) {
  conforms(kernel, {
    when: "they are truth values",
    cases: pairs(draw.bit, "bool"),
    run: ([a, b]) => tfjs.engine().runKernel(kernel, { a: a!, b: b! }) as tfjs.Tensor,
  });
}

// tfjs multiplies whole numbers as doubles, which loses digits past 2^53
const WHOLE: readonly [string, Binary, (x: number, y: number) => number][] = [
  ["Add", tfjs.add, (x, y) => x + y | 0],
  ["Sub", tfjs.sub, (x, y) => x - y | 0],
  ["Multiply", tfjs.mul, Math.imul],
  ["SquaredDifference", tfjs.squaredDifference, (x, y) => Math.imul(x - y | 0, x - y | 0)],
  ["Maximum", tfjs.maximum, Math.max],
  ["Minimum", tfjs.minimum, Math.min],
  ["BitwiseAnd", tfjs.bitwiseAnd as Binary, (x, y) => x & y],
  // a division by zero is an error in TensorFlow, which a graph that runs later cannot raise
  ["FloorDiv", tfjs.floorDiv, (x, y) => y === 0 ? 0 : Math.floor(x / y) | 0],
  ["Mod", tfjs.mod, (x, y) => y === 0 ? 0 : x - y * Math.floor(x / y)],
];
for (const [kernel, run, truth] of WHOLE) {
  conforms(kernel, {
    when: "numbers are whole",
    cases: pairs(HOW.int32, "int32"),
    run: ([a, b]) =>
      kernel === "BitwiseAnd" || kernel === "Mod" || kernel === "FloorDiv"
        ? tfjs.engine().runKernel(kernel, { a: a!, b: b! }) as tfjs.Tensor
        : run(a!, b!),
    truth: ([a, b]) => zipped(a!, b!, truth),
  });
}

/** Empty tensors take the fall-back, which has tfjs's element type. */
const filled = ({ inputs }: Case) => inputs.every(({ shape }) => !shape.includes(0));
/** Whether every quotient is zero, infinite or normal: subnormal ones are zero on some devices. */
const normalQuotients = ({ inputs: [a, b] }: Case) =>
  zipped(a!, b!, (x, y) => {
    const quotient = Math.abs(x / y);
    return quotient > 0 && quotient < 2 ** -126 ? 1 : 0;
  }).data.every((it) => it === 0);
// tfjs makes whole numbers of the quotient, and NaN of a remainder by infinity
conforms("FloorDiv", {
  cases: pairs(draw.extreme).filter(filled).filter(normalQuotients),
  run: ([a, b]) => tfjs.floorDiv(a!, b!),
  truth: ([a, b]) => zipped(a!, b!, (x, y) => Math.floor(Math.fround(x / y))),
});
conforms("Mod", {
  cases: pairs((next) => next() < 0.2 ? draw.extreme(next) : Math.round(next() * 40 - 20) / 4),
  run: ([a, b]) => tfjs.mod(a!, b!),
  truth: ([a, b]) =>
    zipped(a!, b!, (x, y) => {
      const rest = x % y;
      return rest !== 0 && y < 0 !== rest < 0 ? rest + y : rest;
    }),
  kind: "elementwise",
});

const power = (x: number, y: number) =>
  x === 1 || y === 0 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y;
conforms("Pow", {
  cases: pairs(draw.within(0.1, 4), "float32", draw.plain),
  run: ([a, b]) => tfjs.pow(a!, b!),
  kind: "transcendental",
});
// JavaScript's 1 ** NaN is NaN, IEEE's power of 1 is always 1
conforms("Pow", {
  when: "arguments are NaN, infinite, negative or zero",
  cases: pairs((next) =>
    [NaN, Infinity, -Infinity, 0, 1, -1, 2, -2, 0.5, 3][Math.floor(next() * 10)]!
  ),
  run: ([a, b]) => tfjs.pow(a!, b!),
  truth: ([a, b]) => zipped(a!, b!, power),
  kind: "transcendental",
});
