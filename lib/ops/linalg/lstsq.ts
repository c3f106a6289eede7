/**
 * Least squares, and what they rest on: pseudo-inverses and ranks.
 *
 * @module
 */
import { DTYPES } from "../../arrays/dtypes.ts";
import { checkFinite } from "../../errors/checks.ts";
import { formatShape } from "../../errors/format.ts";
import { cholesky } from "../../primitives/linalg/cholesky.ts";
import { diagPart, setDiag } from "../../primitives/linalg/diagonal.ts";
import {
  asColumns,
  asRows,
  columnsOf,
  requireExact,
  requireMatrix,
  requireSides,
} from "../../primitives/linalg/matrices.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { singularValues, svd } from "../../primitives/linalg/svd.ts";
import { add, divide, multiply } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { greater } from "../../primitives/math/comparison.ts";
import { where as choose } from "../../primitives/math/where.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { requireSameDType } from "../../primitives/support/infer.ts";
import { sameShape } from "../../tensor/aval.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asOperands, asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { solveFactored } from "./cholesky.ts";
import { flag } from "./matmul.ts";

/** What counts as zero beside the largest singular value 1, for a rank. */
function epsilonOf({ dtype, shape }: Tensor): number {
  return DTYPES[dtype].epsilon! * Math.max(shape.at(-2)!, shape.at(-1)!);
}

/** The largest singular value of each matrix, as a row of one, or of none where there is none. */
function largestOf(s: Tensor): Tensor {
  return columnsOf(s, 0, Math.min(1, s.shape.at(-1)!));
}

/** Pseudo-inverses, in which singular values up to `cutoff` count as zero. */
function pseudoInverse(x: Tensor, cutoffOf: (largest: Tensor) => Tensor): Tensor {
  const [s, u, v] = svd(x, false);
  const isKept = greater(s, cutoffOf(largestOf(s)));
  const kept = choose(isKept, s, scalar(Infinity, x.dtype));
  return matmul(divide(v, asRows(kept)), u, false, true);
}

/** Arguments of {@linkcode lstsq}. */
export interface LstsqArguments extends Named {
  /** Matrices of float32 or float64, shape (.., m, n). */
  matrix: TensorLike;
  /** Right-hand sides of the same dtype, shape (.., m, k). */
  rhs: TensorLike;
  /** Weight of the squares of x, at least 0; default 0. Without effect where `fast` is `false`. */
  l2Regularizer?: number | null;
  /**
   * Whether the normal equations are solved, which takes a matrix of full rank that is not too
   * ill-conditioned; else a decomposition is used that takes any matrix. Default `true`.
   */
  fast?: boolean | null;
}

/**
 * x that makes `|matrix x - rhs|^2 + l2Regularizer |x|^2` smallest, shape (.., n, k); of many such,
 * as there are where m < n, the shortest.
 *
 * @throws {TypeError} for dtypes or shapes that do not agree.
 * @throws {RangeError} for a negative `l2Regularizer`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const x = tf.linalg.lstsq([[1, 0], [0, 1], [0, 0]], [[3], [4], [5]]);
 * assertEquals(x.numpy().toArray(), [[3], [4]]);
 * ```
 */
export const lstsq: Operation<
  LstsqArguments,
  ["matrix", "rhs", "l2Regularizer", "fast", "name"],
  Tensor
> = bind(
  "tf.linalg.lstsq",
  ["matrix", "rhs", "l2Regularizer", "fast", "name"],
  2,
  (matrix, rhs, l2Regularizer, fast) => {
    const where = "tf.linalg.lstsq";
    const name = "linalg.lstsq";
    const [a, b] = asOperands(where, matrix, rhs);
    requireExact(name, a.aval);
    requireSameDType(name, a.aval, b.aval);
    const { rows, columns } = requireMatrix(name, "matrix", a.aval);
    requireSides(name, a.aval, b.aval);
    const weight = checkFinite(where, "l2Regularizer", l2Regularizer ?? 0, { min: 0 });
    const isFast = flag(where, "fast", fast ?? true);
    return internally(() => {
      if (!isFast) {
        const epsilon = scalar(epsilonOf(a), a.dtype);
        return matmul(pseudoInverse(a, (largest) => multiply(largest, epsilon)), b);
      }
      if (rows >= columns) {
        return solveFactored(gramian(a, true, weight), matmul(a, b, true));
      }
      return matmul(a, solveFactored(gramian(a, false, weight), b), true);
    });
  },
);

