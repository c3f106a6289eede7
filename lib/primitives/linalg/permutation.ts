/**
 * Parts of a decomposition into L and U as matrices of their own.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { aval } from "../../tensor/aval.ts";
import { scalar } from "../../tensor/scalar.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { fill } from "../array/fill.ts";
import { equal } from "../math/comparison.ts";
import { where } from "../math/where.ts";
import { bandPart } from "./band_part.ts";
import { setDiag } from "./diagonal.ts";
import { asColumns } from "./matrices.ts";

/** The matrix whose product with another one has row `order[i]` of it as its row `i`. */
export function permutationMatrix(order: Tensor, dtype: DType): Tensor {
  const n = order.shape.at(-1)!;
  const host = order.dtype === "int64"
    ? BigInt64Array.from({ length: n }, (_, i) => BigInt(i))
    : Int32Array.from({ length: n }, (_, i) => i);
  const places = leaf(host, aval(order.dtype, [n]));
  return where(equal(asColumns(order), places), scalar(1, dtype), scalar(0, dtype));
}

/** L of factors that share one matrix: its ones on the diagonal stand there too. */
export function unitLower(factors: Tensor): Tensor {
  const ones = fill(1, { dtype: factors.dtype, shape: factors.shape.slice(0, -1) });
  return setDiag(bandPart(factors, -1, 0), ones, 0);
}
