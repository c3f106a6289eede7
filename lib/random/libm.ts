/**
 * `logf` and `sincosf` with the very bits of the C library TensorFlow calls on Linux (glibc 2.29
 * and later), for the arguments Box-Muller has. V8's `Math.log`, `Math.sin` and `Math.cos`,
 * rounded to float32, differ from it in about one normal of fifty.
 *
 * The algorithms and their constants are those of Arm's optimized-routines (copyright (c)
 * 2017-2018 Arm Limited, SPDX-License-Identifier: MIT): polynomials evaluated in double precision and rounded once.
 * The result is the same with and without fused multiply-add for all 2^23 arguments of each.
 *
 * @module
 */

/** 1/c and log(c) for c in the middle of 16 intervals of [0.7, 1.4). */
const INVERSE = Float64Array.of(
  1.398907162146528,
  1.3403141896637998,
  1.286432210124115,
  1.2367150214269895,
  1.1906977166711752,
  1.1479821020556429,
  1.1082251448272158,
  1.0711297413057381,
  1.036437278977283,
  1,
  0.9492859795739057,
  0.8951049428609004,
  0.8476821620351103,
  0.8050314851692001,
  0.7664671008843108,
  0.731428603316328,
);
const LOG = Float64Array.of(
  -0.33569133332882284,
  -0.2929040563774074,
  -0.2518726580937369,
  -0.21245868807117255,
  -0.17453945183745634,
  -0.1380057072319758,
  -0.10275976698545139,
  -0.06871392447020525,
  -0.0357891387398228,
  0,
  0.05204517742929496,
  0.11081431298787942,
  0.1652495223695143,
  0.21687389031699977,
  0.2659635028121397,
  0.3127556664073557,
);
const LN2 = 0.6931471805599453;
/** Bits of the float32 where the intervals start; the exponent of a number counts from there. */
const OFFSET = 0x3f330000;

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The natural logarithm of a positive, normal float32 other than 1, as a float32. */
export function logf(x: number): number {
  float[0] = x;
  const ix = bits[0]!;
  const offset = ix - OFFSET | 0;
  const interval = (offset >>> 19) & 15;
  const exponent = offset >> 23;
  bits[0] = ix - (offset & 0xff800000);
  const r = float[0]! * INVERSE[interval]! - 1;
  const y0 = LOG[interval]! + exponent * LN2;
  const r2 = r * r;
  const y = -0.25089342214237154 * r2 + (0.333456765744066 * r + -0.4999997485802103);
  return Math.fround(y * r2 + (y0 + r));
}

/**
 * Writes the sine of a float32 in `[0, 2 pi]` to `out[at]` and its cosine to `out[at + 1]`.
 *
 * The argument is reduced to `[-pi/4, pi/4]` around the nearest multiple of pi/2; the C code's
 * branches for small arguments give the same floats as this path.
 */
export function sincosf(v: number, out: Float32Array, at: number): void {
  const quadrant = v * 0.6366197723675814 + 0.5 | 0;
  const x = v - quadrant * 1.5707963267948966;
  const x2 = x * x;
  const x3 = x2 * x;
  const x4 = x2 * x2;
  const sine = (x + x3 * -0.16666654943701084) +
    (x3 * x2) * (0.008332178146138854 + x2 * -0.00019517298981385725);
  const cosine = ((1 + x2 * -0.49999999725108224) + x4 * 0.041666623324344516) +
    (x4 * x2) * (-0.001388676379437604 + x2 * 2.4390450703564542e-05);
  // Quadrants 1 and 2 negate what the sine polynomial gave, 2 and 3 the cosine's; odd ones swap.
  const swap = quadrant & 1;
  out[at + swap] = (1 - ((quadrant + 1) & 2)) * sine;
  out[at + 1 - swap] = (1 - (quadrant & 2)) * cosine;
}
