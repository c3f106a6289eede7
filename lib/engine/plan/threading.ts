/**
 * How many threads compute on the cpu device: those of ONNX Runtime and those of generated kernels.
 * The number is fixed from the first computation on, as in TensorFlow; results don't depend on it, but
 * for the order in which products add up.
 *
 * @module
 */
import { fromCaller } from "../../errors/caller.ts";
import { checkInteger } from "../../errors/checks.ts";
import { processorCores } from "../../platform/cores.ts";

let threads = 0;
let isFixed = false;

/**
 * Threads that one operation computes on.
 *
 * @returns 0 for as many as the machine has cores, which is the default.
 */
export function getIntraOpParallelismThreads(): number {
  return threads;
}

/**
 * Sets on how many threads one operation computes on the cpu device. To be called before anything is
 * computed there.
 *
 * @param count Threads; 0 for as many as the machine has cores.
 * @throws {RangeError} if it is not a whole number from 0.
 * @throws {Error} if something was computed already.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.config.threading.getIntraOpParallelismThreads(), 0);
 * ```
 */
export function setIntraOpParallelismThreads(count: number): void {
  fromCaller(setIntraOpParallelismThreads, () => {
    const where = "tf.config.threading.setIntraOpParallelismThreads";
    const checked = checkInteger(where, "count", count, { min: 0 });
    if (isFixed && checked !== threads) {
      throw new Error(
        `${where}: expected to be called before anything is computed on the cpu device, received it after; set the threads at the start of the program`,
      );
    }
    threads = checked;
  });
}

/** Threads to use from now on; `undefined` for what ONNX Runtime finds. */
export function threadsInUse(): number | undefined {
  isFixed = true;
  return threads > 0 ? threads : processorCores();
}
