/**
 * `tf.bitcast`.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import * as primitives from "../../primitives/math/bitcast.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asDType } from "../dtype_argument.ts";

/** Arguments of {@linkcode bitcast}. */
export interface BitcastArguments {
  /** A tensor of numbers. */
  input: TensorLike;
  /** Element type of the result. */
  type: DType;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/**
 * The same bytes as another dtype. Smaller elements get an axis of their own at the end; for larger
 * ones the last axis, which has to be as long as one is made of, is put together.
 *
 * @throws {TypeError} for truth values and text, and a last axis that does not fit.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.bitcast(1, "int32")), 0x3f800000);
 * ```
 */
export const bitcast: Operation<BitcastArguments, ["input", "type", "name"], Tensor> = bind(
  "tf.bitcast",
  ["input", "type", "name"],
  2,
  (input, type) =>
    primitives.bitcast(asTensor("tf.bitcast", input), asDType("tf.bitcast", type, "type")),
);
