/**
 * The batches of each epoch: all of a source, or as many as were asked for, going on in the next
 * epoch where the last one stopped.
 *
 * @module
 */
import { warnOnce } from "../errors/warn.ts";
import type { Batch } from "./data/batch.ts";
import type { Pass, Source } from "./data/source.ts";

/** Passes over a source by epochs. */
export class Epochs {
  readonly #where: string;
  readonly #source: Source;
  readonly #steps: number | undefined;
  readonly #isDropped: boolean;
  #pass: Pass | undefined;
  #seen = 0;
  #known: number | undefined;

  /**
   * @param steps Batches of an epoch; `undefined`: all.
   * @param isDropped Whether nobody keeps a batch when the next one is asked for.
   */
  constructor(where: string, source: Source, steps: number | undefined, isDropped = false) {
    this.#isDropped = isDropped;
    this.#where = where;
    this.#source = source;
    this.#steps = steps;
    this.#known = source.batches;
  }

  /** Batches of an epoch, as far as they are known. */
  get steps(): number | undefined {
    return this.#steps ?? this.#known;
  }

  /** Begins an epoch. */
  begin(): void {
    if (this.#steps !== undefined && this.#pass !== undefined) return;
    this.#pass?.close();
    this.#pass = this.#source.pass(this.#isDropped);
    this.#seen = 0;
  }

  /** The batch at a place of the epoch, `undefined` at its end. */
  next(step: number): Batch | undefined | Promise<Batch | undefined> {
    if (this.#steps !== undefined && step >= this.#steps) {
      // As Keras has it, what was gone through to its end begins anew.
      if (this.#known !== undefined && this.#seen >= this.#known) this.close();
      return undefined;
    }
    const next = this.#pass!.next();
    return next instanceof Promise
      ? next.then((it) => this.#took(it, step))
      : this.#took(next, step);
  }

  #took(batch: Batch | undefined, step: number): Batch | undefined {
    if (batch !== undefined) {
      this.#seen++;
      return batch;
    }
    this.#pass = undefined;
    if (this.#steps === undefined) this.#known ??= step;
    else {
      warnOnce(
        `${this.#where}: expected ${this.#steps} batches for each epoch, received data that ended after ${step} of them, and the epoch with it; give enough for stepsPerEpoch * epochs batches`,
      );
    }
    return undefined;
  }

  /** Gives up what is left; the next epoch begins with the first batch. */
  close(): void {
    this.#pass?.close();
    this.#pass = undefined;
  }
}
