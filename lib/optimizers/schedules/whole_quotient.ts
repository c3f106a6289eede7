/**
 * How often a number of steps goes into another. A graphics card's quotient may be off by its last
 * place, and `floor` of 2.9999998 is 2: a learning rate would fall a whole stage too late.
 *
 * @module
 * @internal
 */
import { add, divide, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { greater, lessEqual } from "../../primitives/math/comparison.ts";
import { floor } from "../../primitives/math/rounding.ts";
import { where } from "../../primitives/math/where.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** `floor(a / b)`, held to `b` times it. */
export function wholeQuotient(a: Tensor, b: Tensor): Tensor {
  const one = scalar(1, a.dtype);
  const first = floor(divide(a, b));
  const more = add(first, one);
  const raised = where(lessEqual(multiply(more, b), a), more, first);
  return where(greater(multiply(raised, b), a), subtract(raised, one), raised);
}
