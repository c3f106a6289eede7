/**
 * Where batches come from: arrays in memory, or something that gives them one by one.
 *
 * @module
 */
import type { Batch } from "./batch.ts";

/** One way through the batches. */
export interface Pass {
  /** The next batch; `undefined` at the end; a promise where it has to be waited for. */
  next(): Batch | undefined | Promise<Batch | undefined>;
  /** Gives up the rest. */
  close(): void;
}

/** Batches, as often as they are asked for. */
export interface Source {
  /** Batches of a pass; `undefined` if nobody knows. */
  readonly batches: number | undefined;
  /** Examples of a pass; `undefined` if nobody knows. */
  readonly examples: number | undefined;
  /** A batch like the first one, from which shapes are told, without using it up. */
  first(): Batch | undefined | Promise<Batch | undefined>;
  /**
   * Begins a pass.
   *
   * @param isDropped Whether nobody keeps a batch when the next one is asked for.
   */
  pass(isDropped?: boolean): Pass;
}
