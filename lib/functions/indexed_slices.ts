/**
 * `tf.IndexedSlices`: some rows of a tensor.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { atCaller } from "../errors/caller.ts";
import { formatShape } from "../errors/format.ts";
import { asWhole } from "../ops/array/indices.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { type Arguments, bindArguments, isOptions } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Arguments of {@linkcode IndexedSlices}. */
export interface IndexedSlicesArguments {
  /** Rows, one for each index: `(n, ...)`. */
  values: TensorLike;
  /** Which rows of the whole tensor they are: `(n,)`. */
  indices: TensorLike;
  /** Shape of the whole tensor. */
  denseShape?: TensorLike | null;
}

const SIGNATURE = {
  where: "tf.IndexedSlices",
  names: ["values", "indices", "denseShape"],
  required: 2,
};

/**
 * Rows of a tensor, with their indices.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const v = new tf.Variable([[1, 1], [2, 2]]);
 * v.scatterAdd(new tf.IndexedSlices([[10, 20]], [1]));
 * assertEquals(v.numpy().toArray(), [[1, 1], [12, 22]]);
 * ```
 */
export class IndexedSlices {
  /** Rows. */
  readonly values: Tensor;
  /** Their indices. */
  readonly indices: Tensor;
  /** Shape of the whole tensor, if it is known. */
  readonly denseShape: Tensor | null;

  /**
   * Puts rows and indices together.
   *
   * @throws {TypeError} if there are not equally many.
   */
  constructor(...args: Arguments<IndexedSlicesArguments, ["values", "indices", "denseShape"]>) {
    const { where } = SIGNATURE;
    try {
      const [values, indices, denseShape] = bindArguments(SIGNATURE, args);
      this.values = asTensor(where, values as TensorLike);
      this.indices = asWhole(where, "indices", indices as TensorLike);
      this.denseShape = denseShape === undefined || denseShape === null
        ? null
        : asWhole(where, "denseShape", denseShape as TensorLike);
      const { shape } = this.indices;
      if (this.values.shape.slice(0, shape.length).join() !== shape.join()) {
        throw new TypeError(
          `${where}: expected a row of values for each index, received values of shape ${
            formatShape(this.values.shape)
          } and indices of shape ${formatShape(shape)}`,
        );
      }
    } catch (error) {
      throw atCaller(error, new.target);
    }
  }
}

/** Rows as variables take them: `tf.IndexedSlices`, or a plain object. */
export type SparseDelta = IndexedSlices | {
  /** Which rows. */
  readonly indices: TensorLike;
  /** New rows, or what changes them. */
  readonly updates: TensorLike;
};

/** Whether a plain object holds rows and their indices. */
export function isSparseDelta(value: unknown): value is SparseDelta {
  return value instanceof IndexedSlices ||
    (isOptions(value) && "indices" in value && ("updates" in value || "values" in value));
}

displayable(IndexedSlices.prototype, {
  repr: (it) =>
    `IndexedSlices(indices=${it.indices}, values=${it.values}${
      it.denseShape === null ? "" : `, dense_shape=${it.denseShape}`
    })`,
});
