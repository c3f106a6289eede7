/**
 * Elements several times in a row.
 *
 * @internal
 * @module
 */
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** Each element along each axis `counts[axis]` times in a row. */
export function repeated(x: Tensor, counts: readonly number[]): Tensor {
  const isApart = (axis: number) => counts[axis]! > 1;
  const apart = x.shape.flatMap((dim, axis) => isApart(axis) ? [dim, 1] : [dim]);
  const wide = x.shape.flatMap((dim, axis) => isApart(axis) ? [dim, counts[axis]!] : [dim]);
  const shape = x.shape.map((dim, axis) => dim * counts[axis]!);
  return reshape(broadcastTo(reshape(x, apart), wide), shape);
}
