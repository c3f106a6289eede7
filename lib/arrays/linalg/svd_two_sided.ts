/**
 * Singular values of square matrices by Jacobi's rotations from both sides (Kogbetliantz's method):
 * for each pair of indices one rotation makes the block of two by two symmetric, and another
 * diagonal. The small angle is taken, which decides the signs of the vectors.
 *
 * @module
 */
import { identity } from "../types.ts";

/** `a = U S Vᵀ` with U and V column by column, S descending. */
export interface SquareSVD {
  readonly s: Float64Array;
  readonly u: Float64Array;
  readonly v: Float64Array;
}

/** A rotation's cosine and sine. */
type Rotation = readonly [c: number, s: number];

/** Sweeps over all pairs; convergence is quadratic, so that ten are many. */
const MAX_SWEEPS = 100;
/** What counts as zero beside entries up to 1, with room for quotients. */
const TINY = 2 ** -1000;

/** Decomposes a finite matrix of `n` by `n`, given column by column, with entries up to 1. */
export function twoSided(matrix: Float64Array, n: number): SquareSVD {
  const w = matrix.slice();
  const [u, v] = [identity(n), identity(n)];
  let top = 0;
  for (let i = 0; i < n; i++) top = Math.max(top, Math.abs(w[i * n + i]!));
  let turning = true;
  for (let sweep = 0; turning && sweep < MAX_SWEEPS; sweep++) {
    turning = false;
    for (let p = 1; p < n; p++) {
      for (let q = 0; q < p; q++) {
        const [pp, qq, pq, qp] = [p * n + p, q * n + q, q * n + p, p * n + q];
        const limit = Math.max(2 * Number.EPSILON * top, TINY);
        if (!(Math.abs(w[pq]!) > limit || Math.abs(w[qp]!) > limit)) continue;
        turning = true;
        const [left, right] = rotations(w[pp]!, w[pq]!, w[qp]!, w[qq]!);
        turn(w, p, q, left, n, n);
        turn(u, p * n, q * n, left, 1, n);
        turn(w, p * n, q * n, right, 1, n);
        turn(v, p * n, q * n, right, 1, n);
        top = Math.max(top, Math.abs(w[pp]!), Math.abs(w[qq]!));
      }
    }
  }
  if (turning) throw new RangeError("svd: expected a matrix whose rotations converge");
  const s = Float64Array.from({ length: n }, (_, i) => w[i * n + i]!);
  for (let i = 0; i < n; i++) {
    if (s[i]! >= 0) continue;
    s[i] = -s[i]!;
    for (let k = 0; k < n; k++) u[i * n + k] = -u[i * n + k]!;
  }
  sortDescending(s, [u, v], n);
  return { s, u, v };
}

/** Rotations from the left and from the right that make `[[a, b], [c, d]]` diagonal. */
function rotations(a: number, b: number, c: number, d: number): [Rotation, Rotation] {
  let [c1, s1]: Rotation = [1, 0];
  if (Math.abs(c - b) > TINY) {
    const ratio = (a + d) / (c - b);
    s1 = 1 / Math.hypot(1, ratio);
    c1 = ratio * s1;
  }
  const [x, y, z] = [c1 * a + s1 * c, c1 * b + s1 * d, c1 * d - s1 * b];
  let right: Rotation = [1, 0];
  if (Math.abs(y) > TINY) {
    const half = (x - z) / (2 * Math.abs(y));
    const t = 1 / (half + (half > 0 ? 1 : -1) * Math.hypot(1, half));
    const cosine = 1 / Math.hypot(1, t);
    right = [cosine, -Math.sign(y) * t * cosine];
  }
  const [c2, s2] = right;
  return [[c1 * c2 + s1 * s2, s1 * c2 - c1 * s2], [c2, -s2]];
}

/** Turns the vectors at `p` and `q`: `x_p := c x_p + s x_q`, `x_q := c x_q - s x_p`. */
function turn(
  x: Float64Array,
  p: number,
  q: number,
  [c, s]: Rotation,
  stride: number,
  n: number,
): void {
  for (let i = 0; i < n; i++, p += stride, q += stride) {
    const [one, two] = [x[p]!, x[q]!];
    x[p] = c * one + s * two;
    x[q] = c * two - s * one;
  }
}

/** Brings values into descending order, and the columns of the matrices with them. */
export function sortDescending(
  values: Float64Array,
  matrices: readonly Float64Array[],
  n: number,
): void {
  for (let i = 0; i < n - 1; i++) {
    let most = i;
    for (let j = i + 1; j < n; j++) if (values[j]! > values[most]!) most = j;
    if (most === i) continue;
    [values[i], values[most]] = [values[most]!, values[i]!];
    for (const matrix of matrices) {
      const column = matrix.slice(i * n, (i + 1) * n);
      matrix.copyWithin(i * n, most * n, (most + 1) * n);
      matrix.set(column, most * n);
    }
  }
}
