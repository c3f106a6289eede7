/**
 * The orthogonal factor of a matrix by Householder reflections, its columns' signs chosen so that
 * the diagonal of R is positive, which makes it unique.
 *
 * Below 48 columns TensorFlow's kernel (Eigen's, in float32, on x86-64 with AVX and without fused
 * multiply-add) does one reflection after the other, in an order that `factor32` and `form32`
 * follow operation by operation, so that the bits are the same. From 48 columns on Eigen works in
 * blocks whose sizes depend on the processor's caches; then the factor is computed in float64,
 * which agrees with TensorFlow's to about 5e-7. Matrices of float64 always are.
 *
 * @module
 */
const { fround } = Math;

/** Columns from which on TensorFlow's kernel works in blocks. */
const BLOCKED = 48;
/** Smallest normal float32; a column with less below its pivot needs no reflection. */
const TINY = fround(1.1754943508222875e-38);
/** Lanes of the vector registers that dot products are summed in. */
const LANES = 8;
/** Rows from which on column sums are made in chunks, and the rows of a chunk. */
const LONG = 128;
const CHUNK = 16;

/** Q of a row-major matrix with `rows >= columns`, of the same shape and type. */
export function orthogonalFactor(
  matrix: Float32Array | Float64Array,
  rows: number,
  columns: number,
): Float32Array | Float64Array {
  if (matrix instanceof Float64Array || columns >= BLOCKED) {
    return orthogonalFactor64(matrix, rows, columns);
  }
  const a = matrix.slice();
  const taus = factor32(a, rows, columns);
  const q = form32(a, taus, rows, columns);
  for (let j = 0; j < columns; j++) {
    const sign = Math.sign(a[j * columns + j]!);
    for (let i = 0; i < rows; i++) q[i * columns + j] = q[i * columns + j]! * sign;
  }
  return q;
}

/** Replaces `a` by R (upper triangle) and the reflections' vectors (below); gives their factors. */
function factor32(a: Float32Array, rows: number, columns: number): Float32Array {
  const taus = new Float32Array(columns);
  const sums = new Float32Array(columns);
  for (let k = 0; k < columns; k++) {
    const pivot = k * columns + k;
    const below = rows - k - 1;
    const tau = taus[k] = reflect32(a, pivot, below, columns);
    const width = columns - k - 1;
    if (width === 0) continue;
    if (below === 0) {
      for (let j = 1; j <= width; j++) a[pivot + j] = a[pivot + j]! * fround(1 - tau);
      continue;
    }
    if (tau === 0) continue;
    columnSums32(a, sums, pivot, below, width, columns);
    for (let j = 1; j <= width; j++) {
      const sum = sums[j] = sums[j]! + a[pivot + j]!;
      a[pivot + j] = a[pivot + j]! - fround(tau * sum);
    }
    for (let i = 1; i <= below; i++) {
      const row = pivot + i * columns;
      const factor = fround(tau * a[row]!);
      for (let j = 1; j <= width; j++) a[row + j] = a[row + j]! - fround(factor * sums[j]!);
    }
  }
  return taus;
}

/** Makes the reflection of the column at `pivot`, whose `below` entries under it become zero. */
function reflect32(a: Float32Array, pivot: number, below: number, columns: number): number {
  const head = a[pivot]!;
  let squares = 0;
  for (let i = 1; i <= below; i++) {
    const entry = a[pivot + i * columns]!;
    squares = fround(squares + fround(entry * entry));
  }
  if (squares <= TINY) {
    for (let i = 1; i <= below; i++) a[pivot + i * columns] = 0;
    return 0;
  }
  let beta = fround(Math.sqrt(fround(fround(head * head) + squares)));
  if (head >= 0) beta = -beta;
  const divisor = fround(head - beta);
  for (let i = 1; i <= below; i++) a[pivot + i * columns] = a[pivot + i * columns]! / divisor;
  a[pivot] = beta;
  return fround(fround(beta - head) / beta);
}

/** `sums[j]`: the products of column `j` right of the pivot with the reflection's vector. */
function columnSums32(
  a: Float32Array,
  sums: Float32Array,
  pivot: number,
  below: number,
  width: number,
  columns: number,
): void {
  const chunk = below < LONG || width === 1 ? below : CHUNK;
  const part = new Float32Array(width + 1);
  sums.fill(0);
  for (let start = 1; start <= below; start += chunk) {
    part.fill(0);
    for (let i = start; i < start + chunk && i <= below; i++) {
      const row = pivot + i * columns;
      const entry = a[row]!;
      for (let j = 1; j <= width; j++) part[j] = part[j]! + fround(a[row + j]! * entry);
    }
    for (let j = 1; j <= width; j++) sums[j] = sums[j]! + part[j]!;
  }
}

