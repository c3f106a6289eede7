/**
 * Helper threads for very large draws. The output is cut into pieces of one window; every thread,
 * the main one too, takes the next piece until none is left, and the main thread copies what the
 * helpers made. Each piece depends on its place in the stream alone, so the result does not depend
 * on who makes it, or on how many there are.
 *
 * Starting a thread costs tens of milliseconds, so none is started before that much has been spent
 * on large draws without one. A waiting helper sleeps, and keeps no program from ending.
 *
 * @module
 */
import process from "node:process";
import {
  HELPER,
  HELPER_WINDOWS,
  type HelperData,
  helperThread,
  LAYOUT,
  WORK,
} from "./helper_thread.ts";
import { type Job, KERNELS } from "./jobs.ts";
import type { Philox } from "./philox.ts";
import { fillWindow, wasmMemory, wasmModule, WINDOW_SIZE, WINDOW_START } from "./wasm_kernels.ts";

/** From this many numbers on helpers are worth waking. */
export const HELPED_SIZE = 2 ** 18;
/** Numbers drawn without helpers, in draws large enough for them, before any is started. */
const START_AFTER = 2 ** 23;
/** More would only wait for the main thread to copy, and take more than a megabyte. */
const MAX_HELPERS = 3;
/** Milliseconds after which a helper that was given work counts as lost. */
const PATIENCE = 30_000;

const { wait, load, store, add, sub, notify } = Atomics;

/** A thread and the window of its memory. */
interface Helper {
  readonly windows: readonly Int32Array[];
  readonly base: number;
}

let control: Int32Array<SharedArrayBuffer> | undefined;
const helpers: Helper[] = [];
let limit = Math.min(MAX_HELPERS, navigator.hardwareConcurrency - 1);
let drawn = 0;

/**
 * Starts helpers now, so many in all (no more than three), instead of when they are worth it;
 * 0 does without them from now on.
 */
export function setHelpers(count: number): void {
  limit = count;
  startHelpers();
}

/** How many helpers would take part in a draw now: a thread takes a while to start. */
export function readyHelpers(): number {
  const shared = control;
  if (shared === undefined) return 0;
  return helpers.slice(0, limit).filter(({ base }) => load(shared, base + HELPER.ready) === 1)
    .length;
}

/** Starts as many helpers as are missing. */
function startHelpers(): void {
  control ??= new Int32Array(
    new SharedArrayBuffer(4 * (LAYOUT.helpers + LAYOUT.helperWords * MAX_HELPERS)),
  );
  for (let index = helpers.length; index < limit; index++) {
    helpers.push(startHelper(control, index));
  }
}

function startHelper(shared: Int32Array<SharedArrayBuffer>, index: number): Helper {
  const memory = wasmMemory(HELPER_WINDOWS);
  const data: HelperData = {
    module: wasmModule(),
    memory,
    control: shared,
    index,
    kernelNames: KERNELS,
    windowStart: WINDOW_START,
    windowSize: WINDOW_SIZE,
    windows: HELPER_WINDOWS,
    layout: LAYOUT,
    workWords: WORK,
    helperWords: HELPER,
  };
  // Only this kind of thread can be left out of what a program waits for at its end.
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const program = `(${helperThread})(require("node:worker_threads").workerData)`;
  new Worker(program, { eval: true, workerData: data }).unref();
  const windows = Array.from(
    { length: HELPER_WINDOWS },
    (_, slot) => new Int32Array(memory.buffer, WINDOW_START + 4 * WINDOW_SIZE * slot, WINDOW_SIZE),
  );
  return { windows, base: LAYOUT.helpers + LAYOUT.helperWords * index };
}

/** Fills `out` as {@linkcode fillWindow} does a window, with the helpers that are ready. */
export function fillWithHelpers(job: Job, stream: Philox, out: Int32Array): void {
  const pieces = Math.ceil(out.length / WINDOW_SIZE);
  const shared = control;
  if (shared === undefined || readyHelpers() === 0) {
    for (let piece = 0; piece < pieces; piece++) fillPiece(job, stream, out, piece);
    drawn += out.length;
    if (drawn >= START_AFTER && limit > helpers.length) startHelpers();
    return;
  }
  announce(shared, job, stream, out.length, pieces);
  let missing = pieces;
  while (missing > 0) {
    const progress = load(shared, LAYOUT.progress);
    const copied = helpers.reduce((sum, helper) => sum + collect(shared, helper, out), 0);
    missing -= copied;
    const left = sub(shared, LAYOUT.untaken, 1);
    if (left > 0) {
      fillPiece(job, stream, out, pieces - left);
      missing--;
    } else if (
      copied === 0 && missing > 0 &&
      wait(shared, LAYOUT.progress, progress, PATIENCE) === "timed-out"
    ) {
      throw new Error(
        `internal: a helper thread did not give its part of a draw in ${PATIENCE} ms`,
      );
    }
  }
}

/** Makes one piece on this thread. */
function fillPiece(job: Job, stream: Philox, out: Int32Array, piece: number): void {
  const start = piece * WINDOW_SIZE;
  fillWindow(job, stream, out, start, Math.min(WINDOW_SIZE, out.length - start));
}

/** Describes the work, then opens it and wakes the helpers. */
function announce(
  shared: Int32Array<SharedArrayBuffer>,
  job: Job,
  { key0, key1, counter: [c0, c1, c2, c3] }: Philox,
  size: number,
  pieces: number,
): void {
  const kernel = KERNELS.indexOf(job.kernel);
  const words = { size, kernel, stride: job.stride, key0, key1, c0, c1, c2, c3 };
  for (const [name, value] of Object.entries(words)) {
    shared[LAYOUT.work + WORK[name as keyof typeof WORK]] = value;
  }
  new Float64Array(shared.buffer, LAYOUT.numbers * 4, 2).set([job.a, job.b]);
  shared[LAYOUT.limit] = limit;
  store(shared, LAYOUT.untaken, pieces);
  add(shared, LAYOUT.workNumber, 1);
  notify(shared, LAYOUT.workNumber);
}

/** Copies the pieces that a helper has made; gives their number. */
function collect(shared: Int32Array<SharedArrayBuffer>, helper: Helper, out: Int32Array): number {
  const { base, windows } = helper;
  let count = 0;
  let copied = shared[base + HELPER.copied]!;
  for (; copied !== load(shared, base + HELPER.made); count++) {
    const slot = (copied >>> 0) % HELPER_WINDOWS;
    const start = shared[base + HELPER.pieces + slot]! * WINDOW_SIZE;
    const size = Math.min(WINDOW_SIZE, out.length - start);
    const window = windows[slot]!;
    out.set(size === WINDOW_SIZE ? window : window.subarray(0, size), start);
    copied = copied + 1 | 0;
    store(shared, base + HELPER.copied, copied);
    notify(shared, base + HELPER.copied);
  }
  return count;
}
