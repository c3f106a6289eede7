/**
 * Reductions of the rows that carry one id, in any order, named as in `tf.math`. Rows of negative ids
 * are left out.
 *
 * @module
 */
import { DTYPES, isInteger } from "../../arrays/dtypes.ts";
import { onesLike } from "../../primitives/array/fill.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { divide } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { sqrt } from "../../primitives/math/exponential.ts";
import { maximum } from "../../primitives/math/extremes.ts";
import * as primitives from "../../primitives/reduction/unsorted_segment.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asWhole } from "../array/indices.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";

/** Arguments of a reduction of segments in any order. */
export interface UnsortedSegmentArguments {
  /** A tensor of real numbers. */
  data: TensorLike;
  /** The id of each row or element; its shape begins that of `data`: int32 or int64. */
  segmentIds: TensorLike;
  /** How many segments there are, >= 0. */
  numSegments: IntegerLike;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** A reduction of segments in any order. */
export type UnsortedSegmentOperation = Operation<
  UnsortedSegmentArguments,
  ["data", "segmentIds", "numSegments", "name"],
  Tensor
>;

function segmentOperation(
  where: string,
  run: primitives.SegmentReduction,
): UnsortedSegmentOperation {
  return bind<UnsortedSegmentArguments, ["data", "segmentIds", "numSegments", "name"], Tensor>(
    where,
    ["data", "segmentIds", "numSegments", "name"],
    3,
    (data, segmentIds, numSegments) => {
      const x = asTensor(where, data);
      const ids = asWhole(where, "segmentIds", segmentIds);
      const segments = asInteger(where, "numSegments", numSegments, { min: 0 });
      return internally(() => run(x, ids, segments));
    },
  );
}

/** The sum of each segment over what `size` makes of its number of elements, at least 1. */
function averaged(size: (count: Tensor) => Tensor): primitives.SegmentReduction {
  return (x, ids, segments) => {
    const isWhole = isInteger(x.dtype);
    const dtype = !isWhole ? x.dtype : DTYPES[x.dtype].bytes <= 2 ? "float32" : "float64";
    const sum = primitives.unsortedSegmentSum(x, ids, segments);
    const counts = primitives.unsortedSegmentSum(onesLike(ids), ids, segments);
    const rows = reshape(counts, [segments, ...x.shape.slice(ids.rank).map(() => 1)]);
    const some = maximum(cast(rows, dtype), scalar(1, dtype));
    return divide(cast(sum, dtype), size(some));
  };
}

/**
 * The sum of the rows of each id, 0 where there are none.
 *
 * @throws {TypeError} for ids whose shape does not begin that of `data`.
 * @throws {RangeError} when values are read, for ids that are not below `numSegments`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.unsortedSegmentSum([1, 2, 4], [2, 0, 2], 3).numpy().toArray(), [2, 0, 5]);
 * ```
 */
export const unsortedSegmentSum: UnsortedSegmentOperation = segmentOperation(
  "tf.math.unsortedSegmentSum",
  primitives.unsortedSegmentSum,
);

/**
 * The mean of the rows of each id, 0 where there are none. Whole numbers give floats: float32 for
 * those of 8 and 16 bits, float64 for larger ones.
 *
 * @throws {TypeError} for ids whose shape does not begin that of `data`.
 * @throws {RangeError} when values are read, for ids that are not below `numSegments`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.unsortedSegmentMean([1, 2, 4], [1, 0, 1], 2).numpy().toArray(), [2, 2.5]);
 * ```
 */
export const unsortedSegmentMean: UnsortedSegmentOperation = segmentOperation(
  "tf.math.unsortedSegmentMean",
  averaged((count) => count),
);

/**
 * The sum of the rows of each id over the root of their number, 0 where there are none.
 *
 * @throws {TypeError} for ids whose shape does not begin that of `data`.
 * @throws {RangeError} when values are read, for ids that are not below `numSegments`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const sums = tf.math.unsortedSegmentSqrtN([1, 2, 3, 4], [0, 0, 0, 0], 1);
 * assertEquals(sums.numpy().toArray(), [5]);
 * ```
 */
export const unsortedSegmentSqrtN: UnsortedSegmentOperation = segmentOperation(
  "tf.math.unsortedSegmentSqrtN",
  averaged(sqrt),
);

/**
 * The product of the rows of each id, 1 where there are none.
 *
 * @throws {TypeError} for ids whose shape does not begin that of `data`.
 * @throws {RangeError} when values are read, for ids that are not below `numSegments`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.unsortedSegmentProd([3, 2, 4], [2, 0, 2], 3).numpy().toArray(), [2, 1, 12]);
 * ```
 */
export const unsortedSegmentProd: UnsortedSegmentOperation = segmentOperation(
  "tf.math.unsortedSegmentProd",
  primitives.unsortedSegmentProd,
);

/**
 * The largest of the rows of each id; the smallest finite number of the dtype where there are none.
 *
 * @throws {TypeError} for ids whose shape does not begin that of `data`.
 * @throws {RangeError} when values are read, for ids that are not below `numSegments`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.unsortedSegmentMax([1, 2, 4], [1, 0, 1], 2).numpy().toArray(), [2, 4]);
 * ```
 */
export const unsortedSegmentMax: UnsortedSegmentOperation = segmentOperation(
  "tf.math.unsortedSegmentMax",
  primitives.unsortedSegmentMax,
);

/**
 * The smallest of the rows of each id; the largest finite number of the dtype where there are none.
 *
 * @throws {TypeError} for ids whose shape does not begin that of `data`.
 * @throws {RangeError} when values are read, for ids that are not below `numSegments`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.math.unsortedSegmentMin([1, 2, 4], [1, 0, 1], 2).numpy().toArray(), [2, 1]);
 * ```
 */
export const unsortedSegmentMin: UnsortedSegmentOperation = segmentOperation(
  "tf.math.unsortedSegmentMin",
  primitives.unsortedSegmentMin,
);
