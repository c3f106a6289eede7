/**
 * Discrete Fourier transforms of any length, in float64: by factors where all of them are small, and
 * as a convolution of a power of two (Bluestein) where one is not, so that no length takes more than
 * `n log n` steps.
 *
 * @module
 */

/** Computes `y[k] = sum x[n] exp(-2 pi i k n / N)` of real and imaginary parts, which stay as they are. */
export type Transform = (
  re: Float64Array,
  im: Float64Array,
) => readonly [re: Float64Array, im: Float64Array];

/** Largest factor that is transformed by itself. */
const LARGEST_FACTOR = 13;

/** Transforms that were prepared, by length; the oldest ones go. */
const prepared = new Map<number, Transform>();
const MOST_PREPARED = 32;

/** The transform of a length. */
export function transformOf(length: number): Transform {
  let it = prepared.get(length);
  if (it === undefined) {
    const factors = factorsOf(length);
    it = factors.every((factor) => factor <= LARGEST_FACTOR)
      ? byFactors(length, factors)
      : asConvolution(length);
    if (prepared.size >= MOST_PREPARED) prepared.delete(prepared.keys().next().value!);
    prepared.set(length, it);
  }
  return it;
}

/** Factors of a length, fours before the others. */
function factorsOf(length: number): number[] {
  const factors: number[] = [];
  let rest = length;
  for (const factor of [4, 2]) {
    for (; rest % factor === 0; rest /= factor) factors.push(factor);
  }
  for (let factor = 3; factor * factor <= rest; factor += 2) {
    for (; rest % factor === 0; rest /= factor) factors.push(factor);
  }
  if (rest > 1) factors.push(rest);
  return factors;
}

/** `cos` and `sin` of `-2 pi k / length`, each from its own angle within an eighth of a turn. */
function roots(length: number): readonly [cos: Float64Array, sin: Float64Array] {
  const [cos, sin] = [new Float64Array(length), new Float64Array(length)];
  for (let k = 0; k < length; k++) {
    // Eighths of a turn, whose ends are exact.
    const eighth = Math.floor((8 * k) / length);
    const quarter = Math.floor((eighth + 1) / 2);
    const angle = (2 * Math.PI * (k - (quarter * length) / 4)) / length;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    cos[k] = [c, -s, -c, s][quarter % 4]!;
    sin[k] = -[s, c, -s, -c][quarter % 4]!;
  }
  return [cos, sin];
}

/** Real and imaginary parts. */
type Parts = readonly [re: Float64Array, im: Float64Array];

/** One factor after the other (Stockham): each pass reads one pair of arrays and writes another. */
function byFactors(length: number, factors: readonly number[]): Transform {
  const table = roots(length);
  return (re, im) => {
    let from: Parts = [re.slice(), im.slice()];
    let to: Parts = [new Float64Array(length), new Float64Array(length)];
    let done = 1;
    for (const factor of factors) {
      if (factor === 4) passOfFour(from, to, done, length, table);
      else pass(from, to, factor, done, length, table);
      done *= factor;
      [from, to] = [to, from];
    }
    return from;
  };
}

/**
 * Joins transforms of `done` elements, of each `length / done`-th number, into those of `factor`
 * times as many: with `m = length / done / factor`, frequency `k + done s` of the numbers from `q` on
 * is `sum_j w^(j (k + done s)) from[q + m j, k]`, and frequency `k` from `q` on stands at `q + m k`.
 */
function pass(
  [re, im]: Parts,
  [outRe, outIm]: Parts,
  factor: number,
  done: number,
  length: number,
  [cos, sin]: Parts,
): void {
  const m = length / done / factor;
  const step = length / factor;
  const [a, b] = [new Float64Array(factor), new Float64Array(factor)];
  for (let k = 0; k < done; k++) {
    for (let q = 0; q < m; q++) {
      const from = q + m * factor * k;
      for (let j = 0; j < factor; j++) {
        const [x, y] = [re[from + m * j]!, im[from + m * j]!];
        const [c, s] = [cos[j * k * m]!, sin[j * k * m]!];
        a[j] = x * c - y * s;
        b[j] = x * s + y * c;
      }
      const to = q + m * k;
      for (let s = 0; s < factor; s++) {
        let [x, y] = [0, 0];
        for (let j = 0; j < factor; j++) {
          const root = ((j * s) % factor) * step;
          x += a[j]! * cos[root]! - b[j]! * sin[root]!;
          y += a[j]! * sin[root]! + b[j]! * cos[root]!;
        }
        outRe[to + s * step] = x;
        outIm[to + s * step] = y;
      }
    }
  }
}

