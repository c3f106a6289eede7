/**
 * Vectors that say a class or a length: `tf.oneHot`, `tf.sequenceMask`.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { formatShape } from "../../errors/format.ts";
import { iota } from "../../primitives/array/batch_indices.ts";
import * as primitives from "../../primitives/array/one_hot.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { cast } from "../../primitives/math/cast.ts";
import { less } from "../../primitives/math/comparison.ts";
import { read } from "../../tensor/graph.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor, isPlain } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asDType, dtypeOr } from "../dtype_argument.ts";
import { asAxis, asInteger } from "../integers.ts";
import { asWhole } from "./indices.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode oneHot}. */
export interface OneHotArguments extends Named {
  /** Whole numbers; those below 0 or from `depth` on give `offValue` alone. */
  indices: TensorLike;
  /** Length of the new axis. */
  depth: IntegerLike;
  /** The value at the place that the index names; default 1. */
  onValue?: TensorLike | null;
  /** The value elsewhere; default 0. */
  offValue?: TensorLike | null;
  /** Where the new axis is in the result; default -1, the last one. */
  axis?: IntegerLike | null;
  /** Element type; default: that of the values, else float32. */
  dtype?: DType | null;
}

/** A value without dimensions; `null` where none is given. */
function valueOf(name: string, value: TensorLike | null | undefined, dtype: DType | undefined) {
  if (value === undefined || value === null) return null;
  const tensor = asTensor(
    "tf.oneHot",
    value,
    dtype !== undefined && isPlain(value) ? dtype : undefined,
  );
  if (tensor.rank === 0) return tensor;
  throw new TypeError(
    `tf.oneHot: expected ${name} without dimensions, received shape ${formatShape(tensor.shape)}`,
  );
}

/**
 * Vectors of `depth` elements, `onValue` at the place an index names and `offValue` elsewhere.
 *
 * @throws {TypeError} for indices of floats, or values of two dtypes.
 * @throws {RangeError} for an axis that the result does not have, or a depth below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.oneHot([0, 2], 3).numpy().toArray(), [[1, 0, 0], [0, 0, 1]]);
 * assertEquals(tf.oneHot([1], 2, true, false).numpy().toArray(), [[false, true]]);
 * ```
 */
export const oneHot: Operation<
  OneHotArguments,
  ["indices", "depth", "onValue", "offValue", "axis", "dtype", "name"],
  Tensor
> = bind(
  "tf.oneHot",
  ["indices", "depth", "onValue", "offValue", "axis", "dtype", "name"],
  2,
  (indices, depth, onValue, offValue, axis, dtype) => {
    const where = "tf.oneHot";
    const places = asWhole(where, "indices", indices);
    const count = asInteger(where, "depth", depth, { min: 0 });
    const at = asAxis(where, axis ?? -1, places.rank + 1);
    const asked = dtype === undefined || dtype === null ? undefined : asDType(where, dtype);
    const on = valueOf("onValue", onValue, asked);
    const off = valueOf("offValue", offValue, asked ?? on?.dtype);
    const type = asked ?? on?.dtype ?? off?.dtype ?? "float32";
    const needsBoth = (type === "string" || type === "bool") && (on === null || off === null);
    if (needsBoth || [on, off].some((it) => it !== null && it.dtype !== type)) {
      throw new TypeError(
        `${where}: expected onValue and offValue of dtype ${type}, received ${
          on?.dtype ?? "none"
        } and ${off?.dtype ?? "none"}`,
      );
    }
    return primitives.oneHot(places, on ?? scalar(1, type), off ?? scalar(0, type), count, at);
  },
);

/** Arguments of {@linkcode sequenceMask}. */
export interface SequenceMaskArguments extends Named {
  /** Whole numbers. */
  lengths: TensorLike;
  /** Length of the new, last axis; default: the largest of `lengths`, which are read. */
  maxlen?: IntegerLike | null;
  /** Element type; default `"bool"`. */
  dtype?: DType | null;
}

/**
 * For each length a vector that is true up to it: `result[..., j] = j < lengths[...]`.
 *
 * @throws {TypeError} for lengths of floats; without `maxlen`, while a function is traced if they
 * depend on its arguments.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.sequenceMask([1, 2], 3, "int32").numpy().toArray(), [[1, 0, 0], [1, 1, 0]]);
 * ```
 */
export const sequenceMask: Operation<
  SequenceMaskArguments,
  ["lengths", "maxlen", "dtype", "name"],
  Tensor
> = bind("tf.sequenceMask", ["lengths", "maxlen", "dtype", "name"], 1, (lengths, maxlen, dtype) => {
  const where = "tf.sequenceMask";
  const counts = asWhole(where, "lengths", lengths);
  const type = dtypeOr(where, dtype, "bool");
  const width = maxlen === undefined || maxlen === null
    ? Array.from(read(counts), Number).reduce((most, it) => Math.max(most, it), 0)
    : asInteger(where, "maxlen", maxlen, { min: 0 });
  return internally(() => {
    const mask = less(iota(width, counts.dtype), reshape(counts, [...counts.shape, 1]));
    return type === "bool" ? mask : cast(mask, type);
  });
});
