/**
 * A random order by Fisher and Yates's method, forward as TensorFlow's kernel does it.
 *
 * @module
 */
import { BLOCK_WORDS, type Philox } from "./philox.ts";

/** Blocks that a shuffle of `count` rows takes: one word for each row but the last. */
export function shuffleBlocks(count: number): number {
  return Math.ceil((count - 1) / BLOCK_WORDS);
}

/** A random permutation of `0 ... count - 1`, for `count >= 2`. */
export function permutation(stream: Philox, count: number): Int32Array {
  const blocks = shuffleBlocks(count);
  const words = new Int32Array(blocks * BLOCK_WORDS);
  stream.fill(words, 0, words.length);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = 0; i < count - 1; i++) {
    const j = i + (words[i]! >>> 0) % (count - i);
    const row = order[i]!;
    order[i] = order[j]!;
    order[j] = row;
  }
  return order;
}
