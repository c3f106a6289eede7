/**
 * Rounding to whole numbers; no gradient goes through it, as in TensorFlow.
 *
 * @module
 */
import { isInteger } from "../../arrays/dtypes.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Unary, unary } from "../support/elementwise.ts";

const FLOATS = ["float32", "float64", "float16", "bfloat16"] as const;

function rounding(name: string, kernel: string, lower: string): Unary {
  return unary({ name, kernel, lower, vjp: "none", dtypes: FLOATS, range: [-9, 9] });
}

/** The largest whole number that is not larger. */
export const floor: Unary = rounding("floor", "Floor", "Floor");
/** The smallest whole number that is not smaller. */
export const ceil: Unary = rounding("math.ceil", "Ceil", "Ceil");
/** The nearest whole number, the even one of two that are as near. */
export const rint: Unary = unary({
  name: "math.rint",
  kernel: "Rint",
  lower: "Round",
  vjp: "none",
  range: [-9, 9],
});
const roundFloats: Unary = rounding("round", "Round", "Round");

/** The nearest whole number, the even one of two that are as near; whole numbers as they are. */
export function round(x: Tensor): Tensor {
  return isInteger(x.dtype) ? x : roundFloats(x);
}
