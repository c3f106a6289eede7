/**
 * The functions that tensors have as methods.
 *
 * @module
 */
import type { FunctionMethods } from "../tensor/methods.ts";
import { expandDims, squeeze } from "./array/expand_dims.ts";
import { gather } from "./array/gather.ts";
import { reshape } from "./array/reshape.ts";
import { transpose } from "./array/transpose.ts";
import { add, multiply, negative, square, subtract } from "./math/arithmetic.ts";

/** Functions by the name of the method: `x.name(...)` is `name(x, ...)`. */
export const FUNCTIONS: Readonly<Record<keyof FunctionMethods, unknown>> = {
  add,
  sub: subtract,
  subtract,
  mul: multiply,
  multiply,
  neg: negative,
  negative,
  square,
  reshape,
  transpose,
  expandDims,
  squeeze,
  gather,
};
