/**
 * Fills an array the fastest way there is for its size; the bits are the same in all of them:
 * TypeScript for a few numbers, WebAssembly for more, and helper threads for very many.
 *
 * @module
 */
import { fillAlone, fillWithHelpers, HELPED_SIZE } from "./helpers.ts";
import type { Job } from "./jobs.ts";
import { BLOCK_WORDS, type Philox } from "./philox.ts";

/** From this many numbers on WebAssembly is worth the call. */
const WASM_SIZE = 256;
/** Values of word 0 of a counter. */
const WORD = 2 ** 32;

/** Fills `out`, which may hold any 32-bit numbers, from the start of the stream on. */
export function runJob(job: Job, stream: Philox, out: Float32Array | Int32Array): void {
  let rest = new Int32Array(out.buffer as ArrayBuffer, out.byteOffset, out.length);
  if (rest.length < WASM_SIZE || job.plainOnly) return job.plain(stream, rest);
  while (rest.length > 0) {
    // The kernels count in word 0 alone. The group in which it overflows is left to TypeScript.
    const groups = Math.floor((WORD - (stream.counter[0] >>> 0)) / job.stride);
    const count = Math.min(rest.length, Math.max(1, groups) * BLOCK_WORDS);
    const part = rest.subarray(0, count);
    if (groups === 0) job.plain(stream, part);
    else if (count >= HELPED_SIZE) fillWithHelpers(job, stream, part);
    else fillAlone(job, stream, part);
    stream = stream.skip(count / BLOCK_WORDS * job.stride);
    rest = rest.subarray(count);
  }
}