/** {@linkcode pass} for a factor of 4, whose roots are 1, -i, -1 and i. */
function passOfFour(
  [re, im]: Parts,
  [outRe, outIm]: Parts,
  done: number,
  length: number,
  [cos, sin]: Parts,
): void {
  const m = length / done / 4;
  const step = length / 4;
  for (let k = 0; k < done; k++) {
    const c1 = cos[k * m]!, s1 = sin[k * m]!;
    const c2 = cos[2 * k * m]!, s2 = sin[2 * k * m]!;
    const c3 = cos[3 * k * m]!, s3 = sin[3 * k * m]!;
    for (let q = 0; q < m; q++) {
      const from = q + 4 * m * k;
      const to = q + m * k;
      const x0 = re[from]!, y0 = im[from]!;
      const x1 = re[from + m]!, y1 = im[from + m]!;
      const x2 = re[from + 2 * m]!, y2 = im[from + 2 * m]!;
      const x3 = re[from + 3 * m]!, y3 = im[from + 3 * m]!;
      const a1 = x1 * c1 - y1 * s1, b1 = x1 * s1 + y1 * c1;
      const a2 = x2 * c2 - y2 * s2, b2 = x2 * s2 + y2 * c2;
      const a3 = x3 * c3 - y3 * s3, b3 = x3 * s3 + y3 * c3;
      const p = x0 + a2, r = x0 - a2, t = a1 + a3, u = a1 - a3;
      const e = y0 + b2, f = y0 - b2, g = b1 + b3, h = b1 - b3;
      outRe[to] = p + t;
      outIm[to] = e + g;
      outRe[to + step] = r + h;
      outIm[to + step] = f - u;
      outRe[to + 2 * step] = p - t;
      outIm[to + 2 * step] = e - g;
      outRe[to + 3 * step] = r - h;
      outIm[to + 3 * step] = f + u;
    }
  }
}

/** As a convolution with `exp(i pi k^2 / N)`, of a power of two: `2 n k = n^2 + k^2 - (k - n)^2`. */
function asConvolution(length: number): Transform {
  let size = 1;
  while (size < 2 * length - 1) size *= 2;
  const forward = transformOf(size);
  const [cos, sin] = roots(2 * length);
  const [c, s] = [new Float64Array(length), new Float64Array(length)];
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  for (let k = 0, square = 0; k < length; square = (square + 2 * k + 1) % (2 * length), k++) {
    c[k] = cos[square]!;
    s[k] = sin[square]!;
    re[k] = re[(size - k) % size] = c[k]!;
    im[k] = im[(size - k) % size] = -s[k]!;
  }
  const [kernelRe, kernelIm] = forward(re, im);
  return (x, y) => {
    const [a, b] = [new Float64Array(size), new Float64Array(size)];
    for (let k = 0; k < length; k++) {
      a[k] = x[k]! * c[k]! - y[k]! * s[k]!;
      b[k] = x[k]! * s[k]! + y[k]! * c[k]!;
    }
    const [p, q] = forward(a, b);
    for (let k = 0; k < size; k++) {
      a[k] = p[k]! * kernelRe[k]! - q[k]! * kernelIm[k]!;
      b[k] = p[k]! * kernelIm[k]! + q[k]! * kernelRe[k]!;
    }
    // Parts exchanged before and after make it the inverse.
    const [v, u] = forward(b, a);
    const [outRe, outIm] = [new Float64Array(length), new Float64Array(length)];
    for (let k = 0; k < length; k++) {
      outRe[k] = (u[k]! * c[k]! - v[k]! * s[k]!) / size;
      outIm[k] = (u[k]! * s[k]! + v[k]! * c[k]!) / size;
    }
    return [outRe, outIm];
  };
}
