/**
 * The common way of every fill: the words of the stream are written into the output's own memory,
 * a piece at a time that stays in the processor's cache, and turned into numbers where they lie.
 * Nothing is allocated per block, and the output is all the memory a draw takes.
 *
 * @module
 */
import { BLOCK_WORDS, type Philox } from "./philox.ts";

/** Words converted at a time: 32 KiB. */
const PIECE = 8192;

/** Arrays that random words can be turned into in place. */
export type Output = Float32Array | Int32Array;

/**
 * Turns `words[start]` to `words[end - 1]` into elements of `out`, which shares their memory;
 * `block` is the number of the first block in the stream.
 */
export type Convert<T extends Output> = (
  words: Int32Array,
  out: T,
  start: number,
  end: number,
  block: number,
) => void;

/**
 * Fills `out` block by block, block `i` of the output being block `i * stride` of the stream; the
 * last block is made in full and cut.
 */
export function fillBlocks<T extends Output>(
  stream: Philox,
  out: T,
  convert: Convert<T>,
  stride = 1,
): void {
  const words = wordsOf(out);
  const whole = words.length - words.length % BLOCK_WORDS;
  for (let start = 0; start < whole; start += PIECE) {
    const end = Math.min(start + PIECE, whole);
    const block = start / BLOCK_WORDS * stride;
    stream.fill(words, start, end, block, stride);
    convert(words, out, start, end, block);
  }
  if (whole === words.length) return;
  const last = new Int32Array(BLOCK_WORDS);
  const made = new (out.constructor as new (memory: ArrayBufferLike) => T)(last.buffer);
  const block = whole / BLOCK_WORDS * stride;
  stream.fill(last, 0, BLOCK_WORDS, block);
  convert(last, made, 0, BLOCK_WORDS, block);
  wordsOf(out).set(last.subarray(0, words.length - whole), whole);
}

/** The memory of `out` as 32-bit words. */
function wordsOf(out: Output): Int32Array {
  return new Int32Array(out.buffer, out.byteOffset, out.byteLength / 4);
}
