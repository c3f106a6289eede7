/**
 * Reductions of the rows that carry one id, named as in `tf.math`.
 *
 * @module
 */
import { isInteger } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { onesLike } from "../../primitives/array/fill.ts";
import { divide } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { equal } from "../../primitives/math/comparison.ts";
import { truncatediv } from "../../primitives/math/division.ts";
import { maximum } from "../../primitives/math/extremes.ts";
import { where } from "../../primitives/math/where.ts";
import {
  type SegmentReduction,
  unsortedSegmentMax,
  unsortedSegmentMin,
  unsortedSegmentProd,
  unsortedSegmentSum,
} from "../../primitives/reduction/unsorted_segment.ts";
import { read } from "../../tensor/graph.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asWhole } from "../array/indices.ts";
import { asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";

/** Arguments of a reduction of sorted segments. */
export interface SegmentArguments {
  /** Rows of real numbers. */
  data: TensorLike;
  /** The id of each row, whole numbers >= 0 in order: int32 or int64. */
  segmentIds: TensorLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** A reduction of sorted segments. */
export type SegmentOperation = Operation<
  SegmentArguments,
  ["data", "segmentIds", "name"],
  Tensor
>;

/** The number of segments of ids, which have to be in order. */
function countSegments(where: string, ids: Tensor, data: Tensor): number {
  if (ids.rank !== 1 || ids.shape[0] !== data.shape[0]) {
    throw new TypeError(
      `${where}: expected an id for each row of data, received segmentIds of shape ${
        formatShape(ids.shape)
      } and data of shape ${formatShape(data.shape)}`,
    );
  }
  const values = Array.from(read(ids) as ArrayLike<number | bigint>, Number);
  let last = 0;
  values.forEach((id, i) => {
    if (id < last) {
      throw new RangeError(
        `${where}: expected segmentIds >= 0 in order, received ${id}${
          i === 0 ? "" : ` after ${values[i - 1]}`
        }`,
      );
    }
    last = id;
  });
  return values.length === 0 ? 0 : last + 1;
}

/** How many elements each place of each segment has, in the shape of the result or one of ones. */
function countsOf(data: Tensor, ids: Tensor, segments: number): Tensor {
  const counts = unsortedSegmentSum(onesLike(ids), ids, segments);
  return reshape(counts, [segments, ...data.shape.slice(ids.rank).map(() => 1)]);
}

function segmentOperation(where: string, run: SegmentReduction): SegmentOperation {
  return bind<SegmentArguments, ["data", "segmentIds", "name"], Tensor>(
    where,
    ["data", "segmentIds", "name"],
    2,
    (data, segmentIds) => {
      const x = asTensor(where, data);
      const ids = asWhole(where, "segmentIds", segmentIds);
      const segments = countSegments(where, ids, x);
      return internally(() => run(x, ids, segments));
    },
  );
}

/** An extreme, with 0 for segments without elements. */
function orZero(run: SegmentReduction): SegmentReduction {
  return (x, ids, segments) => {
    const isEmpty = equal(countsOf(x, ids, segments), scalar(0, ids.dtype));
    return where(isEmpty, scalar(0, x.dtype), run(x, ids, segments));
  };
}

const mean: SegmentReduction = (x, ids, segments) => {
  const counts = maximum(countsOf(x, ids, segments), scalar(1, ids.dtype));
  const sum = unsortedSegmentSum(x, ids, segments);
  const size = cast(counts, x.dtype);
  return isInteger(x.dtype) ? truncatediv(sum, size) : divide(sum, size);
};

/**
 * The sum of the rows of each id, 0 where there are none.
 *
 * @throws {RangeError} for ids that are negative or not in order.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.segmentSum([1, 2, 4], [0, 0, 2]).numpy().toArray(), [3, 0, 4]);
 * ```
 */
export const segmentSum: SegmentOperation = segmentOperation(
  "tf.math.segmentSum",
  unsortedSegmentSum,
);

/**
 * The mean of the rows of each id, 0 where there are none; that of whole numbers loses its fraction.
 *
 * @throws {RangeError} for ids that are negative or not in order.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.segmentMean([1, 2, 4], [0, 0, 2]).numpy().toArray(), [1.5, 0, 4]);
 * ```
 */
export const segmentMean: SegmentOperation = segmentOperation("tf.math.segmentMean", mean);

/**
 * The product of the rows of each id, 1 where there are none.
 *
 * @throws {RangeError} for ids that are negative or not in order.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.segmentProd([3, 2, 4], [0, 0, 2]).numpy().toArray(), [6, 1, 4]);
 * ```
 */
export const segmentProd: SegmentOperation = segmentOperation(
  "tf.math.segmentProd",
  unsortedSegmentProd,
);

/**
 * The largest of the rows of each id, 0 where there are none.
 *
 * @throws {RangeError} for ids that are negative or not in order.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.segmentMax([1, 2, 4], [0, 0, 2]).numpy().toArray(), [2, 0, 4]);
 * ```
 */
export const segmentMax: SegmentOperation = segmentOperation(
  "tf.math.segmentMax",
  orZero(unsortedSegmentMax),
);

/**
 * The smallest of the rows of each id, 0 where there are none.
 *
 * @throws {RangeError} for ids that are negative or not in order.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.segmentMin([1, 2, 4], [0, 0, 2]).numpy().toArray(), [1, 0, 4]);
 * ```
 */
export const segmentMin: SegmentOperation = segmentOperation(
  "tf.math.segmentMin",
  orZero(unsortedSegmentMin),
);
