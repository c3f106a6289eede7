/**
 * `tf.booleanMask`: the slices at which a mask is true.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { gather } from "../../primitives/array/gather.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { aval, sameShape, sizeOf } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";
import type { Named } from "./named.ts";

/** Where a mask is true, as places in row-major order. The mask is read. */
function truePlaces(mask: Tensor): Tensor {
  const truths = read(mask) as Uint8Array;
  const places: number[] = [];
  for (let i = 0; i < truths.length; i++) if (truths[i] !== 0) places.push(i);
  return leaf(Int32Array.from(places), aval("int32", [places.length]));
}

/** The slices of `x` where a mask over axes from `axis` on is true. */
export function maskRows(where: string, x: Tensor, mask: Tensor, axis: number): Tensor {
  if (mask.dtype !== "bool") {
    throw new TypeError(
      `${where}: expected mask of dtype bool, received dtype ${mask.dtype}; compare, or use tf.cast`,
    );
  }
  const covered = x.shape.slice(axis, axis + mask.rank);
  if (mask.rank === 0 || !sameShape(covered, mask.shape)) {
    throw new TypeError(
      `${where}: expected a mask of the shape of the axes from ${axis} on of shape ${
        formatShape(x.shape)
      }, received a mask of shape ${formatShape(mask.shape)}`,
    );
  }
  return internally(() => {
    const rows = reshape(x, x.shape.toSpliced(axis, mask.rank, sizeOf(covered)));
    return gather(rows, truePlaces(mask), axis);
  });
}

/** Arguments of {@linkcode booleanMask}. */
export interface BooleanMaskArguments extends Named {
  /** A tensor. */
  tensor: TensorLike;
  /** Truth values, of the shape of some neighbouring axes of `tensor`. Its values are read. */
  mask: TensorLike;
  /** The first of these axes; default 0. */
  axis?: IntegerLike | null;
}

/**
 * The slices of `tensor` at which `mask` is true, in order.
 *
 * @throws {TypeError} for a mask of another dtype than bool or another shape, and while a function
 * is traced if the mask depends on its arguments: the shape of the result would.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.booleanMask([1, 2, 3], [true, false, true]).numpy().toArray(), [1, 3]);
 * ```
 */
export const booleanMask: Operation<
  BooleanMaskArguments,
  ["tensor", "mask", "axis", "name"],
  Tensor
> = bind("tf.booleanMask", ["tensor", "mask", "axis", "name"], 2, (tensor, mask, axis) => {
  const where = "tf.booleanMask";
  const x = asTensor(where, tensor);
  const at = asInteger(where, "axis", axis ?? 0, { min: -x.rank, max: Math.max(0, x.rank - 1) });
  return maskRows(where, x, asTensor(where, mask), at < 0 ? at + x.rank : at);
});
