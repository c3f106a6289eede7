/**
 * Singular values and singular vectors of matrices.
 *
 * @module
 */
import * as arrays from "../../arrays/mod.ts";
import { aval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { recordAll } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { given } from "../support/samples.ts";
import { matmul } from "./matmul.ts";
import { asRows, dataOf, floatsOf, requireExact, requireMatrix, sizesOf } from "./matrices.ts";
import { EXACT, matrices, RECTANGLES } from "./matrix_samples.ts";
import { multiply } from "../math/arithmetic.ts";
import { svdGradient } from "./svd_gradient.ts";

interface Attributes {
  readonly fullMatrices: boolean;
  readonly computeUv: boolean;
}

const bind = defineFamily<Attributes>({
  name: "linalg.svd",
  infer([x], { fullMatrices, computeUv }) {
    requireExact("linalg.svd", x);
    const { stack, rows, columns } = requireMatrix("linalg.svd", "tensor", x);
    const least = Math.min(rows, columns);
    const s = aval(x.dtype, [...stack, least]);
    if (!computeUv) return s;
    return [
      s,
      aval(x.dtype, [...stack, rows, fullMatrices ? rows : least]),
      aval(x.dtype, [...stack, columns, fullMatrices ? columns : least]),
    ];
  },
  host([data], [x], { fullMatrices, computeUv }) {
    const { batch, rows, columns } = sizesOf(x.shape);
    const { s, u, v } = arrays.svd(floatsOf(data, x), rows, columns, { fullMatrices, batch });
    return computeUv ? [dataOf(s, x), dataOf(u, x), dataOf(v, x)] : [dataOf(s, x)];
  },
  vjp([gs, gu, gv], { inputs: [x], outputs: [s, u, v], attrs: { fullMatrices, computeUv } }) {
    if (!computeUv) {
      const [, left, right] = svd(x, false);
      return [matmul(multiply(left, asRows(gs)), right, false, true)];
    }
    return [svdGradient([gs, gu, gv], [s, u, v], fullMatrices)];
  },
  tensorflow: {
    name: "Svd",
    attributes: ({ fullMatrices, computeUv }) => ({
      full_matrices: fullMatrices,
      compute_uv: computeUv,
    }),
  },
  *samples() {
    for (const dtype of EXACT) {
      for (
        const [fullMatrices, computeUv] of [[false, true], [true, true], [false, false]] as const
      ) {
        const attrs = { fullMatrices, computeUv };
        for (const shape of RECTANGLES) {
          const { rows, columns } = sizesOf(shape);
          const open = fullMatrices && Math.abs(rows - columns) > 1;
          yield {
            inputs: [matrices(shape, { dtype })],
            attrs,
            ...(open ? { kink: true as const } : {}),
          };
        }
        yield { inputs: [given([NaN, 1, 1, 1], [2, 2], dtype)], attrs, kink: true as const };
      }
    }
  },
});

/** Singular values, descending, left and right singular vectors in columns, of each matrix. */
export function svd(
  x: Tensor,
  fullMatrices: boolean,
): readonly [s: Tensor, u: Tensor, v: Tensor] {
  const [s, u, v] = recordAll(bind({ fullMatrices, computeUv: true }), [x]);
  return [s!, u!, v!];
}

/** The singular values of each matrix, descending. */
export function singularValues(x: Tensor): Tensor {
  return recordAll(bind({ fullMatrices: false, computeUv: false }), [x])[0]!;
}
