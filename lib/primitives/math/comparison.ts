/**
 * Comparisons: truth values, through which no gradient goes.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import type { Aval } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import type { Parts } from "../support/complex_host.ts";
import { type Binary, binary } from "../support/elementwise.ts";
import { requireReal } from "../support/infer.ts";

const ORDERED: readonly DType[] = [
  "float32",
  "float64",
  "int32",
  "int64",
  "uint8",
  "uint64",
  "float16",
];

function comparison(
  name: string,
  kernel: string,
  operator: string,
  accepts: (name: string, x: Aval) => void,
  dtypes: readonly DType[],
  negated = false,
  complex?: (a: Parts, b: Parts) => boolean,
): Binary {
  return binary({
    name,
    kernel,
    accepts,
    result: "bool",
    lower: (to: Lowering, a: Value, b: Value) => {
      const result = to.binary(operator, a, b, "bool");
      return negated ? to.unary("Not", result) : result;
    },
    dtypes,
    ...(complex === undefined ? {} : { complex }),
  });
}

const anything = (): void => {};
const EQUATED: readonly DType[] = [...ORDERED, "bool", "string", "complex64"];

/** Whether `a` equals `b`; NaN equals nothing. */
export const equal: Binary = comparison(
  "equal",
  "Equal",
  "Equal",
  anything,
  EQUATED,
  false,
  ([a, b], [c, d]) => a === c && b === d,
);
/** Whether `a` differs from `b`. */
export const notEqual: Binary = comparison(
  "notEqual",
  "NotEqual",
  "Equal",
  anything,
  EQUATED,
  true,
  ([a, b], [c, d]) => a !== c || b !== d,
);
/** Whether `a > b`. */
export const greater: Binary = comparison("greater", "Greater", "Greater", requireReal, ORDERED);
/** Whether `a >= b`. */
export const greaterEqual: Binary = comparison(
  "greaterEqual",
  "GreaterEqual",
  "GreaterOrEqual",
  requireReal,
  ORDERED,
);
/** Whether `a < b`. */
export const less: Binary = comparison("less", "Less", "Less", requireReal, ORDERED);
/** Whether `a <= b`. */
export const lessEqual: Binary = comparison(
  "lessEqual",
  "LessEqual",
  "LessOrEqual",
  requireReal,
  ORDERED,
);
