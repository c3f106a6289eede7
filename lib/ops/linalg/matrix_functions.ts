/**
 * Functions of matrices: exponentials and square roots.
 *
 * @module
 */
import * as exponentials from "../../primitives/linalg/expm.ts";
import * as roots from "../../primitives/linalg/sqrtm.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import type { MatrixArguments } from "./cholesky.ts";

/**
 * The exponential of each matrix, `I + x + x x / 2! + x x x / 3! + ...`: shape (.., n, n) stays.
 *
 * @throws {TypeError} for dtypes but float32 and float64, or matrices that are not square.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.expm([[0, 1], [0, 0]]).numpy().toArray(), [[1, 1], [0, 1]]);
 * ```
 */
export const expm: Operation<MatrixArguments, ["input", "name"], Tensor> = bind(
  "tf.linalg.expm",
  ["input", "name"],
  1,
  (input) => exponentials.expm(asTensor("tf.linalg.expm", input)),
);

/**
 * The principal square root of each matrix, `result result = input`, whose eigenvalues have positive
 * real parts: shape (.., n, n) stays. NaN where there is none, for singular matrices and for ones
 * with negative eigenvalues.
 *
 * @throws {TypeError} for dtypes but float32 and float64, or matrices that are not square.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.sqrtm([[4, 0], [0, 9]]).numpy().toArray(), [[2, 0], [0, 3]]);
 * ```
 */
export const sqrtm: Operation<MatrixArguments, ["input", "name"], Tensor> = bind(
  "tf.linalg.sqrtm",
  ["input", "name"],
  1,
  (input) => roots.sqrtm(asTensor("tf.linalg.sqrtm", input)),
);
