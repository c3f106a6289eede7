/**
 * `tf.linalg.bandedTriangularSolve`.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { requireExact, requireMatrix } from "../../primitives/linalg/matrices.ts";
import { triangularSolve } from "../../primitives/linalg/triangular_solve.ts";
import { requireSameDType } from "../../primitives/support/infer.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asOperands } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { bandMatrix } from "./diagonals.ts";
import { flag } from "./matmul.ts";

/** Arguments of {@linkcode bandedTriangularSolve}. */
export interface BandedTriangularSolveArguments extends Named {
  /**
   * Diagonals of float32 or float64 as rows, shape (.., count, n): the main one first and those below
   * it, or those above it and the main one last. Shorter ones above end, shorter ones below begin
   * with numbers that are not read.
   */
  bands: TensorLike;
  /** Right-hand sides of the same dtype, shape (.., n, k). */
  rhs: TensorLike;
  /** Whether the diagonals lie below the main one, else above it; default `true`. */
  lower?: boolean | null;
  /** Whether the transpose takes the place of the matrix; default `false`. */
  adjoint?: boolean | null;
}

/**
 * x with `T x = rhs`, where T is triangular with few diagonals; the axes before the last two
 * broadcast.
 *
 * @throws {TypeError} for dtypes or shapes that do not agree.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.linalg.bandedTriangularSolve([[2, 4], [0, 2]], [[2], [6]]);
 * assertEquals(x.numpy().toArray(), [[1], [1]]);
 * ```
 */
export const bandedTriangularSolve: Operation<
  BandedTriangularSolveArguments,
  ["bands", "rhs", "lower", "adjoint", "name"],
  Tensor
> = bind(
  "tf.linalg.bandedTriangularSolve",
  ["bands", "rhs", "lower", "adjoint", "name"],
  2,
  (bands, rhs, lower, adjoint) => {
    const where = "tf.linalg.bandedTriangularSolve";
    const name = "linalg.bandedTriangularSolve";
    const isLower = flag(where, "lower", lower ?? true);
    const isAdjoint = flag(where, "adjoint", adjoint);
    const [x, b] = asOperands(where, bands, rhs);
    requireExact(name, x.aval);
    requireSameDType(name, x.aval, b.aval);
    const { rows: count, columns: n } = requireMatrix(name, "bands", x.aval);
    const sides = requireMatrix(name, "rhs", b.aval);
    if (count < 1 || count > n || sides.rows !== n) {
      throw new TypeError(
        `${where}: expected bands of shape (.., count, n) with count from 1 to n and rhs of shape (.., n, k), received shapes ${
          formatShape(x.shape)
        } and ${formatShape(b.shape)}`,
      );
    }
    const range = isLower ? { low: 1 - count, high: 0 } : { low: 0, high: count - 1 };
    const band = { ...range, leftAbove: true, leftBelow: false };
    return internally(() => {
      const rows = count === 1 ? reshape(x, [...x.shape.slice(0, -2), n]) : x;
      const matrix = bandMatrix(rows, band, [n, n], scalar(0, x.dtype));
      return triangularSolve(matrix, b, isLower, isAdjoint);
    });
  },
);
