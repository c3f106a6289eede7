/**
 * The factors Q (orthonormal columns) and R (upper triangular) of matrices.
 *
 * @module
 */
import * as arrays from "../../arrays/mod.ts";
import { aval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { recordAll } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { concat } from "../array/concat.ts";
import { add, subtract } from "../math/arithmetic.ts";
import { bandPart } from "./band_part.ts";
import { matmul } from "./matmul.ts";
import {
  columnsOf,
  dataOf,
  floatsOf,
  requireExact,
  requireMatrix,
  sizesOf,
  transposed,
} from "./matrices.ts";
import { EXACT, matrices, RECTANGLES } from "./matrix_samples.ts";
import { triangularSolve } from "./triangular_solve.ts";

const bind = defineFamily<{ readonly fullMatrices: boolean }>({
  name: "linalg.qr",
  infer([x], { fullMatrices }) {
    requireExact("linalg.qr", x, true);
    const { stack, rows, columns } = requireMatrix("linalg.qr", "input", x);
    const inner = fullMatrices ? rows : Math.min(rows, columns);
    return [aval(x.dtype, [...stack, rows, inner]), aval(x.dtype, [...stack, inner, columns])];
  },
  host([data], [x], { fullMatrices }) {
    const { batch, rows, columns } = sizesOf(x.shape);
    const { q, r } = arrays.qr(floatsOf(data, x), rows, columns, { fullMatrices, batch });
    return [dataOf(q, x), dataOf(r, x)];
  },
  vjp([gq, gr], { inputs: [x], outputs: [q, r], attrs: { fullMatrices } }) {
    const { rows, columns } = sizesOf(x.shape);
    if (rows >= columns) {
      if (fullMatrices && rows > columns) {
        throw new TypeError(
          "tf.linalg.qr: expected fullMatrices=false for the gradient of matrices with more rows than columns, received fullMatrices=true; more columns than those of the matrix are not determined by it",
        );
      }
      return [highGradient(q, r, gq, gr)];
    }
    // The first columns decide on Q, the others follow: [x, y] = Q [u, v].
    const y = columnsOf(x, rows, columns);
    const gv = columnsOf(gr, rows, columns);
    const forQ = add(gq, matmul(y, gv, false, true));
    const first = highGradient(q, columnsOf(r, 0, rows), forQ, columnsOf(gr, 0, rows));
    return [concat([first, matmul(q, gv)], x.rank - 1)];
  },
  tensorflow: {
    name: "Qr",
    attributes: ({ fullMatrices }) => ({ full_matrices: fullMatrices }),
  },
  *samples() {
    for (const dtype of EXACT) {
      for (const fullMatrices of [false, true]) {
        const attrs = { fullMatrices };
        for (const shape of RECTANGLES) {
          const { rows, columns } = sizesOf(shape);
          const open = fullMatrices && rows > columns;
          yield {
            inputs: [matrices(shape, { dtype })],
            attrs,
            ...(open ? { kink: true as const } : {}),
          };
        }
      }
    }
    yield { inputs: [matrices([3, 2], { dtype: "float16" })], attrs: { fullMatrices: false } };
  },
});

/** For matrices that have at least as many rows as columns, and Q as many columns as they. */
function highGradient(q: Tensor, r: Tensor, gq: Tensor, gr: Tensor): Tensor {
  // m times the inverse of Rᵀ.
  const overR = (m: Tensor) => transposed(triangularSolve(r, transposed(m), false, false));
  const inQ = matmul(q, gq, true);
  const inR = matmul(r, gr, false, true);
  const turned = add(subtract(inQ, transposed(inQ)), subtract(inR, transposed(inR)));
  const within = matmul(q, add(gr, overR(bandPart(turned, -1, 0))));
  return add(within, overR(subtract(gq, matmul(q, inQ))));
}

/** Q and R of each matrix. */
export function qr(x: Tensor, fullMatrices: boolean): readonly [q: Tensor, r: Tensor] {
  const [q, r] = recordAll(bind({ fullMatrices }), [x]);
  return [q!, r!];
}
