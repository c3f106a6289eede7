/**
 * Gradients cut to a norm or to values.
 *
 * @module
 */
import { add, divide, multiply, square, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { clip } from "../primitives/math/clip.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { maximum, minimum } from "../primitives/math/extremes.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { CheckedOptions } from "./options.ts";

/** The limits among an optimizer's options. */
export type Limits = Pick<CheckedOptions, "clipnorm" | "clipvalue" | "globalClipnorm">;

/** Gradients within limits; one that is `null` or 0 is none. */
export function clipped(
  gradients: readonly Tensor[],
  { clipnorm, clipvalue, globalClipnorm }: Limits,
): readonly Tensor[] {
  if (clipnorm) return gradients.map((it) => clippedByNorm(it, clipnorm));
  if (globalClipnorm) return clippedTogether(gradients, globalClipnorm);
  if (!clipvalue) return gradients;
  return gradients.map((it) => {
    return clip(it, scalar(-clipvalue, it.dtype), scalar(clipvalue, it.dtype));
  });
}

function sumOfSquares(x: Tensor): Tensor {
  return reduceSum(square(x), x.shape.map((_, axis) => axis));
}

/** A gradient scaled to a norm of at most `norm`. */
function clippedByNorm(gradient: Tensor, norm: number): Tensor {
  const most = scalar(norm, gradient.dtype);
  return divide(multiply(gradient, most), maximum(sqrt(sumOfSquares(gradient)), most));
}

/** Gradients scaled by one number, to a norm of at most `norm` of all of them. */
function clippedTogether(gradients: readonly Tensor[], norm: number): readonly Tensor[] {
  const dtype = gradients.some((it) => it.dtype === "float64") ? "float64" : "float32";
  const sums = gradients.map((it) => cast(sumOfSquares(it), dtype));
  const length = sqrt(sums.reduce(add));
  const number = (x: number) => scalar(x, dtype);
  const share = minimum(divide(number(1), length), number(1 / norm));
  // A norm that is not finite makes all of them NaN, as in Keras.
  const scale = add(multiply(number(norm), share), subtract(length, length));
  return gradients.map((it) => multiply(it, cast(scale, it.dtype)));
}
