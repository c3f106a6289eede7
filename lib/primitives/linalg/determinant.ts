/**
 * Determinants of matrices, and their signs and logarithms.
 *
 * @module
 */
import * as arrays from "../../arrays/mod.ts";
import { type Aval, aval } from "../../tensor/aval.ts";
import { define } from "../../tensor/primitive.ts";
import { record, recordAll } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { reshape } from "../array/reshape.ts";
import { multiply } from "../math/arithmetic.ts";
import { given } from "../support/samples.ts";
import { inv } from "./inv.ts";
import { dataOf, floatsOf, requireExact, requireSquare, sizesOf } from "./matrices.ts";
import { EXACT, matrices, SQUARES } from "./matrix_samples.ts";

/** One number a matrix. */
function inferNumbers(name: string, x: Aval): Aval {
  requireExact(name, x);
  return aval(x.dtype, requireSquare(name, "input", x).stack);
}

/** Numbers, one a matrix, times the transposed inverse of each. */
function timesInverse(numbers: Tensor, x: Tensor): Tensor {
  return multiply(reshape(numbers, [...numbers.shape, 1, 1]), inv(x, true));
}

function* samples() {
  const attrs = undefined;
  for (const dtype of EXACT) {
    for (const shape of SQUARES) yield { inputs: [matrices(shape, { dtype })], attrs };
    const turned = { dtype, diagonal: (i: number) => i === 1 ? -3 : 2 };
    yield { inputs: [matrices([2, 3, 3], turned)], attrs };
    yield { inputs: [given([1, 2, 2, 4], [2, 2], dtype)], attrs, kink: true as const };
  }
}

const detBound = define({
  name: "linalg.det",
  infer: ([x]) => inferNumbers("linalg.det", x),
  host([data], [x], _, [out]) {
    const { batch, rows } = sizesOf(x.shape);
    return [dataOf(arrays.det(floatsOf(data, x), rows, batch), out)];
  },
  vjp: ([g], { inputs: [x], outputs: [det] }) => [timesInverse(multiply(g, det), x)],
  tensorflow: { name: "MatrixDeterminant" },
  samples,
});

/** The determinant of each matrix. */
export function det(x: Tensor): Tensor {
  return record(detBound, [x]);
}

const slogdetBound = define({
  name: "linalg.slogdet",
  infer([x]) {
    const number = inferNumbers("linalg.slogdet", x);
    return [number, number];
  },
  host([data], [x], _, [out]) {
    const { batch, rows } = sizesOf(x.shape);
    const { sign, logAbsDeterminant } = arrays.slogdet(floatsOf(data, x), rows, batch);
    return [dataOf(sign, out), dataOf(logAbsDeterminant, out)];
  },
  vjp: ([, g], { inputs: [x] }) => [timesInverse(g, x)],
  tensorflow: { name: "LogMatrixDeterminant" },
  samples,
});

/** The sign of each determinant, and the logarithm of its magnitude. */
export function slogdet(x: Tensor): readonly [sign: Tensor, logAbsDeterminant: Tensor] {
  const [sign, log] = recordAll(slogdetBound, [x]);
  return [sign!, log!];
}
