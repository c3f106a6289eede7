// deno-lint-ignore-file no-console -- a program prints
/**
 * Sends requests to a server of this process, one after the other; fails where an answer is wrong or
 * memory grows, and prints how long they took.
 *
 * @module
 */
import process from "node:process";
import type * as tf from "kerasaur";
import { answerByLoops, difference, SIZES } from "./model.ts";

/** Requests; memory is looked at after half of them, and at the end. */
const REQUESTS = 5_000;

/** Bytes by which the heap may grow meanwhile. */
const MOST_HEAP = 4 * 2 ** 20;

/** Bytes by which the process may grow. */
const MOST_RESIDENT = 48 * 2 ** 20;

/** Memory after a collection, where the program was started with one. */
function memory(): { readonly heap: number; readonly resident: number } {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, resident: rss };
}

/** Runs the requests. */
export async function load(model: tf.keras.Sequential, address: string): Promise<void> {
  const times: number[] = [];
  let before = memory();
  for (let n = 0; n < REQUESTS; n++) {
    const input = Array.from({ length: SIZES.input }, (_, i) => Math.sin(n + i));
    const start = performance.now();
    const response = await fetch(address, { method: "POST", body: JSON.stringify(input) });
    const answer = await response.json() as number[];
    times.push(performance.now() - start);
    const distance = difference(answer, answerByLoops(model, input));
    if (!(distance < 1e-5)) throw new Error(`request ${n}: expected other numbers: ${answer}`);
    if (n === REQUESTS / 2) before = memory();
  }
  const after = memory();
  const heap = after.heap - before.heap;
  const resident = after.resident - before.resident;
  if (heap > MOST_HEAP || resident > MOST_RESIDENT) {
    throw new Error(`memory grew: heap by ${heap} bytes, process by ${resident} bytes`);
  }
  times.sort((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((it) => times[Math.floor(it * REQUESTS)]?.toFixed(2));
  console.log(`server: ${REQUESTS} right answers, memory flat, p50 ${p50} ms, p99 ${p99} ms`);
}
