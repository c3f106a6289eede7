/**
 * The functions that tensors have as methods.
 *
 * @module
 */
import type { FunctionMethodName } from "../tensor/methods.ts";
import { broadcastTo } from "./array/broadcast.ts";
import { expandDims, squeeze } from "./array/expand_dims.ts";
import { gather, gatherNd } from "./array/gather.ts";
import { pad } from "./array/pad.ts";
import { reshape } from "./array/reshape.ts";
import { reverse, roll } from "./array/reverse.ts";
import { slice } from "./array/slice.ts";
import { argsort, sort } from "./array/sort.ts";
import { split, unstack } from "./array/split.ts";
import { repeat, tile } from "./array/tile.ts";
import { transpose } from "./array/transpose.ts";
import { matmul } from "./linalg/matmul.ts";
import { tensordot } from "./linalg/tensordot.ts";
import * as arithmetic from "./math/arithmetic.ts";
import { cast } from "./math/cast.ts";
import { isFinite, isInf, isNan } from "./math/classification.ts";
import { clipByValue } from "./math/clip.ts";
import * as comparison from "./math/comparison.ts";
import { conj, imag, real } from "./math/complex_parts.ts";
import { floordiv, floormod } from "./math/division.ts";
import { divide } from "./math/division_true.ts";
import { exp, log, log1p, pow, rsqrt, sigmoid, sqrt } from "./math/exponential.ts";
import { maximum, minimum } from "./math/extremes.ts";
import { tanh } from "./math/hyperbolic.ts";
import { logicalAnd, logicalNot, logicalOr, logicalXor } from "./math/logical.ts";
import { ceil, floor, round } from "./math/rounding.ts";
import { erf } from "./math/special.ts";
import { cos, sin, tan } from "./math/trigonometric.ts";
import { relu } from "./nn/activations.ts";
import { softmax } from "./nn/softmax.ts";
import { argmax, argmin } from "./reduction/arg_extremes.ts";
import * as reductions from "./reduction/reductions.ts";

const { add, subtract, multiply, negative, square, squaredDifference, reciprocal, abs, sign } =
  arithmetic;
const { equal, notEqual, greater, greaterEqual, less, lessEqual } = comparison;
const { reduceAll, reduceAny, reduceMax, reduceMean, reduceMin, reduceSum } = reductions;

/** Functions by the name of the method: `x.name(...)` is `name(x, ...)`. */
export const FUNCTIONS: Readonly<Record<FunctionMethodName, unknown>> = {
  abs,
  add,
  all: reduceAll,
  any: reduceAny,
  argmax,
  argmin,
  argsort,
  broadcastTo,
  cast,
  ceil,
  clipByValue,
  conj,
  cos,
  div: divide,
  divide,
  equal,
  erf,
  exp,
  expandDims,
  floor,
  floordiv,
  floormod,
  gather,
  gatherNd,
  greater,
  greaterEqual,
  imag,
  isFinite,
  isInf,
  isNan,
  less,
  lessEqual,
  log,
  log1p,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  matmul,
  max: reduceMax,
  maximum,
  mean: reduceMean,
  min: reduceMin,
  minimum,
  mod: floormod,
  mul: multiply,
  multiply,
  neg: negative,
  negative,
  notEqual,
  pad,
  pow,
  real,
  reciprocal,
  reduceAll,
  reduceAny,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceSum,
  relu,
  repeat,
  reshape,
  reverse,
  roll,
  round,
  rsqrt,
  sigmoid,
  sign,
  sin,
  slice,
  softmax,
  sort,
  split,
  sqrt,
  square,
  squaredDifference,
  squeeze,
  sub: subtract,
  subtract,
  sum: reduceSum,
  tan,
  tanh,
  tensordot,
  tile,
  transpose,
  unstack,
};
