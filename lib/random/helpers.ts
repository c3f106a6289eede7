/**
 * Helper threads for very large draws. The output is cut into pieces of one window; every thread,
 * the main one too, takes the next piece until none is left and writes it into the output. Each
 * piece depends on its place in the stream alone, so the result does not depend on who makes it,
 * or on how many there are.
 *
 * A tensor's memory belongs to one JavaScript thread. A helper is told its address and makes a
 * view of it, while the main thread, which keeps the memory alive, waits for the helper: it takes
 * the right to call native code (`--allow-ffi`), without which there are no helpers. Copying
 * through shared memory would leave the first touch of new memory, which takes as long as the
 * numbers, to one thread.
 *
 * Starting a thread costs tens of milliseconds, so none is started before that much has been spent
 * on large draws without one. A waiting helper sleeps, and keeps no program from ending.
 *
 * @module
 */
import { mayCallNative, native } from "../platform/native.ts";
import { host } from "../platform/host.ts";
import { nodeModule } from "../platform/node.ts";
import { type HelperData, helperThread, LAYOUT, STATE, WORK } from "./helper_thread.ts";
import { type Job, KERNELS } from "./jobs.ts";
import type { Philox } from "./philox.ts";
import { fillWindow, MEMORY_PAGES, wasmModule, WINDOW_SIZE, WINDOW_START } from "./wasm_kernels.ts";

/** From this many numbers on helpers are worth waking. */
export const HELPED_SIZE = 2 ** 18;
/** Numbers drawn without helpers, in draws large enough for them, before any is started. */
const START_AFTER = 2 ** 23;
/** More would wait for memory, not for numbers, and take more than a megabyte. */
const MAX_HELPERS = 3;

/**
 * Milliseconds that a thread looks for news before it sleeps: Linux may wake a sleeper on the very
 * core that the thread which woke it keeps busy, and takes many draws to move it.
 */
const SPIN = 0.5;

const { wait, load, store, add, sub, notify, compareExchange } = Atomics;

let control: Int32Array<SharedArrayBuffer> | undefined;
/** Helpers that were started. */
let started = 0;
let limit = Math.min(MAX_HELPERS, host.processors - 1);
let drawn = 0;
/** Milliseconds after which a helper that was given work counts as lost. */
let patience = 10_000;
/** Memory that a lost helper may still write to. */
const abandoned: Int32Array[] = [];

/**
 * Starts helpers now, so many in all (no more than three), instead of when they are worth it;
 * 0 does without them from now on.
 */
export function setHelpers(count: number): void {
  limit = count;
  startHelpers();
}

/**
 * Makes every helper lose its next piece, for tests; `newPatience` replaces the 10 seconds.
 */
export function loseHelpers(newPatience: number): void {
  patience = newPatience;
  for (let index = 0; index < started; index++) store(control!, LAYOUT.states + index, STATE.lost);
}

/** How many helpers would take part in a draw now: a thread takes a while to start. */
export function readyHelpers(): number {
  return states().filter((state) => state === STATE.ready).length;
}

/** The states of the helpers that may take part. */
function states(): number[] {
  const shared = control;
  if (shared === undefined) return [];
  const count = Math.min(started, limit);
  return Array.from({ length: count }, (_, index) => load(shared, LAYOUT.states + index));
}

/** Starts as many helpers as are missing, where that is allowed; never asks. */
function startHelpers(): void {
  if (started >= limit) return;
  if (!mayCallNative()) {
    limit = 0;
    return;
  }
  control ??= new Int32Array(new SharedArrayBuffer(4 * (LAYOUT.states + MAX_HELPERS)));
  for (; started < limit; started++) startHelper(control, started);
}

function startHelper(shared: Int32Array<SharedArrayBuffer>, index: number): void {
  const data: HelperData = {
    module: wasmModule(),
    pages: MEMORY_PAGES,
    control: shared,
    index,
    kernelNames: KERNELS,
    windowStart: WINDOW_START,
    windowSize: WINDOW_SIZE,
    layout: LAYOUT,
    workWords: WORK,
    states: STATE,
    spin: SPIN,
  };
  // Only this kind of thread can be left out of what a program waits for at its end.
  const { Worker } = nodeModule("worker_threads");
  const program = `(${helperThread})(require("node:worker_threads").workerData)`;
  new Worker(program, { eval: true, workerData: data }).unref();
}

/** Fills `out` as {@linkcode fillWindow} does a window, with the helpers that are ready. */
export function fillWithHelpers(job: Job, stream: Philox, out: Int32Array<ArrayBuffer>): void {
  const shared = control;
  if (shared === undefined || readyHelpers() === 0) {
    fillAlone(job, stream, out);
    drawn += out.length;
    if (drawn >= START_AFTER) startHelpers();
    return;
  }
  const pieces = Math.ceil(out.length / WINDOW_SIZE);
  announce(shared, job, stream, out, pieces);
  let own = 0;
  for (let left = pieces; (left = sub(shared, LAYOUT.untaken, 1)) > 0; own++) {
    fillPiece(job, stream, out, pieces - left);
  }
  waitFor(shared, pieces - own);
  if (states().includes(STATE.lost) || load(shared, LAYOUT.made) < pieces - own) {
    dismissHelpers(shared, out);
    fillAlone(job, stream, out);
  }
}

/** Waits until helpers have made so many pieces, or for too long. */
function waitFor(shared: Int32Array<SharedArrayBuffer>, pieces: number): void {
  const start = performance.now();
  for (let made = load(shared, LAYOUT.made); made < pieces; made = load(shared, LAYOUT.made)) {
    const waited = performance.now() - start;
    if (waited > patience) return;
    if (waited > SPIN) wait(shared, LAYOUT.made, made, patience);
  }
}

/** Fills `out` on this thread. */
export function fillAlone(job: Job, stream: Philox, out: Int32Array): void {
  for (let piece = 0; piece * WINDOW_SIZE < out.length; piece++) {
    fillPiece(job, stream, out, piece);
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
  out: Int32Array<ArrayBuffer>,
  pieces: number,
): void {
  const kernel = KERNELS.indexOf(job.kernel);
  const size = out.length;
  const number = shared[LAYOUT.workNumber]! + 1 | 0;
  const words = { size, kernel, stride: job.stride, key0, key1, c0, c1, c2, c3, number };
  for (const [name, value] of Object.entries(words)) {
    shared[LAYOUT.work + WORK[name as keyof typeof WORK]] = value;
  }
  new Float64Array(shared.buffer, LAYOUT.numbers * 4, 2).set([job.a, job.b]);
  const address = native().UnsafePointer.value(native().UnsafePointer.of(out));
  new BigUint64Array(shared.buffer, LAYOUT.address * 4, 1)[0] = BigInt(address);
  shared[LAYOUT.limit] = limit;
  store(shared, LAYOUT.made, 0);
  store(shared, LAYOUT.untaken, pieces);
  add(shared, LAYOUT.workNumber, 1);
  notify(shared, LAYOUT.workNumber);
}

/**
 * Goes on without helpers, as one was lost: none writes anything after this. One that was lost
 * while it wrote cannot be told from a slow one, so that the memory is kept for it.
 */
function dismissHelpers(shared: Int32Array<SharedArrayBuffer>, out: Int32Array): void {
  limit = 0;
  store(shared, LAYOUT.limit, 0);
  store(shared, LAYOUT.untaken, 0);
  for (let index = 0; index < started; index++) {
    const state = LAYOUT.states + index;
    compareExchange(shared, state, STATE.ready, STATE.lost);
    if (load(shared, state) === STATE.writing) abandoned.push(out);
  }
}
