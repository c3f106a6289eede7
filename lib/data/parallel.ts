/**
 * `map` with functions that give promises: several of them are under way at once, and their results
 * come in the order of the elements, or as they are ready where the order may be another.
 *
 * @module
 */
import type { Run } from "./choosing.ts";
import { argumentsOf, elementOf } from "./nested.ts";
import { type Cursor, Element, failed, type Stage, type Step } from "./stage.ts";

/** What became of a call: under way, an element, or an error. */
interface Call {
  outcome?: { readonly element: Element } | { readonly error: unknown };
}

/** How many calls may be under way, and whether results keep the order of the elements. */
export interface Parallel {
  readonly calls: number;
  readonly isOrdered: boolean;
}

/**
 * What a function gives for each element. One that gives its result at once is called when that is
 * needed, and not before.
 */
export function mapped(
  where: string,
  input: Stage,
  run: Run,
  { calls, isOrdered }: Parallel,
): Cursor {
  const from = input.open();
  const underway: Call[] = [];
  let [at, isOver] = [0, false];
  let arriving: Promise<void> | undefined;
  let wake: () => void = () => {};

  const call = (element: Element): Call => {
    const made: Call = {};
    const index = at++;
    const fail = (error: unknown) => {
      made.outcome = { error: failed(where, index, error) };
    };
    const keep = (value: unknown) => {
      made.outcome = { element: elementOf(where, "the function's result", value) };
    };
    try {
      const result = run(...argumentsOf(element));
      if (result instanceof Promise) result.then(keep).catch(fail).finally(() => wake());
      else keep(result);
    } catch (error) {
      fail(error);
    }
    return made;
  };

  /** Begins calls as long as there is room and elements are at hand. */
  const fill = (): void => {
    while (!isOver && arriving === undefined && underway.length < calls) {
      let step: Step;
      try {
        step = from.next();
      } catch (error) {
        // What was begun before it comes before it.
        underway.push({ outcome: { error } });
        return;
      }
      if (step === undefined) isOver = true;
      else if (step instanceof Element) {
        const made = call(step);
        underway.push(made);
        // A result at once: nothing is computed ahead of who takes it.
        if (made.outcome !== undefined && underway.length === 1) return;
      } else {
        const arrived = () => {
          arriving = undefined;
          wake();
        };
        arriving = step.then(arrived, (error) => {
          underway.push({ outcome: { error } });
          arrived();
        });
      }
    }
  };

  const next = (): Step => {
    fill();
    const ready = isOrdered
      ? underway[0]?.outcome === undefined ? -1 : 0
      : underway.findIndex((it) => it.outcome !== undefined);
    if (ready >= 0) {
      const { outcome } = underway.splice(ready, 1)[0]!;
      if ("error" in outcome!) throw outcome.error;
      return outcome!.element;
    }
    if (isOver && underway.length === 0) return undefined;
    return new Promise<void>((resolve) => wake = resolve);
  };
  const close = () => {
    isOver = true;
    from.close();
  };
  return { next, close };
}