/** The product of the reflections, applied to the first columns of the identity. */
function form32(
  a: Float32Array,
  taus: Float32Array,
  rows: number,
  columns: number,
): Float32Array {
  const q = new Float32Array(rows * columns);
  for (let j = 0; j < columns; j++) q[j * columns + j] = 1;
  for (let k = columns - 1; k >= 0; k--) {
    const tau = taus[k]!;
    const pivot = k * columns + k;
    const below = rows - k - 1;
    for (let j = k; j < columns; j++) {
      const top = k * columns + j;
      if (below === 0) q[top] = q[top]! * fround(1 - tau);
      if (below === 0 || tau === 0) continue;
      const half = columns % 2 === 1 && j === columns - 1;
      const sum = fround(dot32(a, pivot, q, top, below, columns, half) + q[top]!);
      q[top] = q[top]! - fround(tau * sum);
      for (let i = 1; i <= below; i++) {
        const at = top + i * columns;
        q[at] = q[at]! - fround(fround(tau * a[pivot + i * columns]!) * sum);
      }
    }
  }
  return q;
}

const lanes = new Float32Array(LANES);

/**
 * The product of the columns below `a[x]` and `q[y]`, summed as a vector register does it: eight
 * lanes, then half a register where `half` says so, then one by one.
 */
function dot32(
  a: Float32Array,
  x: number,
  q: Float32Array,
  y: number,
  length: number,
  columns: number,
  half: boolean,
): number {
  const product = (i: number) => fround(q[y + i * columns]! * a[x + i * columns]!);
  const fold = (l0: number, l1: number, l2: number, l3: number) =>
    fround(fround(l0 + l2) + fround(l1 + l3));
  const [h0, h1, h2, h3] = [0, 1, 2, 3];
  lanes.fill(0);
  let i = 1;
  for (; i + LANES - 1 <= length; i += LANES) {
    for (let lane = 0; lane < LANES; lane++) lanes[lane] = lanes[lane]! + product(i + lane);
  }
  const folded = (lane: number) => fround(lanes[lane]! + lanes[lane + 4]!);
  let sum = fold(folded(h0), folded(h1), folded(h2), folded(h3));
  if (half && i + 3 <= length) {
    sum = fround(sum + fold(product(i), product(i + 1), product(i + 2), product(i + 3)));
    i += 4;
  }
  for (; i <= length; i++) sum = fround(sum + product(i));
  return sum;
}

/** As {@linkcode orthogonalFactor}, in float64 with columns that lie together in memory. */
function orthogonalFactor64(
  matrix: Float32Array | Float64Array,
  rows: number,
  columns: number,
): Float32Array | Float64Array {
  const vectors: Float64Array[] = [];
  for (let j = 0; j < columns; j++) {
    vectors.push(Float64Array.from({ length: rows }, (_, i) => matrix[i * columns + j]!));
  }
  const signs = vectors.map((vector, k) => {
    const head = vector[k]!;
    const norm = Math.sqrt(dot64(vector, vector, k));
    const beta = head >= 0 ? -norm : norm;
    vector[k] = head - beta;
    // Scaled so that the reflection is I - v v'; a column of zeros needs none.
    const scale = norm === 0 ? 0 : 1 / Math.sqrt(-beta * vector[k]!);
    for (let i = k; i < rows; i++) vector[i] = vector[i]! * scale;
    for (let j = k + 1; j < columns; j++) subtract64(vectors[j]!, vector, k);
    return Math.sign(beta);
  });
  const q = matrix.slice();
  for (let j = 0; j < columns; j++) {
    const column = new Float64Array(rows);
    column[j] = 1;
    for (let k = j; k >= 0; k--) subtract64(column, vectors[k]!, k);
    for (let i = 0; i < rows; i++) q[i * columns + j] = column[i]! * signs[j]!;
  }
  return q;
}

/** Applies the reflection of `vector` (zero before `start`) to `target`. */
function subtract64(target: Float64Array, vector: Float64Array, start: number): void {
  const factor = dot64(target, vector, start);
  for (let i = start; i < target.length; i++) target[i] = target[i]! - factor * vector[i]!;
}

function dot64(x: Float64Array, y: Float64Array, start: number): number {
  let even = 0, odd = 0, i = start;
  for (; i + 1 < x.length; i += 2) {
    even += x[i]! * y[i]!;
    odd += x[i + 1]! * y[i + 1]!;
  }
  return i < x.length ? even + odd + x[i]! * y[i]! : even + odd;
}
