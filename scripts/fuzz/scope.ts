/**
 * The values that a step can refer to.
 *
 * @module
 */
import type { Value } from "./api.ts";

/** Leaves and outputs; a branch or a loop's body adds its own, which end with it. */
export class Scope {
  readonly #outer: (index: number) => Value | undefined;
  readonly #start: number;
  readonly #own: Value[] = [];

  /** A scope that has `start` outputs already, found by `outer`, as the leaves are. */
  constructor(outer: (index: number) => Value | undefined, start = 0) {
    this.#outer = outer;
    this.#start = start;
  }

  /** The scope of a program's leaves. */
  static of(leaves: readonly Value[]): Scope {
    return new Scope((index) => leaves[-index - 1]);
  }

  /** Adds outputs. */
  add(values: readonly Value[]): void {
    this.#own.push(...values);
  }

  /** A scope for a branch or a body. */
  inner(): Scope {
    return new Scope((index) => this.get(index), this.#start + this.#own.length);
  }

  /** The value of a reference: leaf k is -(k + 1), output j is j. */
  get(index: number): Value {
    const own = index < this.#start ? undefined : this.#own[index - this.#start];
    const value = own ?? this.#outer(index);
    if (value === undefined) throw new RangeError(`the program has no value ${index}`);
    return value;
  }

  /** The outputs added here. */
  get outputs(): readonly Value[] {
    return this.#own;
  }
}
