/**
 * Cholesky factors, and systems of equations with them.
 *
 * @module
 */
import * as primitives from "../../primitives/linalg/cholesky.ts";
import { requireExact, requireSides, requireSquare } from "../../primitives/linalg/matrices.ts";
import { triangularSolve } from "../../primitives/linalg/triangular_solve.ts";
import { requireSameDType } from "../../primitives/support/infer.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asOperands, asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";

/** Arguments of functions of matrices that TensorFlow calls `input`. */
export interface MatrixArguments extends Named {
  /** Square matrices of float32 or float64, shape (.., n, n). */
  input: TensorLike;
}

/**
 * The lower triangular `L` with `input = L Lᵀ` of symmetric positive definite matrices; only their
 * lower triangles are read. As in TensorFlow, a matrix that is not positive definite gives NaN, and
 * the gradient is that of symmetric matrices.
 *
 * @throws {TypeError} for other dtypes or matrices that are not square.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.cholesky([[4, 2], [2, 5]]).numpy().toArray(), [[2, 0], [1, 2]]);
 * ```
 */
export const cholesky: Operation<MatrixArguments, ["input", "name"], Tensor> = bind(
  "tf.linalg.cholesky",
  ["input", "name"],
  1,
  (input) => primitives.cholesky(asTensor("tf.linalg.cholesky", input)),
);

/** Arguments of {@linkcode choleskySolve}. */
export interface CholeskySolveArguments extends Named {
  /** Lower triangular factors of {@linkcode cholesky}, shape (.., n, n). */
  chol: TensorLike;
  /** Right-hand sides of the same dtype, shape (.., n, k). */
  rhs: TensorLike;
}

/**
 * x with `L Lᵀ x = rhs`, for factors `L` of {@linkcode cholesky}; the axes before the last two
 * broadcast.
 *
 * @throws {TypeError} for dtypes or shapes that do not agree.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const chol = tf.linalg.cholesky([[4, 2], [2, 5]]);
 * assertEquals(tf.linalg.choleskySolve(chol, [[6], [7]]).numpy().toArray(), [[1], [1]]);
 * ```
 */
export const choleskySolve: Operation<CholeskySolveArguments, ["chol", "rhs", "name"], Tensor> =
  bind("tf.linalg.choleskySolve", ["chol", "rhs", "name"], 2, (chol, rhs) => {
    const [l, b] = asOperands("tf.linalg.choleskySolve", chol, rhs);
    const name = "linalg.choleskySolve";
    requireExact(name, l.aval);
    requireSameDType(name, l.aval, b.aval);
    requireSquare(name, "chol", l.aval);
    requireSides(name, l.aval, b.aval, "chol");
    return internally(() => solveFactored(l, b));
  });

/** x with `L Lᵀ x = b`. */
export function solveFactored(l: Tensor, b: Tensor): Tensor {
  return triangularSolve(l, triangularSolve(l, b, true, false), true, true);
}
