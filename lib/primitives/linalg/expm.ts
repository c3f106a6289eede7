/**
 * Exponentials of matrices.
 *
 * @module
 */
import * as arrays from "../../arrays/mod.ts";
import { define } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { derivativeOf } from "./matrix_function.ts";
import { dataOf, floatsOf, requireExact, requireSquare, sizesOf } from "./matrices.ts";
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
  vjp: ([g], { inputs: [x] }) => [derivativeOf(expm, x, g)],
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
