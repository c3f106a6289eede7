/**
 * Arithmetic, comparison, logic and functions of one number, named as in `tf` and `tf.math`.
 * Shapes broadcast as NumPy's; element types must agree.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { binary, type BinaryOp, unary, type UnaryOp } from "./define.ts";

/** `x + y`. */
export const add: BinaryOp = binary("tf.add", tfjs.add);
/** `x - y`. */
export const subtract: BinaryOp = binary("tf.subtract", tfjs.sub);
/** `x * y`. */
export const multiply: BinaryOp = binary("tf.multiply", tfjs.mul);
/** `x / y` of floats. */
export const divide: BinaryOp = binary("tf.divide", tfjs.div, ["float32"]);
/** `floor(x / y)`. */
export const floordiv: BinaryOp = binary("tf.math.floordiv", tfjs.floorDiv);
/** `x` to the power `y`. */
export const pow: BinaryOp = binary("tf.pow", tfjs.pow);
/** The larger of `x` and `y`. */
export const maximum: BinaryOp = binary("tf.maximum", tfjs.maximum);
/** The smaller of `x` and `y`. */
export const minimum: BinaryOp = binary("tf.minimum", tfjs.minimum);
/** `(x - y)^2`. */
export const squaredDifference: BinaryOp = binary(
  "tf.math.squaredDifference",
  tfjs.squaredDifference,
);

const ANY = ["float32", "int32", "bool", "string"] as const;
/** Whether `x` equals `y`; NaN equals nothing. */
export const equal: BinaryOp = binary("tf.equal", tfjs.equal, ANY);
/** Whether `x` differs from `y`. */
export const notEqual: BinaryOp = binary("tf.notEqual", tfjs.notEqual, ANY);
/** Whether `x > y`. */
export const greater: BinaryOp = binary("tf.greater", tfjs.greater);
/** Whether `x >= y`. */
export const greaterEqual: BinaryOp = binary("tf.greaterEqual", tfjs.greaterEqual);
/** Whether `x < y`. */
export const less: BinaryOp = binary("tf.less", tfjs.less);
/** Whether `x <= y`. */
export const lessEqual: BinaryOp = binary("tf.lessEqual", tfjs.lessEqual);
/** Whether both are true. */
export const logicalAnd: BinaryOp = binary("tf.logicalAnd", tfjs.logicalAnd, ["bool"]);
/** Whether one or both are true. */
export const logicalOr: BinaryOp = binary("tf.logicalOr", tfjs.logicalOr, ["bool"]);
/** Whether `x` is false. */
export const logicalNot: UnaryOp = unary("tf.logicalNot", tfjs.logicalNot, ["bool"]);

const NUMBERS = ["float32", "int32"] as const;
/** `|x|`. */
export const abs: UnaryOp = unary("tf.abs", tfjs.abs, NUMBERS);
/** `-x`. */
export const negative: UnaryOp = unary("tf.negative", tfjs.neg, NUMBERS);
/** `x^2`. */
export const square: UnaryOp = unary("tf.square", tfjs.square, NUMBERS);
/** -1, 0 or 1. */
export const sign: UnaryOp = unary("tf.sign", tfjs.sign, NUMBERS);
/** The square root. */
export const sqrt: UnaryOp = unary("tf.sqrt", tfjs.sqrt);
/** `1 / sqrt(x)`. */
export const rsqrt: UnaryOp = unary("tf.math.rsqrt", tfjs.rsqrt);
/** `e^x`. */
export const exp: UnaryOp = unary("tf.exp", tfjs.exp);
/** The natural logarithm. */
export const log: UnaryOp = unary("tf.math.log", tfjs.log);
/** The sine of radians. */
export const sin: UnaryOp = unary("tf.sin", tfjs.sin);
/** The cosine of radians. */
export const cos: UnaryOp = unary("tf.cos", tfjs.cos);
/** The hyperbolic tangent. */
export const tanh: UnaryOp = unary("tf.tanh", tfjs.tanh);
/** `1 / (1 + e^-x)`. */
export const sigmoid: UnaryOp = unary("tf.sigmoid", tfjs.sigmoid);
/** The next whole number below. */
export const floor: UnaryOp = unary("tf.floor", tfjs.floor);
/** The next whole number above. */
export const ceil: UnaryOp = unary("tf.math.ceil", tfjs.ceil);
/** The nearest whole number; halves go to the even one. */
export const round: UnaryOp = unary("tf.round", tfjs.round, NUMBERS);
/** Whether `x` is not a number. */
export const isNan: UnaryOp = unary("tf.math.isNan", tfjs.isNaN);
/** Whether `x` is infinite. */
export const isInf: UnaryOp = unary("tf.math.isInf", tfjs.isInf);
/** Whether `x` is neither infinite nor NaN. */
export const isFinite: UnaryOp = unary("tf.math.isFinite", tfjs.isFinite);
