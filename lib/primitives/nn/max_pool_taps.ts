/**
 * Largest elements of windows, and their gradient, in other primitives: comparisons of what lies
 * under each element of the window at all places. For devices whose kernels are off: TensorFlow's
 * gradient in three dimensions goes, on processors, to each of equal elements in full.
 *
 * The largest so far starts from the lowest number, and is replaced by what is above it: the first of
 * equal elements counts, and NaN never. A window may have none, and then no gradient.
 *
 * @module
 */
import type { Tensor } from "../../tensor/tensor.ts";
import { scalar } from "../../tensor/scalar.ts";
import { fill, zerosLike } from "../array/fill.ts";
import { slice } from "../array/slice.ts";
import { spread, stridedSlice } from "../array/strided_slice.ts";
import { add } from "../math/arithmetic.ts";
import { cast } from "../math/cast.ts";
import { greater } from "../math/comparison.ts";
import { where } from "../math/where.ts";
import { logicalAnd, logicalNot, logicalOr } from "../math/logical.ts";
import { widened } from "../support/infer.ts";
import { LOWEST } from "./max_pool_parts.ts";
import { framed, stepsOfWindow } from "./window_steps.ts";
import { type Axis, each } from "./windows.ts";

/** An image's windows: for each element the steps, what it meets, and whether it is above all before it. */
function walk(x: Tensor, axes: readonly Axis[]) {
  const type = widened(x.dtype);
  const lowest = LOWEST[type]!;
  const image = framed(cast(x, type), axes, lowest);
  const steps = stepsOfWindow(image.shape, axes);
  let largest = fill(lowest, { dtype: type, shape: steps[0]!.size });
  const isAbove = steps.map((it) => {
    const member = stridedSlice(image, it);
    const above = greater(member, largest);
    largest = where(above, member, largest);
    return above;
  });
  return { image, steps, isAbove, largest };
}

/** Which element of each window is its largest one, element by element. */
function chosen(isAbove: readonly Tensor[]): Tensor[] {
  let later: Tensor | undefined;
  return isAbove.toReversed().map((above) => {
    const isLast = later === undefined ? above : logicalAnd(above, logicalNot(later));
    later = later === undefined ? above : logicalOr(later, above);
    return isLast;
  }).reverse();
}

/** The largest element of each window. */
export function largestByTaps(x: Tensor, axes: readonly Axis[]): Tensor {
  return cast(walk(x, axes).largest, x.dtype);
}

/** The gradient of windows at their largest elements. */
export function toLargestByTaps(x: Tensor, g: Tensor, axes: readonly Axis[]): Tensor {
  if (g.size === 0) return zerosLike(x);
  const { image, steps, isAbove } = walk(x, axes);
  const amounts = cast(g, image.dtype);
  const zero = scalar(0, image.dtype);
  const whole = chosen(isAbove)
    .map((it, i) => spread(where(it, amounts, zero), image.shape, steps[i]!))
    .reduce(add);
  return cast(slice(whole, [0, ...each(axes, (it) => it.before), 0], x.shape), x.dtype);
}

/** What `h` has where windows have their largest elements. */
export function atLargestByTaps(x: Tensor, h: Tensor, axes: readonly Axis[]): Tensor {
  const { steps, isAbove } = walk(x, axes);
  const other = framed(h, axes, 0);
  const zero = scalar(0, h.dtype);
  return chosen(isAbove)
    .map((it, i) => where(it, stridedSlice(other, steps[i]!), zero))
    .reduce(add);
}
