/**
 * Categories by number as vectors: one for each, or one for all of a sample.
 *
 * @module
 * @internal
 */
import type { DType } from "../../arrays/dtypes.ts";
import { oneHot } from "../../primitives/array/one_hot.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { cast } from "../../primitives/math/cast.ts";
import { bincount } from "../../primitives/reduction/bincount.ts";
import { aval } from "../../tensor/aval.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { OutputMode } from "./rows.ts";

/** The shape of encoded categories. */
export function encodedShape(
  shape: SymbolicShape,
  mode: OutputMode,
  depth: number | null,
): SymbolicShape {
  if (mode === "int") return shape;
  if (shape.length === 0) return [depth];
  if (mode === "one_hot") {
    return [...(shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape), depth];
  }
  // As Keras computes it: what is counted lies along the second axis.
  return shape.length === 1 ? [depth] : [shape[0]!, ...shape.slice(2), depth];
}

/** Whole numbers encoded; those from `depth` on count nowhere. */
export function encode(
  indices: Tensor,
  mode: OutputMode,
  depth: number,
  dtype: DType,
  weights?: Tensor,
): Tensor {
  if (mode === "int") return cast(indices, dtype);
  return internally(() => {
    const shape = encodedShape(indices.shape, mode, depth) as readonly number[];
    if (mode === "one_hot") {
      const flat = reshape(indices, shape.slice(0, -1));
      return oneHot(flat, scalar(1, dtype), scalar(0, dtype), depth, flat.rank);
    }
    const rows = reshape(rowsOf(indices), [...rowShape(indices)]);
    const isKept = dtype === "float64" || dtype === "int32" || dtype === "int64";
    const type = isKept ? dtype : "float32";
    const options = { size: depth, dtype: type as "float32", binary: mode === "multi_hot" };
    const weighted = weights && cast(reshape(rowsOf(weights), [...rowShape(weights)]), type);
    return cast(reshape(bincount(rows, weighted, options), shape), dtype);
  });
}

/** With what is counted along the last axis. */
function rowsOf(x: Tensor): Tensor {
  if (x.rank <= 2) return x;
  return transpose(x, [0, ...x.shape.slice(2).map((_, i) => i + 2), 1]);
}

/** Rows of what is counted together. */
function rowShape({ shape, size }: Tensor): readonly number[] {
  if (shape.length < 2) return [1, size];
  return [shape[0]! * shape.slice(2).reduce((a, b) => a * b, 1), shape[1]!];
}

/** A number that counts nowhere. */
export const NOWHERE = 2n ** 63n - 1n;

/** A tensor of whole numbers. */
export function wholeTensor(values: BigInt64Array<ArrayBuffer>, shape: readonly number[]): Tensor {
  return leaf(values, aval("int64", shape));
}
