/**
 * Exponentials of matrices.
 *
 * @module
 */
import * as arrays from "../../arrays/mod.ts";
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { concat } from "../array/concat.ts";
import { fill } from "../array/fill.ts";
import { slice } from "../array/slice.ts";
import { dataOf, floatsOf, requireExact, requireSquare, sizesOf, transposed } from "./matrices.ts";
import { EXACT, matrices, SQUARES } from "./matrix_samples.ts";

const bound = define({
  name: "linalg.expm",
  infer([x]) {
    requireExact("linalg.expm", x);
    requireSquare("linalg.expm", "input", x);
    return x;
  },
  host([data], [x]) {
    const { batch, rows } = sizesOf(x.shape);
    return [dataOf(arrays.expm(floatsOf(data, x), rows, batch), x)];
  },
  // The exponential of [[a, g], [0, a]] holds the derivative at `a` in the direction of `g`; its
  // transpose is the derivative at the transpose.
  vjp([g], { inputs: [x] }) {
    const a = transposed(x);
    const [rows, columns] = [x.rank - 2, x.rank - 1];
    const below = concat([fill(0, x.aval), a], columns);
    const whole = expm(concat([concat([a, g], columns), below], rows));
    const n = x.shape[rows]!;
    return [slice(whole, x.shape.map((_, axis) => axis === columns ? n : 0), x.shape)];
  },
  *samples() {
    const attrs = undefined;
    for (const dtype of EXACT) {
      for (const shape of SQUARES) {
        yield { inputs: [matrices(shape, { dtype, diagonal: () => 0 })], attrs };
      }
      // Large enough to be scaled.
      yield { inputs: [matrices([3, 3], { dtype, diagonal: (i) => 6 - 5 * i })], attrs };
    }
  },
});

/** `I + x + x x / 2! + ...` for each matrix. */
export function expm(x: Tensor): Tensor {
  return record(bound, [x]);
}
