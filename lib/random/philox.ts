/**
 * Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011), the
 * generator behind every random op of TensorFlow: a keyed bijection of a 128-bit counter. Block
 * `i` of a stream depends on the key and `counter + i` alone, so that any part of a tensor can be
 * filled without the parts before it.
 *
 * JavaScript has no 32x32 -> 64 bit product: the low half is `Math.imul`, the high half is put
 * together from 16-bit halves, which V8 keeps in integer registers.
 *
 * @module
 */
import { highWord, type Integer, lowWord } from "./int64.ts";

/** Words in a block: what one evaluation of the bijection gives. */
export const BLOCK_WORDS = 4;

const ROUNDS = 10;
/** Multipliers of counter words 0 and 2, whole and in 16-bit halves. */
const M0 = 0xd2511f53;
const M0_LOW = 0x1f53;
const M0_HIGH = 0xd251;
const M2 = 0xcd9e8d57;
const M2_LOW = 0x8d57;
const M2_HIGH = 0xcd9e;
/** Increments of the two key words from round to round. */
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** Four words of a counter, the least significant first. */
export type Counter = readonly [number, number, number, number];

/** A stream of random words: a key, and a counter at which it stands. */
export class Philox {
  /** The key's words, as int32. */
  readonly key0: number;
  readonly key1: number;
  /** The counter of the first block, in int32 words. */
  readonly counter: Counter;

  /** A stream from two key words and the counter of its first block. */
  constructor(key0: number, key1: number, counter: Counter) {
    this.key0 = key0 | 0;
    this.key1 = key1 | 0;
    this.counter = counter;
  }

  /** The stream of a stateful kernel with attributes `seed` (the key) and `seed2`. */
  static fromSeeds(seed: Integer, seed2: Integer): Philox {
    return new Philox(lowWord(seed), highWord(seed), [0, 0, lowWord(seed2), highWord(seed2)]);
  }

  /** The same stream `blocks` further on; `blocks` may be any safe integer >= 0. */
  skip(blocks: number): Philox {
    return new Philox(this.key0, this.key1, advance(this.counter, blocks));
  }

  /**
   * Writes `words[start]` up to `words[end]`, a whole number of blocks: block `first`, then every
   * `stride`-th one.
   */
  fill(words: Int32Array, start: number, end: number, first = 0, stride = 1): void {
    let [c0, c1, c2, c3] = advance(this.counter, first);
    for (let at = start; at < end; at += BLOCK_WORDS) {
      let a0 = c0, a1 = c1, a2 = c2, a3 = c3;
      let k0 = this.key0, k1 = this.key1;
      for (let round = 0; round < ROUNDS; round++) {
        const low0 = a0 & 0xffff, high0 = a0 >>> 16;
        const mid0 = Math.imul(high0, M0_LOW) + (Math.imul(low0, M0_LOW) >>> 16) | 0;
        const sum0 = Math.imul(low0, M0_HIGH) + (mid0 & 0xffff) | 0;
        const product0 = Math.imul(high0, M0_HIGH) + (mid0 >>> 16) + (sum0 >>> 16) | 0;
        const low2 = a2 & 0xffff, high2 = a2 >>> 16;
        const mid2 = Math.imul(high2, M2_LOW) + (Math.imul(low2, M2_LOW) >>> 16) | 0;
        const sum2 = Math.imul(low2, M2_HIGH) + (mid2 & 0xffff) | 0;
        const product2 = Math.imul(high2, M2_HIGH) + (mid2 >>> 16) + (sum2 >>> 16) | 0;
        const rest0 = Math.imul(a0, M0), rest2 = Math.imul(a2, M2);
        a0 = product2 ^ a1 ^ k0;
        a1 = rest2;
        a2 = product0 ^ a3 ^ k1;
        a3 = rest0;
        k0 = k0 + W0 | 0;
        k1 = k1 + W1 | 0;
      }
      words[at] = a0;
      words[at + 1] = a1;
      words[at + 2] = a2;
      words[at + 3] = a3;
      c0 = c0 + stride | 0;
      if ((c0 >>> 0) < stride) [c0, c1, c2, c3] = carry(c0, c1, c2, c3);
    }
  }
}

/** A counter whose word 0 has overflowed, with the carry passed on. */
function carry(c0: number, c1: number, c2: number, c3: number): Counter {
  c1 = c1 + 1 | 0;
  if (c1 === 0) c2 = c2 + 1 | 0;
  if (c1 === 0 && c2 === 0) c3 = c3 + 1 | 0;
  return [c0, c1, c2, c3];
}

/** `counter + blocks` as 128-bit integers. */
function advance([c0, c1, c2, c3]: Counter, blocks: number): Counter {
  const low = (c0 >>> 0) + (blocks >>> 0);
  const high = (c1 >>> 0) + Math.floor(blocks / 2 ** 32) + (low >= 2 ** 32 ? 1 : 0);
  if (high >= 2 ** 32) {
    c2 = c2 + 1 | 0;
    if (c2 === 0) c3 = c3 + 1 | 0;
  }
  return [low | 0, high | 0, c2 | 0, c3 | 0];
}
