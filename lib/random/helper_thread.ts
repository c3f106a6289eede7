/**
 * What a helper thread does: it waits for work, takes pieces of it until none is left, and writes
 * each into the output itself, whose memory it sees through its address.
 *
 * @module
 */
import type { Kernels } from "./wasm_kernels.ts";

/** Places in the memory through which the threads talk, in 32-bit words. */
export const LAYOUT = {
  /** Rises with each piece of work; helpers sleep on it. */
  workNumber: 0,
  /** Pieces that nobody has taken; not above 0 when there is no work. */
  untaken: 1,
  /** Pieces of this work that helpers have made, or given up; the main thread sleeps on it. */
  made: 2,
  /** Helpers that may take pieces: those with an index below it. */
  limit: 3,
  /** What the work is: see `WORK`. */
  work: 4,
  /** Its two numbers, as doubles (an even place). */
  numbers: 14,
  /** The address of its output, as 64 bits (an even place). */
  address: 18,
  /** Each helper's state: see `STATE`. */
  states: 20,
} as const;

/** Words of the work, counted from `LAYOUT.work`. */
export const WORK = {
  size: 0,
  kernel: 1,
  stride: 2,
  key0: 3,
  key1: 4,
  c0: 5,
  c1: 6,
  c2: 7,
  c3: 8,
  /** The number of this work. */
  number: 9,
} as const;

/** What a helper may be doing. */
export const STATE = {
  /** It is starting. */
  absent: 0,
  /** It waits, or makes numbers in its own memory. */
  ready: 1,
  /** It writes into the output. */
  writing: 2,
  /** It has ended, or has to: it may not write any more. */
  lost: 3,
} as const;

/** What a helper is given. */
export interface HelperData {
  readonly module: WebAssembly.Module;
  readonly pages: number;
  readonly control: Int32Array<SharedArrayBuffer>;
  readonly index: number;
  readonly kernelNames: readonly (keyof Kernels)[];
  readonly windowStart: number;
  readonly windowSize: number;
  readonly layout: typeof LAYOUT;
  readonly workWords: typeof WORK;
  readonly states: typeof STATE;
  readonly spin: number;
}

/**
 * The thread's program. It is sent to the thread as text, so that no file has to be read: it may
 * use nothing but its argument and what Deno itself has.
 */
export function helperThread(data: HelperData): void {
  const { control, layout, workWords, states, windowSize, windowStart } = data;
  const memory = new WebAssembly.Memory({ initial: data.pages, maximum: data.pages });
  const { exports } = new WebAssembly.Instance(data.module, { env: { memory } });
  const kernels = exports as unknown as Kernels;
  const window = new Int32Array(memory.buffer, windowStart, windowSize);
  const numbers = new Float64Array(control.buffer, layout.numbers * 4, 2);
  const address = new BigUint64Array(control.buffer, layout.address * 4, 1);
  const state = layout.states + data.index;
  const work = (word: keyof typeof WORK) => control[layout.work + workWords[word]]!;

  /** The output of the work, as this thread sees it. */
  function outputOf(): Int32Array {
    const pointer = Deno.UnsafePointer.create(address[0]!)!;
    return new Int32Array(Deno.UnsafePointerView.getArrayBuffer(pointer, 4 * work("size")));
  }

  /** Makes one piece, and writes it if that is still wanted; says whether it was. */
  function make(piece: number, out: Int32Array): boolean {
    const start = piece * windowSize;
    const count = Math.min(windowSize, work("size") - start);
    const c0 = work("c0") + start / 4 * work("stride") | 0;
    kernels.setStream(work("key0"), work("key1"), work("c1"), work("c2"), work("c3"));
    const fill = kernels[data.kernelNames[work("kernel")]!] as (...args: number[]) => void;
    fill(windowStart, Math.ceil(count / 4), c0, numbers[0]!, numbers[1]!);
    const before = Atomics.compareExchange(control, state, states.ready, states.writing);
    if (before !== states.ready) return false;
    out.set(count === windowSize ? window : window.subarray(0, count), start);
    Atomics.store(control, state, states.ready);
    return true;
  }

  /** Takes pieces until none is left; says whether to wait for more. The view ends with the call. */
  function help(): boolean {
    let out: Int32Array | undefined;
    let number = 0;
    while (data.index < Atomics.load(control, layout.limit)) {
      const left = Atomics.sub(control, layout.untaken, 1);
      if (left <= 0) return true;
      // A piece that was taken keeps the work open and the output alive; before that, or after
      // the last of a work, both may change at any time.
      if (out === undefined || number !== work("number")) out = outputOf();
      number = work("number");
      if (!make(Math.ceil(work("size") / windowSize) - left, out)) return false;
      Atomics.add(control, layout.made, 1);
      Atomics.notify(control, layout.made);
    }
    return true;
  }

  try {
    Atomics.compareExchange(control, state, states.absent, states.ready);
    for (;;) {
      const number = Atomics.load(control, layout.workNumber);
      if (!help()) return;
      const until = performance.now() + data.spin;
      while (Atomics.load(control, layout.workNumber) === number) {
        if (performance.now() > until) Atomics.wait(control, layout.workNumber, number);
      }
    }
  } catch {
    // The main thread does without this one.
    Atomics.store(control, state, states.lost);
    Atomics.add(control, layout.made, 1);
    Atomics.notify(control, layout.made);
  }
}
