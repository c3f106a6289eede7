/**
 * Tensors of one shape side by side along a new axis.
 *
 * @module
 */
import type { Tensor } from "../../tensor/tensor.ts";
import { concat } from "./concat.ts";
import { reshape } from "./reshape.ts";

/** Tensors joined along a new axis, counted from the front. */
export function stack(tensors: readonly Tensor[], axis: number): Tensor {
  return concat(tensors.map((it) => reshape(it, it.shape.toSpliced(axis, 0, 1))), axis);
}
