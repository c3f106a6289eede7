/**
 * The largest and the smallest over axes; not a number if one of them is none. Ties share the
 * gradient.
 *
 * @module
 */
import { type DType, DTYPES, isFloating } from "../../arrays/dtypes.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { divide, multiply } from "../math/arithmetic.ts";
import { cast } from "../math/cast.ts";
import { equal } from "../math/comparison.ts";
import { requireReal } from "../support/infer.ts";
import { type Reduction, reduction } from "./family.ts";
import { reduceSum } from "./reduce_sum.ts";

/** The largest or smallest over axes, by ONNX's operator, which passes over what is no number. */
function lowerExtreme(to: Lowering, op: string, x: Value, axes: readonly number[]): Value {
  if (x.type === "uint64") return lowerWide(to, op, x, axes);
  const result = to.reduce(op, x, axes);
  if (!isFloating(x.type)) return result;
  const marks = to.cast(to.unary("IsNaN", x, "bool"), "uint8");
  const marked = to.cast(to.reduce("ReduceMax", marks, axes), "bool");
  return to.where(marked, to.number(NaN, x.type), result);
}

/** Of numbers without sign: the order of signed ones once the upper bit is turned. */
function lowerWide(to: Lowering, op: string, x: Value, axes: readonly number[]): Value {
  const bit = to.number(-(2n ** 63n), "int64");
  const turn = (it: Value) => to.binary("BitwiseXor", it, bit);
  return to.cast(turn(to.reduce(op, turn(to.cast(x, "int64")), axes)), "uint64");
}

function extreme(name: string, kernel: string, op: string, sign: 1 | -1): Reduction {
  return reduction({
    name,
    kernel,
    accepts: requireReal,
    identity: (dtype) => {
      const { min, max } = DTYPES[dtype];
      return isFloating(dtype) ? -sign * Infinity : sign === 1 ? min! : max!;
    },
    lower: (to, x, axes) => axes.length === 0 ? x : lowerExtreme(to, op, x, axes),
    vjp(g, x, y, axes) {
      const chosen = cast(equal(x, y()), g.dtype);
      return multiply(divide(chosen, reduceSum(chosen, axes, true)), g);
    },
    dtypes: REAL,
  });
}

const REAL: readonly DType[] = [
  "float32",
  "float64",
  "float16",
  "bfloat16",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
];

/** The largest over axes, which are counted from the front, in order. */
export const reduceMax: Reduction = extreme("reduceMax", "Max", "ReduceMax", 1);
/** The smallest over axes, which are counted from the front, in order. */
export const reduceMin: Reduction = extreme("reduceMin", "Min", "ReduceMin", -1);
