/**
 * Tridiagonal matrices, given as three rows: what is above the diagonal, the diagonal, and what is
 * below. The last number above and the first one below lie outside and are not read.
 *
 * @module
 */
import * as arrays from "../../arrays/mod.ts";
import { formatShape } from "../../errors/format.ts";
import { sameShape } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { concat } from "../array/concat.ts";
import { padConstant } from "../array/pad.ts";
import { reshape } from "../array/reshape.ts";
import { slice } from "../array/slice.ts";
import { add, multiply, negative } from "../math/arithmetic.ts";
import { reduceSum } from "../reduction/reduce_sum.ts";
import { requireSameDType } from "../support/infer.ts";
import { given } from "../support/samples.ts";
import { dataOf, floatsOf, requireExact, requireMatrix, sizesOf } from "./matrices.ts";
import { EXACT, matrices } from "./matrix_samples.ts";

/** The slices along the last axis but one, moved up by one or down by one; zeros come in. */
function moved(x: Tensor, up: boolean): Tensor {
  const axis = x.rank - 2;
  const count = x.shape[axis]!;
  if (count === 0) return x;
  const part = slice(
    x,
    x.shape.map((_, i) => i === axis && up ? 1 : 0),
    x.shape.with(axis, count - 1),
  );
  return padConstant(part, x.shape.map((_, i) => i !== axis ? [0, 0] : up ? [0, 1] : [1, 0]), 0);
}

/** One of the three rows as a column: shape (.., n, 1). */
function columnOf(diagonals: Tensor, row: number): Tensor {
  const axis = diagonals.rank - 2;
  const n = diagonals.shape[axis + 1]!;
  const begin = diagonals.shape.map((_, i) => i === axis ? row : 0);
  return reshape(
    slice(diagonals, begin, diagonals.shape.with(axis, 1)),
    [...diagonals.shape.slice(0, -2), n, 1],
  );
}

/** Columns, shape (.., n, 1), as the three rows. */
function asRows(columns: readonly Tensor[]): Tensor {
  const rows = columns.map((it) => reshape(it, [...it.shape.slice(0, -2), 1, it.shape.at(-2)!]));
  return concat(rows, rows[0]!.rank - 2);
}

/** The product of tridiagonal matrices with others. */
export function tridiagonalMatmul(diagonals: Tensor, rhs: Tensor): Tensor {
  const part = (row: number, x: Tensor) => multiply(columnOf(diagonals, row), x);
  return add(add(part(0, moved(rhs, true)), part(1, rhs)), part(2, moved(rhs, false)));
}

/** The three rows of the transposes. */
function transposedRows(diagonals: Tensor): Tensor {
  const below = moved(columnOf(diagonals, 2), true);
  return asRows([below, columnOf(diagonals, 1), moved(columnOf(diagonals, 0), false)]);
}

const bind = defineFamily<{ readonly partialPivoting: boolean }>({
  name: "linalg.tridiagonalSolve",
  infer([diagonals, rhs]) {
    const name = "linalg.tridiagonalSolve";
    requireExact(name, diagonals);
    requireSameDType(name, diagonals, rhs);
    const { stack, rows, columns } = requireMatrix(name, "diagonals", diagonals);
    const sides = requireMatrix(name, "rhs", rhs);
    if (rows === 3 && sides.rows === columns && sameShape(stack, sides.stack)) return rhs;
    throw new TypeError(
      `tf.${name}: expected diagonals of shape (.., 3, n) and rhs of shape (.., n, k), received shapes ${
        formatShape(diagonals.shape)
      } and ${formatShape(rhs.shape)}`,
    );
  },
  host([diagonals, rhs], [a, b], { partialPivoting }) {
    const { batch, rows, columns } = sizesOf(b.shape);
    const options = { partialPivoting, batch };
    const [left, right] = [floatsOf(diagonals, a), floatsOf(rhs, b)];
    return [dataOf(arrays.tridiagonalSolve(left, right, rows, columns, options), b)];
  },
  vjp([g], { inputs: [diagonals], outputs: [x], attrs: { partialPivoting } }, needs) {
    const forRhs = tridiagonalSolve(transposedRows(diagonals), g, partialPivoting);
    if (!needs[0]) return [undefined, forRhs];
    const part = (it: Tensor) => reduceSum(multiply(forRhs, it), [x.rank - 1], true);
    const forDiagonals = negative(asRows([part(moved(x, true)), part(x), part(moved(x, false))]));
    return [forDiagonals, needs[1] ? forRhs : undefined];
  },
  tensorflow: {
    name: "TridiagonalSolve",
    attributes: ({ partialPivoting }) => ({ partial_pivoting: partialPivoting }),
  },
  *samples() {
    for (const dtype of EXACT) {
      for (const partialPivoting of [true, false]) {
        const attrs = { partialPivoting };
        for (
          const [stack, n, k] of [[[], 1, 1], [[], 5, 2], [[2], 3, 1], [[], 2, 0], [
            [],
            0,
            2,
          ]] as const
        ) {
          // Row 1 is the diagonal: its second number is the largest.
          const diagonal = (i: number) => i === 1 ? 3 : 1.5;
          const inputs = [
            matrices([...stack, 3, n], { dtype, diagonal }),
            matrices([...stack, n, k], { dtype, seed: 2 }),
          ];
          yield { inputs, attrs };
        }
        const singular = given([1, 2, 0, 0, 0, 0, 0, 1, 1], [3, 3], dtype);
        yield { inputs: [singular, given([1, 1, 1], [3, 1], dtype)], attrs, kink: true as const };
      }
    }
  },
});

/** x with `T x = rhs`, where T has three diagonals; NaN where it is singular. */
export function tridiagonalSolve(
  diagonals: Tensor,
  rhs: Tensor,
  partialPivoting: boolean,
): Tensor {
  return record(bind({ partialPivoting }), [diagonals, rhs]);
}
