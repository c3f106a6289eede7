/**
 * Says when a new turn begins: when the JavaScript that ran is through, and nothing that was entered
 * can still be open.
 *
 * A notebook's stop button makes V8 end the running script wherever it is, and `finally` blocks do
 * not run. Depth counters, tapes and traces that were open then stay open, and what is computed
 * later would be recorded in them. All scopes of this library are synchronous, so that whatever is
 * open when a turn begins was left behind by such an end: it may be reset.
 *
 * Whoever opens a scope calls {@linkcode enterTurn}; the first call of a turn queues a microtask,
 * which runs once the stack is empty, thus never in the middle of a scope, and which V8 keeps when
 * it ends a script. One thing it does not keep: where a promise's job is ended, the queue of
 * microtasks is thrown away. In a notebook a timer stands in then. It is used nowhere else, as
 * nothing else goes on after such an end, and timers cost a microsecond.
 *
 * Deno runs microtasks in the middle of a turn where it loads one of Node's modules; that is done
 * within {@linkcode withinTurn}.
 *
 * What stays open: a script that is ended while no cell runs, say in a user's own timer, leaves its
 * scopes to the next cell, whose first turn comes before any microtask or timer. And where a program
 * catches the end itself, as Node's `vm` does with its timeout, the rest of that turn sees them.
 *
 * @module
 */

/**
 * Scopes entered until a turn is announced once more, in case its announcement got lost: a second
 * press of the stop button may hit the reset itself. Each repetition doubles it.
 */
const REPEAT = 1_024;

/** Registration and entrance, as {@linkcode onNewTurn} and {@linkcode enterTurn} describe them. */
export interface Turns {
  /** Registers what puts things in order. */
  onNewTurn(reset: () => void): void;
  /** Announces the next turn. */
  enterTurn(): void;
  /** Runs what may run microtasks in the middle of a turn. */
  withinTurn<T>(run: () => T): T;
}

/**
 * Makes the two functions.
 *
 * @param schedule Runs a function in a later turn of the event loop, if that is needed besides the
 *   microtask.
 */
export function makeTurns(schedule?: (run: () => void) => void): Turns {
  const resets: (() => void)[] = [];
  let [left, leftOnLoop, gap] = [0, 0, REPEAT];
  const runResets = () => {
    for (const reset of resets) reset();
  };
  // Whether a microtask says nothing, and whether one came all the same.
  let [isWithin, isLate] = [false, false];
  // The counters come first: where a reset is ended itself, the next scope announces a turn again.
  const onMicrotask = () => {
    if (isWithin) {
      isLate = true;
      return;
    }
    left = 0;
    gap = REPEAT;
    runResets();
  };
  const onLoop = () => {
    leftOnLoop = 0;
    isWithin = false;
    onMicrotask();
  };
  const announce = () => {
    left = gap;
    gap *= 2;
    queueMicrotask(onMicrotask);
    if (schedule && --leftOnLoop < 0) {
      leftOnLoop = REPEAT;
      schedule(onLoop);
    }
  };
  return {
    onNewTurn: (reset) => void resets.push(reset),
    enterTurn: () => {
      if (--left < 0) announce();
    },
    withinTurn: (run) => {
      isWithin = true;
      try {
        return run();
      } finally {
        isWithin = false;
        if (isLate) announce();
        isLate = false;
      }
    },
  };
}

/** Whether this program runs in Deno's Jupyter kernel, whose inner object shows results. */
function isNotebook(): boolean {
  const deno: unknown = Reflect.get(globalThis, "Deno");
  const key: unknown = (deno as { internal?: unknown } | undefined)?.internal;
  if (typeof key !== "symbol") return false;
  const inner = Reflect.get(deno as object, key) as { jupyter?: { broadcastResult?: unknown } };
  return typeof inner?.jupyter?.broadcastResult === "function";
}

const turns = makeTurns(isNotebook() ? (run) => void setTimeout(run, 0) : undefined);

/**
 * Registers a function that closes whatever is open. It runs at the end of each turn in which a
 * scope was entered, so it must be cheap where nothing is open, and it must not throw.
 */
export const onNewTurn: (reset: () => void) => void = turns.onNewTurn;

/**
 * To be called when a scope opens, before anything is written down: makes sure that the functions
 * of {@linkcode onNewTurn} run before the next turn. Costs a nanosecond after the turn's first call.
 */
export const enterTurn: () => void = turns.enterTurn;

/**
 * Runs what lets microtasks run before the stack is empty, as Deno does while it loads one of Node's
 * modules: scopes that are open stay so. It must not open any itself.
 */
export const withinTurn: <T>(run: () => T) => T = turns.withinTurn;
