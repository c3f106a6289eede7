/**
 * Slices brought to places: `tf.scatterNd`, and `tf.tensorScatterNdUpdate` with its kin.
 *
 * @module
 */
import { reshape } from "../../primitives/array/reshape.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import * as primitives from "../../primitives/array/scatter_nd.ts";
import * as tensors from "../../primitives/array/tensor_scatter.ts";
import { aval } from "../../tensor/aval.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { asTensor, isPlain } from "../as_tensor.ts";
import type { ShapeLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asShape } from "../integers.ts";
import { checkPolicy } from "./gather.ts";
import { asIndices, asPlaces } from "./indices.ts";
import type { Named } from "./named.ts";

/** What happens to a place out of range: it is an error, whatever is given. */
export type BadIndicesPolicy = "" | "DEFAULT" | "ERROR";

/** Arguments of {@linkcode scatterNd}. */
export interface ScatterNdArguments extends Named {
  /** Places: along the last axis an index, from 0, for each of the first axes of the result. */
  indices: TensorLike;
  /** The slices: of shape `indices.shape[:-1] + shape[indices.shape[-1]:]`. */
  updates: TensorLike;
  /** Dimensions of the result. */
  shape: ShapeLike;
  /** What happens to a place out of range: `"ERROR"`, the default. */
  badIndicesPolicy?: BadIndicesPolicy | null;
}

/**
 * Zeros of a shape with slices added at places; what goes to one place is added up.
 *
 * @throws {TypeError} for slices that do not fit.
 * @throws {RangeError} for an index below 0 or beyond its axis.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.scatterNd([[0], [2], [0]], [1, 2, 3], [4]).numpy().toArray(), [4, 0, 2, 0]);
 * ```
 */
export const scatterNd: Operation<
  ScatterNdArguments,
  ["indices", "updates", "shape", "badIndicesPolicy", "name"],
  Tensor
> = bind(
  "tf.scatterNd",
  ["indices", "updates", "shape", "badIndicesPolicy", "name"],
  3,
  (indices, updates, shape, policy) => {
    const where = "tf.scatterNd";
    checkPolicy(where, policy);
    const dims = asShape(where, shape);
    const places = asPlaces(where, "indices", indices, dims);
    const slices = asTensor(where, updates);
    if (slices.dtype !== "string") return primitives.scatterNd(places, slices, dims);
    return internally(() => {
      const base = broadcastTo(leaf([""], aval("string", [])), dims);
      return tensors.tensorScatterNdUpdate(base, places, slices);
    });
  },
);

/** Arguments of {@linkcode tensorScatterNdUpdate}. */
export interface TensorScatterNdUpdateArguments extends Named {
  /** A tensor. */
  tensor: TensorLike;
  /** Places: along the last axis an index, from 0, for each of the first axes of `tensor`. */
  indices: TensorLike;
  /** The slices: of shape `indices.shape[:-1] + tensor.shape[indices.shape[-1]:]`. */
  updates: TensorLike;
}

/** Arguments of {@linkcode tensorScatterNdAdd} and its kin. */
export interface TensorScatterNdArguments extends TensorScatterNdUpdateArguments {
  /** What happens to a place out of range: `"ERROR"`, the default. */
  badIndicesPolicy?: BadIndicesPolicy | null;
}

/** Makes a tensor with some slices changed. */
export type TensorScatterOperation = Operation<
  TensorScatterNdArguments,
  ["tensor", "indices", "updates", "badIndicesPolicy", "name"],
  Tensor
>;

function scattered(
  where: string,
  run: tensors.Scatter,
  tensor: TensorLike,
  indices: TensorLike,
  updates: TensorLike,
): Tensor {
  const x = asTensor(where, tensor);
  const slices = asTensor(where, updates, isPlain(updates) ? x.dtype : undefined);
  return run(x, asPlaces(where, "indices", indices, x.shape), slices);
}

function scatterOperation(where: string, run: tensors.Scatter): TensorScatterOperation {
  return bind(
    where,
    ["tensor", "indices", "updates", "badIndicesPolicy", "name"],
    3,
    (tensor, indices, updates, policy) => {
      checkPolicy(where, policy);
      return scattered(where, run, tensor, indices, updates);
    },
  );
}

/**
 * The tensor with slices in the place of those at `indices`. Where several go to one place, one of
 * them stays.
 *
 * @throws {TypeError} for slices that do not fit.
 * @throws {RangeError} for an index below 0 or beyond its axis.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.tensorScatterNdUpdate([1, 2, 3], [[1]], [9]).numpy().toArray(), [1, 9, 3]);
 * ```
 */
export const tensorScatterNdUpdate: Operation<
  TensorScatterNdUpdateArguments,
  ["tensor", "indices", "updates", "name"],
  Tensor
> = bind(
  "tf.tensorScatterNdUpdate",
  ["tensor", "indices", "updates", "name"],
  3,
  (tensor, indices, updates) =>
    scattered(
      "tf.tensorScatterNdUpdate",
      tensors.tensorScatterNdUpdate,
      tensor,
      indices,
      updates,
    ),
);

/**
 * The tensor with slices added at `indices`; what goes to one place is added up.
 *
 * @throws {TypeError} for slices that do not fit.
 * @throws {RangeError} for an index below 0 or beyond its axis.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.tensorScatterNdAdd([1, 2], [[0], [0]], [5, 7]).numpy().toArray(), [13, 2]);
 * ```
 */
export const tensorScatterNdAdd: TensorScatterOperation = scatterOperation(
  "tf.tensorScatterNdAdd",
  tensors.tensorScatterNdAdd,
);

/** The tensor with slices subtracted at `indices`; otherwise as {@linkcode tensorScatterNdAdd}. */
export const tensorScatterNdSub: TensorScatterOperation = scatterOperation(
  "tf.tensorScatterNdSub",
  tensors.tensorScatterNdSub,
);

/** The larger of the tensor and slices at `indices`; otherwise as {@linkcode tensorScatterNdAdd}. */
export const tensorScatterNdMax: TensorScatterOperation = scatterOperation(
  "tf.tensorScatterNdMax",
  tensors.tensorScatterNdMax,
);

/** The smaller of the tensor and slices at `indices`; otherwise as {@linkcode tensorScatterNdAdd}. */
export const tensorScatterNdMin: TensorScatterOperation = scatterOperation(
  "tf.tensorScatterNdMin",
  tensors.tensorScatterNdMin,
);

/** How rows are changed. */
export type RowChange = "update" | "add" | "sub" | "max" | "min";

const CHANGES: Readonly<Record<RowChange, tensors.Scatter>> = {
  update: tensors.tensorScatterNdUpdate,
  add: tensors.tensorScatterNdAdd,
  sub: tensors.tensorScatterNdSub,
  max: tensors.tensorScatterNdMax,
  min: tensors.tensorScatterNdMin,
};

/**
 * `x` with slices along its first axis changed at `indices`: what a variable's `scatterUpdate`,
 * `scatterAdd` and so on assign.
 *
 * @param where The method, for messages.
 */
export function scatterRows(
  where: string,
  change: RowChange,
  x: Tensor,
  indices: TensorLike,
  updates: TensorLike,
): Tensor {
  return internally(() => {
    const rows = asIndices(where, "indices", indices, x.shape[0] ?? 0);
    const slices = asTensor(where, updates, isPlain(updates) ? x.dtype : undefined);
    return CHANGES[change](x, reshape(rows, [...rows.shape, 1]), slices);
  });
}
