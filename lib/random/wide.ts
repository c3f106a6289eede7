/**
 * Numbers of 64 bits, each from two random words: float64 in `[0, 1)` from the low 52 bits, whole
 * numbers as a remainder, or the words as they are. The words are made in the output's own memory.
 *
 * @module
 */
import { FULL_INTEGERS } from "./jobs.ts";
import type { Philox } from "./philox.ts";
import { runJob } from "./run_job.ts";

/** Ranges up to this size are divided in float64, which is exact for them. */
const NARROW = 2n ** 26n;
const WORD = 2 ** 32;

/** Arrays of 64-bit elements. */
export type WideArray = Float64Array | BigInt64Array | BigUint64Array;

/** Fills the memory of `out` with words; gives them. */
export function fillWide(stream: Philox, out: WideArray): Int32Array {
  const words = new Int32Array(out.buffer, out.byteOffset, 2 * out.length);
  runJob(FULL_INTEGERS, stream, words);
  return words;
}

/** Fills with float64 numbers in `[minval, maxval)`: `r * (maxval - minval) + minval`. */
export function fillUniform64(stream: Philox, out: Float64Array, minval = 0, maxval = 1): void {
  const words = fillWide(stream, out);
  const range = maxval - minval;
  for (let i = 0, at = 0; i < out.length; i++, at += 2) {
    const unit = ((words[at]! & 0xfffff) * WORD + (words[at + 1]! >>> 0)) * 2 ** -52;
    out[i] = unit * range + minval;
  }
}

/** Fills with int64 numbers from `minval` to `maxval - 1`; the first word is the low one. */
export function fillIntegers64(
  stream: Philox,
  out: BigInt64Array,
  minval: bigint,
  maxval: bigint,
): void {
  const words = fillWide(stream, out);
  const range = maxval - minval;
  const isNarrow = range <= NARROW && Number.isSafeInteger(Number(minval)) &&
    Number.isSafeInteger(Number(maxval));
  if (!isNarrow) {
    for (let i = 0; i < out.length; i++) {
      out[i] = minval + BigInt.asUintN(64, out[i]!) % range;
    }
    return;
  }
  const [low, size] = [Number(minval), Number(range)];
  const carried = WORD % size;
  for (let at = 0; at < words.length; at += 2) {
    const rest = ((words[at + 1]! >>> 0) % size * carried + (words[at]! >>> 0)) % size;
    const value = low + rest;
    words[at] = value;
    words[at + 1] = Math.floor(value / WORD);
  }
}
