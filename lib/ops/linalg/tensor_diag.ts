/**
 * Diagonals of tensors of twice as many dimensions, and traces.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { diagPart } from "../../primitives/linalg/diagonal.ts";
import { requireMatrix } from "../../primitives/linalg/matrices.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { requireNumber } from "../../primitives/support/infer.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { sameShape } from "../../tensor/aval.ts";
import type { Named } from "../array/named.ts";
import { asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { bandMatrix } from "./diagonals.ts";

const MAIN = { low: 0, high: 0, leftAbove: true, leftBelow: true };

/** Arguments of {@linkcode tensorDiag}. */
export interface TensorDiagArguments extends Named {
  /** Numbers of at least 1 dimension. */
  diagonal: TensorLike;
}

/**
 * A tensor of twice as many dimensions with given elements where both halves of the indices agree,
 * `result[i, .., i, ..] = diagonal[i, ..]`, and zeros elsewhere.
 *
 * @throws {TypeError} for a single number, truth values or texts.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.tensorDiag([1, 2]).numpy().toArray(), [[1, 0], [0, 2]]);
 * assertEquals(tf.linalg.tensorDiag(tf.ones([2, 3])).shape, [2, 3, 2, 3]);
 * ```
 */
export const tensorDiag: Operation<TensorDiagArguments, ["diagonal", "name"], Tensor> = bind(
  "tf.linalg.tensorDiag",
  ["diagonal", "name"],
  1,
  (diagonal) => {
    const where = "tf.linalg.tensorDiag";
    const x = asTensor(where, diagonal);
    requireNumber("linalg.tensorDiag", x.aval);
    if (x.rank === 0) {
      throw new TypeError(`${where}: expected diagonal of at least 1 dimension, received shape ()`);
    }
    return internally(() => {
      const flat = reshape(x, [x.size]);
      const matrix = bandMatrix(flat, MAIN, [x.size, x.size], scalar(0, x.dtype));
      return reshape(matrix, [...x.shape, ...x.shape]);
    });
  },
);

/** Arguments of {@linkcode tensorDiagPart}. */
export interface TensorDiagPartArguments extends Named {
  /** A tensor whose first half of dimensions equals the second half. */
  input: TensorLike;
}

/**
 * The elements where both halves of the indices agree, `result[i, ..] = input[i, .., i, ..]`: what
 * {@linkcode tensorDiag} was made of.
 *
 * @throws {TypeError} unless the first half of the dimensions equals the second half.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.tensorDiagPart([[1, 2], [3, 4]]).numpy().toArray(), [1, 4]);
 * ```
 */
export const tensorDiagPart: Operation<TensorDiagPartArguments, ["input", "name"], Tensor> = bind(
  "tf.linalg.tensorDiagPart",
  ["input", "name"],
  1,
  (input) => {
    const where = "tf.linalg.tensorDiagPart";
    const x = asTensor(where, input);
    requireNumber("linalg.tensorDiagPart", x.aval);
    const half = x.shape.slice(0, x.rank / 2);
    if (x.rank % 2 !== 0 || !sameShape(half, x.shape.slice(x.rank / 2))) {
      throw new TypeError(
        `${where}: expected a shape whose first half equals the second half, received shape ${
          formatShape(x.shape)
        }`,
      );
    }
    return internally(() => {
      const count = half.reduce((product, dim) => product * dim, 1);
      return distinct(reshape(diagPart(reshape(x, [count, count]), 0), half), x);
    });
  },
);

/** Arguments of {@linkcode trace}. */
export interface TraceArguments extends Named {
  /** Numbers of at least 2 dimensions. */
  x: TensorLike;
}

/**
 * The sum of the main diagonal of each matrix: shape (.., n, m) gives (..).
 *
 * @throws {TypeError} for less than 2 dimensions, truth values or texts.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.linalg.trace([[1, 2], [3, 4]])), 5);
 * ```
 */
export const trace: Operation<TraceArguments, ["x", "name"], Tensor> = bind(
  "tf.linalg.trace",
  ["x", "name"],
  1,
  (x) => {
    const matrix = asTensor("tf.linalg.trace", x);
    requireNumber("linalg.trace", matrix.aval);
    requireMatrix("linalg.trace", "x", matrix.aval);
    return internally(() => reduceSum(diagPart(matrix, 0), [matrix.rank - 2]));
  },
);
