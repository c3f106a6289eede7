/**
 * Singular values and vectors of matrices of any shape. Reflections make the matrix square and
 * triangular; then rotations make it diagonal: from both sides for small ones, as Eigen does, so
 * that the signs of the vectors are TensorFlow's, and from one side for the others, which is
 * faster.
 *
 * @module
 */
import { alike, checkLength, type FloatArray, largest, matrixAt, transposed } from "../types.ts";
import { applyQ, type Reflections, triangularize } from "./householder.ts";
import { oneSided } from "./svd_one_sided.ts";
import { type SquareSVD, twoSided } from "./svd_two_sided.ts";

/** What {@linkcode svd} gives. */
export interface SVD<T extends FloatArray> {
  /** `min(rows, columns)` singular values a matrix, descending. */
  readonly s: T;
  /** Left singular vectors, of `rows` by `uColumns`. */
  readonly u: T;
  /** Right singular vectors, of `columns` by `vColumns` (not their transpose). */
  readonly v: T;
  readonly uColumns: number;
  readonly vColumns: number;
}

/** Options of {@linkcode svd}. */
export interface SVDOptions {
  /** Whether U and V are square; default false. */
  readonly fullMatrices?: boolean;
  /** Number of matrices; default 1. */
  readonly batch?: number;
}

/** Columns from which on Eigen, and this file, leave the two-sided rotations. */
const LARGE = 16;

/**
 * S, U and V with `a = U S Vᵀ` for each of `batch` matrices of `rows` by `columns`. A matrix with
 * NaN or infinities gives NaN.
 *
 * @throws {RangeError} where the length of `a` is not `batch rows columns`.
 */
export function svd<T extends FloatArray>(
  a: T,
  rows: number,
  columns: number,
  { fullMatrices = false, batch = 1 }: SVDOptions = {},
): SVD<T> {
  checkLength("svd", "a", a, batch * rows * columns);
  const least = Math.min(rows, columns);
  const [uColumns, vColumns] = fullMatrices ? [rows, columns] : [least, least];
  const s = alike(a, batch * least);
  const u = alike(a, batch * rows * uColumns);
  const v = alike(a, batch * columns * vColumns);
  for (let item = 0; item < batch; item++) {
    const matrix = matrixAt(a, item, rows * columns);
    const scale = largest(matrix);
    const [uStart, vStart] = [item * rows * uColumns, item * columns * vColumns];
    if (!Number.isFinite(scale)) {
      s.fill(NaN, item * least, (item + 1) * least);
      u.fill(NaN, uStart, uStart + rows * uColumns);
      v.fill(NaN, vStart, vStart + columns * vColumns);
      continue;
    }
    const parts = decompose(
      matrix.map((x) => x / (scale === 0 ? 1 : scale)),
      rows,
      columns,
      uColumns,
      vColumns,
    );
    s.set(parts.s.map((value) => value * scale), item * least);
    u.set(transposed(parts.u, uColumns, rows), uStart);
    v.set(transposed(parts.v, vColumns, columns), vStart);
  }
  return { s, u, v, uColumns, vColumns };
}

/** The singular values and vectors, column by column, of one matrix. */
function decompose(
  a: Float64Array,
  rows: number,
  columns: number,
  uColumns: number,
  vColumns: number,
): SquareSVD {
  if (rows === columns && columns < LARGE) return twoSided(transposed(a, rows, columns), columns);
  const wide = rows < columns;
  const [long, short] = wide ? [columns, rows] : [rows, columns];
  const reflections = triangularize(wide ? a : transposed(a, rows, columns), long, short, true);
  const r = new Float64Array(short * short);
  for (let j = 0; j < short; j++) {
    r.set(reflections.packed.subarray(j * long, j * long + j + 1), j * short);
  }
  const parts = columns < LARGE
    ? twoSided(wide ? transposed(r, short, short) : r, short)
    : oneSided(transposed(r, short, short), short, wide);
  const { s } = parts;
  return wide
    ? {
      s,
      u: reorder(parts.u, reflections.order),
      v: multiplyQ(reflections, parts.v, vColumns),
    }
    : {
      s,
      u: multiplyQ(reflections, parts.u, uColumns),
      v: reorder(parts.v, reflections.order),
    };
}

/** Q times `x`, whose columns are filled up with zeros, and with those of the identity after them. */
function multiplyQ(reflections: Reflections, x: Float64Array, count: number): Float64Array {
  const { rows, columns } = reflections;
  const result = new Float64Array(rows * count);
  for (let j = 0; j < count; j++) {
    if (j < columns) result.set(x.subarray(j * columns, (j + 1) * columns), j * rows);
    else result[j * rows + j] = 1;
    applyQ(reflections, result, j * rows);
  }
  return result;
}

/** The columns of `x` with entry `i` at `order[i]`. */
function reorder(x: Float64Array, order: Int32Array): Float64Array {
  const n = order.length;
  const result = new Float64Array(x.length);
  for (let at = 0; at < x.length; at += n) {
    for (let i = 0; i < n; i++) result[at + order[i]!] = x[at + i]!;
  }
  return result;
}
