/**
 * Random float16 and bfloat16: the low 10 or 7 bits of a word are a number in `[0, 1)`, normals are
 * those of float32. What TensorFlow computes with them (`r * (maxval - minval) + minval`,
 * `z * stddev + mean`) rounds after each step, by way of float32.
 *
 * @module
 */
import { toBfloat16 } from "../arrays/dtypes.ts";
import { ROUND } from "./rounding.ts";

/** The types of 16 bits. */
export type NarrowDType = "float16" | "bfloat16";

/** Their storage: numbers, or the bit patterns of bfloat16. */
export type NarrowArray = Float16Array | Uint16Array;

/** Bits of a fraction. */
const FRACTION_BITS: Readonly<Record<NarrowDType, number>> = { float16: 10, bfloat16: 7 };

/** The result of one operation: rounded to float32 and then to the type. */
function step(dtype: NarrowDType): (x: number) => number {
  const round = ROUND[dtype];
  return (x) => round(Math.fround(x));
}

/** Stores a number of the type. */
function put(dtype: NarrowDType, out: NarrowArray, i: number, value: number): void {
  out[i] = dtype === "float16" ? value : toBfloat16(value);
}

/** Turns words into uniform numbers in `[minval, maxval)`. */
export function narrowUniform(
  dtype: NarrowDType,
  words: Int32Array,
  out: NarrowArray,
  minval: number,
  maxval: number,
): void {
  const round = step(dtype);
  const bits = FRACTION_BITS[dtype];
  const low = ROUND[dtype](minval);
  const range = round(ROUND[dtype](maxval) - low);
  for (let i = 0; i < out.length; i++) {
    const unit = (words[i]! & (2 ** bits - 1)) * 2 ** -bits;
    put(dtype, out, i, round(round(unit * range) + low));
  }
}

/** Turns standard normals of float32 into ones of the type and the given moments. */
export function narrowNormal(
  dtype: NarrowDType,
  normals: Float32Array,
  out: NarrowArray,
  mean: number,
  stddev: number,
): void {
  const round = step(dtype);
  const factor = ROUND[dtype](stddev);
  const shift = ROUND[dtype](mean);
  for (let i = 0; i < out.length; i++) {
    put(dtype, out, i, round(round(round(normals[i]!) * factor) + shift));
  }
}
