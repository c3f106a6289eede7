/**
 * Pools of one to three dimensions, as their public functions share them.
 *
 * @module
 */
import { reshape } from "../../primitives/array/reshape.ts";
import { avgPool2d, avgPool3d } from "../../primitives/nn/avg_pool.ts";
import { maxPool2d, maxPool3d, requirePoolable } from "../../primitives/nn/max_pool.ts";
import { axesOfPool, type PoolAttributes } from "../../primitives/nn/pool.ts";
import { requireFloat } from "../../primitives/support/infer.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import {
  type Counts,
  countsOf,
  type ImageRank,
  isChannelsFirst,
  onImages,
  paddingOf,
} from "./window_arguments.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { raisedPadding } from "./convolve.ts";

/** How a pool was asked for. */
export interface PoolRequest {
  readonly where: string;
  readonly type: "MAX" | "AVG";
  readonly rank: ImageRank;
  readonly ksize: Counts;
  readonly strides: Counts | null | undefined;
  readonly padding: unknown;
  readonly dataFormat: unknown;
}

/** A pool of images whose channels are last. */
export function poolChannelsLast(
  type: "MAX" | "AVG",
  rank: ImageRank,
  x: Tensor,
  attrs: PoolAttributes,
): Tensor {
  if (rank === 3) return type === "MAX" ? maxPool3d.forward(x, attrs) : avgPool3d(x, attrs);
  const pool = type === "MAX" ? maxPool2d.forward : avgPool2d;
  if (rank === 2) return pool(x, attrs);
  const [batch, width, channels] = x.shape as readonly [number, number, number];
  const y = pool(reshape(x, [batch, 1, width, channels]), {
    window: [1, ...attrs.window],
    strides: [1, ...attrs.strides],
    padding: raisedPadding(attrs.padding),
  });
  return reshape(y, [batch, y.shape[2]!, channels]);
}

/** A pool. */
export function poolImages(request: PoolRequest, input: Tensor): Tensor {
  const { where, type, rank, ksize, strides, padding, dataFormat } = request;
  const first = isChannelsFirst(where, dataFormat, rank);
  const attrs: PoolAttributes = {
    window: countsOf(where, "ksize", ksize, rank, first),
    strides: countsOf(where, "strides", strides, rank, first),
    padding: paddingOf(where, padding, rank, first),
  };
  if (type === "AVG" && typeof attrs.padding !== "string") {
    throw new RangeError(
      `${where}: expected padding to be "SAME" or "VALID", received padding=${
        formatValue(padding)
      }; use tf.pad`,
    );
  }
  (type === "MAX" ? requirePoolable : requireFloat)(where.slice(3), input.aval);
  if (input.rank !== rank + 2) {
    throw new TypeError(
      `${where}: expected input of ${rank + 2} dimensions, received shape ${
        formatShape(input.shape)
      }`,
    );
  }
  return internally(() =>
    onImages(where, input, rank, first, (x) => {
      axesOfPool(where, rank, x.shape, attrs);
      return poolChannelsLast(type, rank, x, attrs);
    })
  );
}
