/**
 * Running means of the gradient and of its square, which Adam and its relatives keep.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import type { Variable } from "../functions/variable.ts";
import { add, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Moves a running mean by a share of the way to a value. */
export function moveTowards(mean: Variable, value: Tensor, share: number): void {
  const way = multiply(subtract(value, mean.take()), scalar(share, mean.dtype));
  mean.put(add(mean.take(), way));
}

/** `share mean + (1 - share) value`, as RMSprop and Adadelta write it. */
export function mixed(mean: Variable, value: Tensor, share: number): Tensor {
  const { dtype } = mean;
  return add(
    multiply(scalar(share, dtype), mean.take()),
    multiply(scalar(1 - share, dtype), value),
  );
}

/**
 * `1 - share`, where Keras takes a share that is a tensor from one: of the rounded share, which for
 * 0.9 is another number than 0.1 rounded.
 */
export function restOf(share: number, dtype: DType): number {
  return dtype === "float64" ? 1 - share : 1 - Math.fround(share);
}
