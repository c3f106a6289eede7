/**
 * What datasets are made of: a stage gives elements one by one, each time it is opened anew.
 *
 * A stage that has to wait gives a promise in the place of an element; whoever asked keeps what it
 * has so far and asks again when the promise is fulfilled. So each stage is written once for data at
 * hand and for data that comes later, and data at hand costs no promises.
 *
 * @module
 */
import type { Structure } from "../functions/nest.ts";
import type { Leaf, Row } from "./leaves.ts";
import type { Spec } from "./spec.ts";

/** One element: its leaves, and how they are nested. */
export class Element {
  readonly leaves: readonly Leaf[];
  readonly structure: Structure;

  /** An element of leaves. */
  constructor(leaves: readonly Leaf[], structure: Structure) {
    this.leaves = leaves;
    this.structure = structure;
  }
}

/** An element, `undefined` at the end, or a promise: ask again when it is fulfilled. */
export type Step = Element | undefined | Promise<void>;

/** One way through the elements. */
export interface Cursor {
  /**
   * The next element.
   *
   * @param isDropped Whether nobody keeps the one before, if that was asked for in this way too: its
   * room may be used again.
   */
  next(isDropped?: boolean): Step;
  /** Gives up the rest. */
  close(): void;
}

/**
 * Elements that are rows of a table: who only orders them or puts them together can go by their
 * numbers, and needs no elements in between.
 */
export interface Rows {
  /** The values of all rows, leaf by leaf, and what one row is. */
  readonly columns: readonly Row[];
  /** How leaves are nested. */
  readonly structure: Structure;
  /** Begins anew: gives the number of the next row, -1 at the end. */
  open(): () => number;
}

/** Elements, as often as they are asked for. */
export interface Stage {
  /** What it is called, for messages: `tf.data.Dataset.map`. */
  readonly where: string;
  /** Number of elements; {@linkcode INFINITE} or {@linkcode UNKNOWN}. */
  readonly cardinality: number;
  /** Its elements as rows of a table, where they are nothing else. */
  readonly rows?: Rows;
  /** Whether it is a shuffle, which TensorFlow makes one with a `repeat` that follows it. */
  readonly isShuffle?: boolean;
  /** What its elements are. */
  spec(): Spec;
  /** Begins anew. */
  open(): Cursor;
}

/** The cardinality of a dataset without end. */
export const INFINITE = -1;
/** The cardinality of a dataset whose elements nobody has counted. */
export const UNKNOWN = -2;

/** A cursor over another one, which is closed with it. */
export function over(input: Cursor, next: (isDropped?: boolean) => Step): Cursor {
  return { next, close: () => input.close() };
}

/** A stage made of another one: what is not given is as it was. */
export function derived(
  input: Stage,
  rest: Pick<Stage, "where" | "open"> & Partial<Stage>,
): Stage {
  const { cardinality } = input;
  const spec = rest.spec ?? (() => input.spec());
  let known: Spec | undefined;
  return { cardinality, ...rest, spec: () => known ??= spec() };
}

/** An error with the stage and the element it came from; one that has a stage keeps it. */
export function failed(where: string, index: number, error: unknown): unknown {
  if (!(error instanceof Error) || /^tf\.data\.|^internal:/.test(error.message)) return error;
  const { message, stack } = error;
  error.message = `${where}: element ${index}: ${message}`;
  if (stack !== undefined) error.stack = stack.replace(message, () => error.message);
  return error;
}
