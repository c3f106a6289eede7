/**
 * `tf.image.cropAndResize`.
 *
 * @module
 */
import { checkFinite, checkOneOf } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { gather } from "../../primitives/array/gather.ts";
import { fill } from "../../primitives/array/fill.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { add, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { greaterEqual, lessEqual } from "../../primitives/math/comparison.ts";
import { logicalAnd } from "../../primitives/math/logical.ts";
import { ceil, floor } from "../../primitives/math/rounding.ts";
import { where as choose } from "../../primitives/math/where.ts";
import { requireDType, requireReal } from "../../primitives/support/infer.ts";
import { aval } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegersLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asIntegers, isList } from "../integers.ts";

/** Arguments of {@linkcode cropAndResize}. */
export interface CropAndResizeArguments {
  /** Images `[batch, height, width, channels]`. */
  image: TensorLike;
  /** Boxes `[y1, x1, y2, x2]`, float32, on the scale of 0 to 1; they may lie outside or be flipped. */
  boxes: TensorLike;
  /** The image of each box, int32. */
  boxIndices: TensorLike;
  /** Height and width of the results, >= 1. */
  cropSize: IntegersLike;
  /** How to make pixels of others; default `"bilinear"`. */
  method?: "bilinear" | "nearest";
  /** The value of pixels outside; default 0. */
  extrapolationValue?: number;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Where the rows or columns of each box lie among the image's, and which are inside. */
interface Places {
  readonly at: Tensor;
  readonly inside: Tensor;
}

/** Places along one axis, `[boxes, count]`, of boxes from `from` to `to`, `[boxes, 1]`. */
function placesOf(from: Tensor, to: Tensor, length: number, count: number): Places {
  const f32 = (x: number) => scalar(x, "float32");
  const last = f32(length - 1);
  let at: Tensor;
  if (count > 1) {
    const steps = leaf(Float32Array.from({ length: count }, (_, i) => i), aval("float32", [count]));
    const scale = multiply(subtract(to, from), f32((length - 1) / (count - 1)));
    at = add(multiply(from, last), multiply(steps, scale));
  } else at = multiply(multiply(f32(0.5), add(from, to)), last);
  const inside = logicalAnd(greaterEqual(at, f32(0)), lessEqual(at, last));
  return { at: choose(inside, at, f32(0)), inside };
}

/** The pixels of the images at rows `[boxes, height]` and columns `[boxes, width]`. */
function pixels(images: Tensor, boxIndices: Tensor, rows: Tensor, columns: Tensor): Tensor {
  const [batch, height, width, channels] = images.shape as readonly [
    number,
    number,
    number,
    number,
  ];
  const count = rows.shape[0]!;
  const whole = (it: Tensor) => cast(it, "int32");
  const i32 = (x: number) => scalar(x, "int32");
  const line = add(
    multiply(reshape(boxIndices, [count, 1]), i32(height)),
    whole(rows),
  );
  const place = add(
    multiply(reshape(line, [count, rows.shape[1]!, 1]), i32(width)),
    reshape(whole(columns), [count, 1, columns.shape[1]!]),
  );
  return gather(reshape(images, [batch * height * width, channels]), place);
}

function crop(
  images: Tensor,
  boxes: Tensor,
  boxIndices: Tensor,
  [tall, wide]: readonly [number, number],
  nearest: boolean,
  outside: number,
): Tensor {
  const count = boxes.shape[0]!;
  const [, height, width] = images.shape as readonly [number, number, number];
  const side = (index: number) => slice(boxes, [0, index], [count, 1]);
  const rows = placesOf(side(0), side(2), height, tall);
  const columns = placesOf(side(1), side(3), width, wide);
  let result: Tensor;
  if (nearest) {
    // Halves away from zero, as C rounds.
    const near = ({ at }: Places) => floor(add(at, scalar(0.5, "float32")));
    result = pixels(images, boxIndices, near(rows), near(columns));
  } else {
    const at = (y: Tensor, x: Tensor) => pixels(images, boxIndices, y, x);
    const [top, bottom] = [floor(rows.at), ceil(rows.at)];
    const [left, right] = [floor(columns.at), ceil(columns.at)];
    const down = reshape(subtract(rows.at, top), [count, tall, 1, 1]);
    const across = reshape(subtract(columns.at, left), [count, 1, wide, 1]);
    const between = (a: Tensor, b: Tensor, part: Tensor) => add(a, multiply(subtract(b, a), part));
    const upper = between(at(top, left), at(top, right), across);
    const lower = between(at(bottom, left), at(bottom, right), across);
    result = between(upper, lower, down);
  }
  const inside = logicalAnd(
    reshape(rows.inside, [count, tall, 1, 1]),
    reshape(columns.inside, [count, 1, wide, 1]),
  );
  return choose(inside, result, fill(outside, result.aval));
}

/**
 * Boxes cut out of images and resized, float32, `[boxes, ...cropSize, channels]`. Gradients go to the
 * images and to the boxes.
 *
 * @throws {TypeError} for shapes and dtypes that do not fit, {RangeError} for sizes < 1.
 * @throws {Error} when it is computed, for boxes of images there are not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.reshape([1, 2, 3, 4], [1, 2, 2, 1]);
 * const y = tf.image.cropAndResize(x, [[0, 0, 1, 1]], tf.cast([0], "int32"), [1, 2]);
 * assertEquals(tf.reshape(y, [-1]).numpy().toArray(), [2, 3]);
 * ```
 */
export const cropAndResize: Operation<
  CropAndResizeArguments,
  ["image", "boxes", "boxIndices", "cropSize", "method", "extrapolationValue", "name"],
  Tensor
> = bind(
  "tf.image.cropAndResize",
  ["image", "boxes", "boxIndices", "cropSize", "method", "extrapolationValue", "name"],
  4,
  (image, boxes, boxIndices, cropSize, method = "bilinear", extrapolationValue = 0) => {
    const where = "tf.image.cropAndResize";
    const x = asTensor(where, image);
    requireReal(where.slice(3), x.aval);
    const corners = asTensor(where, boxes, "float32");
    const plain = Array.isArray(boxIndices) && boxIndices.every((it) => typeof it === "number");
    const indices = plain ? asTensor(where, boxIndices, "int32") : asTensor(where, boxIndices);
    requireDType(where.slice(3), indices.aval, (it) => it === "int32", "int32 for boxIndices");
    if (x.rank !== 4 || x.shape[1] === 0 || x.shape[2] === 0) {
      throw new TypeError(
        `${where}: expected images of shape (batch, height, width, channels) with pixels, received shape ${
          formatShape(x.shape)
        }`,
      );
    }
    const fits = corners.rank === 2 && corners.shape[1] === 4 && indices.rank === 1 &&
      indices.shape[0] === corners.shape[0];
    if (!fits) {
      throw new TypeError(
        `${where}: expected boxes of shape (boxes, 4) and an index for each, received shapes ${
          formatShape(corners.shape)
        } and ${formatShape(indices.shape)}`,
      );
    }
    const size = isList(cropSize) ? asIntegers(where, "cropSize", cropSize, { min: 1 }) : [];
    if (size.length !== 2) {
      throw new TypeError(
        `${where}: expected cropSize to be [height, width], received cropSize=${
          formatValue(cropSize)
        }`,
      );
    }
    const [tall, wide] = size;
    const way = checkOneOf(where, "method", method, ["bilinear", "nearest"] as const);
    const outside = checkFinite(where, "extrapolationValue", extrapolationValue);
    return internally(() =>
      crop(cast(x, "float32"), corners, indices, [tall!, wide!], way === "nearest", outside)
    );
  },
);
