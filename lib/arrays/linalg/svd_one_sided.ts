/**
 * Singular values of square matrices by Jacobi's rotations from one side (Hestenes's method): the
 * columns are turned against each other until all are orthogonal; their lengths are the values.
 *
 * @module
 */
import { identity } from "../types.ts";
import { formQ, triangularize } from "./householder.ts";
import { sortDescending, type SquareSVD } from "./svd_two_sided.ts";

/** Sweeps over all pairs; a triangular matrix with its longest rows first takes five or six. */
const MAX_SWEEPS = 60;

/**
 * Decomposes R, or `Rᵀ` where `transpose` says so, for R of `n` by `n` given row by row. The rows
 * of R are turned: `Wᵀ R` has orthogonal rows, so that W holds the left vectors of R.
 */
export function oneSided(r: Float64Array, n: number, transpose: boolean): SquareSVD {
  const x = r.slice();
  const w = identity(n);
  const limit = Math.sqrt(n) * Number.EPSILON;
  // A row shorter than this is noise, whose direction means nothing.
  const noise = (Number.EPSILON * norm(x, 0, x.length)) ** 2 * Number.EPSILON;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let turned = false;
    const squares = Float64Array.from({ length: n }, (_, i) => norm(x, i * n, n) ** 2);
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const [a, b] = [squares[p]!, squares[q]!];
        if (a <= noise || b <= noise) continue;
        const c = dot(x, p * n, q * n, n);
        if (Math.abs(c) <= limit * Math.sqrt(a) * Math.sqrt(b)) continue;
        turned = true;
        const half = (b - a) / (2 * c);
        const t = (half > 0 ? 1 : -1) / (Math.abs(half) + Math.hypot(1, half));
        const cosine = 1 / Math.hypot(1, t);
        turn(x, p * n, q * n, cosine, cosine * t, n);
        turn(w, p * n, q * n, cosine, cosine * t, n);
        squares[p] = Math.max(a - t * c, 0);
        squares[q] = b + t * c;
      }
    }
    if (!turned) break;
  }
  const s = Float64Array.from({ length: n }, (_, i) => norm(x, i * n, n));
  sortDescending(s, [x, w], n);
  for (let i = 0; i < n; i++) {
    for (let k = i * n; k < i * n + n; k++) x[k] = s[i] === 0 ? 0 : x[k]! / s[i]!;
  }
  const other = orthonormal(x, n);
  return transpose ? { s, u: other, v: w } : { s, u: w, v: other };
}

/**
 * The columns of `x` themselves where they are orthonormal; others, which belong to singular
 * values of nothing but rounding errors, are replaced by unit vectors orthogonal to those before.
 */
function orthonormal(x: Float64Array, n: number): Float64Array {
  const reflections = triangularize(x, n, n);
  const q = formQ(reflections, n);
  for (let j = 0; j < n; j++) {
    if (reflections.packed[j * n + j]! >= 0) continue;
    for (let i = j * n; i < j * n + n; i++) q[i] = -q[i]!;
  }
  return q;
}

function turn(x: Float64Array, p: number, q: number, c: number, s: number, n: number): void {
  const end = p + n;
  for (; p < end; p++, q++) {
    const [one, two] = [x[p]!, x[q]!];
    x[p] = c * one - s * two;
    x[q] = c * two + s * one;
  }
}

function dot(x: Float64Array, p: number, q: number, n: number): number {
  let sum = 0;
  const end = p + n;
  for (; p < end; p++, q++) sum += x[p]! * x[q]!;
  return sum;
}

function norm(x: Float64Array, at: number, n: number): number {
  return Math.sqrt(dot(x, at, at, n));
}
