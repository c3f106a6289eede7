/**
 * Slices by their indices: `tf.gather`, `tf.gatherNd`.
 *
 * @module
 */
import { checkOneOf } from "../../errors/checks.ts";
import { formatShape } from "../../errors/format.ts";
import { withBatchOf } from "../../primitives/array/batch_indices.ts";
import * as primitives from "../../primitives/array/gather.ts";
import * as nd from "../../primitives/array/gather_nd.ts";
import { axisOf } from "../../primitives/support/infer.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxis, asInteger } from "../integers.ts";
import { asIndices, asPlaces, asWhole } from "./indices.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode gather}. */
export interface GatherArguments extends Named {
  /** A tensor of at least one dimension. */
  params: TensorLike;
  /** Indices, from 0, of dtype int32 or int64; plain numbers are int32. */
  indices: TensorLike;
  /** Taken for the sake of Python's signature; indices are always checked. */
  validateIndices?: boolean | null;
  /** The axis; default: the first one after the batch; negative from the end. */
  axis?: IntegerLike | null;
  /** How many first axes params and indices share; default 0; negative from the end of indices. */
  batchDims?: IntegerLike | null;
}

/**
 * The slices of `params` at `indices` along an axis:
 * `result[b, m, i, n] = params[b, m, indices[b, i], n]`.
 *
 * @throws {TypeError} for indices of floats, or batches that do not agree.
 * @throws {RangeError} for an index below 0 or beyond the axis; where indices are computed, when the
 * result is read.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.gather([10, 20, 30], [2, 0, 2]).numpy().toArray(), [30, 10, 30]);
 * assertEquals(tf.gather([[1, 2], [3, 4]], [1], { axis: 1 }).numpy().toArray(), [[2], [4]]);
 * ```
 */
export const gather: Operation<
  GatherArguments,
  ["params", "indices", "validateIndices", "axis", "batchDims", "name"],
  Tensor
> = bind(
  "tf.gather",
  ["params", "indices", "validateIndices", "axis", "batchDims", "name"],
  2,
  (params, indices, _validate, axis, batchDims) => {
    const where = "tf.gather";
    const x = asTensor(where, params);
    if (x.rank === 0) {
      throw new TypeError(`${where}: expected params of at least 1 dimension, received shape ()`);
    }
    const rank = asWhole(where, "indices", indices).rank;
    const batch = batchOf(where, batchDims, rank);
    const at = asAxis(where, axis ?? batch, x.rank);
    return primitives.gather(x, asIndices(where, "indices", indices, x.shape[at]!), at, batch);
  },
);

/** How many first axes are a batch. */
function batchOf(where: string, batchDims: unknown, rank: number): number {
  const count = asInteger(where, "batchDims", batchDims ?? 0, { min: -rank, max: rank });
  return count < 0 ? count + rank : count;
}

/** Arguments of {@linkcode gatherNd}. */
export interface GatherNdArguments extends Named {
  /** A tensor. */
  params: TensorLike;
  /** Places: along the last axis an index, from 0, for each of the first axes of `params`. */
  indices: TensorLike;
  /** How many first axes params and indices share; default 0. */
  batchDims?: IntegerLike | null;
  /** What happens to a place out of range: `"ERROR"`, the default. */
  badIndicesPolicy?: "" | "DEFAULT" | "ERROR" | null;
}

/**
 * The slices of `params` at places given by several indices each:
 * `result[i, n] = params[indices[i, 0], indices[i, 1], ..., n]`.
 *
 * @throws {TypeError} for indices of floats, or more of them than `params` has axes.
 * @throws {RangeError} for an index below 0 or beyond its axis.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.gatherNd([[1, 2], [3, 4]], [[0, 1], [1, 0]]).numpy().toArray(), [2, 3]);
 * ```
 */
export const gatherNd: Operation<
  GatherNdArguments,
  ["params", "indices", "batchDims", "name", "badIndicesPolicy"],
  Tensor
> = bind(
  "tf.gatherNd",
  ["params", "indices", "batchDims", "name", "badIndicesPolicy"],
  2,
  (params, indices, batchDims, _name, policy) => {
    const where = "tf.gatherNd";
    checkPolicy(where, policy);
    const x = asTensor(where, params);
    const whole = asWhole(where, "indices", indices);
    if (whole.rank === 0) {
      throw new TypeError(`${where}: expected indices of at least 1 dimension, received shape ()`);
    }
    const batch = asInteger(where, "batchDims", batchDims ?? 0, { min: 0, max: whole.rank - 1 });
    if (batch > 0) axisOf("gatherNd", batch - 1, x.rank, "batchDims - 1");
    if (x.shape.slice(0, batch).some((dim, i) => dim !== whole.shape[i])) {
      throw new TypeError(
        `${where}: expected params and indices that share their first ${batch} dimensions, received shapes ${
          formatShape(x.shape)
        } and ${formatShape(whole.shape)}`,
      );
    }
    const places = asPlaces(where, "indices", indices, x.shape.slice(batch));
    return internally(() => nd.gatherNd(x, withBatchOf(places, batch)));
  },
);

/** Throws for a policy other than that places out of range are errors. */
export function checkPolicy(where: string, policy: unknown): void {
  checkOneOf(where, "badIndicesPolicy", policy ?? "", ["", "DEFAULT", "ERROR"]);
}
