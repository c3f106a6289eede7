/**
 * Tensors scaled to length 1, as Keras's `ops.normalize` does it.
 *
 * @module
 * @internal
 */
import { multiply, square } from "../../primitives/math/arithmetic.ts";
import { rsqrt } from "../../primitives/math/exponential.ts";
import { minimum } from "../../primitives/math/extremes.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/**
 * `x / |x|`, where the length `|x|` is that over axes, and at least `epsilon`.
 *
 * @param axes Counted from the front, in order.
 */
export function ofUnitLength(x: Tensor, axes: readonly number[], epsilon: number): Tensor {
  const inverse = rsqrt(reduceSum(square(x), axes, true));
  return multiply(x, minimum(inverse, scalar(1 / epsilon, x.dtype)));
}
