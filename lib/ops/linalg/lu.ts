/**
 * The factors L and U, and what can be made of them.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { broadcastTo } from "../../primitives/array/broadcast_to.ts";
import { fill } from "../../primitives/array/fill.ts";
import { gather } from "../../primitives/array/gather.ts";
import { setDiag } from "../../primitives/linalg/diagonal.ts";
import * as primitives from "../../primitives/linalg/lu.ts";
import { bandPart } from "../../primitives/linalg/band_part.ts";
import { requireExact, requireSides, requireSquare } from "../../primitives/linalg/matrices.ts";
import { matmul } from "../../primitives/linalg/matmul.ts";
import { permutationMatrix, unitLower } from "../../primitives/linalg/permutation.ts";
import { triangularSolve } from "../../primitives/linalg/triangular_solve.ts";
import { requireIndices, requireSameDType } from "../../primitives/support/infer.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asTensor, isPlain } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { indexDType } from "../dtype_argument.ts";
import type { MatrixArguments } from "./cholesky.ts";
import { flag } from "./matmul.ts";
import { named, type NamedPair } from "./named_results.ts";

/** Arguments of {@linkcode lu}. */
export interface LuArguments extends MatrixArguments {
  /** Dtype of the order of rows; default int32. */
  outputIdxType?: "int32" | "int64" | null;
}

/**
 * `input[p] = L U` with L lower triangular with ones on its diagonal, and U upper triangular: both in
 * `lu`, shape (.., n, n), L below the diagonal; `p`, shape (.., n), says which row of `input` each
 * row comes from. A singular matrix fails when the result is read, as in TensorFlow.
 *
 * @throws {TypeError} for dtypes but float32 and float64, or matrices that are not square.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { lu, p } = tf.linalg.lu([[1, 2], [4, 8.5]]);
 * assertEquals(lu.numpy().toArray(), [[4, 8.5], [0.25, -0.125]]);
 * assertEquals(p.numpy().toArray(), [1, 0]);
 * ```
 */
export const lu: Operation<
  LuArguments,
  ["input", "outputIdxType", "name"],
  NamedPair<"lu", "p">
> = bind("tf.linalg.lu", ["input", "outputIdxType", "name"], 1, (input, outputIdxType) => {
  const where = "tf.linalg.lu";
  const dtype = indexDType(where, outputIdxType, "outputIdxType");
  return named(primitives.lu(asTensor(where, input), dtype), ["lu", "p"]);
});

/** Arguments of functions of what {@linkcode lu} gives. */
export interface FactorsArguments extends Named {
  /** `lu` of {@linkcode lu}, shape (.., n, n). */
  lowerUpper: TensorLike;
  /** `p` of {@linkcode lu}, shape (.., n). */
  perm: TensorLike;
  /** Taken for the sake of TensorFlow's signature: arguments are always checked. */
  validateArgs?: boolean | null;
}

/** Factors and the order of their rows. */
function factorsOf(
  name: string,
  lowerUpper: TensorLike,
  perm: TensorLike,
  validateArgs: unknown,
): readonly [factors: Tensor, order: Tensor] {
  const where = `tf.${name}`;
  flag(where, "validateArgs", validateArgs);
  const factors = asTensor(where, lowerUpper);
  const order = asTensor(where, perm, isPlain(perm) ? "int32" : undefined);
  requireExact(name, factors.aval);
  const { stack, rows } = requireSquare(name, "lowerUpper", factors.aval);
  requireIndices(name, "perm", order.aval);
  if (order.rank >= 1 && order.shape.at(-1) === rows && order.rank === stack.length + 1) {
    return [factors, order];
  }
  throw new TypeError(
    `${where}: expected perm of shape ${formatShape([...stack, rows])} for lowerUpper of shape ${
      formatShape(factors.shape)
    }, received shape ${formatShape(order.shape)}`,
  );
}

