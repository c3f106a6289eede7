/**
 * Runs a loop that may have to wait, without waiting where it need not: a loop over data in memory
 * whose callbacks are synchronous runs to its end in one go, so that a notebook's stop button, which
 * ends running JavaScript but no promise, ends it between two steps.
 *
 * @module
 */
import { isInNotebook } from "../platform/notebook.ts";
import { enterTurn, onNewTurn } from "../scopes/turn.ts";

/** A loop that yields promises where it waits. */
export type Loop<T> = Generator<Promise<unknown>, T, unknown>;

/** Runs a function once signals and sockets had their turn; after a timer of 0 they may not have. */
declare function setImmediate(run: () => void): unknown;

/** Milliseconds after which the event loop gets its turn, so that servers answer meanwhile. */
const BREATH = 50;

/** What the loop that runs now does if it is ended with the script, which knows no `finally`. */
let whenStopped: (() => void) | undefined;

onNewTurn(() => {
  if (whenStopped === undefined) return;
  const stopped = whenStopped;
  // Microtasks may run in the middle of a loop, where a module is loaded; timers do not.
  setTimeout(() => {
    if (whenStopped !== stopped) return;
    whenStopped = undefined;
    stopped();
  }, 0);
});

/**
 * Runs a loop; its promises are waited for one by one.
 *
 * @param stopped Runs in the next turn if a notebook's stop button ends the loop; must not throw.
 */
export function drive<T>(loop: Loop<T>, stopped: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const go = (how: "next" | "throw", value?: unknown): void => {
      const outer = whenStopped;
      enterTurn();
      whenStopped = () => {
        stopped();
        outer?.();
      };
      try {
        const step = how === "next" ? loop.next(value) : loop.throw(value);
        if (step.done === true) resolve(step.value);
        else step.value.then((it) => go("next", it), (error) => go("throw", error));
      } catch (error) {
        reject(error);
      } finally {
        whenStopped = outer;
      }
    };
    go("next");
  });
}

/** What a callback or a source gave, waited for if it is a promise. */
export function* settled<T>(value: T | Promise<T>): Loop<T> {
  return value instanceof Promise ? (yield value) as T : value;
}

/** When the event loop last had its turn, in whichever loop: short epochs add up. */
let last = performance.now();

/** Lets the event loop run now and then. Notebooks show outputs, and stop, without that. */
export class Breath {
  readonly #isNeeded = !isInNotebook();

  /** A promise to wait for, if it is time. */
  get due(): Promise<void> | undefined {
    if (!this.#isNeeded) return undefined;
    const now = performance.now();
    if (now - last < BREATH) return undefined;
    return new Promise((resolve) =>
      setImmediate(() => {
        last = performance.now();
        resolve();
      })
    );
  }
}
