/**
 * Functions of two tensors, element by element, as `tf.keras.ops` has them: shapes broadcast, and two
 * element types become the one that holds both.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { ops } = tf.keras;
 * const whole = tf.constant([1, 2], "int32");
 * assertEquals(ops.add(whole, whole).dtype, "int32");
 * assertEquals(ops.add(whole, tf.constant([0.5, 0.5])).numpy().toArray(), [1.5, 2.5]);
 * ```
 *
 * @module
 */
import * as bits from "../ops/bitwise/bitwise.ts";
import * as arithmetic from "../ops/math/arithmetic.ts";
import { cast } from "../ops/math/cast.ts";
import { isInf, isNan } from "../ops/math/classification.ts";
import * as comparison from "../ops/math/comparison.ts";
import { complex } from "../ops/math/complex_parts.ts";
import * as division from "../ops/math/division.ts";
import * as trueDivision from "../ops/math/division_true.ts";
import { exp, log1p, pow, sqrt } from "../ops/math/exponential.ts";
import * as extremes from "../ops/math/extremes.ts";
import * as logical from "../ops/math/logical.ts";
import { onesLike, zerosLike } from "../ops/array/filled.ts";
import * as special from "../ops/math/special_pairs.ts";
import { cos, sin } from "../ops/math/trigonometric.ts";
import { where } from "../ops/math/where.ts";
import { isInteger } from "../arrays/dtypes.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { floatPair, pair, tensorOf, truths } from "./dtypes.ts";
import { type KerasOperation, operation } from "./signature.ts";

/** A function of two tensors. */
export type Paired = KerasOperation<"x1, x2">;

type Run = (a: Tensor, b: Tensor) => Tensor;

const same = (name: string, run: Run): Paired =>
  operation(name, "x1, x2", (a, b) => run(...pair(a, b)));

const real = (name: string, run: Run): Paired =>
  operation(name, "x1, x2", (a, b) => run(...floatPair(a, b)));

const truth = (name: string, run: Run): Paired =>
  operation(name, "x1, x2", (a, b) => run(truths(a), truths(b)));

/** Numbers that can be added: truth values become int32. */
const counted = (run: Run): Run => (a, b) =>
  a.dtype === "bool" ? run(cast(a, "int32"), cast(b, "int32")) : run(a, b);

/** `x1 + x2`; of truth values, whether one is true. */
export const add: Paired = same(
  "add",
  (a, b) => a.dtype === "bool" ? logical.logicalOr(a, b) : arithmetic.add(a, b),
);
/** `x1 - x2`. */
export const subtract: Paired = same("subtract", (a, b) => arithmetic.subtract(a, b));
/** `x1 * x2`; of truth values, whether both are true. */
export const multiply: Paired = same(
  "multiply",
  (a, b) => a.dtype === "bool" ? logical.logicalAnd(a, b) : arithmetic.multiply(a, b),
);
/** `x1 / x2`, with its fraction. */
export const divide: Paired = real("divide", (a, b) => trueDivision.divide(a, b));
/** `x1 / x2`, with its fraction. */
export const trueDivide: Paired = real("trueDivide", (a, b) => trueDivision.divide(a, b));
/** `x1 / x2`, 0 where `x2` is 0. */
export const divideNoNan: Paired = real("divideNoNan", (a, b) => arithmetic.divideNoNan(a, b));
/** The whole number not above `x1 / x2`. */
export const floorDivide: Paired = same(
  "floorDivide",
  counted((a, b) => division.floordiv(a, b)),
);
/** What is left of `x1` after whole `x2`s, with the sign of `x2`. */
export const mod: Paired = same("mod", counted((a, b) => division.floormod(a, b)));
/** What is left of `x1` after whole `x2`s, with the sign of `x1`. */
export const fmod: Paired = same("fmod", counted((a, b) => division.truncatemod(a, b)));
/** `x1` to the power of `x2`. */
export const power: Paired = same("power", counted((a, b) => pow(a, b)));
/** The larger one; NaN if one is NaN. */
export const maximum: Paired = same(
  "maximum",
  (a, b) => a.dtype === "bool" ? logical.logicalOr(a, b) : extremes.maximum(a, b),
);
/** The smaller one; NaN if one is NaN. */
export const minimum: Paired = same(
  "minimum",
  (a, b) => a.dtype === "bool" ? logical.logicalAnd(a, b) : extremes.minimum(a, b),
);

const present = (run: Run): Run => (a, b) =>
  isInteger(a.dtype) ? run(a, b) : where(isNan(a), b, where(isNan(b), a, run(a, b)));

/** The larger one; NaN only if both are NaN. */
export const fmax: Paired = same(
  "fmax",
  counted(present((a, b) => extremes.maximum(a, b))),
);
/** The smaller one; NaN only if both are NaN. */
export const fmin: Paired = same(
  "fmin",
  counted(present((a, b) => extremes.minimum(a, b))),
);
/** Whether both are equal. */
export const equal: Paired = same("equal", (a, b) => comparison.equal(a, b));
/** Whether both differ. */
export const notEqual: Paired = same("notEqual", (a, b) => comparison.notEqual(a, b));
/** Whether `x1 > x2`. */
export const greater: Paired = same("greater", counted((a, b) => comparison.greater(a, b)));
/** Whether `x1 >= x2`. */
export const greaterEqual: Paired = same(
  "greaterEqual",
  counted((a, b) => comparison.greaterEqual(a, b)),
);
/** Whether `x1 < x2`. */
export const less: Paired = same("less", counted((a, b) => comparison.less(a, b)));
/** Whether `x1 <= x2`. */
export const lessEqual: Paired = same(
  "lessEqual",
  counted((a, b) => comparison.lessEqual(a, b)),
);
/** Whether both are true. */
export const logicalAnd: Paired = truth("logicalAnd", (a, b) => logical.logicalAnd(a, b));
/** Whether one is true. */
export const logicalOr: Paired = truth("logicalOr", (a, b) => logical.logicalOr(a, b));
/** Whether exactly one is true. */
export const logicalXor: Paired = truth("logicalXor", (a, b) => logical.logicalXor(a, b));
/** The angle of the point (x2, x1), from -pi to pi. */
export const arctan2: Paired = real("arctan2", (a, b) => special.atan2(a, b));
/** `sqrt(x1^2 + x2^2)`, without overflow. */
export const hypot: Paired = real("hypot", (a, b) => {
  const [x, y] = [arithmetic.abs(a), arithmetic.abs(b)];
  const [large, small] = [extremes.maximum(x, y), extremes.minimum(x, y)];
  const ratio = arithmetic.divideNoNan(small, large);
  const length = arithmetic.multiply(large, sqrt(arithmetic.add(arithmetic.square(ratio), 1)));
  return where(isInf(large), large, length);
});

