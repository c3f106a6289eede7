/**
 * Functions of rows of the last axis, applied to any axes.
 *
 * @module
 * @internal
 */
import { reshape } from "../../primitives/array/reshape.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { sizeOf } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/**
 * What `run` gives for a tensor whose last axis is made of `axes`, in the shape of the tensor.
 *
 * @param axes Counted from the front, in order.
 * @param run Gives a tensor of the same shape; told the length of the last axis.
 */
export function inRows(
  x: Tensor,
  axes: readonly number[],
  run: (rows: Tensor, size: number) => Tensor,
): Tensor {
  const others = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...others, ...axes];
  const moved = isInOrder(order) ? x : transpose(x, order);
  const size = sizeOf(axes.map((axis) => x.shape[axis]!));
  const shape = [...others.map((axis) => x.shape[axis]!), size];
  const y = run(axes.length === 1 ? moved : reshape(moved, shape), size);
  const back = axes.length === 1 ? y : reshape(y, moved.shape);
  return isInOrder(order) ? back : transpose(back, order.map((_, axis) => order.indexOf(axis)));
}

function isInOrder(order: readonly number[]): boolean {
  return order.every((axis, i) => axis === i);
}
