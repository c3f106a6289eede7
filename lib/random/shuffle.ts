/**
 * A random order by Fisher and Yates's method, forward as TensorFlow's kernel does it.
 *
 * @module
 */
import { BLOCK_WORDS, type Philox } from "./philox.ts";

/** Blocks that a shuffle of `count` rows takes: one word for each row but the last. */
export function shuffleBlocks(count: number): number {
  return Math.ceil(Math.max(0, count - 1) / BLOCK_WORDS);
}

/** A random permutation of `0 ... count - 1` from so many blocks; the order as it is from none. */
export function permutation(stream: Philox, blocks: number, count: number): Int32Array {
  const words = new Int32Array(blocks * BLOCK_WORDS);
  stream.fill(words, 0, words.length);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  if (blocks === 0) return order;
  for (let i = 0; i < count - 1; i++) {
    const j = i + (words[i]! >>> 0) % (count - i);
    const row = order[i]!;
    order[i] = order[j]!;
    order[j] = row;
  }
  return order;
}
