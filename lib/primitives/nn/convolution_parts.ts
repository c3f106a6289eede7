/**
 * Convolutions made of simpler ones, for what TensorFlow's kernels lack: windows with gaps are larger
 * windows with zeros in them, and groups of channels are convolutions of their own. Some of those
 * kernels do not say so: for filters of each channel's own, gradients leave the gaps out.
 *
 * @module
 */
import type { Shape } from "../../tensor/aval.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { concat } from "../array/concat.ts";
import { padConstant } from "../array/pad.ts";
import { reshape } from "../array/reshape.ts";
import { slice } from "../array/slice.ts";
import { stridedSlice } from "../array/strided_slice.ts";

/** Filters whose windows have zeros in the place of gaps. */
export function spread(filters: Tensor, dilations: readonly number[]): Tensor {
  let made = filters;
  dilations.forEach((dilation, axis) => {
    if (dilation === 1) return;
    const { shape } = made;
    const [before, length, after] = [shape.slice(0, axis), shape[axis]!, shape.slice(axis + 1)];
    const apart = reshape(made, [...before, length, 1, ...after]);
    const paddings = apart.shape.map((_, i) => [0, i === axis + 1 ? dilation - 1 : 0] as const);
    const wide = reshape(padConstant(apart, paddings, 0), [...before, length * dilation, ...after]);
    made = slice(wide, wide.shape.map(() => 0), spreadShape(shape, axis, dilation));
  });
  return made;
}

function spreadShape(shape: Shape, axis: number, dilation: number): Shape {
  return shape.with(axis, (shape[axis]! - 1) * dilation + 1);
}

/** The shape of filters with zeros in the place of gaps. */
export function shapeOfSpread(shape: Shape, dilations: readonly number[]): Shape {
  return dilations.reduce((it, dilation, axis) => spreadShape(it, axis, dilation), shape);
}

/** What {@linkcode spread} has put zeros between. */
export function unspread(filters: Tensor, dilations: readonly number[], size: Shape): Tensor {
  const strides = size.map((_, axis) => dilations[axis] ?? 1);
  return stridedSlice(filters, { begin: size.map(() => 0), strides, size });
}

/** Convolutions of groups of the last axis, one after the other. */
export function byGroups(
  groups: number,
  tensors: readonly [Tensor, Tensor],
  run: (a: Tensor, b: Tensor) => Tensor,
): Tensor {
  const part = (x: Tensor, group: number): Tensor => {
    const size = x.shape.at(-1)! / groups;
    const begin = x.shape.map((_, axis) => axis === x.rank - 1 ? group * size : 0);
    return slice(x, begin, x.shape.with(-1, size));
  };
  const results = Array.from(
    { length: groups },
    (_, group) => run(part(tensors[0], group), part(tensors[1], group)),
  );
  return concat(results, results[0]!.rank - 1);
}

/** With one more channel, of zeros. */
export function withZeros(x: Tensor): Tensor {
  return padConstant(x, x.shape.map((_, axis) => [0, axis === x.rank - 1 ? 1 : 0] as const), 0);
}
