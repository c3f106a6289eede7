/**
 * `tf.nn.embeddingLookup`.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { gather } from "../../primitives/array/gather.ts";
import { divide, multiply, square } from "../../primitives/math/arithmetic.ts";
import { greater } from "../../primitives/math/comparison.ts";
import { sqrt } from "../../primitives/math/exponential.ts";
import { maximum } from "../../primitives/math/extremes.ts";
import { where as choose } from "../../primitives/math/where.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { requireFloat, requireIndices } from "../../primitives/support/infer.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor, isPlain } from "../as_tensor.ts";
import type { ScalarLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { checkKnown } from "../array/indices.ts";
import { asScalar } from "../numbers.ts";

/** Arguments of {@linkcode embeddingLookup}. */
export interface EmbeddingLookupArguments {
  /** A row for each id. */
  params: TensorLike;
  /** Ids of rows, int32 or int64; plain numbers count as int32. */
  ids: TensorLike;
  /** The largest norm of a row: longer ones are shortened; default: none. */
  maxNorm?: ScalarLike | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Rows no longer than `most`, over all axes from `start` on. */
function clipped(rows: Tensor, most: Tensor, start: number): Tensor {
  const axes = rows.shape.map((_, axis) => axis).slice(start);
  const sum = reduceSum(square(rows), axes, true);
  const [zero, one] = [0, 1].map((it) => scalar(it, rows.dtype));
  const isLong = greater(sum, zero!);
  // The root of a sum of zero has no derivative.
  const norm = choose(isLong, sqrt(choose(isLong, sum, one!)), sum);
  return divide(multiply(rows, most), maximum(norm, most));
}

/**
 * The rows of `params` for ids, `[...shape of ids, ...shape of a row]`.
 *
 * @throws {TypeError} for ids that are no whole numbers.
 * @throws {RangeError} for ids that are no row: at the call, or when they are computed.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.nn.embeddingLookup([[1, 2], [3, 4]], [1, 0, 1]);
 * assertEquals(y.numpy().toArray(), [[3, 4], [1, 2], [3, 4]]);
 * ```
 */
export const embeddingLookup: Operation<
  EmbeddingLookupArguments,
  ["params", "ids", "maxNorm", "name"],
  Tensor
> = bind(
  "tf.nn.embeddingLookup",
  ["params", "ids", "maxNorm", "name"],
  2,
  (params, ids, maxNorm) => {
    const where = "tf.nn.embeddingLookup";
    const table = asTensor(where, params);
    if (table.rank === 0) {
      throw new TypeError(
        `${where}: expected params with a row for each id, received shape ${
          formatShape(table.shape)
        }`,
      );
    }
    const places = isPlain(ids) ? asTensor(where, ids, "int32") : asTensor(where, ids);
    requireIndices(where.slice(3), "ids", places.aval);
    checkKnown(where, "ids", places, table.shape.slice(0, 1));
    if (maxNorm === undefined || maxNorm === null) return gather(table, places);
    requireFloat(where.slice(3), table.aval);
    const limit = asScalar(where, "maxNorm", maxNorm, table.dtype, { min: 0 });
    return internally(() => clipped(gather(table, places), limit, places.rank));
  },
);
