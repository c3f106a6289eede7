/**
 * Eigenvalues and eigenvectors of symmetric matrices.
 *
 * @module
 */
import * as arrays from "../../arrays/mod.ts";
import { aval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { recordAll } from "../../tensor/record.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { add, multiply } from "../math/arithmetic.ts";
import { given } from "../support/samples.ts";
import { bandPart } from "./band_part.ts";
import { diagPart, setDiag } from "./diagonal.ts";
import { matmul } from "./matmul.ts";
import {
  asRows,
  dataOf,
  floatsOf,
  requireExact,
  requireSquare,
  sizesOf,
  transposed,
} from "./matrices.ts";
import { EXACT, matrices, SQUARES } from "./matrix_samples.ts";
import { distanceReciprocals } from "./spectral.ts";

const bind = defineFamily<{ readonly computeV: boolean }>({
  name: "linalg.eigh",
  infer([x], { computeV }) {
    requireExact("linalg.eigh", x);
    const { stack, rows } = requireSquare("linalg.eigh", "tensor", x);
    const values = aval(x.dtype, [...stack, rows]);
    return computeV ? [values, x] : values;
  },
  host([data], [x], { computeV }) {
    const { batch, rows } = sizesOf(x.shape);
    const { values, vectors } = arrays.eigh(floatsOf(data, x), rows, batch);
    return computeV ? [dataOf(values, x), dataOf(vectors, x)] : [dataOf(values, x)];
  },
  vjp([gValues, gVectors], { inputs: [x], outputs: [values, vectors], attrs: { computeV } }) {
    if (!computeV) {
      const [, v] = eigh(x);
      return [lowerTriangle(matmul(multiply(v, asRows(gValues)), v, false, true))];
    }
    const turned = multiply(distanceReciprocals(values), matmul(vectors, gVectors, true));
    const middle = setDiag(turned, gValues, 0);
    return [lowerTriangle(matmul(vectors, matmul(middle, vectors, false, true)))];
  },
  tensorflow: {
    name: "SelfAdjointEigV2",
    attributes: ({ computeV }) => ({ compute_v: computeV }),
  },
  *samples() {
    for (const dtype of EXACT) {
      for (const computeV of [true, false]) {
        const attrs = { computeV };
        for (const shape of SQUARES) {
          const diagonal = (i: number) => 3 * i - 2;
          yield { inputs: [matrices(shape, { dtype, symmetric: true, diagonal })], attrs };
        }
        // Only the lower triangles are read.
        yield { inputs: [matrices([3, 3], { dtype })], attrs };
        yield { inputs: [given([NaN, 1, 1, 1], [2, 2], dtype)], attrs, kink: true as const };
      }
    }
  },
});

/** A gradient of what reads the lower triangle only: what belongs to the upper one goes there. */
function lowerTriangle(g: Tensor): Tensor {
  const both = bandPart(add(g, transposed(g)), -1, 0);
  return setDiag(both, multiply(diagPart(both, 0), scalar(0.5, g.dtype)), 0);
}

/** The eigenvalues of each matrix, ascending, and its eigenvectors in columns. */
export function eigh(x: Tensor): readonly [values: Tensor, vectors: Tensor] {
  const [values, vectors] = recordAll(bind({ computeV: true }), [x]);
  return [values!, vectors!];
}

/** The eigenvalues of each matrix, ascending. */
export function eigvalsh(x: Tensor): Tensor {
  return recordAll(bind({ computeV: false }), [x])[0]!;
}
