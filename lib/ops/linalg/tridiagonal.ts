/**
 * Matrices with three diagonals, given as those: products and systems of equations.
 *
 * @module
 */
import { checkOneOf } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { concat } from "../../primitives/array/concat.ts";
import { padConstant } from "../../primitives/array/pad.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import {
  asColumns,
  asRows,
  requireExact,
  requireSquare,
  transposed,
} from "../../primitives/linalg/matrices.ts";
import * as tridiagonal from "../../primitives/linalg/tridiagonal.ts";
import { requireSameDType } from "../../primitives/support/infer.ts";
import { sameShape } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Named } from "../array/named.ts";
import { asOperands, asTensors } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { bandParts } from "./diagonals.ts";
import { flag } from "./matmul.ts";

/** How three diagonals are given. */
export type DiagonalsFormat = "compact" | "sequence" | "matrix";

/** Arguments of {@linkcode tridiagonalMatmul}. */
export interface TridiagonalMatmulArguments extends Named {
  /**
   * The diagonals above, on and below the main one, of float32 or float64: three rows of one tensor,
   * shape (.., 3, n), of which the last number above and the first below are not read; a list of
   * three; or whole matrices, of which no more is read.
   */
  diagonals: TensorLike | readonly TensorLike[];
  /** Numbers of the same dtype, shape (.., n, k). */
  rhs: TensorLike;
  /** Which of these; default `"compact"`. */
  diagonalsFormat?: DiagonalsFormat | null;
}

/** Diagonals, as three rows, and what stands at the right. */
function operandsOf(
  where: string,
  diagonals: unknown,
  rhs: TensorLike,
  format: unknown,
): readonly [diagonals: Tensor, rhs: Tensor] {
  const formats = ["compact", "sequence", "matrix"] as const;
  const kind = checkOneOf(where, "diagonalsFormat", format ?? "compact", formats);
  const name = where.slice("tf.".length);
  if (kind === "sequence") {
    if (!Array.isArray(diagonals) || diagonals.length !== 3) {
      throw new TypeError(
        `${where}: expected diagonals to be three tensors, received diagonals=${
          formatValue(diagonals)
        }`,
      );
    }
    const [above, main, below, sides] = asTensors(where, [...diagonals, rhs]) as [
      Tensor,
      Tensor,
      Tensor,
      Tensor,
    ];
    for (const it of [above, main, below]) {
      requireExact(name, it.aval);
      requireSameDType(name, main.aval, it.aval);
    }
    return [stacked(where, above, main, below), sides];
  }
  const [x, sides] = asOperands(where, diagonals as TensorLike, rhs);
  requireExact(name, x.aval);
  if (kind === "compact") return [x, sides];
  requireSquare(name, "diagonals", x.aval);
  if (x.shape.at(-1)! < 2) {
    return [
      padConstant(x, x.shape.map((_, axis) => axis === x.rank - 2 ? [1, 1] : [0, 0]), 0),
      sides,
    ];
  }
  const band = { low: -1, high: 1, leftAbove: true, leftBelow: false };
  return [bandParts(x, band, scalar(0, x.dtype)), sides];
}

/** Three diagonals as rows; those beside the main one may be shorter by one. */
function stacked(where: string, above: Tensor, main: Tensor, below: Tensor): Tensor {
  const fitted = ([[above, [0, 1]], [main, [0, 0]], [below, [1, 0]]] as const).map(([it, pads]) => {
    const isShort = it !== main && it.rank > 0 && it.shape.at(-1)! + 1 === main.shape.at(-1);
    return isShort
      ? padConstant(it, it.shape.map((_, axis) => axis === it.rank - 1 ? pads : [0, 0]), 0)
      : it;
  });
  const wrong = fitted.find((it) => it.rank === 0 || !sameShape(it.shape, main.shape));
  if (wrong !== undefined) {
    throw new TypeError(
      `${where}: expected diagonals of one shape, those beside the main one shorter by one at most, received shapes ${
        [above, main, below].map(({ shape }) => formatShape(shape)).join(", ")
      }`,
    );
  }
  return concat(fitted.map(asRows), main.rank - 1);
}

/** Throws unless rows of diagonals and right-hand sides have shapes (.., 3, n) and (.., n, k). */
function requireThree(where: string, x: Tensor, rhs: Tensor): void {
  const fits = x.rank >= 2 && x.shape.at(-2) === 3 && rhs.rank === x.rank &&
    rhs.shape.at(-2) === x.shape.at(-1) && sameShape(x.shape.slice(0, -2), rhs.shape.slice(0, -2));
  if (fits) return;
  throw new TypeError(
    `${where}: expected three diagonals of shape (.., n) each and rhs of shape (.., n, k), received shapes ${
      formatShape(x.shape)
    } and ${formatShape(rhs.shape)}`,
  );
}

