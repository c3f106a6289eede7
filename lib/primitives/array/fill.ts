/**
 * Tensors of one number everywhere.
 *
 * @module
 */
import { type Aval, aval } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { broadcastTo } from "./broadcast_to.ts";

/** A tensor of a shape and dtype with `x` everywhere; the number takes no memory in a plan. */
export function fill(x: number, { dtype, shape }: Pick<Aval, "dtype" | "shape">): Tensor {
  return broadcastTo(scalar(x, dtype), shape);
}

/** Zeros in the shape and dtype of another tensor. */
export function zerosLike({ aval: { dtype, shape } }: Tensor): Tensor {
  return fill(0, aval(dtype, shape));
}

/** Ones in the shape and dtype of another tensor. */
export function onesLike({ aval: { dtype, shape } }: Tensor): Tensor {
  return fill(1, aval(dtype, shape));
}