/** The Cholesky factor of `aᵀ a` or `a aᵀ` with a weight on the diagonal. */
function gramian(a: Tensor, first: boolean, weight: number): Tensor {
  const product = matmul(a, a, first, !first);
  if (weight === 0) return cholesky(product);
  const diagonal = add(diagPart(product, 0), scalar(weight, a.dtype));
  return cholesky(setDiag(product, diagonal, 0));
}

/** Arguments of {@linkcode pinv}. */
export interface PinvArguments extends Named {
  /** Matrices of float32 or float64, shape (.., m, n). */
  a: TensorLike;
  /**
   * Singular values up to this times the largest one count as zero; one number, or one a matrix.
   * Default: 10 max(m, n) times the epsilon of the dtype.
   */
  rcond?: TensorLike | null;
  /** Taken for the sake of TensorFlow's signature: arguments are always checked. */
  validateArgs?: boolean | null;
}

/**
 * The Moore-Penrose pseudo-inverse of each matrix: shape (.., m, n) gives (.., n, m).
 *
 * @throws {TypeError} for other dtypes or less than 2 dimensions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.pinv([[2, 0], [0, 0]]).numpy().toArray(), [[0.5, 0], [0, 0]]);
 * ```
 */
export const pinv: Operation<PinvArguments, ["a", "rcond", "validateArgs", "name"], Tensor> = bind(
  "tf.linalg.pinv",
  ["a", "rcond", "validateArgs", "name"],
  1,
  (a, rcond, validateArgs) => {
    const where = "tf.linalg.pinv";
    const x = asTensor(where, a);
    requireExact("linalg.pinv", x.aval);
    requireMatrix("linalg.pinv", "a", x.aval);
    flag(where, "validateArgs", validateArgs);
    const part = rcond === undefined || rcond === null
      ? scalar(10 * epsilonOf(x), x.dtype)
      : asTensor(
        where,
        rcond,
        typeof rcond === "number" || Array.isArray(rcond) ? x.dtype : undefined,
      );
    requireSameDType("linalg.pinv", x.aval, part.aval);
    if (part.rank > x.rank - 2) {
      throw new TypeError(
        `${where}: expected rcond to be one number, or one for each of the matrices of shape ${
          formatShape(x.shape)
        }, received shape ${formatShape(part.shape)}`,
      );
    }
    return internally(() => pseudoInverse(x, (largest) => multiply(largest, asColumns(part))));
  },
);

/** Arguments of {@linkcode matrixRank}. */
export interface MatrixRankArguments extends Named {
  /** Matrices of float32 or float64, shape (.., m, n). */
  a: TensorLike;
  /**
   * Singular values up to this count as zero: one number, or one a matrix in shape (.., 1). Default:
   * the largest one times max(m, n) times the epsilon of the dtype.
   */
  tol?: TensorLike | null;
  /** Taken for the sake of TensorFlow's signature: arguments are always checked. */
  validateArgs?: boolean | null;
}

/**
 * How many singular values of each matrix are not zero, int32: shape (.., m, n) gives (..).
 *
 * @throws {TypeError} for other dtypes or less than 2 dimensions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.linalg.matrixRank([[1, 2], [2, 4]])), 1);
 * ```
 */
export const matrixRank: Operation<
  MatrixRankArguments,
  ["a", "tol", "validateArgs", "name"],
  Tensor
> = bind(
  "tf.linalg.matrixRank",
  ["a", "tol", "validateArgs", "name"],
  1,
  (a, tol, validateArgs) => {
    const where = "tf.linalg.matrixRank";
    const x = asTensor(where, a);
    requireExact("linalg.matrixRank", x.aval);
    requireMatrix("linalg.matrixRank", "a", x.aval);
    flag(where, "validateArgs", validateArgs);
    const given = tol === undefined || tol === null
      ? undefined
      : asTensor(where, tol, typeof tol === "number" || Array.isArray(tol) ? x.dtype : undefined);
    const values = [...x.shape.slice(0, -2), Math.min(x.shape.at(-2)!, x.shape.at(-1)!)];
    if (
      given !== undefined &&
      !sameShape(broadcastShapes("linalg.matrixRank", values, given.shape), values)
    ) {
      throw new TypeError(
        `${where}: expected tol to broadcast to the singular values of shape ${
          formatShape(values)
        }, received shape ${formatShape(given.shape)}`,
      );
    }
    return internally(() => {
      const s = singularValues(x);
      const limit = given === undefined
        ? multiply(largestOf(s), scalar(epsilonOf(x), x.dtype))
        : given;
      return reduceSum(cast(greater(s, limit), "int32"), [s.rank - 1]);
    });
  },
);
