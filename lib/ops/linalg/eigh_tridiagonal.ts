/**
 * `tf.linalg.eighTridiagonal`.
 *
 * @module
 */
import { checkFinite, checkOneOf } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { eigh, eigvalsh } from "../../primitives/linalg/eigh.ts";
import { setDiag } from "../../primitives/linalg/diagonal.ts";
import { columnsOf, requireExact } from "../../primitives/linalg/matrices.ts";
import { requireSameDType } from "../../primitives/support/infer.ts";
import { scalar } from "../../tensor/scalar.ts";
import { read } from "../../tensor/graph.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asOperands } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind } from "../bind.ts";
import { bandMatrix } from "./diagonals.ts";
import { flag } from "./matmul.ts";

/** Arguments of {@linkcode eighTridiagonal}. */
export interface EighTridiagonalArguments extends Named {
  /** The main diagonal, float32 or float64, shape (n,). */
  alpha: TensorLike;
  /** The diagonals beside it, of the same dtype, shape (n - 1,). */
  beta: TensorLike;
  /** Whether eigenvalues are given without vectors; default `true`. */
  eigvalsOnly?: boolean | null;
  /**
   * Which eigenvalues: all (`"a"`, default), those with indices `selectRange[0]` to `selectRange[1]`
   * (`"i"`), or those above `selectRange[0]` and up to `selectRange[1]` (`"v"`), for which the values
   * are read.
   */
  select?: "a" | "i" | "v" | null;
  /** The bounds for `select`. */
  selectRange?: readonly [number, number] | null;
  /** Taken for the sake of TensorFlow's signature: eigenvalues are as exact as the dtype. */
  tol?: number | null;
}

/** Eigenvalues, and eigenvectors in columns. */
export type EigenPair = readonly [values: Tensor, vectors: Tensor];

/** How {@linkcode eighTridiagonal} is called: it gives one tensor unless vectors are wanted. */
export interface EighTridiagonalOperation {
  (
    alpha: TensorLike,
    beta: TensorLike,
    options: Omit<EighTridiagonalArguments, "alpha" | "beta"> & { eigvalsOnly: false },
  ): EigenPair;
  (options: EighTridiagonalArguments & { eigvalsOnly: false }): EigenPair;
  (
    alpha: TensorLike,
    beta: TensorLike,
    eigvalsOnly: false,
    select?: "a" | "i" | "v" | null,
    selectRange?: readonly [number, number] | null,
    tol?: number | null,
    name?: string | null,
  ): EigenPair;
  (
    alpha: TensorLike,
    beta: TensorLike,
    options?: Omit<EighTridiagonalArguments, "alpha" | "beta"> & { eigvalsOnly?: true | null },
  ): Tensor;
  (options: EighTridiagonalArguments & { eigvalsOnly?: true | null }): Tensor;
  (
    alpha: TensorLike,
    beta: TensorLike,
    eigvalsOnly?: true | null,
    select?: "a" | "i" | "v" | null,
    selectRange?: readonly [number, number] | null,
    tol?: number | null,
    name?: string | null,
  ): Tensor;
}

const WHERE = "tf.linalg.eighTridiagonal";

/** Bounds of what is selected of `n` eigenvalues. */
function boundsOf(n: number, select: "i" | "v", range: unknown): readonly [number, number] {
  if (!Array.isArray(range) || range.length !== 2) {
    throw new TypeError(
      `${WHERE}: expected selectRange to be two numbers for select=${
        formatValue(select)
      }, received selectRange=${formatValue(range)}`,
    );
  }
  const [low, high] = range.map((it, i) => checkFinite(WHERE, `selectRange[${i}]`, it)) as [
    number,
    number,
  ];
  const isRange = select === "v"
    ? low < high
    : Number.isInteger(low) && Number.isInteger(high) && 0 <= low && low <= high && high < n;
  if (isRange) return [low, high];
  throw new RangeError(
    `${WHERE}: expected selectRange to be ${
      select === "v" ? "two growing numbers" : `two growing indices from 0 to ${n - 1}`
    }, received selectRange=${formatValue(range)}`,
  );
}

/** The first one of ascending values above `low`, and the first one above `high`. */
function placesBetween(values: Tensor, [low, high]: readonly [number, number]): [number, number] {
  const numbers = Array.from(read(values) as Float32Array | Float64Array);
  const upTo = (bound: number) => numbers.filter((it) => it <= bound).length;
  return [upTo(low), upTo(high)];
}

/**
 * The eigenvalues, ascending, of the symmetric matrix with `alpha` on its diagonal and `beta` beside
 * it on both sides, or eigenvalues and eigenvectors in columns.
 *
 * @throws {TypeError} for dtypes or shapes that do not agree.
 * @throws {RangeError} for a `selectRange` that is none.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.eighTridiagonal([3, 5], [0]).numpy().toArray(), [3, 5]);
 * ```
 */
export const eighTridiagonal: EighTridiagonalOperation = bind<
  EighTridiagonalArguments,
  ["alpha", "beta", "eigvalsOnly", "select", "selectRange", "tol", "name"],
  Tensor | EigenPair
>(
  WHERE,
  ["alpha", "beta", "eigvalsOnly", "select", "selectRange", "tol", "name"],
  2,
  (alpha, beta, eigvalsOnly, select, selectRange) => {
    const valuesOnly = flag(WHERE, "eigvalsOnly", eigvalsOnly ?? true);
    const selected = checkOneOf(WHERE, "select", select ?? "a", ["a", "i", "v"]);
    const [x, y] = asOperands(WHERE, alpha, beta);
    requireExact("linalg.eighTridiagonal", x.aval);
    requireSameDType("linalg.eighTridiagonal", x.aval, y.aval);
    const n = x.shape[0] ?? 0;
    if (x.rank !== 1 || y.rank !== 1 || n === 0 || y.shape[0] !== n - 1) {
      throw new TypeError(
        `${WHERE}: expected alpha of shape (n,) and beta of shape (n - 1,), received shapes ${
          formatShape(x.shape)
        } and ${formatShape(y.shape)}`,
      );
    }
    const bounds = selected === "a" ? [0, n - 1] as const : boundsOf(n, selected, selectRange);
    const rangeOf = (values: Tensor): readonly [number, number] =>
      selected === "v" ? placesBetween(values, bounds) : [bounds[0], bounds[1] + 1];
    const main = { low: 0, high: 0, leftAbove: true, leftBelow: true };
    const diagonal = internally(() => bandMatrix(x, main, [n, n], scalar(0, x.dtype)));
    // Only the lower triangle is read.
    const matrix = n > 1 ? internally(() => setDiag(diagonal, y, -1)) : diagonal;
    if (valuesOnly) {
      const values = eigvalsh(matrix);
      return columnsOf(values, ...rangeOf(values));
    }
    const [values, vectors] = eigh(matrix);
    const range = rangeOf(values);
    return [columnsOf(values, ...range), columnsOf(vectors, ...range)];
  },
) as EighTridiagonalOperation;