/** x with `L U x = rhs[perm]`. */
function solveWith(name: string, factors: Tensor, order: Tensor, rhs: Tensor): Tensor {
  const stack = broadcastShapes(name, order.shape.slice(0, -1), rhs.shape.slice(0, -2));
  const sides = broadcastTo(rhs, [...stack, ...rhs.shape.slice(-2)]);
  const rows = broadcastTo(order, [...stack, order.shape.at(-1)!]);
  const moved = gather(sides, rows, stack.length, stack.length);
  const lower = triangularSolve(unitLower(factors), moved, true, false);
  return triangularSolve(factors, lower, false, false);
}

/** Arguments of {@linkcode luSolve}. */
export interface LuSolveArguments extends FactorsArguments {
  /** Right-hand sides of the same dtype, shape (.., n, k). */
  rhs: TensorLike;
}

/**
 * x with `a x = rhs`, from the factors of `a`; the axes before the last two broadcast.
 *
 * @throws {TypeError} for dtypes or shapes that do not agree.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { lu, p } = tf.linalg.lu([[0, 2], [4, 0]]);
 * assertEquals(tf.linalg.luSolve(lu, p, [[2], [4]]).numpy().toArray(), [[1], [1]]);
 * ```
 */
export const luSolve: Operation<
  LuSolveArguments,
  ["lowerUpper", "perm", "rhs", "validateArgs", "name"],
  Tensor
> = bind(
  "tf.linalg.luSolve",
  ["lowerUpper", "perm", "rhs", "validateArgs", "name"],
  3,
  (lowerUpper, perm, rhs, validateArgs) => {
    const name = "linalg.luSolve";
    const [factors, order] = factorsOf(name, lowerUpper, perm, validateArgs);
    const b = asTensor(`tf.${name}`, rhs, isPlain(rhs) ? factors.dtype : undefined);
    requireSameDType(name, factors.aval, b.aval);
    requireSides(name, factors.aval, b.aval, "lowerUpper");
    return internally(() => solveWith(name, factors, order, b));
  },
);

/**
 * The inverse of matrices, from their factors.
 *
 * @throws {TypeError} for dtypes or shapes that do not agree.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { lu, p } = tf.linalg.lu([[0, 2], [4, 0]]);
 * assertEquals(tf.linalg.luMatrixInverse(lu, p).numpy().toArray(), [[0, 0.25], [0.5, 0]]);
 * ```
 */
export const luMatrixInverse: Operation<
  FactorsArguments,
  ["lowerUpper", "perm", "validateArgs", "name"],
  Tensor
> = bind(
  "tf.linalg.luMatrixInverse",
  ["lowerUpper", "perm", "validateArgs", "name"],
  2,
  (lowerUpper, perm, validateArgs) => {
    const name = "linalg.luMatrixInverse";
    const [factors, order] = factorsOf(name, lowerUpper, perm, validateArgs);
    return internally(() => {
      const ones = fill(1, { dtype: factors.dtype, shape: factors.shape.slice(0, -1) });
      const identity = setDiag(fill(0, factors.aval), ones, 0);
      return solveWith(name, factors, order, identity);
    });
  },
);

/**
 * The matrices of which factors are: `L U` with its rows back in order.
 *
 * @throws {TypeError} for dtypes or shapes that do not agree.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { lu, p } = tf.linalg.lu([[0, 2], [4, 0]]);
 * assertEquals(tf.linalg.luReconstruct(lu, p).numpy().toArray(), [[0, 2], [4, 0]]);
 * ```
 */
export const luReconstruct: Operation<
  FactorsArguments,
  ["lowerUpper", "perm", "validateArgs", "name"],
  Tensor
> = bind(
  "tf.linalg.luReconstruct",
  ["lowerUpper", "perm", "validateArgs", "name"],
  2,
  (lowerUpper, perm, validateArgs) => {
    const name = "linalg.luReconstruct";
    const [factors, order] = factorsOf(name, lowerUpper, perm, validateArgs);
    return internally(() => {
      const product = matmul(unitLower(factors), bandPart(factors, 0, -1));
      return matmul(permutationMatrix(order, factors.dtype), product, true);
    });
  },
);
