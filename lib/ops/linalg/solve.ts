/**
 * Systems of linear equations, and inverses.
 *
 * @module
 */
import * as inverses from "../../primitives/linalg/inv.ts";
import * as systems from "../../primitives/linalg/solve.ts";
import * as triangles from "../../primitives/linalg/triangular_solve.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asOperands, asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { flag } from "./matmul.ts";

/** Arguments of {@linkcode solve}. */
export interface SolveArguments extends Named {
  /** Square matrices of float32 or float64, shape (.., n, n). */
  matrix: TensorLike;
  /** Right-hand sides of the same dtype, shape (.., n, k). */
  rhs: TensorLike;
  /** Whether the transposes of the matrices take their places; default `false`. */
  adjoint?: boolean | null;
}

/**
 * x with `matrix x = rhs`. A singular matrix fails when the result is read, as in TensorFlow.
 *
 * @throws {TypeError} for dtypes or shapes that do not agree; stacks of matrices do not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.solve([[2, 0], [0, 4]], [[2], [8]]).numpy().toArray(), [[1], [2]]);
 * ```
 */
export const solve: Operation<SolveArguments, ["matrix", "rhs", "adjoint", "name"], Tensor> = bind(
  "tf.linalg.solve",
  ["matrix", "rhs", "adjoint", "name"],
  2,
  (matrix, rhs, adjoint) => {
    const where = "tf.linalg.solve";
    const [a, b] = asOperands(where, matrix, rhs);
    return systems.solve(a, b, flag(where, "adjoint", adjoint));
  },
);

/** Arguments of {@linkcode triangularSolve}. */
export interface TriangularSolveArguments extends Named {
  /** Square matrices of float32 or float64, shape (.., n, n), of which one triangle is read. */
  matrix: TensorLike;
  /** Right-hand sides of the same dtype, shape (.., n, k). */
  rhs: TensorLike;
  /** Whether the lower triangle is read, else the upper one; default `true`. */
  lower?: boolean | null;
  /** Whether the transpose of the triangle takes its place; default `false`. */
  adjoint?: boolean | null;
}

/**
 * x with `T x = rhs`, where T is a triangle of `matrix` with its diagonal; the axes before the last
 * two broadcast. A zero on the diagonal gives infinities or NaN.
 *
 * @throws {TypeError} for dtypes or shapes that do not agree.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.linalg.triangularSolve([[2, 0], [1, 4]], [[2], [9]]);
 * assertEquals(x.numpy().toArray(), [[1], [2]]);
 * ```
 */
export const triangularSolve: Operation<
  TriangularSolveArguments,
  ["matrix", "rhs", "lower", "adjoint", "name"],
  Tensor
> = bind(
  "tf.linalg.triangularSolve",
  ["matrix", "rhs", "lower", "adjoint", "name"],
  2,
  (matrix, rhs, lower, adjoint) => {
    const where = "tf.linalg.triangularSolve";
    const [a, b] = asOperands(where, matrix, rhs);
    return triangles.triangularSolve(
      a,
      b,
      flag(where, "lower", lower ?? true),
      flag(where, "adjoint", adjoint),
    );
  },
);

/** Arguments of {@linkcode inv}. */
export interface InvArguments extends Named {
  /** Square matrices of float16, float32 or float64, shape (.., n, n). */
  input: TensorLike;
  /** Whether the inverses are transposed; default `false`. */
  adjoint?: boolean | null;
}

/**
 * The inverse of each matrix. A singular matrix fails when the result is read, as in TensorFlow;
 * `tf.linalg.pinv` takes any. To solve equations, `tf.linalg.solve` is faster and more exact.
 *
 * @throws {TypeError} for other dtypes or matrices that are not square.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.inv([[2, 0], [0, 4]]).numpy().toArray(), [[0.5, 0], [0, 0.25]]);
 * ```
 */
export const inv: Operation<InvArguments, ["input", "adjoint", "name"], Tensor> = bind(
  "tf.linalg.inv",
  ["input", "adjoint", "name"],
  1,
  (input, adjoint) => {
    const where = "tf.linalg.inv";
    return inverses.inv(asTensor(where, input), flag(where, "adjoint", adjoint));
  },
);
