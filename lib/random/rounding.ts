/**
 * The float types that random numbers are drawn in, and how each rounds.
 *
 * @module
 */
import { fromBfloat16, toBfloat16 } from "../arrays/dtypes.ts";

/** Types of random floats. */
export type FloatDType = "float16" | "bfloat16" | "float32" | "float64";

/** Types of random whole numbers in a range. */
export type IntegerDType = "int32" | "int64";

/** Types of random whole numbers over the whole range of their type. */
export type FullIntegerDType = IntegerDType | "uint32" | "uint64";

/** The float types, as error messages list them. */
export const FLOAT_DTYPES: readonly FloatDType[] = ["float16", "bfloat16", "float32", "float64"];

/** Whether a type is one of floats. */
export function isFloatDType(dtype: string): dtype is FloatDType {
  return FLOAT_DTYPES.includes(dtype as FloatDType);
}

/** The nearest number of a type. */
export const ROUND: Readonly<Record<FloatDType, (x: number) => number>> = {
  float16: (x) => Math.f16round(x),
  bfloat16: (x) => fromBfloat16(toBfloat16(x)),
  float32: (x) => Math.fround(x),
  float64: (x) => x,
};

/** The largest number of a type, as error messages spell it. */
export const LARGEST: Readonly<Record<FloatDType, string>> = {
  float16: "65504",
  bfloat16: "3.3895314e38",
  float32: "3.4028235e38",
  float64: "1.7976931348623157e308",
};
