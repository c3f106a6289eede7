/**
 * Quotients without remainder and remainders, rounded down or towards zero. Whole numbers are divided
 * on the host: a processor traps at a divisor of 0, where TensorFlow raises an error.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import type { DType } from "../../arrays/dtypes.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { type Binary, binary } from "../support/elementwise.ts";
import { requireReal } from "../support/infer.ts";
import { WHOLE, type WholeFunction } from "../support/integer_host.ts";
import { multiply, negative } from "./arithmetic.ts";

const FLOATS: readonly DType[] = ["float32", "float64", "float16", "bfloat16"];

function divisionByZero(): RangeError {
  return new RangeError("whole numbers can not be divided by zero");
}

/** A quotient or a remainder, with a check of the divisor. */
function checked(
  small: (a: number, b: number) => number,
  large: (a: bigint, b: bigint) => bigint,
): WholeFunction {
  return {
    small: (a, b) => {
      if (b === 0) throw divisionByZero();
      return small(a, b);
    },
    large: (a, b) => {
      if (b === 0n) throw divisionByZero();
      return large(a, b);
    },
  };
}

/** The remainder of floats, with the sign of the divisor. */
function floorRemainder(to: Lowering, a: Value, b: Value): Value {
  const zero = to.number(0, a.type);
  const rest = remainder(to, a, b);
  const signs = to.binary(
    "Xor",
    to.binary("Less", rest, zero, "bool"),
    to.binary("Less", b, zero, "bool"),
  );
  const isExact = to.binary("Equal", rest, zero, "bool");
  const isOpposite = to.binary("And", signs, to.unary("Not", isExact));
  return to.where(isOpposite, to.binary("Add", rest, b), rest);
}

/** The remainder of floats, with the sign of the dividend. */
function remainder(to: Lowering, a: Value, b: Value): Value {
  const shape = to.binary("Add", a, b).shape;
  return to.op("Mod", [a, b], a.type, shape, { fmod: 1 });
}

/** A quotient towards zero. */
function truncated(to: Lowering, a: Value, b: Value): Value {
  const quotient = to.binary("Div", a, b);
  const size = to.unary("Floor", to.unary("Abs", quotient));
  return to.binary("Mul", to.unary("Sign", quotient), size);
}

/** `floor(a / b)`. */
export const floordiv: Binary = binary({
  name: "math.floordiv",
  kernel: "FloorDiv",
  accepts: requireReal,
  lower: (to, a, b) => to.unary("Floor", to.binary("Div", a, b)),
  whole: checked(
    (a, b) => Math.floor(a / b),
    (a, b) => {
      const quotient = a / b;
      return (a % b !== 0n && (a < 0n) !== (b < 0n)) ? quotient - 1n : quotient;
    },
  ),
  vjp: "none",
  ranges: [[-9, 9], [1, 4]],
  dtypes: [...FLOATS, ...WHOLE],
});

/** `a - b floor(a / b)`: the remainder with the sign of `b`. */
export const floormod: Binary = binary({
  name: "math.floormod",
  kernel: "FloorMod",
  accepts: requireReal,
  lower: floorRemainder,
  whole: checked(
    (a, b) => {
      const rest = a % b;
      return rest !== 0 && (rest < 0) !== (b < 0) ? rest + b : rest;
    },
    (a, b) => {
      const rest = a % b;
      return rest !== 0n && (rest < 0n) !== (b < 0n) ? rest + b : rest;
    },
  ),
  vjp: [(g) => g, (g, a, b) => multiply(g, negative(floordiv(a, b)))],
  ranges: [[-9, 9], [1, 4]],
  dtypes: [...FLOATS, ...WHOLE],
});

/** `a / b` without its fraction. */
export const truncatediv: Binary = binary({
  name: "truncatediv",
  kernel: "TruncateDiv",
  accepts: requireReal,
  lower: truncated,
  whole: checked((a, b) => Math.trunc(a / b), (a, b) => a / b),
  vjp: "none",
  ranges: [[-9, 9], [1, 4]],
  dtypes: [...FLOATS, ...WHOLE],
});

/** The remainder with the sign of `a`. */
export const truncatemod: Binary = binary({
  name: "truncatemod",
  kernel: "TruncateMod",
  accepts: requireReal,
  lower: remainder,
  whole: checked((a, b) => a % b, (a, b) => a % b),
  vjp: [(g) => g, (g, a, b) => multiply(g, negative(truncatediv(a, b)))],
  ranges: [[-9, 9], [1, 4]],
  dtypes: ["float32", "float64", "int32", "int64"],
});
