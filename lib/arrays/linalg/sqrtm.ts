/**
 * Principal square roots of square matrices, by Denman and Beavers' iteration with determinantal
 * scaling: two sequences of means that go to the root and to its inverse (Higham, Functions of
 * Matrices, 2008, chapter 6).
 *
 * @module
 */
import { alike, checkLength, type FloatArray, identity, largest, matrixAt } from "../types.ts";
import { slogdet } from "./determinant.ts";
import { inv } from "./solve.ts";

/** Steps after which there is no root; ten are many. */
const MAX_STEPS = 64;

/** What the square of a root may be off by, relative to the matrix. */
const RESIDUE = 1e-6;

/**
 * X with `X X = a` whose eigenvalues have positive real parts, for each of `batch` matrices of `n`
 * by `n`. NaN where there is none: for singular matrices, and ones with negative eigenvalues.
 *
 * @throws {RangeError} where the length of `a` is not `batch n²`.
 */
export function sqrtm<T extends FloatArray>(a: T, n: number, batch = 1): T {
  checkLength("sqrtm", "a", a, batch * n * n);
  const result = alike(a, a.length);
  for (let item = 0; item < batch; item++) {
    const matrix = matrixAt(a, item, n * n);
    const root = n === 0 ? matrix : principalRoot(matrix, n);
    if (root === undefined) result.fill(NaN, item * n * n, (item + 1) * n * n);
    else result.set(root, item * n * n);
  }
  return result;
}

function principalRoot(a: Float64Array, n: number): Float64Array | undefined {
  let root = a;
  let inverse = identity(n);
  for (let step = 0; step < MAX_STEPS; step++) {
    const [first, second] = [logDeterminant(root, n), logDeterminant(inverse, n)];
    if (!Number.isFinite(first) || !Number.isFinite(second)) return undefined;
    // Scaling has done its work once the determinants are near their limits.
    const logScale = -(first + second) / (2 * n);
    const scale = Math.abs(logScale) < 0.01 ? 1 : Math.exp(logScale);
    const next = mean(root, inv(inverse, n), scale);
    inverse = mean(inverse, inv(root, n), scale);
    const change = largest(next.map((entry, i) => entry - root[i]!));
    root = next;
    if (change <= 4 * n * Number.EPSILON * largest(root)) {
      return isRoot(root, a, n) ? root : undefined;
    }
    if (Number.isNaN(change)) return undefined;
  }
  return isRoot(root, a, n) ? root : undefined;
}

function logDeterminant(a: Float64Array, n: number): number {
  return slogdet(a, n).logAbsDeterminant[0]!;
}

/** `(scale a + b / scale) / 2`. */
function mean(a: Float64Array, b: Float64Array, scale: number): Float64Array {
  return a.map((entry, i) => (scale * entry + b[i]! / scale) / 2);
}

/** Whether the square of a matrix is near another one. */
function isRoot(root: Float64Array, a: Float64Array, n: number): boolean {
  const limit = RESIDUE * Math.max(largest(a), largest(root) ** 2 * Number.EPSILON);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = -a[i * n + j]!;
      for (let k = 0; k < n; k++) sum += root[i * n + k]! * root[k * n + j]!;
      if (!(Math.abs(sum) <= limit)) return false;
    }
  }
  return true;
}
