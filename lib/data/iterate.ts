/**
 * Ways through the elements of a stage, as JavaScript's loops take them.
 *
 * @module
 */
import { valueOf } from "./nested.ts";
import { asynchronous } from "./mapping.ts";
import type { Stage } from "./stage.ts";

/** One way through elements that may have to be waited for. */
export interface Pass {
  /**
   * The next element, or a promise of it.
   *
   * @param isDropped Whether nobody keeps the one before, if that was asked for in this way too.
   */
  next(isDropped?: boolean): IteratorResult<unknown> | Promise<IteratorResult<unknown>>;
  /** Gives up the rest. */
  return(): IteratorResult<unknown>;
}

/** Begins a way through the elements; it waits only where elements come later. */
export function passOver(stage: Stage): Pass {
  const cursor = stage.open();
  const done: IteratorResult<unknown> = { done: true, value: undefined };
  const close = (): IteratorResult<unknown> => {
    cursor.close();
    return done;
  };
  const next = (
    isDropped?: boolean,
  ): IteratorResult<unknown> | Promise<IteratorResult<unknown>> => {
    const step = cursor.next(isDropped);
    if (step instanceof Promise) return step.then(() => next(isDropped));
    if (step === undefined) return close();
    return { done: false, value: valueOf(step) };
  };
  return { next, return: close };
}

/** The elements for `for (const x of dataset)`. */
export function elementsOf<T>(stage: Stage): IterableIterator<T, undefined> {
  const pass = passOver(stage);
  const iterator: IterableIterator<T, undefined> = {
    next() {
      const result = pass.next();
      if (!(result instanceof Promise)) return result as IteratorResult<T, undefined>;
      result.catch(() => {});
      pass.return();
      throw asynchronous(stage.where);
    },
    return: () => pass.return() as IteratorResult<T, undefined>,
    [Symbol.iterator]: () => iterator,
  };
  return iterator;
}

/** The elements for `for await (const x of dataset)`. */
export function laterElementsOf<T>(stage: Stage): AsyncIterableIterator<T, undefined> {
  const pass = passOver(stage);
  type Result = IteratorResult<T, undefined>;
  const iterator: AsyncIterableIterator<T, undefined> = {
    next: async () => await pass.next() as Result,
    return: () => Promise.resolve(pass.return() as Result),
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
