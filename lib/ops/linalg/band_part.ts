/**
 * `tf.linalg.bandPart`.
 *
 * @module
 */
import * as primitives from "../../primitives/linalg/band_part.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asInteger } from "../integers.ts";

/** Arguments of {@linkcode bandPart}. */
export interface BandPartArguments extends Named {
  /** Numbers or truth values of at least 2 dimensions. */
  input: TensorLike;
  /** How many diagonals below the main one stay; a negative number stands for all. */
  numLower: IntegerLike;
  /** How many diagonals above the main one stay; a negative number stands for all. */
  numUpper: IntegerLike;
}

/**
 * Matrices with zeros outside of a band around their main diagonal: `(0, -1)` gives the upper
 * triangle, `(-1, 0)` the lower one, `(0, 0)` the diagonal.
 *
 * @throws {TypeError} for less than 2 dimensions, or texts.
 * @throws {RangeError} for more diagonals than there are rows or columns.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.bandPart([[1, 2], [3, 4]], -1, 0).numpy().toArray(), [[1, 0], [3, 4]]);
 * ```
 */
export const bandPart: Operation<
  BandPartArguments,
  ["input", "numLower", "numUpper", "name"],
  Tensor
> = bind(
  "tf.linalg.bandPart",
  ["input", "numLower", "numUpper", "name"],
  3,
  (input, numLower, numUpper) => {
    const where = "tf.linalg.bandPart";
    return primitives.bandPart(
      asTensor(where, input),
      asInteger(where, "numLower", numLower),
      asInteger(where, "numUpper", numUpper),
    );
  },
);
