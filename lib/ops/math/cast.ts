/**
 * `tf.cast`.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import * as primitives from "../../primitives/math/cast.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asDType } from "../dtype_argument.ts";

/** Arguments of {@linkcode cast}. */
export interface CastArguments {
  /** A tensor of numbers or truth values. */
  x: TensorLike;
  /** Element type of the result. */
  dtype: DType;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The same elements as another dtype. Floats lose their fraction towards zero when they become whole
 * numbers, whole numbers that do not fit wrap, whatever is not 0 is true. Gradients go from floats
 * to floats alone.
 *
 * @throws {TypeError} for text, and for anything else than the name of a dtype.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.cast([1.8, -1.8], "int32").numpy().toArray(), [1, -1]);
 * ```
 */
export const cast: Operation<CastArguments, ["x", "dtype", "name"], Tensor> = bind(
  "tf.cast",
  ["x", "dtype", "name"],
  2,
  (x, dtype) => primitives.cast(asTensor("tf.cast", x), asDType("tf.cast", dtype)),
);
