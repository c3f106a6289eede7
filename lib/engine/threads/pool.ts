/**
 * Runs kernels on several threads. Helpers are made for the first work that is worth it; until they
 * run, and where there can't be any, the main thread does everything. A result does not depend on who
 * computed which part.
 *
 * A helper that fails or hangs in a part would leave a wrong result, and one that hangs could go on
 * at any time and write into whatever is in its place by then. So the run is an error, and from then
 * on nothing is computed in the memory any more: plans are whole sessions again.
 *
 * @module
 */
import { warnOnce } from "../../errors/warn.ts";
import { host } from "../../platform/host.ts";
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

/**
 * When a helper counts as dead: after so many milliseconds, and so many times what the main thread
 * took for its own parts of the job, which are as large and of which there is at least one.
 */
const DEAD_AFTER = { ms: 2000, times: 100 } as const;

/**
 * What counts at most between two looks at the clock, in milliseconds, several times what it takes.
 * So time in which the system ran others instead, or nobody while it was asleep, does not count: only
 * that which a helper has had as well, as systems share their processors out fairly.
 */
const GLANCE = 2;

/** Looks at the busy helpers between two looks at the clock. */
const LOOKS = 4096;

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
  readonly #helpers: Worker[] = [];
  #job = 0;
  #isStarted = false;
  /** Whether a job began and did not end. */
  #isOpen = false;
  #isLost = false;
  /** Kernels that helpers know: those of modules that found room in the table. */
  #shared = 0;

  constructor(memory: Arena) {
    this.#arena = memory;
    this.#table = memory.arguments.take(4 * MODULE_WORDS * MODULES)!;
    this.#words = new Int32Array(memory.memory.buffer, memory.control, WORDS);
    this.#modules = new Int32Array(memory.memory.buffer, this.#table, MODULE_WORDS * MODULES);
  }

  /** Whether a helper was lost, so that nothing may be computed in the memory any more. */
  get isLost(): boolean {
    return this.#isLost;
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
    const cores = threadsInUse() ?? host.processors;
    for (let n = 1; n < Math.min(MOST_HELPERS + 1, cores); n++) {
      const worker = backgroundWorker(HELPER);
      if (worker === undefined) return;
      const { memory, control } = this.#arena;
      const environment = flushingEnvironment();
      const start: HelperStart = { memory, control, table: this.#table, environment };
      worker.postMessage(start);
      this.#helpers.push(worker);
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
    const start = performance.now();
    this.#isOpen = true;
    // Nobody takes a part of a job that is only half written.
    this.#job = (this.#job + 1) % JOBS;
    const first = this.#job * PARTS;
    Atomics.store(words, WORD.state, first + PARTS - 1);
    Atomics.store(words, WORD.kernel, number);
    Atomics.store(words, WORD.block, block);
    Atomics.store(words, WORD.units, units);
    Atomics.store(words, WORD.part, part);
    Atomics.store(words, WORD.patience, patience);
    Atomics.store(words, WORD.parts, parts);
    // The first part is the main thread's, which knows from it how long one takes.
    Atomics.store(words, WORD.state, first + 1);
    if (Atomics.load(words, WORD.sleeping) > 0) Atomics.notify(words, WORD.state);
    for (let n = 0; n < parts; n = this.#next(parts)) {
      kernel(block, n * part, Math.min(units, (n + 1) * part), n);
    }
    this.#await(start);
    this.#isOpen = false;
  }

  /** Takes the next part; one that there is not if all are taken. */
  #next(parts: number): number {
    const words = this.#words;
    for (;;) {
      const state = Atomics.load(words, WORD.state);
      const n = state % PARTS;
      if (n >= parts || Atomics.compareExchange(words, WORD.state, state, state + 1) === state) {
        return n;
      }
    }
  }

  /**
   * Waits until nobody is busy.
   *
   * @param start When the job began.
   */
  #await(start: number): void {
    const words = this.#words;
    let [turns, waited, limit] = [0, 0, 0];
    let last = 0;
    while (Atomics.load(words, WORD.busy) > 0) {
      pause();
      if (++turns % LOOKS !== 0) continue;
      const now = performance.now();
      if (limit === 0) limit = DEAD_AFTER.ms + DEAD_AFTER.times * (now - start);
      else waited += Math.min(now - last, GLANCE);
      last = now;
      if (waited > limit) this.#lose("hangs");
    }
    if (Atomics.load(words, WORD.failed) > 0) this.#lose("failed");
  }

  /**
   * Makes sure that nobody works on an earlier job: one that was ended by a notebook's stop button
   * may still have parts under way, whose results go where others will be. To be called before
   * anything is computed in the memory.
   *
   * @throws {Error} if a helper does not finish what it took.
   */
  settle(): void {
    if (!this.#isOpen) return;
    const words = this.#words;
    // No more parts are handed out, not even to a helper that is about to take one.
    let state = Atomics.load(words, WORD.state);
    for (;;) {
      const found = Atomics.compareExchange(
        words,
        WORD.state,
        state,
        state - state % PARTS + PARTS - 1,
      );
      if (found === state) break;
      state = found;
    }
    this.#await(performance.now());
    this.#isOpen = false;
  }

  /** Gives helpers and memory up. */
  #lose(how: string): never {
    this.#isLost = true;
    Atomics.store(this.#words, WORD.ending, 1);
    for (const it of this.#helpers) it.terminate();
    const what = `a helper thread of the cpu device ${how} in a kernel`;
    warnOnce(`${what}; ONNX Runtime computes everything from now on`);
    throw new Error(what);
  }
}

let pool: Pool | undefined;

/** Whether helpers of this process were lost. */
export function areHelpersLost(): boolean {
  return pool?.isLost === true;
}

/** The threads of this process; there is a memory. */
export function kernelPool(): Pool {
  return pool ??= new Pool(arena()!);
}
