/**
 * Principal square roots of matrices.
 *
 * @module
 */
import * as arrays from "../../arrays/mod.ts";
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { given } from "../support/samples.ts";
import { derivativeOf } from "./matrix_function.ts";
import { dataOf, floatsOf, requireExact, requireSquare, sizesOf } from "./matrices.ts";
import { EXACT, matrices, SQUARES } from "./matrix_samples.ts";

const bound = define({
  name: "linalg.sqrtm",
  infer([x]) {
    requireExact("linalg.sqrtm", x);
    requireSquare("linalg.sqrtm", "input", x);
    return x;
  },
  host([data], [x]) {
    const { batch, rows } = sizesOf(x.shape);
    return [dataOf(arrays.sqrtm(floatsOf(data, x), rows, batch), x)];
  },
  vjp: ([g], { inputs: [x] }) => [derivativeOf(sqrtm, x, g)],
  tensorflow: { name: "MatrixSquareRoot" },
  *samples() {
    const attrs = undefined;
    for (const dtype of EXACT) {
      for (const shape of SQUARES) yield { inputs: [matrices(shape, { dtype })], attrs };
      yield { inputs: [given([0, -1, 1, 0], [2, 2], dtype)], attrs };
      yield { inputs: [given([-1, 0, 0, 1], [2, 2], dtype)], attrs, kink: true as const };
      yield { inputs: [given([0, 0, 0, 0], [2, 2], dtype)], attrs, kink: true as const };
    }
  },
});

/** The matrix whose square each one is, with eigenvalues of positive real parts; NaN for none. */
export function sqrtm(x: Tensor): Tensor {
  return record(bound, [x]);
}
