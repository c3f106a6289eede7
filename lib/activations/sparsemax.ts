/**
 * What `sparsemax` computes along the last axis.
 *
 * @module
 */
import { stopGradient } from "../primitives/array/identity.ts";
import { slice } from "../primitives/array/slice.ts";
import { topK } from "../primitives/array/top_k.ts";
import { add, divide, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { greater } from "../primitives/math/comparison.ts";
import { maximum } from "../primitives/math/extremes.ts";
import { where } from "../primitives/math/where.ts";
import { cumsum } from "../primitives/reduction/cumsum.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { onesLike } from "../primitives/array/fill.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { numbersFor, widened } from "./activation.ts";

/**
 * `max(x - t, 0)` with Keras's `t`, measured from the largest value: what is large loses no digits
 * against the 1 that is taken from the sums.
 */
export function sparsemaxOf(x: Tensor): Tensor {
  return x.size === 0 ? x : widened(x, measured);
}

function measured(x: Tensor): Tensor {
  const number = numbersFor(x);
  const last = x.rank - 1;
  const [sorted] = topK(x, x.shape[last]!);
  const first = slice(sorted, x.shape.map(() => 0), x.shape.with(last, 1));
  const below = subtract(sorted, first);
  const support = supportOf(below);
  const count = reduceSum(cast(support, x.dtype), [last], true);
  const sums = cumsum(where(support, below, number(0)), last);
  const total = reduceSum(where(support, sums, number(0)), [last], true);
  // Sums of values are sums of what they are below the first one, and that one times 1 + ... + k.
  const shift = multiply(first, divide(subtract(count, number(1)), number(2)));
  const limit = add(divide(subtract(total, number(1)), count), shift);
  return maximum(subtract(subtract(x, first), limit), number(0));
}

/** Which of sorted values, measured from the first one, count: a value that is 1 lower never does. */
function supportOf(below: Tensor): Tensor {
  const number = numbersFor(below);
  const last = below.rank - 1;
  const near = stopGradient(maximum(below, number(-1)));
  const place = cumsum(onesLike(near), last);
  const mean = divide(subtract(cumsum(near, last), number(1)), place);
  return greater(subtract(near, mean), number(0));
}
