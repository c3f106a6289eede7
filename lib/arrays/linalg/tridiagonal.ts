/**
 * Self-adjoint matrices made tridiagonal by reflections, and tridiagonal ones made diagonal by the
 * implicit QR algorithm with Wilkinson's shift (Golub and Van Loan, Matrix Computations, 8.3).
 *
 * @module
 */
import { applyReflection, reflect } from "./householder.ts";

/** `a = Q T Qᵀ` with T tridiagonal. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** Entries below the diagonal of T. */
  readonly below: Float64Array;
  /** Columns of Q, one after the other. */
  readonly q: Float64Array;
}

/** Makes a self-adjoint matrix tridiagonal; reads its lower triangle. */
export function tridiagonalize(matrix: Float64Array, n: number): Tridiagonal {
  const a = matrix.slice();
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) a[i * n + j] = a[j * n + i]!;
  }
  const count = Math.max(n - 1, 0);
  const taus = new Float64Array(count);
  const w = new Float64Array(n);
  for (let k = 0; k < count; k++) {
    // Column k below the diagonal lies in row k too, where it is contiguous.
    const at = k * n + k + 1;
    const tau = taus[k] = reflect(a, at, n - k - 1);
    const beta = a[at]!;
    a[at] = 1;
    update(a, at, tau, w, n, k + 1);
    a[at] = beta;
  }
  const below = Float64Array.from(taus, (_, k) => a[k * n + k + 1]!);
  const diagonal = Float64Array.from({ length: n }, (_, k) => a[k * n + k]!);
  const q = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    q[j * n + j] = 1;
    for (let k = count - 1; k >= 0; k--) {
      applyReflection(a, k * n + k + 1, taus[k]!, q, j * n + k + 1, n - k - 1);
    }
  }
  return { diagonal, below, q };
}

/** `a := H a H` on the rows and columns from `start` on, `H = I - tau v vᵀ`, v at `a[at]`. */
function update(
  a: Float64Array,
  at: number,
  tau: number,
  w: Float64Array,
  n: number,
  start: number,
): void {
  if (tau === 0) return;
  const v = (i: number) => a[at + i - start]!;
  let product = 0;
  for (let i = start; i < n; i++) {
    let sum = 0;
    for (let j = start; j < n; j++) sum += a[i * n + j]! * a[at + j - start]!;
    w[i] = tau * sum;
    product += w[i]! * v(i);
  }
  for (let i = start; i < n; i++) w[i] = w[i]! - tau / 2 * product * v(i);
  for (let i = start; i < n; i++) {
    const [vi, wi] = [v(i), w[i]!];
    for (let j = start; j < n; j++) {
      a[i * n + j] = a[i * n + j]! - vi * w[j]! - wi * a[at + j - start]!;
    }
  }
}

/** Steps a tridiagonal matrix may take for each of its rows; two or three are usual. */
const MAX_STEPS = 30;

/**
 * Makes T diagonal in place, turning the columns of Q with it; false where it does not end.
 *
 * @param epsilon What counts as zero beside 1.
 */
export function diagonalize(
  { diagonal, below, q }: Tridiagonal,
  n: number,
  epsilon: number = Number.EPSILON,
): boolean {
  let end = n - 1;
  for (let steps = 0; end > 0;) {
    for (let i = 0; i < end; i++) {
      const size = Math.abs(below[i]!);
      const limit = epsilon * Math.sqrt(Math.abs(diagonal[i]!) + Math.abs(diagonal[i + 1]!));
      if (size < Number.MIN_VALUE / Number.EPSILON || size <= limit) below[i] = 0;
    }
    while (end > 0 && below[end - 1] === 0) end--;
    if (end === 0) break;
    if (++steps > MAX_STEPS * n) return false;
    let start = end - 1;
    while (start > 0 && below[start - 1] !== 0) start--;
    step(diagonal, below, q, start, end, n);
  }
  return true;
}

/** The eigenvalue of the last block of two by two that is nearest to its last entry. */
function shift(diagonal: Float64Array, below: Float64Array, end: number): number {
  const last = diagonal[end]!;
  const half = (diagonal[end - 1]! - last) / 2;
  const e = below[end - 1]!;
  if (half === 0) return last - Math.abs(e);
  const divisor = half + (half > 0 ? 1 : -1) * Math.hypot(half, e);
  return last - e / divisor * e;
}

/** One step on the block from `start` to `end`: chases the bulge down with rotations. */
function step(
  d: Float64Array,
  b: Float64Array,
  q: Float64Array,
  start: number,
  end: number,
  n: number,
): void {
  let x = d[start]! - shift(d, b, end);
  let z = b[start]!;
  for (let k = start; k < end && z !== 0; k++) {
    const r = Math.hypot(x, z);
    const [c, s] = [x / r, z / r];
    const [above, here, under] = [d[k]!, b[k]!, d[k + 1]!];
    if (k > start) b[k - 1] = r;
    const [p, t] = [c * above + s * here, c * here + s * under];
    const [u, v] = [c * here - s * above, c * under - s * here];
    d[k] = c * p + s * t;
    d[k + 1] = c * v - s * u;
    b[k] = c * t - s * p;
    x = b[k]!;
    if (k < end - 1) {
      z = s * b[k + 1]!;
      b[k + 1] = c * b[k + 1]!;
    }
    for (let i = 0, left = k * n, right = left + n; i < n; i++, left++, right++) {
      const [one, two] = [q[left]!, q[right]!];
      q[left] = c * one + s * two;
      q[right] = c * two - s * one;
    }
  }
}
