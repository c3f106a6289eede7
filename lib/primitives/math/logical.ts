/**
 * Logic of truth values.
 *
 * @module
 */
import type { Aval } from "../../tensor/aval.ts";
import { type Binary, binary, type Unary, unary } from "../support/elementwise.ts";
import { requireDType } from "../support/infer.ts";

function requireBool(name: string, x: Aval): void {
  requireDType(name, x, (it) => it === "bool", "truth values");
}

function connective(name: string, kernel: string, lower: string): Binary {
  return binary({
    name: `math.${name}`,
    kernel,
    accepts: requireBool,
    lower,
    dtypes: ["bool"],
  });
}

/** Whether both are true. */
export const logicalAnd: Binary = connective("logicalAnd", "LogicalAnd", "And");
/** Whether one of both is true. */
export const logicalOr: Binary = connective("logicalOr", "LogicalOr", "Or");
/** Whether exactly one of both is true; TensorFlow has no kernel of its own for it but this one. */
export const logicalXor: Binary = connective("logicalXor", "NotEqual", "Xor");
/** Whether it is false. */
export const logicalNot: Unary = unary({
  name: "math.logicalNot",
  kernel: "LogicalNot",
  accepts: requireBool,
  lower: "Not",
  dtypes: ["bool"],
});
