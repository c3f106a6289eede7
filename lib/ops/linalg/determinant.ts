/**
 * Determinants and their logarithms.
 *
 * @module
 */
import { cholesky } from "../../primitives/linalg/cholesky.ts";
import * as primitives from "../../primitives/linalg/determinant.ts";
import { diagPart } from "../../primitives/linalg/diagonal.ts";
import { requireExact, requireSquare } from "../../primitives/linalg/matrices.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import { log } from "../../primitives/math/exponential.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import type { MatrixArguments } from "./cholesky.ts";
import { named, type NamedPair } from "./named_results.ts";

/**
 * The determinant of each matrix: shape (.., n, n) gives (..), 1 where n is 0.
 *
 * @throws {TypeError} for dtypes but float32 and float64, or matrices that are not square.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.linalg.det([[2, 1], [0, 3]])), 6);
 * ```
 */
export const det: Operation<MatrixArguments, ["input", "name"], Tensor> = bind(
  "tf.linalg.det",
  ["input", "name"],
  1,
  (input) => primitives.det(asTensor("tf.linalg.det", input)),
);

/**
 * The sign of each determinant (1, -1, or 0 for a singular matrix) and log |det|, which does not
 * overflow: shape (.., n, n) gives two of shape (..).
 *
 * @throws {TypeError} for dtypes but float32 and float64, or matrices that are not square.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { sign, logAbsDeterminant } = tf.linalg.slogdet([[0, 1], [1, 0]]);
 * assertEquals([Number(sign), Number(logAbsDeterminant)], [-1, 0]);
 * ```
 */
export const slogdet: Operation<
  MatrixArguments,
  ["input", "name"],
  NamedPair<"sign", "logAbsDeterminant">
> = bind("tf.linalg.slogdet", ["input", "name"], 1, (input) => {
  const pair = primitives.slogdet(asTensor("tf.linalg.slogdet", input));
  return named(pair, ["sign", "logAbsDeterminant"]);
});

/** Arguments of {@linkcode logdet}. */
export interface LogdetArguments extends Named {
  /** Symmetric positive definite matrices of float32 or float64, shape (.., n, n). */
  matrix: TensorLike;
}

/**
 * log det of symmetric positive definite matrices: shape (.., n, n) gives (..). NaN for any other
 * matrix; see {@linkcode slogdet} for those.
 *
 * @throws {TypeError} for other dtypes, or matrices that are not square.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.linalg.logdet([[1, 0], [0, 1]])), 0);
 * ```
 */
export const logdet: Operation<LogdetArguments, ["matrix", "name"], Tensor> = bind(
  "tf.linalg.logdet",
  ["matrix", "name"],
  1,
  (matrix) => {
    const x = asTensor("tf.linalg.logdet", matrix);
    requireExact("linalg.logdet", x.aval);
    requireSquare("linalg.logdet", "matrix", x.aval);
    return internally(() => {
      const logs = log(diagPart(cholesky(x), 0));
      return multiply(reduceSum(logs, [logs.rank - 1]), scalar(2, x.dtype));
    });
  },
);
