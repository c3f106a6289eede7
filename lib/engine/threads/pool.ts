/**
 * Runs kernels on several threads. Helpers are made for the first work that is worth it; until they
 * run, and where there can't be any, the main thread does everything. A result does not depend on who
 * computed which part.
 *
 * @module
 */
import { backgroundWorker } from "../../platform/background_worker.ts";
import { threadsInUse } from "../plan/threading.ts";
import type { Split } from "../kernels/kernel.ts";
import { type Arena, arena } from "../memory/arena.ts";
import { flushingEnvironment } from "../ort/subnormals.ts";
import { IMPORT } from "../wasm/module.ts";
import { JOBS, MODULE_WORDS, MODULES, PARTS, WORD, WORDS } from "./control.ts";
import { HELPER, type HelperStart } from "./helper.ts";

/** A kernel: its block of addresses, the units from `lo` to `hi`, and the number of the part. */
type KernelFunction = (block: number, lo: number, hi: number, part: number) => void;

/** How long a part of a helper's may take before it counts as dead, in milliseconds. */
const DEAD_AFTER = 60_000;

/** Helpers there are at most. */
const MOST_HELPERS = 15;

/** `Atomics.pause`, where the runtime has it. */
const pause: () => void = (Atomics as { pause?: () => void }).pause?.bind(Atomics) ?? (() => {});

/** The threads of this process. */
class Pool {
  readonly #arena: Arena;
  readonly #words: Int32Array;
  readonly #modules: Int32Array;
  readonly #table: number;
  readonly #kernels: (KernelFunction | undefined)[] = [];
  #job = 0;
  #isStarted = false;
  /** Kernels that helpers know: those of modules that found room in the table. */
  #shared = 0;

  constructor(memory: Arena) {
    this.#arena = memory;
    this.#table = memory.arguments.take(4 * MODULE_WORDS * MODULES)!;
    this.#words = new Int32Array(memory.memory.buffer, memory.control, WORDS);
    this.#modules = new Int32Array(memory.memory.buffer, this.#table, MODULE_WORDS * MODULES);
  }

  /** Loads a module of `count` kernels; gives the number of the first one. */
  load(bytes: Uint8Array<ArrayBuffer>, count: number): number {
    const { memory } = this.#arena;
    const imports = { [IMPORT.module]: { [IMPORT.memory]: memory } };
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
    const first = this.#kernels.length;
    for (let i = 0; i < count; i++) this.#kernels.push(exports[`${i}`] as KernelFunction);
    if (this.#shared === first) this.#share(bytes, count);
    return first;
  }

  /** Lets go of kernels that nobody will run any more; helpers keep those that they know. */
  unload(first: number, count: number): void {
    this.#kernels.fill(undefined, first, first + count);
  }

  /** Lets helpers find a module. */
  #share(bytes: Uint8Array, count: number): void {
    const number = Atomics.load(this.#words, WORD.modules);
    const address = number < MODULES ? this.#arena.heap.take(bytes.length) : undefined;
    if (address === undefined) return;
    new Uint8Array(this.#arena.memory.buffer, address, bytes.length).set(bytes);
    const low = address % 2 ** 32;
    this.#modules.set(
      [low, Math.floor(address / 2 ** 32), bytes.length, count],
      MODULE_WORDS * number,
    );
    Atomics.store(this.#words, WORD.modules, number + 1);
    this.#shared += count;
  }

  /** Makes helpers, one for each further core, if there are none. */
  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const cores = threadsInUse() ?? navigator.hardwareConcurrency;
    for (let n = 1; n < Math.min(MOST_HELPERS + 1, cores); n++) {
      const worker = backgroundWorker(HELPER);
      if (worker === undefined) return;
      const { memory, control } = this.#arena;
      const environment = flushingEnvironment();
      const start: HelperStart = { memory, control, table: this.#table, environment };
      worker.postMessage(start);
    }
  }

  /**
   * Runs all parts of a kernel.
   *
   * @param patience Microseconds for which helpers shall stay awake afterwards; `undefined` to run
   *   without them.
   * @throws {Error} if a helper does not finish what it took.
   */
  run(number: number, block: number, { units, part }: Split, patience: number | undefined): void {
    const kernel = this.#kernels[number]!;
    const words = this.#words;
    const parts = Math.ceil(units / part);
    const alone = patience === undefined || parts <= 1 || parts >= PARTS ||
      number >= this.#shared ||
      Atomics.load(words, WORD.running) === 0;
    if (alone) {
      for (let n = 0; n < parts; n++) kernel(block, n * part, Math.min(units, (n + 1) * part), n);
      return;
    }
    this.#settle();
    // Nobody takes a part of a job that is only half written.
    this.#job = (this.#job + 1) % JOBS;
    const first = this.#job * PARTS;
    Atomics.store(words, WORD.state, first + PARTS - 1);
    Atomics.store(words, WORD.done, 0);
    Atomics.store(words, WORD.kernel, number);
    Atomics.store(words, WORD.block, block);
    Atomics.store(words, WORD.units, units);
    Atomics.store(words, WORD.part, part);
    Atomics.store(words, WORD.patience, patience);
    Atomics.store(words, WORD.parts, parts);
    Atomics.store(words, WORD.state, first);
    if (Atomics.load(words, WORD.sleeping) > 0) Atomics.notify(words, WORD.state);
    for (;;) {
      const state = Atomics.load(words, WORD.state);
      const n = state % PARTS;
      if (n >= parts) break;
      if (Atomics.compareExchange(words, WORD.state, state, state + 1) !== state) continue;
      kernel(block, n * part, Math.min(units, (n + 1) * part), n);
      Atomics.add(words, WORD.done, 1);
    }
    this.#await(parts);
  }

  /** Waits until parts are done that helpers took. */
  #await(parts: number): void {
    const words = this.#words;
    let turns = 0;
    let end = 0;
    while (Atomics.load(words, WORD.done) < parts) {
      pause();
      if (++turns % 4096 !== 0) continue;
      const now = performance.now();
      if (end === 0) end = now + DEAD_AFTER;
      if (now > end) throw new Error("a helper thread of the cpu device ended or hangs");
    }
  }

  /**
   * Makes sure that nobody works on an earlier job: one that was ended by a notebook's stop button
   * may still have parts under way.
   */
  #settle(): void {
    const words = this.#words;
    const parts = Atomics.load(words, WORD.parts);
    if (Atomics.load(words, WORD.done) >= parts) return;
    // No more of them are handed out, not even to a helper that is about to take one.
    let state = Atomics.load(words, WORD.state);
    for (;;) {
      const last = state - state % PARTS + PARTS - 1;
      const found = Atomics.compareExchange(words, WORD.state, state, last);
      if (found === state) break;
      state = found;
    }
    // The main thread's own part, in which it was ended, is not done by anybody.
    this.#await(Math.min(parts, state % PARTS) - 1);
    Atomics.store(words, WORD.parts, 0);
  }
}

let pool: Pool | undefined;

/** The threads of this process; there is a memory. */
export function kernelPool(): Pool {
  return pool ??= new Pool(arena()!);
}
