/**
 * Images seen through an affine map: each pixel comes from where the map takes it, between pixels from
 * its neighbours, and outside of the image from what is taken to be there. As TensorFlow's
 * `ImageProjectiveTransformV3`, in float32.
 *
 * @module
 * @internal
 */
import { gather } from "../../primitives/array/gather.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { add, divide, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { clip } from "../../primitives/math/clip.ts";
import { greaterEqual, less, lessEqual } from "../../primitives/math/comparison.ts";
import { logicalAnd } from "../../primitives/math/logical.ts";
import { floor } from "../../primitives/math/rounding.ts";
import { where } from "../../primitives/math/where.ts";
import { aval } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { FillMode } from "./image_rows.ts";

/** How to fill. */
export interface Projection {
  readonly fillMode: FillMode;
  readonly interpolation: "bilinear" | "nearest";
  readonly fillValue: number;
}

/** `[a, b, c, d, e, f]`: a pixel at `(x, y)` comes from `(a x + b y + c, d x + e y + f)`; each `(batch,)`. */
export type AffineMap = readonly [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];

const number = (x: number): Tensor => scalar(x, "float32");

/** 0, 1, 2 ... in a shape. */
function counted(length: number, shape: readonly number[]): Tensor {
  return leaf(Float32Array.from({ length }, (_, i) => i), aval("float32", shape));
}

/** Whole numbers of floats towards 0, which are none below 0 here. */
const times = (x: Tensor, period: number): Tensor => floor(divide(x, number(period)));

/** Coordinates that lie in the image. */
function inside(x: Tensor, length: number, mode: FillMode): Tensor {
  if (mode === "constant") return x;
  const kept = (it: Tensor) => clip(it, number(0), number(length - 1));
  if (mode === "nearest" || length <= 1) return kept(x);
  const isBelow = less(x, number(0));
  const isWithin = lessEqual(x, number(length - 1));
  const away = subtract(number(0), x);
  if (mode === "wrap") {
    const up = add(x, multiply(number(length), add(times(away, length - 1), number(1))));
    const down = subtract(x, multiply(number(length), times(x, length - 1)));
    return kept(where(isBelow, up, where(isWithin, x, down)));
  }
  const period = 2 * length;
  const near = where(
    less(x, number(period)),
    add(multiply(number(period), times(away, period)), x),
    x,
  );
  const low = where(
    less(near, number(-length)),
    add(near, number(period)),
    subtract(subtract(number(0), near), number(1)),
  );
  const rest = subtract(x, multiply(number(period), times(x, period)));
  const high = where(
    greaterEqual(rest, number(length)),
    subtract(subtract(number(period), rest), number(1)),
    rest,
  );
  return kept(where(isBelow, low, where(isWithin, x, high)));
}

/** Halves away from 0. */
function rounded(x: Tensor): Tensor {
  const up = floor(add(x, number(0.5)));
  const down = subtract(number(0), floor(subtract(number(0.5), x)));
  return where(less(x, number(0)), down, up);
}

/** Images `[batch, height, width, channels]` through a map for each. */
export function projected(images: Tensor, map: AffineMap, how: Projection): Tensor {
  const [batch, height, width, channels] = images.shape as [number, number, number, number];
  if (images.size === 0) return images;
  const [a, b, c, d, e, f] = map.map((it) => reshape(it, [batch, 1, 1])) as unknown as AffineMap;
  const column = counted(width, [1, 1, width]);
  const line = counted(height, [1, height, 1]);
  const taken = (p: Tensor, q: Tensor, r: Tensor) =>
    add(add(multiply(p, column), multiply(q, line)), r);
  const x = inside(taken(a, b, c), width, how.fillMode);
  const y = inside(taken(d, e, f), height, how.fillMode);
  const flat = reshape(images, [batch, height * width, channels]);
  const fill = scalar(how.fillValue, images.dtype);

  /** The pixels at whole coordinates. */
  const pixels = (row: Tensor, at: Tensor): Tensor => {
    const within = (it: Tensor, length: number) =>
      logicalAnd(greaterEqual(it, number(0)), less(it, number(length)));
    const isThere = logicalAnd(within(row, height), within(at, width));
    const place = add(
      multiply(clip(row, number(0), number(height - 1)), number(width)),
      clip(at, number(0), number(width - 1)),
    );
    const places = reshape(cast(place, "int32"), [batch, height * width]);
    const found = reshape(gather(flat, places, 1, 1), [batch, height, width, channels]);
    return where(reshape(isThere, [batch, height, width, 1]), found, fill);
  };

  if (how.interpolation === "nearest") return pixels(rounded(y), rounded(x));
  const [left, top] = [floor(x), floor(y)];
  const [right, bottom] = [left, top].map((it) => add(it, number(1))) as [Tensor, Tensor];
  const weight = (it: Tensor) => cast(reshape(it, [batch, height, width, 1]), images.dtype);
  const mixed = (row: Tensor) =>
    add(
      multiply(weight(subtract(right, x)), pixels(row, left)),
      multiply(weight(subtract(x, left)), pixels(row, right)),
    );
  return add(
    multiply(weight(subtract(bottom, y)), mixed(top)),
    multiply(weight(subtract(y, top)), mixed(bottom)),
  );
}
