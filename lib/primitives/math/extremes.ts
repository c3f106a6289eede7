/**
 * The larger and the smaller of two numbers; not a number if one of them is none.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Binary, binary } from "../support/elementwise.ts";
import { requireReal } from "../support/infer.ts";
import { greaterEqual, lessEqual } from "./comparison.ts";
import { where } from "./where.ts";

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

function extreme(name: string, kernel: string, lower: string, isFirst: Binary): Binary {
  const zero = (g: Tensor) => scalar(0, g.dtype);
  return binary({
    name,
    kernel,
    accepts: requireReal,
    lower,
    // TensorFlow gives all of a tie to the first.
    vjp: [
      (g, a, b) => where(isFirst(a, b), g, zero(g)),
      (g, a, b) => where(isFirst(a, b), zero(g), g),
    ],
    dtypes: REAL,
  });
}

/** The larger of `a` and `b`. */
export const maximum: Binary = extreme("maximum", "Maximum", "Max", greaterEqual);
/** The smaller of `a` and `b`. */
export const minimum: Binary = extreme("minimum", "Minimum", "Min", lessEqual);
