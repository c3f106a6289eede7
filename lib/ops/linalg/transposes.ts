/**
 * Matrices with their rows as columns.
 *
 * @module
 */
import { distinct } from "../../primitives/array/identity.ts";
import { requireMatrix, transposed } from "../../primitives/linalg/matrices.ts";
import { conjugate } from "../../primitives/math/complex.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { flag } from "./matmul.ts";

/** Arguments of {@linkcode matrixTranspose}. */
export interface MatrixTransposeArguments extends Named {
  /** A tensor of at least 2 dimensions. */
  a: TensorLike;
  /** Whether complex numbers are conjugated; default `false`. */
  conjugate?: boolean | null;
}

/**
 * The last two axes of `a` exchanged: shape (.., n, m) gives (.., m, n).
 *
 * @throws {TypeError} for less than 2 dimensions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.matrixTranspose([[1, 2], [3, 4]]).numpy().toArray(), [[1, 3], [2, 4]]);
 * ```
 */
export const matrixTranspose: Operation<
  MatrixTransposeArguments,
  ["a", "name", "conjugate"],
  Tensor
> = bind(
  "tf.linalg.matrixTranspose",
  ["a", "name", "conjugate"],
  1,
  (a, _name, conjugated) => {
    const where = "tf.linalg.matrixTranspose";
    const isConjugated = flag(where, "conjugate", conjugated);
    const x = asTensor(where, a);
    requireMatrix("linalg.matrixTranspose", "a", x.aval);
    return internally(() => distinct(transposed(isConjugated ? conjugate(x) : x), x));
  },
);

/** Arguments of {@linkcode adjoint}. */
export interface AdjointArguments extends Named {
  /** A tensor of at least 2 dimensions. */
  matrix: TensorLike;
}

/**
 * The last two axes exchanged, complex numbers conjugated: shape (.., n, m) gives (.., m, n).
 *
 * @throws {TypeError} for less than 2 dimensions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.adjoint([[1, 2, 3]]).shape, [3, 1]);
 * ```
 */
export const adjoint: Operation<AdjointArguments, ["matrix", "name"], Tensor> = bind(
  "tf.linalg.adjoint",
  ["matrix", "name"],
  1,
  (matrix) => {
    const x = asTensor("tf.linalg.adjoint", matrix);
    requireMatrix("linalg.adjoint", "matrix", x.aval);
    return internally(() => distinct(transposed(conjugate(x)), x));
  },
);
