/**
 * The factors L and U of square matrices, with the order of rows that makes their pivots largest.
 *
 * @module
 */
import * as arrays from "../../arrays/mod.ts";
import { aval } from "../../tensor/aval.ts";
import { defineFamily } from "../../tensor/primitive.ts";
import { recordAll } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { add, subtract } from "../math/arithmetic.ts";
import { given } from "../support/samples.ts";
import { bandPart } from "./band_part.ts";
import { matmul } from "./matmul.ts";
import { dataOf, floatsOf, requireExact, requireSquare, sizesOf, transposed } from "./matrices.ts";
import { EXACT, matrices, SQUARES } from "./matrix_samples.ts";
import { permutationMatrix, unitLower } from "./permutation.ts";
import { triangularSolve } from "./triangular_solve.ts";

interface Attributes {
  readonly outputIdxType: "int32" | "int64";
}

const bind = defineFamily<Attributes>({
  name: "linalg.lu",
  infer([x], { outputIdxType }) {
    requireExact("linalg.lu", x);
    const { stack, rows } = requireSquare("linalg.lu", "input", x);
    return [x, aval(outputIdxType, [...stack, rows])];
  },
  host([data], [x], { outputIdxType }) {
    const { batch, rows } = sizesOf(x.shape);
    const { factors, permutation } = arrays.lu(floatsOf(data, x), rows, batch);
    const order = outputIdxType === "int64" ? BigInt64Array.from(permutation, BigInt) : permutation;
    return [dataOf(factors, x), order];
  },
  // From Pᵀ L U = x: L⁻ᵀ (strict lower part of Lᵀ gL + upper part of gU Uᵀ) U⁻ᵀ, rows back in order.
  vjp([g], { outputs: [factors, order] }) {
    const l = unitLower(factors);
    const u = bandPart(factors, 0, -1);
    const gu = bandPart(g, 0, -1);
    const inL = matmul(l, subtract(g, gu), true);
    const inU = matmul(gu, u, false, true);
    const middle = add(subtract(inL, bandPart(inL, 0, -1)), bandPart(inU, 0, -1));
    const left = triangularSolve(l, middle, true, true);
    const whole = transposed(triangularSolve(u, transposed(left), false, false));
    return [matmul(permutationMatrix(order, g.dtype), whole, true)];
  },
  tensorflow: {
    name: "Lu",
    attributes: ({ outputIdxType }) => ({ output_idx_type: { type: outputIdxType } }),
  },
  *samples() {
    for (const dtype of EXACT) {
      for (const outputIdxType of ["int32", "int64"] as const) {
        const attrs = { outputIdxType };
        for (const shape of SQUARES) {
          yield { inputs: [matrices(shape, { dtype, diagonal: (i) => i % 2 })], attrs };
        }
        const singular = given([1, 2, 2, 4], [2, 2], dtype);
        yield { inputs: [singular], attrs, kink: true as const };
      }
    }
  },
});

/**
 * L and U of each matrix in one (L below the diagonal, whose ones are left out), and the row that
 * each row comes from. A singular matrix fails when it is computed.
 */
export function lu(
  x: Tensor,
  outputIdxType: "int32" | "int64",
): readonly [factors: Tensor, order: Tensor] {
  const [factors, order] = recordAll(bind({ outputIdxType }), [x]);
  return [factors!, order!];
}