/** `max + log(1 + e^-|difference|)`, the other one's share in units of a base. */
const sumOfPowers = (unit: number): Run => (a, b) => {
  const [high, low] = [extremes.maximum(a, b), extremes.minimum(a, b)];
  const gap = arithmetic.subtract(low, high);
  const share = arithmetic.multiply(log1p(exp(arithmetic.multiply(gap, unit))), 1 / unit);
  return where(
    comparison.equal(a, b),
    arithmetic.add(a, Math.LN2 / unit),
    arithmetic.add(high, share),
  );
};

/** `log(e^x1 + e^x2)`, without overflow. */
export const logaddexp: Paired = real("logaddexp", sumOfPowers(1));
/** `log2(2^x1 + 2^x2)`, without overflow. */
export const logaddexp2: Paired = real("logaddexp2", sumOfPowers(Math.LN2));
/** 0 below 0, 1 above, `x2` at 0. */
export const heaviside: Paired = real("heaviside", (a, b) => {
  const wide = arithmetic.add(a, zerosLike(b));
  const one = onesLike(wide);
  return where(
    comparison.less(wide, 0),
    zerosLike(wide),
    where(comparison.greater(wide, 0), one, arithmetic.multiply(b, one)),
  );
});
/**
 * `x1 * 2^x2`.
 *
 * @throws {TypeError} for an `x2` that is not of whole numbers.
 */
export const ldexp: Paired = operation("ldexp", "x1, x2", (x1, x2) => {
  const power = tensorOf(x2);
  if (!isInteger(power.dtype)) {
    throw new TypeError(
      `tf.keras.ops.ldexp: expected x2 of whole numbers, received ${power.dtype}; write tf.cast(x2, "int32")`,
    );
  }
  const [x, n] = floatPair(x1, power);
  const isFixed = logical.logicalOr(isInf(x), comparison.equal(x, 0));
  return where(isFixed, arithmetic.add(x, zerosLike(n)), arithmetic.multiply(x, pow(2, n)));
});
/** The next float from `x1` towards `x2`. */
export const nextafter: Paired = real("nextafter", (a, b) => special.nextafter(a, b));

/** Complex numbers of lengths and angles. */
export const polar: KerasOperation<"abs, angle"> = operation(
  "polar",
  "abs, angle",
  (size, turn) => {
    const [r, phi] = floatPair(size, turn);
    return complex(arithmetic.multiply(r, cos(phi)), arithmetic.multiply(r, sin(phi)));
  },
);

/** A function of the bits of two whole numbers. */
export type BitPair = KerasOperation<"x, y">;

const bitwise = (name: string, run: Run, onTruths?: Run): BitPair =>
  operation(name, "x, y", (x: TensorLike, y: TensorLike) => {
    const [a, b] = pair(x, y);
    return a.dtype === "bool" && onTruths ? onTruths(a, b) : run(a, b);
  });

/** Bits set in both. */
export const bitwiseAnd: BitPair = bitwise(
  "bitwiseAnd",
  (a, b) => bits.bitwiseAnd(a, b),
  (a, b) => logical.logicalAnd(a, b),
);
/** Bits set in one. */
export const bitwiseOr: BitPair = bitwise(
  "bitwiseOr",
  (a, b) => bits.bitwiseOr(a, b),
  (a, b) => logical.logicalOr(a, b),
);
/** Bits set in exactly one. */
export const bitwiseXor: BitPair = bitwise(
  "bitwiseXor",
  (a, b) => bits.bitwiseXor(a, b),
  (a, b) => logical.logicalXor(a, b),
);
/** Bits of `x` moved up by `y` places. */
export const bitwiseLeftShift: BitPair = bitwise(
  "bitwiseLeftShift",
  (a, b) => bits.leftShift(a, b),
);
/** Bits of `x` moved up by `y` places. */
export const leftShift: BitPair = bitwise("leftShift", (a, b) => bits.leftShift(a, b));
/** Bits of `x` moved down by `y` places. */
export const bitwiseRightShift: BitPair = bitwise(
  "bitwiseRightShift",
  (a, b) => bits.rightShift(a, b),
);
/** Bits of `x` moved down by `y` places. */
export const rightShift: BitPair = bitwise("rightShift", (a, b) => bits.rightShift(a, b));

const inverted = (x: TensorLike): Tensor => {
  const whole = tensorOf(x);
  return whole.dtype === "bool" ? logical.logicalNot(whole) : bits.invert(whole);
};

/** All bits the other way. */
export const bitwiseInvert: KerasOperation<"x"> = operation("bitwiseInvert", "x", inverted);
/** All bits the other way. */
export const bitwiseNot: KerasOperation<"x"> = operation("bitwiseNot", "x", inverted);
