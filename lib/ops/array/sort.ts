/**
 * Order: `tf.sort`, `tf.argsort`, `tf.math.topK`, `tf.searchsorted`.
 *
 * @module
 */
import { isFloating } from "../../arrays/dtypes.ts";
import { checkBoolean, checkOneOf } from "../../errors/checks.ts";
import { formatShape } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { reverse } from "../../primitives/array/reverse.ts";
import { searchsorted as searchRows } from "../../primitives/array/searchsorted.ts";
import * as primitives from "../../primitives/array/top_k.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { cast } from "../../primitives/math/cast.ts";
import { sizeOf } from "../../tensor/aval.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands, asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { indexDType } from "../dtype_argument.ts";
import { asAxis, asInteger } from "../integers.ts";
import type { Named } from "./named.ts";

/** Arguments of {@linkcode sort}. */
export interface SortArguments extends Named {
  /** A tensor of real numbers, of at least one dimension. */
  values: TensorLike;
  /** The axis along which is sorted; default -1, the last one. */
  axis?: IntegerLike | null;
  /** `"ASCENDING"`, the default, or `"DESCENDING"`. */
  direction?: "ASCENDING" | "DESCENDING" | null;
}

/** Applies `run` along an axis as if it were the last one. */
function alongAxis(where: string, x: Tensor, axis: unknown, run: (x: Tensor) => Tensor): Tensor {
  const at = asAxis(where, axis ?? -1, x.rank);
  if (at === x.rank - 1) return run(x);
  const order = x.shape.map((_, it) => it === at ? x.rank - 1 : it === x.rank - 1 ? at : it);
  return transpose(run(transpose(x, order)), order);
}

function directionOf(where: string, value: unknown): "ASCENDING" | "DESCENDING" {
  return checkOneOf(where, "direction", value ?? "ASCENDING", ["ASCENDING", "DESCENDING"]);
}

/**
 * The elements in order along an axis. NaN counts as large as infinity.
 *
 * @throws {TypeError} for truth values, texts or complex numbers.
 * @throws {RangeError} for an axis that the tensor does not have, or another direction.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.sort([3, 1, 2]).numpy().toArray(), [1, 2, 3]);
 * assertEquals(tf.sort([[3, 1], [0, 2]], 0, "DESCENDING").numpy().toArray(), [[3, 2], [0, 1]]);
 * ```
 */
export const sort: Operation<SortArguments, ["values", "axis", "direction", "name"], Tensor> = bind(
  "tf.sort",
  ["values", "axis", "direction", "name"],
  1,
  (values, axis, direction) => {
    const where = "tf.sort";
    const order = directionOf(where, direction);
    return internally(() =>
      alongAxis(where, asTensor(where, values), axis, (x) => {
        const width = x.shape.at(-1)!;
        if (order === "DESCENDING") return primitives.topK(x, width)[0];
        const last = [x.rank - 1];
        // Backwards twice, so that equal elements stay in order: gradients tell them apart.
        const turned = isFloating(x.dtype) ? reverse(x, last) : x;
        return reverse(primitives.topK(turned, width)[0], last);
      })
    );
  },
);

/** Arguments of {@linkcode argsort}. */
export interface ArgsortArguments extends SortArguments {
  /** Whether equal elements stay in order; they always do. */
  stable?: boolean | null;
}

/**
 * The places in the order that sorts a tensor along an axis, as int32; equal elements stay in order.
 *
 * @throws {TypeError} for truth values, texts or complex numbers.
 * @throws {RangeError} for an axis that the tensor does not have, or another direction.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.argsort([30, 10, 20]).numpy().toArray(), [1, 2, 0]);
 * ```
 */
export const argsort: Operation<
  ArgsortArguments,
  ["values", "axis", "direction", "stable", "name"],
  Tensor
> = bind(
  "tf.argsort",
  ["values", "axis", "direction", "stable", "name"],
  1,
  (values, axis, direction, stable) => {
    const where = "tf.argsort";
    const order = directionOf(where, direction);
    checkBoolean(where, "stable", stable ?? false);
    return internally(() =>
      alongAxis(where, asTensor(where, values), axis, (x) => primitives.argsort(x, order))
    );
  },
);

