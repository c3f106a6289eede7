/**
 * The different elements of an array, in the order in which they appear first.
 *
 * @module
 */
import type { OrderedArray } from "../types.ts";

/** What {@linkcode unique} gives. */
export interface Unique<T> {
  /** The different elements. */
  readonly values: T;
  /** For each element of the array, where it is among the values. */
  readonly inverse: Int32Array;
  /** How often each value appears. */
  readonly counts: Int32Array;
}

/** The different elements; 0 and -0 are the same, and each NaN is one of its own. */
export function unique<T extends OrderedArray>(a: T): Unique<T> {
  const { first, inverse, counts } = distinct<number | bigint>(a);
  const values = a.slice(0, first.length) as T;
  for (let i = 0; i < first.length; i++) values[i] = a[first[i]!]!;
  return { values, inverse, counts };
}

/** As {@linkcode unique}, for lists such as those of strings. */
export function uniqueOf<E extends string | boolean>(a: readonly E[]): Unique<E[]> {
  const { first, inverse, counts } = distinct<E>(a);
  return { values: first.map((index) => a[index]!), inverse, counts };
}

function distinct<E>(a: ArrayLike<E>) {
  const places = new Map<E, number>();
  const first: number[] = [];
  const counts: number[] = [];
  const inverse = new Int32Array(a.length);
  for (let i = 0; i < a.length; i++) {
    const element = a[i]!;
    // A map takes NaN for equal to itself; TensorFlow does not.
    let place = element === element ? places.get(element) : undefined;
    if (place === undefined) {
      place = first.length;
      places.set(element, place);
      first.push(i);
      counts.push(0);
    }
    counts[place] = counts[place]! + 1;
    inverse[i] = place;
  }
  return { first, inverse, counts: Int32Array.from(counts) };
}
