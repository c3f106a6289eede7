/**
 * Random words for datasets, drawn as TensorFlow's kernels of `tf.data` draw them: one after the
 * other from a Philox stream whose key is the first seed and whose counter begins at the second.
 *
 * @module
 */
import type { Integer } from "../random/int64.ts";
import { BLOCK_WORDS, Philox } from "../random/philox.ts";
import { entropyStream } from "../random/entropy.ts";
import { opSeeds } from "../random/state.ts";

/** Blocks that are computed at once. */
const BLOCKS = 64;

/** Whole numbers below 2^32, one by one. */
export class Words {
  #stream: Philox;
  readonly #words = new Int32Array(BLOCKS * BLOCK_WORDS);
  #at = this.#words.length;

  /** The words of a stream from its begin. */
  constructor(stream: Philox) {
    this.#stream = stream;
  }

  /** The next word. */
  next(): number {
    if (this.#at === this.#words.length) {
      this.#stream.fill(this.#words, 0, this.#at);
      this.#stream = this.#stream.skip(BLOCKS);
      this.#at = 0;
    }
    return this.#words[this.#at++]! >>> 0;
  }
}

/** The words that two seeds give; others each time where there are none. */
export function wordsOf(seeds: readonly [Integer, Integer] | undefined): Words {
  return new Words(seeds === undefined ? entropyStream() : Philox.fromSeeds(...seeds));
}

/** The seeds of a stage, from its own and the one that the program has set; drawn when it is made. */
export function stageSeeds(seed: Integer | undefined): readonly [Integer, Integer] | undefined {
  return opSeeds(seed);
}
