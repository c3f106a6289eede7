/**
 * The Cholesky factor of symmetric positive definite matrices.
 *
 * @module
 */
import * as arrays from "../../arrays/mod.ts";
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { add, multiply } from "../math/arithmetic.ts";
import { given } from "../support/samples.ts";
import { bandPart } from "./band_part.ts";
import { diagPart, setDiag } from "./diagonal.ts";
import { matmul } from "./matmul.ts";
import { dataOf, floatsOf, requireExact, requireSquare, sizesOf, transposed } from "./matrices.ts";
import { EXACT, positive, SQUARES } from "./matrix_samples.ts";
import { triangularSolve } from "./triangular_solve.ts";

const bound = define({
  name: "linalg.cholesky",
  infer([x]) {
    requireExact("linalg.cholesky", x);
    requireSquare("linalg.cholesky", "input", x);
    return x;
  },
  host([data], [x]) {
    const { batch, rows } = sizesOf(x.shape);
    return [dataOf(arrays.cholesky(floatsOf(data, x), rows, batch).lower, x)];
  },
  // TensorFlow's: that of the symmetric part, though only the lower triangle is read.
  vjp([g], { outputs: [l] }) {
    const product = matmul(l, g, true);
    const half = multiply(diagPart(product, 0), scalar(0.5, g.dtype));
    const middle = bandPart(setDiag(product, half, 0), -1, 0);
    const right = transposed(triangularSolve(l, transposed(middle), true, true));
    const whole = triangularSolve(l, right, true, true);
    return [multiply(add(whole, transposed(whole)), scalar(0.5, g.dtype))];
  },
  tensorflow: { name: "Cholesky" },
  *samples() {
    const attrs = undefined;
    for (const dtype of EXACT) {
      for (const shape of SQUARES) yield { inputs: [positive(shape, dtype)], attrs };
      yield { inputs: [given([-1, 0, 0, 1], [2, 2], dtype)], attrs, kink: true as const };
      yield { inputs: [given([NaN, 1, 1, 1], [2, 2], dtype)], attrs, kink: true as const };
    }
  },
});

/** The lower triangular `L` with `x = L Lᵀ`; NaN where a matrix is not positive definite. */
export function cholesky(x: Tensor): Tensor {
  return record(bound, [x]);
}
