/**
 * Differences of neighbouring pixels: `tf.image.sobelEdges`, `tf.image.imageGradients`,
 * `tf.image.totalVariation`.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { concat } from "../../primitives/array/concat.ts";
import { fill } from "../../primitives/array/fill.ts";
import { mirrorPad } from "../../primitives/array/mirror_pad.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { slice } from "../../primitives/array/slice.ts";
import { abs } from "../../primitives/math/absolute.ts";
import { add, subtract } from "../../primitives/math/arithmetic.ts";
import { depthwiseConv2d } from "../../primitives/nn/convolution.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { requireDType } from "../../primitives/support/infer.ts";
import { aval } from "../../tensor/aval.ts";
import { fromFloat64 } from "../../tensor/host_map.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { internally, internallyAll } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";

/** Differences of each element and the one before, along an axis. */
function differences(x: Tensor, axis: number): Tensor {
  const shape = x.shape.with(axis, Math.max(0, x.shape[axis]! - 1));
  const zeros = x.shape.map(() => 0);
  const first = x.shape[axis] === 0 ? zeros : zeros.with(axis, 1);
  return subtract(slice(x, first, shape), slice(x, zeros, shape));
}

function requireBatch(where: string, x: Tensor): void {
  if (x.rank === 4) return;
  throw new TypeError(
    `${where}: expected image of 4 dimensions [batch, height, width, channels], received shape ${
      formatShape(x.shape)
    }`,
  );
}

/** Arguments of {@linkcode sobelEdges} and {@linkcode imageGradients}. */
export interface EdgesArguments {
  /** Images `[batch, height, width, channels]`. */
  image: TensorLike;
}

/** Weights down the rows; those along the columns are the same, exchanged. */
const SOBEL = [[-1, -2, -1], [0, 0, 0], [1, 2, 1]] as const;

/**
 * Sobel's differences down the rows and along the columns, `[batch, height, width, channels, 2]`.
 *
 * @throws {TypeError} for whole numbers, anything but 4 dimensions, and fewer than 2 rows or columns.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const edges = tf.image.sobelEdges(tf.ones([1, 4, 5, 3]));
 * assertEquals(edges.shape, [1, 4, 5, 3, 2]);
 * assertEquals(Number(tf.reduceMax(edges)), 0);
 * ```
 */
export const sobelEdges: Operation<EdgesArguments, ["image"], Tensor> = bind(
  "tf.image.sobelEdges",
  ["image"],
  1,
  (image) => {
    const where = "tf.image.sobelEdges";
    const x = asTensor(where, image);
    requireBatch(where, x);
    requireDType(where.slice(3), x.aval, isFloating, "floats");
    const [, height, width, channels] = x.shape as readonly [number, number, number, number];
    if (height < 2 || width < 2) {
      throw new TypeError(
        `${where}: expected at least 2 rows and columns, received shape ${formatShape(x.shape)}`,
      );
    }
    return internally(() => {
      const weights = SOBEL.flatMap((row, i) =>
        row.flatMap((down, j) =>
          Array.from({ length: channels }, () => [down, SOBEL[j]![i]!]).flat()
        )
      );
      const filters = leaf(
        fromFloat64(Float64Array.from(weights), x.dtype),
        aval(x.dtype, [3, 3, channels, 2]),
      );
      const padded = mirrorPad(x, [[0, 0], [1, 1], [1, 1], [0, 0]], 1);
      const attrs = { strides: [1, 1], dilations: [1, 1], padding: "VALID" } as const;
      return reshape(depthwiseConv2d.forward(padded, filters, attrs), [...x.shape, 2]);
    });
  },
);

/**
 * Differences of each pixel and the next one, `[dy, dx]` of the shape of the images; 0 in the last row
 * and the last column.
 *
 * @throws {TypeError} for anything but 4 dimensions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [dy, dx] = tf.image.imageGradients(tf.reshape([1, 2, 4, 8], [1, 2, 2, 1]));
 * assertEquals(tf.reshape(dy, [-1]).numpy().toArray(), [3, 6, 0, 0]);
 * assertEquals(tf.reshape(dx, [-1]).numpy().toArray(), [1, 0, 4, 0]);
 * ```
 */
export const imageGradients: Operation<
  EdgesArguments,
  ["image"],
  readonly [dy: Tensor, dx: Tensor]
> = bind("tf.image.imageGradients", ["image"], 1, (image) => {
  const where = "tf.image.imageGradients";
  const x = asTensor(where, image);
  requireBatch(where, x);
  const along = (axis: number): Tensor => {
    if (x.shape[axis] === 0) return x;
    const last = fill(0, { dtype: x.dtype, shape: x.shape.with(axis, 1) });
    return concat([differences(x, axis), last], axis);
  };
  return internallyAll(() => [along(1), along(2)] as const);
});

/** Arguments of {@linkcode totalVariation}. */
export interface TotalVariationArguments extends Named {
  /** Images `[batch, height, width, channels]`, or one image. */
  images: TensorLike;
}

/**
 * The sum of the absolute differences of neighbouring pixels, of each image.
 *
 * @throws {TypeError} for anything but 3 or 4 dimensions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.image.totalVariation(tf.reshape([1, 2, 4, 8], [2, 2, 1]))), 14);
 * ```
 */
export const totalVariation: Operation<TotalVariationArguments, ["images", "name"], Tensor> = bind(
  "tf.image.totalVariation",
  ["images", "name"],
  1,
  (images) => {
    const where = "tf.image.totalVariation";
    const x = asTensor(where, images);
    if (x.rank !== 3 && x.rank !== 4) {
      throw new TypeError(
        `${where}: expected images of 3 or 4 dimensions ([batch,] height, width, channels), received shape ${
          formatShape(x.shape)
        }`,
      );
    }
    const height = x.rank - 3;
    const axes = [height, height + 1, height + 2];
    return internally(() =>
      add(
        reduceSum(abs(differences(x, height)), axes),
        reduceSum(abs(differences(x, height + 1)), axes),
      )
    );
  },
);
