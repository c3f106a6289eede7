/**
 * Whether all, or any, of some truth values are true.
 *
 * @module
 */
import type { Aval } from "../../tensor/aval.ts";
import { requireDType } from "../support/infer.ts";
import { type Reduction, reduction } from "./family.ts";

function quantifier(name: string, kernel: string, op: string, identity: 0 | 1): Reduction {
  return reduction({
    name,
    kernel,
    accepts: (name: string, x: Aval) =>
      requireDType(name, x, (it) => it === "bool", "truth values"),
    identity,
    lower: (to, x, axes) => to.reduce(op, x, axes),
    dtypes: ["bool"],
  });
}

/** Whether all along axes are true; of none, they are. */
export const reduceAll: Reduction = quantifier("reduceAll", "All", "ReduceMin", 1);
/** Whether any along axes is true; of none, none is. */
export const reduceAny: Reduction = quantifier("reduceAny", "Any", "ReduceMax", 0);
