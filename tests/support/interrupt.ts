/**
 * Ends a function as a notebook's stop button does: V8 ends the script wherever it is, and `finally`
 * blocks do not run. Node's `vm` does that to scripts that take too long.
 *
 * @module
 */
import { runInNewContext } from "node:vm";

/**
 * Runs an endless function and ends it.
 *
 * @param run Must not end by itself.
 * @param ms Milliseconds after which it is ended.
 */
export function interrupt(run: () => unknown, ms = 20): void {
  try {
    runInNewContext("run()", { run }, { timeout: ms });
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return;
    throw error;
  }
  throw new Error("interrupt(): expected a function without end, received one that ended");
}
