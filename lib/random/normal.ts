/**
 * Normal numbers from random words, by Box and Muller's transform: two words give two
 * independent normals, the sine first. Truncated normals are those whose magnitude stays below
 * 2; every group of four draws its candidates from 256 blocks of its own, so that what one group
 * rejects never shifts the next.
 *
 * @module
 */
import { fillBlocks } from "./fill.ts";
import { logf, sincosf } from "./libm.ts";
import { BLOCK_WORDS, type Philox } from "./philox.ts";

const { fround, sqrt } = Math;

const TWO_PI = 6.283185307179586;
/** Stands in for a first uniform of 0, whose logarithm is infinite. */
const SMALLEST = fround(1e-7);
/** Truncated normals stay below this many standard deviations. */
const BOUND = 2;
/** Blocks reserved for a group of four truncated normals. */
export const GROUP_BLOCKS = 256;

/** Turns two words into two standard normals at `out[at]` and `out[at + 1]`. */
export function boxMuller(word0: number, word1: number, out: Float32Array, at: number): void {
  const mantissa = word0 & 0x7fffff;
  const uniform = mantissa === 0 ? SMALLEST : mantissa * 2 ** -23;
  const radius = fround(sqrt(-2 * logf(uniform)));
  sincosf(fround(TWO_PI * ((word1 & 0x7fffff) * 2 ** -23)), out, at);
  out[at] = out[at]! * radius;
  out[at + 1] = out[at + 1]! * radius;
}

/** Fills with float32 normals of the given moments. */
export function fillNormal(stream: Philox, out: Float32Array, mean = 0, stddev = 1): void {
  fillBlocks(stream, out, (words, values, start, end) => {
    for (let i = start; i < end; i += 2) boxMuller(words[i]!, words[i + 1]!, values, i);
    scale(values, start, end, mean, stddev);
  });
}

/** Fills with float32 normals cut at two standard deviations, then scaled and shifted. */
export function fillTruncatedNormal(
  stream: Philox,
  out: Float32Array,
  mean = 0,
  stddev = 1,
): void {
  fillBlocks(stream, out, (words, values, start, end, block) => {
    for (let i = start; i < end; i += BLOCK_WORDS, block += GROUP_BLOCKS) {
      boxMuller(words[i]!, words[i + 1]!, values, i);
      boxMuller(words[i + 2]!, words[i + 3]!, values, i + 2);
      let kept = i;
      for (let j = i; j < i + BLOCK_WORDS; j++) {
        const value = values[j]!;
        if (value < BOUND && value > -BOUND) values[kept++] = value;
      }
      if (kept < i + BLOCK_WORDS) refill(stream, values, kept, i + BLOCK_WORDS, block + 1);
    }
    scale(values, start, end, mean, stddev);
  }, GROUP_BLOCKS);
}

const spareWords = new Int32Array(BLOCK_WORDS);
const spare = new Float32Array(spareWords.buffer);

/** Fills `out[start]` up to `out[end]` with truncated normals from `block` on. */
function refill(stream: Philox, out: Float32Array, start: number, end: number, block: number) {
  let at = start;
  for (; at < end; block++) {
    stream.fill(spareWords, 0, BLOCK_WORDS, block);
    boxMuller(spareWords[0]!, spareWords[1]!, spare, 0);
    boxMuller(spareWords[2]!, spareWords[3]!, spare, 2);
    for (const value of spare) {
      if (at < end && Math.abs(value) < BOUND) out[at++] = value;
    }
  }
}

/** `value * stddev + mean`, rounded after each operation. */
function scale(out: Float32Array, start: number, end: number, mean: number, stddev: number): void {
  const factor = fround(stddev);
  const shift = fround(mean);
  for (let i = start; i < end; i++) out[i] = fround(out[i]! * factor) + shift;
}