/**
 * The product of matrices that have three diagonals with others: `rhs` of shape (.., n, k) stays.
 *
 * @throws {TypeError} for dtypes or shapes that do not agree.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const diagonals = [[1, 1, 0], [2, 2, 2], [0, 1, 1]];
 * const product = tf.linalg.tridiagonalMatmul(diagonals, [[1], [0], [1]]);
 * assertEquals(product.numpy().toArray(), [[2], [2], [2]]);
 * ```
 */
export const tridiagonalMatmul: Operation<
  TridiagonalMatmulArguments,
  ["diagonals", "rhs", "diagonalsFormat", "name"],
  Tensor
> = bind(
  "tf.linalg.tridiagonalMatmul",
  ["diagonals", "rhs", "diagonalsFormat", "name"],
  2,
  (diagonals, rhs, diagonalsFormat) => {
    const where = "tf.linalg.tridiagonalMatmul";
    return internally(() => {
      const [x, b] = operandsOf(where, diagonals, rhs, diagonalsFormat);
      requireSameDType("linalg.tridiagonalMatmul", x.aval, b.aval);
      requireThree(where, x, b);
      return tridiagonal.tridiagonalMatmul(x, b);
    });
  },
);

/** Arguments of {@linkcode tridiagonalSolve}. */
export interface TridiagonalSolveArguments extends TridiagonalMatmulArguments {
  /** Numbers of the same dtype, shape (.., n, k), or (.., n) for one right-hand side. */
  rhs: TensorLike;
  /** Whether the last two axes of `rhs` are exchanged first; default `false`. */
  transposeRhs?: boolean | null;
  /** Taken for the sake of TensorFlow's signature: real numbers stay as they are. */
  conjugateRhs?: boolean | null;
  /** Whether rows are exchanged for larger pivots, which is more exact; default `true`. */
  partialPivoting?: boolean | null;
  /** Only `false`: singular matrices give NaN. */
  perturbSingular?: false | null;
}

/**
 * x with `T x = rhs`, where T has three diagonals, in time proportional to n. A singular matrix gives
 * NaN.
 *
 * @throws {TypeError} for dtypes or shapes that do not agree.
 * @throws {RangeError} for `perturbSingular`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const diagonals = [[0, 0, 0], [2, 4, 8], [0, 0, 0]];
 * assertEquals(tf.linalg.tridiagonalSolve(diagonals, [2, 4, 8]).numpy().toArray(), [1, 1, 1]);
 * ```
 */
export const tridiagonalSolve: Operation<
  TridiagonalSolveArguments,
  [
    "diagonals",
    "rhs",
    "diagonalsFormat",
    "transposeRhs",
    "conjugateRhs",
    "name",
    "partialPivoting",
    "perturbSingular",
  ],
  Tensor
> = bind(
  "tf.linalg.tridiagonalSolve",
  [
    "diagonals",
    "rhs",
    "diagonalsFormat",
    "transposeRhs",
    "conjugateRhs",
    "name",
    "partialPivoting",
    "perturbSingular",
  ],
  2,
  (diagonals, rhs, format, transposeRhs, conjugateRhs, _name, partialPivoting, perturbSingular) => {
    const where = "tf.linalg.tridiagonalSolve";
    flag(where, "conjugateRhs", conjugateRhs);
    const isTransposed = flag(where, "transposeRhs", transposeRhs);
    const pivoting = flag(where, "partialPivoting", partialPivoting ?? true);
    if (flag(where, "perturbSingular", perturbSingular)) {
      throw new RangeError(
        `${where}: expected perturbSingular=false, received perturbSingular=true; add a small number to the main diagonal instead`,
      );
    }
    return internally(() => {
      const [x, b] = operandsOf(where, diagonals, rhs, format);
      const isVector = b.rank === x.rank - 1;
      const sides = isVector ? asColumns(b) : isTransposed ? transposed(b) : b;
      requireSameDType("linalg.tridiagonalSolve", x.aval, b.aval);
      requireThree(where, x, sides);
      const result = tridiagonal.tridiagonalSolve(x, sides, pivoting);
      return isVector ? reshape(result, b.shape) : result;
    });
  },
);