/** What {@linkcode topK} gives; also as `[values, indices]`. */
export interface TopK extends Iterable<Tensor> {
  /** The elements, largest first. */
  readonly values: Tensor;
  /** Their places along the last axis. */
  readonly indices: Tensor;
}

/** Arguments of {@linkcode topK}. */
export interface TopKArguments extends Named {
  /** A tensor of real numbers, of at least one dimension. */
  input: TensorLike;
  /** How many; default 1. */
  k?: IntegerLike | null;
  /** Whether the largest comes first, as it always does; default `true`. */
  sorted?: boolean | null;
  /** Element type of the indices; default `"int32"`. */
  indexType?: "int32" | "int64" | null;
}

/**
 * The `k` largest elements along the last axis, largest first, and their places. Of equal ones those
 * in front come first; NaN counts as large as infinity.
 *
 * @throws {RangeError} for a `k` below 0 or beyond the length of the last axis.
 * @throws {TypeError} for truth values, texts or complex numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { values, indices } = tf.math.topK([1, 9, 3], 2);
 * assertEquals(values.numpy().toArray(), [9, 3]);
 * assertEquals(indices.numpy().toArray(), [1, 2]);
 * ```
 */
export const topK: Operation<
  TopKArguments,
  ["input", "k", "sorted", "indexType", "name"],
  TopK
> = bind(
  "tf.math.topK",
  ["input", "k", "sorted", "indexType", "name"],
  1,
  (input, k, sorted, indexType) => {
    const where = "tf.math.topK";
    checkBoolean(where, "sorted", sorted ?? true);
    const type = indexDType(where, indexType, "indexType");
    const count = asInteger(where, "k", k ?? 1, { min: 0 });
    const [values, places] = primitives.topK(asTensor(where, input), count);
    const indices = cast(places, type);
    return {
      values,
      indices,
      *[Symbol.iterator]() {
        yield values;
        yield indices;
      },
    };
  },
);

/** Arguments of {@linkcode searchsorted}. */
export interface SearchsortedArguments extends Named {
  /** Numbers in ascending order along the last axis. */
  sortedSequence: TensorLike;
  /** Numbers of the same dtype, in as many rows. */
  values: TensorLike;
  /** Before equal elements, `"left"`, the default, or after them, `"right"`. */
  side?: "left" | "right" | null;
  /** Element type of the result; default `"int32"`. */
  outType?: "int32" | "int64" | null;
}

/**
 * Where numbers can be put into sorted rows so that these stay sorted.
 *
 * @throws {TypeError} for tensors of no dimensions, other rows, or dtypes that differ.
 * @throws {RangeError} for another `side`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.searchsorted([1, 3, 5], [0, 3, 6]).numpy().toArray(), [0, 1, 3]);
 * ```
 */
export const searchsorted: Operation<
  SearchsortedArguments,
  ["sortedSequence", "values", "side", "outType", "name"],
  Tensor
> = bind(
  "tf.searchsorted",
  ["sortedSequence", "values", "side", "outType", "name"],
  2,
  (sortedSequence, values, side, outType) => {
    const where = "tf.searchsorted";
    const end = checkOneOf(where, "side", side ?? "left", ["left", "right"]);
    const type = indexDType(where, outType);
    const [sorted, wanted] = asOperands(where, sortedSequence, values);
    const lead = sorted.shape.slice(0, -1);
    if (sorted.rank === 0 || `${lead}` !== `${wanted.shape.slice(0, -1)}` || wanted.rank === 0) {
      throw new TypeError(
        `${where}: expected tensors of at least 1 dimension that share all but the last one, received shapes ${
          formatShape(sorted.shape)
        } and ${formatShape(wanted.shape)}`,
      );
    }
    return internally(() => {
      const rows = sizeOf(lead);
      const places = searchRows(
        reshape(sorted, [rows, sorted.shape.at(-1)!]),
        reshape(wanted, [rows, wanted.shape.at(-1)!]),
        end,
        type,
      );
      return reshape(places, wanted.shape);
    });
  },
);
