/**
 * Indices among arguments: plain numbers are int32 here, and those that are known are checked at
 * the call, as all others are when they are computed.
 *
 * @module
 */
import { isInteger } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import type { Shape } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor, isPlain } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";

/** A tensor of whole numbers. */
export function asWhole(where: string, name: string, value: TensorLike): Tensor {
  const tensor = asTensor(where, value, isPlain(value) ? "int32" : undefined);
  if (isInteger(tensor.dtype)) return tensor;
  throw new TypeError(
    `${where}: expected ${name} of dtype int32 or int64, received dtype ${tensor.dtype}; convert them with tf.cast`,
  );
}

/** Indices, whose last axis names places in the first axes of a shape. */
export function asPlaces(where: string, name: string, value: TensorLike, shape: Shape): Tensor {
  const tensor = asWhole(where, name, value);
  const depth = tensor.shape.at(-1) ?? 0;
  if (tensor.rank > 0 && depth <= shape.length) {
    checkKnown(where, name, tensor, shape.slice(0, depth));
  }
  return tensor;
}

/** Indices into one axis. */
export function asIndices(where: string, name: string, value: TensorLike, dim: number): Tensor {
  const tensor = asWhole(where, name, value);
  checkKnown(where, name, tensor, [dim]);
  return tensor;
}

/** Throws if values that are on the host already, and belong to no trace, are out of range. */
export function checkKnown(
  where: string,
  name: string,
  { host, shape }: Tensor,
  dims: Shape,
): void {
  if (host === undefined) return;
  for (let i = 0; i < host.length; i++) {
    const dim = dims[i % dims.length]!;
    const index = host[i] as number | bigint;
    if (index >= 0 && index < dim) continue;
    const place = dims.length === 1 && shape.length === 0 ? "" : `[${positionOf(i, shape)}]`;
    throw new RangeError(
      `${where}: expected indices from 0 to ${
        dim - 1
      } into a dimension of ${dim}, received ${name}${place} = ${index} in ${name} of shape ${
        formatShape(shape)
      }`,
    );
  }
}

function positionOf(index: number, shape: Shape): string {
  const position: number[] = [];
  let rest = index;
  for (const dim of shape.toReversed()) {
    position.unshift(rest % dim);
    rest = Math.floor(rest / dim);
  }
  return position.join(", ");
}
