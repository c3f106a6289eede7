/**
 * Patterns of expectations, tried on a thread of their own: there are patterns that take longer than
 * anybody waits, and while one is tried no timer of this thread runs.
 *
 * @module
 */

/** What a pattern did with a text. */
export type Match = "matches" | "differs" | "slow";

/** The longest that a pattern may take, in milliseconds. */
export const LONGEST_MATCH = 2_000;

/** What the thread runs: it says by the first number that it is done, by the second what it found. */
const TRY = `onmessage = ({ data: [memory, pattern, text] }) => {
  const numbers = new Int32Array(memory);
  numbers[1] = new RegExp(pattern, "su").test(text) ? 1 : 0;
  Atomics.store(numbers, 0, 1);
  Atomics.notify(numbers, 0);
};`;

/**
 * Whether a pattern is found in a text.
 *
 * @param pattern A regular expression, with the flags `s` and `u`.
 * @param deadline When it has to be known, on the clock of `performance.now()`.
 */
export function matchWithin(pattern: string, text: string, deadline: number): Match {
  const wait = Math.min(LONGEST_MATCH, deadline - performance.now());
  if (wait <= 0) return "slow";
  const memory = new SharedArrayBuffer(8);
  const numbers = new Int32Array(memory);
  const worker = new Worker(`data:application/javascript,${encodeURIComponent(TRY)}`, {
    type: "module",
  });
  try {
    worker.postMessage([memory, pattern, text]);
    if (Atomics.wait(numbers, 0, 0, wait) === "timed-out") return "slow";
    return numbers[1] === 1 ? "matches" : "differs";
  } finally {
    worker.terminate();
  }
}
