/**
 * Uniform numbers from random words: the low 23 bits of a word are a float32 in [0, 1); integers
 * are a remainder. Every step rounds as TensorFlow's kernels do: `r * (maxval - minval)`, then
 * `+ minval`.
 *
 * @module
 */
import { fillBlocks } from "./fill.ts";
import type { Philox } from "./philox.ts";

const { fround } = Math;

/** Fills with float32 numbers in `[minval, maxval)`. */
export function fillUniform(stream: Philox, out: Float32Array, minval = 0, maxval = 1): void {
  const low = fround(minval);
  const range = fround(fround(maxval) - low);
  fillBlocks(stream, out, (words, values, start, end) => {
    for (let i = start; i < end; i++) {
      const unit = (words[i]! & 0x7fffff) * 2 ** -23;
      values[i] = fround(unit * range) + low;
    }
  });
}

/** Fills with int32 numbers from `minval` to `maxval - 1`. */
export function fillIntegers(
  stream: Philox,
  out: Int32Array,
  minval: number,
  maxval: number,
): void {
  const range = (maxval - minval) >>> 0;
  fillBlocks(stream, out, (words, values, start, end) => {
    for (let i = start; i < end; i++) values[i] = minval + ((words[i]! >>> 0) % range | 0) | 0;
  });
}

/** Fills with the words themselves: int32 numbers over the whole range of the type. */
export function fillFullIntegers(stream: Philox, out: Int32Array): void {
  fillBlocks(stream, out, () => {});
}
