/**
 * The gradient of a singular value decomposition with its vectors. Singular values that coincide
 * leave the vectors open; the gradient is then that of TensorFlow.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { add, multiply, square, subtract } from "../math/arithmetic.ts";
import { diagPart, setDiag } from "./diagonal.ts";
import { matmul } from "./matmul.ts";
import { asColumns, asRows, columnsOf, transposed } from "./matrices.ts";
import { distanceReciprocals, safeReciprocal } from "./spectral.ts";

/** Singular values, left vectors, right vectors. */
type Parts = readonly [s: Tensor, u: Tensor, v: Tensor];

/** The gradient for the matrix, from those for the parts. */
export function svdGradient(
  [gs, gu, gv]: Parts,
  [s, u, v]: Parts,
  fullMatrices: boolean,
): Tensor {
  const rows = u.shape.at(-2)!;
  const columns = v.shape.at(-2)!;
  if (fullMatrices && Math.abs(rows - columns) > 1) {
    throw new TypeError(
      `tf.linalg.svd: expected fullMatrices=false for the gradient of matrices whose numbers of rows and columns differ by more than 1, received fullMatrices=true for matrices of shape ${
        formatShape([rows, columns])
      }`,
    );
  }
  return rows > columns
    ? transposed(wideGradient([gs, gv, gu], [s, v, u], fullMatrices))
    : wideGradient([gs, gu, gv], [s, u, v], fullMatrices);
}

/** For matrices with at most as many rows as columns. */
function wideGradient([gs, gu, gv]: Parts, [s, u, v]: Parts, fullMatrices: boolean): Tensor {
  const rows = u.shape.at(-2)!;
  const columns = v.shape.at(-2)!;
  const v1 = columnsOf(v, 0, rows);
  const gv1 = columnsOf(gv, 0, rows);
  const f = distanceReciprocals(square(s));
  const inU = multiply(f, matmul(u, gu, true));
  const inV = multiply(f, matmul(v1, gv1, true));
  const turned = add(
    multiply(add(inU, transposed(inU)), asRows(s)),
    multiply(asColumns(s), add(inV, transposed(inV))),
  );
  const middle = setDiag(turned, add(gs, diagPart(turned, 0)), 0);
  const inside = matmul(u, matmul(middle, v1, false, true));
  if (rows === columns) return inside;
  // What of the right vectors' gradient lies outside of the rows' space.
  let rest = subtract(transposed(gv1), matmul(matmul(gv1, v1, true), v1, false, true));
  if (fullMatrices) {
    const v2 = columnsOf(v, rows, columns);
    const inner = matmul(v1, columnsOf(gv, rows, columns), true);
    rest = subtract(rest, matmul(inner, v2, false, true));
  }
  return add(inside, matmul(multiply(u, asRows(safeReciprocal(s))), rest));
}
