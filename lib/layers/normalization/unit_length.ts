/**
 * Tensors scaled to length 1, as Keras's `ops.normalize` does it.
 *
 * @module
 * @internal
 */
import { multiply, square } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { rsqrt } from "../../primitives/math/exponential.ts";
import { maximum } from "../../primitives/math/extremes.ts";
import { widened } from "../../primitives/support/infer.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/**
 * `x / |x|`, where the length `|x|` is that over axes, and at least `epsilon`.
 *
 * @param axes Counted from the front, in order.
 */
export function ofUnitLength(given: Tensor, axes: readonly number[], epsilon: number): Tensor {
  // Squares of numbers of 16 bits would be too large or too small for them.
  const x = cast(given, widened(given.dtype));
  // The larger one before the root is taken: its slope at 0 is infinite.
  const squares = maximum(reduceSum(square(x), axes, true), scalar(epsilon ** 2, x.dtype));
  return cast(multiply(x, rsqrt(squares)), given.dtype);
}
