/**
 * Normal numbers in float64: Box and Muller's transform of two float64 uniforms, the sine first;
 * truncated ones in groups of two, each of which draws from 128 blocks of its own.
 *
 * The logarithm, sine and cosine are JavaScript's. The C library's, which TensorFlow calls, round
 * the other way for about one argument in a thousand, so that about 3 normals in 1,000 differ from
 * TensorFlow's in the last bit.
 *
 * @module
 */
import { BLOCK_WORDS, type Philox } from "./philox.ts";
import { fillWide } from "./wide.ts";

/** Stands in for a first uniform of 0, whose logarithm is infinite. */
const SMALLEST = 1e-7;
/** Truncated normals stay below this many standard deviations. */
const BOUND = 2;
/** Numbers a block gives. */
const PER_BLOCK = 2;
/** Blocks reserved for a group of two truncated normals. */
const GROUP_BLOCKS = 128;

/** The uniform of two words. */
function unit(high: number, low: number): number {
  return ((high & 0xfffff) * 2 ** 32 + (low >>> 0)) * 2 ** -52;
}

/** Turns the block at `words[at]` into two standard normals, the values `out[to]` and the next. */
function boxMuller64(words: Int32Array, at: number, out: Float64Array, to: number): void {
  const first = Math.max(unit(words[at]!, words[at + 1]!), SMALLEST);
  const angle = 2 * Math.PI * unit(words[at + 2]!, words[at + 3]!);
  const radius = Math.sqrt(-2 * Math.log(first));
  out[to] = Math.sin(angle) * radius;
  out[to + 1] = Math.cos(angle) * radius;
}

/** Fills with float64 normals of the given moments: `z * stddev + mean`. */
export function fillNormal64(stream: Philox, out: Float64Array, mean = 0, stddev = 1): void {
  // A pair at the end takes a whole block, of which it may keep a half.
  const whole = out.length - out.length % PER_BLOCK;
  const words = fillWide(stream, out.subarray(0, whole));
  for (let i = 0; i < whole; i += PER_BLOCK) boxMuller64(words, 2 * i, out, i);
  if (whole < out.length) {
    const last = new Float64Array(PER_BLOCK);
    boxMuller64(fillWide(stream.skip(whole / PER_BLOCK), last), 0, last, 0);
    out[whole] = last[0]!;
  }
  scale(out, mean, stddev);
}

/** Fills with float64 normals cut at two standard deviations, then scaled and shifted. */
export function fillTruncatedNormal64(
  stream: Philox,
  out: Float64Array,
  mean = 0,
  stddev = 1,
): void {
  const words = new Int32Array(BLOCK_WORDS);
  const pair = new Float64Array(PER_BLOCK);
  for (let i = 0, group = 0; i < out.length; i += PER_BLOCK, group += GROUP_BLOCKS) {
    const end = Math.min(i + PER_BLOCK, out.length);
    for (let at = i, block = group; at < end; block++) {
      stream.fill(words, 0, BLOCK_WORDS, block);
      boxMuller64(words, 0, pair, 0);
      for (const value of pair) if (at < end && Math.abs(value) < BOUND) out[at++] = value;
    }
  }
  scale(out, mean, stddev);
}

function scale(out: Float64Array, mean: number, stddev: number): void {
  for (let i = 0; i < out.length; i++) out[i] = out[i]! * stddev + mean;
}
