/**
 * What a function met that may differ when it runs again: draws, and values of variables. A function
 * that is run twice to save memory has to meet the same things the second time.
 *
 * @module
 */
import type { Tensor } from "./tensor.ts";

/** Things met in order: noted the first time, handed out again the second time. */
export class Log {
  readonly outer: Log | undefined;
  readonly #met: Tensor[] = [];
  #place = 0;
  #isRepeating = false;

  /** @param outer The log of a function around. */
  constructor(outer: Log | undefined) {
    this.outer = outer;
  }

  /** Hands out from the start what was noted. */
  repeat(): void {
    this.#place = 0;
    this.#isRepeating = true;
  }

  /** Whether this or one around hands out, so that nothing is assigned again. */
  get isRepeating(): boolean {
    return this.#isRepeating || (this.outer?.isRepeating ?? false);
  }

  /** The next thing: one that was noted, or a new one. */
  next(make: () => Tensor): Tensor {
    if (this.#isRepeating) {
      const met = this.#met[this.#place++];
      if (met !== undefined) return met;
      throw new TypeError(
        "tf.recomputeGrad: expected a function that does the same each time, received one that draws more or reads more variables the second time",
      );
    }
    const met = this.outer === undefined ? make() : this.outer.next(make);
    this.#met.push(met);
    return met;
  }
}
