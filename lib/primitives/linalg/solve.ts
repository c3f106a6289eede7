/**
 * Systems of linear equations.
 *
 * @module
 */
import * as arrays from "../../arrays/mod.ts";
import { formatShape } from "../../errors/format.ts";
import { sameShape } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { negative } from "../math/arithmetic.ts";
import { requireSameDType } from "../support/infer.ts";
import { given } from "../support/samples.ts";
import { matmul } from "./matmul.ts";
import {
  dataOf,
  floatsOf,
  requireExact,
  requireSides,
  requireSquare,
  sizesOf,
} from "./matrices.ts";
import { EXACT, matrices } from "./matrix_samples.ts";

const bind = defineFamily<{ readonly adjoint: boolean }>({
  name: "linalg.solve",
  infer([matrix, rhs]) {
    const name = "linalg.solve";
    requireExact(name, matrix);
    requireSameDType(name, matrix, rhs);
    const { stack } = requireSquare(name, "matrix", matrix);
    requireSides(name, matrix, rhs);
    if (sameShape(stack, rhs.shape.slice(0, -2))) return rhs;
    throw new TypeError(
      `tf.${name}: expected matrix and rhs to be stacked alike, received shapes ${
        formatShape(matrix.shape)
      } and ${formatShape(rhs.shape)}`,
    );
  },
  host([matrix, rhs], [a, b], { adjoint }) {
    const { batch, rows, columns } = sizesOf(b.shape);
    const options = { adjoint, batch };
    return [dataOf(arrays.solve(floatsOf(matrix, a), floatsOf(rhs, b), rows, columns, options), b)];
  },
  vjp([g], { inputs: [matrix], outputs: [x], attrs: { adjoint } }, needs) {
    const forRhs = solve(matrix, g, !adjoint);
    if (!needs[0]) return [undefined, forRhs];
    const product = adjoint ? matmul(x, forRhs, false, true) : matmul(forRhs, x, false, true);
    return [negative(product), needs[1] ? forRhs : undefined];
  },
  tensorflow: { name: "MatrixSolve", attributes: ({ adjoint }) => ({ adjoint }) },
  *samples() {
    for (const dtype of EXACT) {
      for (const adjoint of [false, true]) {
        const pair = (a: readonly number[], b: readonly number[]) => ({
          inputs: [matrices(a, { dtype }), matrices(b, { dtype, seed: 2 })],
          attrs: { adjoint },
        });
        yield pair([1, 1], [1, 1]);
        yield pair([3, 3], [3, 2]);
        yield pair([2, 5, 5], [2, 5, 1]);
        yield pair([2, 1, 2, 2], [2, 1, 2, 3]);
        yield pair([2, 2], [2, 0]);
        yield pair([0, 0], [0, 3]);
        yield pair([0, 2, 2], [0, 2, 1]);
      }
      const singular = given([1, 2, 2, 4], [2, 2], dtype);
      const rhs = given([1, 2], [2, 1], dtype);
      yield { inputs: [singular, rhs], attrs: { adjoint: false }, kink: true as const };
    }
  },
});

/** x with `matrix x = rhs`, or `matrixᵀ x = rhs`. A singular matrix fails when it is computed. */
export function solve(matrix: Tensor, rhs: Tensor, adjoint: boolean): Tensor {
  return record(bind({ adjoint }), [matrix, rhs]);
}
