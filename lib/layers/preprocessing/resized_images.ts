/**
 * Images of another size, as Keras's layers make them: stretched, cropped or with edges, in the type
 * that they had.
 *
 * @module
 * @internal
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { resized, type ResizeMethodName } from "../../ops/image/resize.ts";
import { saturateCast } from "../../ops/math/saturate_cast.ts";
import { padConstant } from "../../primitives/array/pad.ts";
import { slice } from "../../primitives/array/slice.ts";
import { cast } from "../../primitives/math/cast.ts";
import { round } from "../../primitives/math/rounding.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** A height and a width. */
export type Sides = readonly [height: number, width: number];

/** A part of images: height and width from a place on, as far as there is something. */
export function part(x: Tensor, [top, left]: Sides, [height, width]: Sides): Tensor {
  const [batch, tall, wide, channels] = x.shape as [number, number, number, number];
  const size = [Math.min(height, tall - top), Math.min(width, wide - left)] as const;
  return slice(x, [0, top, left, 0], [batch, ...size, channels]);
}

/** Images in a size and in their own type. */
export function inSize(
  x: Tensor,
  size: Sides,
  method: ResizeMethodName,
  antialias: boolean,
): Tensor {
  const made = resized(x, size, method, antialias);
  if (made.dtype === x.dtype) return made;
  return isFloating(x.dtype) ? cast(made, x.dtype) : saturateCast(round(made), x.dtype);
}

const single = Math.fround;

/** The largest part in the middle with the ratio of a size. */
export function middlePart(x: Tensor, [height, width]: Sides): Tensor {
  const [, tall, wide] = x.shape as [number, number, number];
  const cut = (length: number, exact: number) => Math.max(Math.min(length, Math.trunc(exact)), 1);
  const inner: Sides = [
    cut(tall, single(wide * height / width)),
    cut(wide, single(tall * width / height)),
  ];
  const start = [tall - inner[0], wide - inner[1]].map((rest) => Math.trunc(rest / 2));
  return part(x, start as unknown as Sides, inner);
}

/** With edges that give it the ratio of a size. */
export function withEdges(x: Tensor, [height, width]: Sides, value: number): Tensor {
  const [, tall, wide] = x.shape as [number, number, number];
  const outer = [
    Math.max(tall, Math.trunc(single(wide * height / width))),
    Math.max(wide, Math.trunc(single(tall * width / height))),
  ] as const;
  const [top, left] = [Math.trunc((outer[0] - tall) / 2), Math.trunc((outer[1] - wide) / 2)];
  return padConstant(x, [[0, 0], [top, top], [left, left], [0, 0]], value);
}
