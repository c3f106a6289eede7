/**
 * Systems of equations with triangular matrices.
 *
 * @module
 */
import * as arrays from "../../arrays/mod.ts";
import { aval, sizeOf } from "../../tensor/aval.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { negative } from "../math/arithmetic.ts";
import { requireSameDType } from "../support/infer.ts";
import { given } from "../support/samples.ts";
import { unbroadcast } from "../support/unbroadcast.ts";
import { bandPart } from "./band_part.ts";
import { matmul } from "./matmul.ts";
import {
  dataOf,
  floatsOf,
  requireExact,
  requireSides,
  requireSquare,
  sizesOf,
  spread,
} from "./matrices.ts";
import { EXACT, matrices } from "./matrix_samples.ts";

interface Attributes {
  readonly lower: boolean;
  readonly adjoint: boolean;
}

const bind = defineFamily<Attributes>({
  name: "linalg.triangularSolve",
  infer([matrix, rhs]) {
    const name = "linalg.triangularSolve";
    requireExact(name, matrix);
    requireSameDType(name, matrix, rhs);
    const { stack } = requireSquare(name, "matrix", matrix);
    requireSides(name, matrix, rhs);
    const whole = broadcastShapes(name, stack, rhs.shape.slice(0, -2));
    return aval(rhs.dtype, [...whole, ...rhs.shape.slice(-2)]);
  },
  host([matrix, rhs], [a, b], { lower, adjoint }, [out]) {
    const { stack, rows, columns } = sizesOf(out.shape);
    const x = arrays.triangularSolve(
      spread(floatsOf(matrix, a), a, stack),
      spread(floatsOf(rhs, b), b, stack),
      rows,
      columns,
      { lower, adjoint, batch: sizeOf(stack) },
    );
    return [dataOf(x, out)];
  },
  vjp([g], { inputs: [matrix, rhs], outputs: [x], attrs: { lower, adjoint } }, needs) {
    const forRhs = triangularSolve(matrix, g, lower, !adjoint);
    if (!needs[0]) return [undefined, unbroadcast(forRhs, rhs)];
    const product = adjoint ? matmul(x, forRhs, false, true) : matmul(forRhs, x, false, true);
    const part = negative(lower ? bandPart(product, -1, 0) : bandPart(product, 0, -1));
    return [unbroadcast(part, matrix), needs[1] ? unbroadcast(forRhs, rhs) : undefined];
  },
  tensorflow: {
    name: "MatrixTriangularSolve",
    attributes: ({ lower, adjoint }) => ({ lower, adjoint }),
  },
  *samples() {
    for (const dtype of EXACT) {
      for (const lower of [true, false]) {
        for (const adjoint of [true, false]) {
          const attrs = { lower, adjoint };
          const pair = (a: readonly number[], b: readonly number[]) => ({
            inputs: [matrices(a, { dtype }), matrices(b, { dtype, seed: 2 })],
            attrs,
          });
          yield pair([1, 1], [1, 1]);
          yield pair([3, 3], [3, 2]);
          yield pair([2, 5, 5], [2, 5, 1]);
          yield pair([3, 2, 2], [2, 3]);
          yield pair([2, 2], [3, 2, 1]);
          yield pair([2, 1, 2, 2], [3, 2, 1]);
          yield pair([2, 2], [2, 0]);
          yield pair([0, 0], [0, 3]);
        }
      }
      const singular = given([0, 0, 1, 4], [2, 2], dtype);
      const attrs = { lower: true, adjoint: false };
      yield { inputs: [singular, given([1, 2], [2, 1], dtype)], attrs, kink: true as const };
    }
  },
});

/** x with `matrix x = rhs`, or `matrixᵀ x = rhs`; only one triangle of `matrix` is read. */
export function triangularSolve(
  matrix: Tensor,
  rhs: Tensor,
  lower: boolean,
  adjoint: boolean,
): Tensor {
  return record(bind({ lower, adjoint }), [matrix, rhs]);
}
