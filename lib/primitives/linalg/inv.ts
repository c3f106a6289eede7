/**
 * Inverses of matrices.
 *
 * @module
 */
import * as arrays from "../../arrays/mod.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { negative } from "../math/arithmetic.ts";
import { given } from "../support/samples.ts";
import { matmul } from "./matmul.ts";
import { dataOf, floatsOf, requireExact, requireSquare, sizesOf } from "./matrices.ts";
import { EXACT, matrices, SQUARES } from "./matrix_samples.ts";

const bind = defineFamily<{ readonly adjoint: boolean }>({
  name: "linalg.inv",
  infer([x]) {
    requireExact("linalg.inv", x, true);
    requireSquare("linalg.inv", "input", x);
    return x;
  },
  host([data], [x], { adjoint }) {
    const { batch, rows } = sizesOf(x.shape);
    return [dataOf(arrays.inv(floatsOf(data, x), rows, { adjoint, batch }), x)];
  },
  vjp([g], { outputs: [inverse], attrs: { adjoint } }) {
    const inner = matmul(g, inverse, adjoint, !adjoint);
    return [negative(matmul(inverse, inner, !adjoint, false))];
  },
  tensorflow: { name: "MatrixInverse", attributes: ({ adjoint }) => ({ adjoint }) },
  *samples() {
    for (const dtype of EXACT) {
      for (const adjoint of [false, true]) {
        for (const shape of SQUARES) {
          yield { inputs: [matrices(shape, { dtype })], attrs: { adjoint } };
        }
      }
      const singular = given([1, 2, 2, 4], [2, 2], dtype);
      yield { inputs: [singular], attrs: { adjoint: false }, kink: true as const };
    }
    yield { inputs: [matrices([3, 3], { dtype: "float16" })], attrs: { adjoint: false } };
  },
});

/** The inverse of each matrix, or its transpose. A singular matrix fails when it is computed. */
export function inv(x: Tensor, adjoint: boolean): Tensor {
  return record(bind({ adjoint }), [x]);
}
