/**
 * Functions of one tensor, element by element, as `tf.keras.ops` has them: whole numbers become
 * float32 where a result has fractions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { ops } = tf.keras;
 * assertEquals(ops.square([1, 2]).numpy().toArray(), [1, 4]);
 * assertEquals(ops.sqrt(tf.constant([1, 4], "int32")).dtype, "float32");
 * ```
 *
 * @module
 */
import { isFloating, isInteger } from "../arrays/dtypes.ts";
import * as arithmetic from "../ops/math/arithmetic.ts";
import * as classification from "../ops/math/classification.ts";
import * as parts from "../ops/math/complex_parts.ts";
import * as exponential from "../ops/math/exponential.ts";
import * as hyperbolic from "../ops/math/hyperbolic.ts";
import * as logical from "../ops/math/logical.ts";
import * as rounding from "../ops/math/rounding.ts";
import * as special from "../ops/math/special.ts";
import * as trigonometric from "../ops/math/trigonometric.ts";
import { fill } from "../ops/array/filled.ts";
import { bitcast } from "../ops/math/bitcast.ts";
import { cast } from "../ops/math/cast.ts";
import { equal, less } from "../ops/math/comparison.ts";
import { where } from "../ops/math/where.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { floats, tensorOf, truths } from "./dtypes.ts";
import { type KerasOperation, operation } from "./signature.ts";

/** A function of one tensor. */
export type Elementwise = KerasOperation<"x">;

/** One that takes numbers as they are. */
const same = (name: string, run: (x: Tensor) => Tensor): Elementwise =>
  operation(name, "x", (x) => run(tensorOf(x)));

/** One whose results have fractions. */
const real_ = (name: string, run: (x: Tensor) => Tensor): Elementwise =>
  operation(name, "x", (x) => run(floats(x)));

/** `x` is whole: nothing has to be rounded. */
const isWhole = (x: Tensor): boolean => isInteger(x.dtype) || x.dtype === "bool";

