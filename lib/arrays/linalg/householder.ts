/**
 * Householder reflections `I - tau v vᵀ` with `v[0] = 1`, on matrices that are stored column by
 * column. A column of which only the head is not zero is left alone, as Eigen does, so that the
 * signs of every decomposition are TensorFlow's.
 *
 * @module
 */

/**
 * Makes the reflection that sends `x[at ... at + length - 1]` to a multiple of the first unit
 * vector. The multiple takes the place of the head, the rest of `v` that of the tail. Gives tau.
 */
export function reflect(x: Float64Array, at: number, length: number): number {
  const head = x[at]!;
  const end = at + length;
  let scale = 0;
  for (let i = at + 1; i < end; i++) {
    const size = Math.abs(x[i]!);
    scale = Math.max(scale, size); // NaN, once met, stays
  }
  if (scale === 0) return 0;
  // The squares are those of scaled entries, which neither overflow nor vanish.
  scale = Math.max(scale, Math.abs(head));
  let squares = (head / scale) ** 2;
  for (let i = at + 1; i < end; i++) squares += (x[i]! / scale) ** 2;
  const norm = scale * Math.sqrt(squares);
  const beta = head >= 0 ? -norm : norm;
  const divisor = head - beta;
  for (let i = at + 1; i < end; i++) x[i] = x[i]! / divisor;
  x[at] = beta;
  return -divisor / beta;
}

/** Applies the reflection whose tail lies at `v[from + 1 ...]` to `length` entries of `x`. */
export function applyReflection(
  v: Float64Array,
  from: number,
  tau: number,
  x: Float64Array,
  at: number,
  length: number,
): void {
  if (tau === 0) return;
  let sum = x[at]!;
  for (let i = 1; i < length; i++) sum += v[from + i]! * x[at + i]!;
  sum *= tau;
  x[at] = x[at]! - sum;
  for (let i = 1; i < length; i++) x[at + i] = x[at + i]! - sum * v[from + i]!;
}

/** Reflections that make a matrix triangular, and the order in which its columns were taken. */
export interface Reflections {
  /** R on and above the diagonal, the vectors below it, column by column. */
  readonly packed: Float64Array;
  readonly taus: Float64Array;
  /** For each column of R, the column of the matrix it comes from. */
  readonly order: Int32Array;
  readonly rows: number;
  readonly columns: number;
}

/** Makes a matrix, given column by column, triangular; `pivot` takes the longest columns first. */
export function triangularize(
  a: Float64Array,
  rows: number,
  columns: number,
  pivot = false,
): Reflections {
  const packed = a.slice();
  const taus = new Float64Array(Math.min(rows, columns));
  const order = Int32Array.from({ length: columns }, (_, j) => j);
  for (let k = 0; k < taus.length; k++) {
    if (pivot) exchange(packed, order, rows, k, longest(packed, rows, columns, k));
    const at = k * rows + k;
    const tau = taus[k] = reflect(packed, at, rows - k);
    for (let j = k + 1; j < columns; j++) {
      applyReflection(packed, at, tau, packed, j * rows + k, rows - k);
    }
  }
  return { packed, taus, order, rows, columns };
}

/** Multiplies a column of length `rows`, at `at` in `x`, by Q. */
export function applyQ({ packed, taus, rows }: Reflections, x: Float64Array, at: number): void {
  for (let k = taus.length - 1; k >= 0; k--) {
    applyReflection(packed, k * rows + k, taus[k]!, x, at + k, rows - k);
  }
}

/** The first `count` columns of Q, column by column. */
export function formQ(reflections: Reflections, count: number): Float64Array {
  const { rows } = reflections;
  const q = new Float64Array(rows * count);
  for (let j = 0; j < count; j++) {
    q[j * rows + j] = 1;
    applyQ(reflections, q, j * rows);
  }
  return q;
}

/** The column from `k` on with the longest rest below row `k`; the first one of several. */
function longest(a: Float64Array, rows: number, columns: number, k: number): number {
  let [best, bestSquares] = [k, -1];
  for (let j = k; j < columns; j++) {
    let squares = 0;
    for (let i = k; i < rows; i++) squares += a[j * rows + i]! ** 2;
    if (squares > bestSquares) [best, bestSquares] = [j, squares];
  }
  return best;
}

function exchange(a: Float64Array, order: Int32Array, rows: number, j: number, k: number): void {
  if (j === k) return;
  [order[j], order[k]] = [order[k]!, order[j]!];
  const column = a.slice(j * rows, (j + 1) * rows);
  a.copyWithin(j * rows, k * rows, (k + 1) * rows);
  a.set(column, k * rows);
}
