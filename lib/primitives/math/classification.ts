/**
 * What kind of float a number is.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { type Unary, unary } from "../support/elementwise.ts";

const FLOATS = ["float32", "float64", "float16", "bfloat16"] as const;

function test(
  name: string,
  kernel: string,
  lower: string | ((to: Lowering, x: Value) => Value),
): Unary {
  return unary({ name: `math.${name}`, kernel, result: "bool", lower, dtypes: FLOATS });
}

/** Whether it is not a number. */
export const isNan: Unary = test("isNan", "IsNan", "IsNaN");
/** Whether it is infinite. */
export const isInf: Unary = test("isInf", "IsInf", "IsInf");
/** Whether it is a number and not infinite: the difference of it and itself is 0. */
export const isFinite: Unary = test(
  "isFinite",
  "IsFinite",
  (to, x) => to.binary("Equal", to.binary("Sub", x, x), to.number(0, x.type), "bool"),
);
