/**
 * Stages that keep elements: cache, and prefetch for those that come asynchronously.
 *
 * @module
 */
import { held } from "./nested.ts";
import { derived, Element, over, type Stage, type Step } from "./stage.ts";

/** The elements of the first whole way through, for all that come after it. */
export function cache(where: string, input: Stage): Stage {
  let kept: readonly Element[] | undefined;
  const open = () => {
    if (kept !== undefined) {
      const elements = kept;
      let at = 0;
      return { next: () => elements[at++], close: () => at = elements.length };
    }
    const from = input.open();
    const elements: Element[] = [];
    return over(from, () => {
      const step = from.next();
      if (step === undefined) kept ??= elements;
      if (!(step instanceof Element)) return step;
      const element = held(step);
      elements.push(element);
      return element;
    });
  };
  return derived(input, { where, open });
}

/** Asks for elements that have to be waited for before somebody needs them. */
export function prefetch(where: string, input: Stage, size: number): Stage {
  const open = () => {
    const from = input.open();
    const ready: Element[] = [];
    let failure: { error: unknown } | undefined;
    let waiting: Promise<void> | undefined;
    let isOver = false;
    /** Takes elements until one has to be waited for, and goes on after that. */
    const fill = (): void => {
      try {
        while (!isOver && ready.length < size) {
          const step: Step = from.next();
          if (step instanceof Promise) {
            waiting = step.then(() => {
              waiting = undefined;
              fill();
            }, fail);
            return;
          }
          if (step === undefined) isOver = true;
          else ready.push(step);
        }
      } catch (error) {
        fail(error);
      }
    };
    const fail = (error: unknown) => {
      waiting = undefined;
      isOver = true;
      failure = { error };
    };
    let isLate = false;
    const next = (isDropped?: boolean): Step => {
      if (!isLate) {
        // What is at hand is taken when it is needed.
        const step = from.next(isDropped);
        if (!(step instanceof Promise)) return step;
        isLate = true;
        waiting = step.then(() => {
          waiting = undefined;
          fill();
        }, fail);
      }
      const element = ready.shift();
      if (waiting === undefined) fill();
      if (element !== undefined) return element;
      if (waiting !== undefined) return waiting;
      if (ready.length > 0) return ready.shift();
      if (failure === undefined) return undefined;
      const { error } = failure;
      failure = undefined;
      throw error;
    };
    return {
      next,
      close: () => {
        isOver = true;
        from.close();
      },
    };
  };
  return derived(input, { where, open });
}