/** `|x|`. */
export const abs: Elementwise = same("abs", (x) => x.dtype === "bool" ? x : arithmetic.abs(x));
/** `|x|`. */
export const absolute: Elementwise = same(
  "absolute",
  (x) => x.dtype === "bool" ? x : arithmetic.abs(x),
);
/** `|x|` as a float. */
export const fabs: Elementwise = real_("fabs", (x) => arithmetic.abs(x));
/** `-x`. */
export const negative: Elementwise = same("negative", (x) => arithmetic.negative(x));
/** -1, 0 or 1. */
export const sign: Elementwise = same("sign", (x) => arithmetic.sign(x));
/** `x * x`; truth values become int32. */
export const square: Elementwise = same(
  "square",
  (x) => arithmetic.square(x.dtype === "bool" ? cast(x, "int32") : x),
);
/** `1 / x`. */
export const reciprocal: Elementwise = real_("reciprocal", (x) => arithmetic.reciprocal(x));
/** `e^x`. */
export const exp: Elementwise = real_("exp", (x) => exponential.exp(x));
/** `2^x`. */
export const exp2: Elementwise = real_("exp2", (x) => exponential.pow(2, x));
/** `e^x - 1`, exact near 0. */
export const expm1: Elementwise = real_("expm1", (x) => exponential.expm1(x));
/** The natural logarithm. */
export const log: Elementwise = real_("log", (x) => exponential.log(x));
/** The logarithm to base 10. */
export const log10: Elementwise = real_(
  "log10",
  (x) => arithmetic.multiply(exponential.log(x), Math.LOG10E),
);
/** The logarithm to base 2. */
export const log2: Elementwise = real_(
  "log2",
  (x) => arithmetic.multiply(exponential.log(x), Math.LOG2E),
);
/** `log(1 + x)`, exact near 0. */
export const log1p: Elementwise = real_("log1p", (x) => exponential.log1p(x));
/** The square root. */
export const sqrt: Elementwise = real_("sqrt", (x) => exponential.sqrt(x));
/** `1 / sqrt(x)`. */
export const rsqrt: Elementwise = real_("rsqrt", (x) => exponential.rsqrt(x));
/** The cube root, negative for negative numbers. */
export const cbrt: Elementwise = real_(
  "cbrt",
  (x) => arithmetic.multiply(arithmetic.sign(x), exponential.pow(arithmetic.abs(x), 1 / 3)),
);
/** The largest whole number that is not larger, as a float. */
export const floor: Elementwise = real_("floor", (x) => rounding.floor(x));
/** The smallest whole number that is not smaller, as a float. */
export const ceil: Elementwise = real_("ceil", (x) => rounding.ceil(x));
/** The whole number towards 0. */
export const trunc: Elementwise = same(
  "trunc",
  (x) => isWhole(x) ? x : where(less(x, 0), rounding.ceil(x), rounding.floor(x)),
);
/** Sines. */
export const sin: Elementwise = real_("sin", (x) => trigonometric.sin(x));
/** Cosines. */
export const cos: Elementwise = real_("cos", (x) => trigonometric.cos(x));
/** Tangents. */
export const tan: Elementwise = real_("tan", (x) => trigonometric.tan(x));
/** The angle of a sine, from -pi/2 to pi/2. */
export const arcsin: Elementwise = real_("arcsin", (x) => trigonometric.asin(x));
/** The angle of a cosine, from 0 to pi. */
export const arccos: Elementwise = real_("arccos", (x) => trigonometric.acos(x));
/** The angle of a tangent, from -pi/2 to pi/2. */
export const arctan: Elementwise = real_("arctan", (x) => trigonometric.atan(x));
/** Hyperbolic sines. */
export const sinh: Elementwise = real_("sinh", (x) => hyperbolic.sinh(x));
/** Hyperbolic cosines. */
export const cosh: Elementwise = real_("cosh", (x) => hyperbolic.cosh(x));
/** Hyperbolic tangents. */
export const tanh: Elementwise = real_("tanh", (x) => hyperbolic.tanh(x));
/** The inverse of {@linkcode sinh}. */
export const arcsinh: Elementwise = real_("arcsinh", (x) => hyperbolic.asinh(x));
/** The inverse of {@linkcode cosh}, from 1 on. */
export const arccosh: Elementwise = real_("arccosh", (x) => hyperbolic.acosh(x));
/** The inverse of {@linkcode tanh}, between -1 and 1. */
export const arctanh: Elementwise = real_("arctanh", (x) => hyperbolic.atanh(x));
/** `sin(pi x) / (pi x)`, 1 at 0. */
export const sinc: Elementwise = real_("sinc", (x) => {
  const angle = arithmetic.multiply(x, Math.PI);
  const isZero = equal(x, 0);
  const safe = where(isZero, fill(x.shape, 1).cast(x.dtype), angle);
  return where(
    isZero,
    fill(x.shape, 1).cast(x.dtype),
    arithmetic.multiply(trigonometric.sin(safe), arithmetic.reciprocal(safe)),
  );
});
/** Degrees as radians. */
export const deg2rad: Elementwise = real_(
  "deg2rad",
  (x) => arithmetic.multiply(x, Math.PI / 180),
);
/** Radians as degrees. */
export const rad2deg: Elementwise = real_(
  "rad2deg",
  (x) => arithmetic.multiply(x, 180 / Math.PI),
);
/** The error function. */
export const erf: Elementwise = real_("erf", (x) => special.erf(x));
/** `1 - erf(x)`, exact where that is small. */
export const erfc: Elementwise = real_("erfc", (x) => special.erfc(x));
/** The inverse of {@linkcode erf}. */
export const erfinv: Elementwise = real_("erfinv", (x) => special.erfinv(x));
/** The modified Bessel function of the first kind, of order 0. */
export const i0: Elementwise = real_("i0", (x) => special.besselI0(x));
/** Whether a number is neither infinite nor NaN. */
export const isfinite: Elementwise = same(
  "isfinite",
  (x) => isWhole(x) ? fill(x.shape, 1).cast("bool") : classification.isFinite(x),
);
/** Whether a number is infinite. */
export const isinf: Elementwise = same(
  "isinf",
  (x) => isWhole(x) ? fill(x.shape, 0).cast("bool") : classification.isInf(x),
);
/** Whether it is not a number. */
export const isnan: Elementwise = same(
  "isnan",
  (x) => isWhole(x) ? fill(x.shape, 0).cast("bool") : classification.isNan(x),
);
/** Whether it is -Infinity. */
export const isneginf: Elementwise = same(
  "isneginf",
  (x) => isWhole(x) ? fill(x.shape, 0).cast("bool") : equal(x, -Infinity),
);
/** Whether it is Infinity. */
export const isposinf: Elementwise = same(
  "isposinf",
  (x) => isWhole(x) ? fill(x.shape, 0).cast("bool") : equal(x, Infinity),
);
/** Whether it has no imaginary part. */
export const isreal: Elementwise = same(
  "isreal",
  (x) => x.dtype === "complex64" ? equal(parts.imag(x), 0) : fill(x.shape, 1).cast("bool"),
);
/** Whether the sign is set, that of -0 too. */
export const signbit: Elementwise = same("signbit", (x) => {
  if (x.dtype === "bool") return fill(x.shape, 0).cast("bool");
  if (!isFloating(x.dtype)) return less(x, cast(0, x.dtype));
  return less(bitcast(cast(x, "float32"), "int32"), cast(0, "int32"));
});
/** Whether it is false, or 0. */
export const logicalNot: Elementwise = operation(
  "logicalNot",
  "x",
  (x) => logical.logicalNot(truths(x)),
);
/** The real part. */
export const real: Elementwise = same("real", (x) => parts.real(x));
/** The imaginary part. */
export const imag: Elementwise = same("imag", (x) => parts.imag(x));
/** The angle of a complex number; 0 or pi for others. */
export const angle: Elementwise = real_("angle", (x) => parts.angle(x));
/** The complex conjugate. */
export const conjugate: Elementwise = same("conjugate", (x) => parts.conj(x));
/** The complex conjugate. */
export const conj: Elementwise = same("conj", (x) => parts.conj(x));
