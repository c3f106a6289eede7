/**
 * Whole numbers in order, and indices together with the batch they belong to.
 *
 * @module
 */
import { type DType, newStorage, writeElement } from "../../arrays/dtypes.ts";
import { aval } from "../../tensor/aval.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { broadcastTo } from "./broadcast_to.ts";
import { concat } from "./concat.ts";
import { reshape } from "./reshape.ts";

/** `0, 1, ..., count - 1`. */
export function iota(count: number, dtype: DType): Tensor {
  const line = aval(dtype, [count]);
  const host = newStorage(dtype, count);
  for (let i = 0; i < count; i++) writeElement(dtype, host, i, i);
  return leaf(host, line);
}

/**
 * Indices in a new last axis, after the place in the batch of each: for indices of shape
 * `[2, 3]` with one batch axis the result is `[2, 3, 2]`.
 */
export function withBatch(indices: Tensor, batchDims: number): Tensor {
  return withBatchOf(reshape(indices, [...indices.shape, 1]), batchDims);
}

/** The same for indices that have their last axis already. */
export function withBatchOf(indices: Tensor, batchDims: number): Tensor {
  if (batchDims === 0) return indices;
  const shape = [...indices.shape.slice(0, -1), 1];
  const batch = Array.from({ length: batchDims }, (_, axis) => {
    const line = shape.map((_, i) => i === axis ? shape[axis]! : 1);
    return broadcastTo(reshape(iota(shape[axis]!, indices.dtype), line), shape);
  });
  return concat([...batch, indices], shape.length - 1);
}
