/**
 * What a helper thread does: it waits for work, takes pieces of it until none is left, and leaves
 * each in one of its windows, from where the main thread copies it into the output.
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
  /** Rises with each piece a helper has made; the main thread sleeps on it. */
  progress: 2,
  /** Helpers that may take pieces: those with an index below it. */
  limit: 3,
  /** What the work is: see `WORK`. */
  work: 4,
  /** Its two numbers, as doubles (an even place). */
  numbers: 14,
  /** Each helper's own words. */
  helpers: 32,
  /** How many words each helper has. */
  helperWords: 8,
} as const;

/** Words of the work, counted from `LAYOUT.work`. */
export const WORK = { size: 0, kernel: 1, stride: 2, key0: 3, key1: 4, c0: 5, c1: 6, c2: 7, c3: 8 };

/** A helper's own words, counted from the first of them. */
export const HELPER = {
  /** 1 when the helper is ready for work. */
  ready: 0,
  /** Pieces it has made; it and `copied` only rise, and wrap. */
  made: 1,
  /** Pieces of these that are in the output. The helper sleeps on it when no window is free. */
  copied: 2,
  /** The number of the piece in each window. */
  pieces: 3,
} as const;

/** Windows of a helper. */
export const HELPER_WINDOWS = 3;

/** What a helper is given. */
export interface HelperData {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: Int32Array<SharedArrayBuffer>;
  readonly index: number;
  readonly kernelNames: readonly (keyof Kernels)[];
  readonly windowStart: number;
  readonly windowSize: number;
  readonly windows: number;
  readonly layout: typeof LAYOUT;
  readonly workWords: typeof WORK;
  readonly helperWords: typeof HELPER;
}

/**
 * The thread's program. It is sent to the thread as text, so that no file has to be read: it may
 * use nothing but its argument and what JavaScript itself has.
 */
export function helperThread(data: HelperData): never {
  const { module, memory, control, layout, workWords, helperWords, windowSize, windows } = data;
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernels = exports as unknown as Kernels;
  const numbers = new Float64Array(control.buffer, layout.numbers * 4, 2);
  const own = layout.helpers + layout.helperWords * data.index;
  const work = (word: keyof typeof WORK) => control[layout.work + workWords[word]]!;

  /** Makes one piece in the next window, as soon as that is free. */
  function make(piece: number): void {
    const made = Atomics.load(control, own + helperWords.made);
    for (;;) {
      const copied = Atomics.load(control, own + helperWords.copied);
      if ((made - copied | 0) < windows) break;
      Atomics.wait(control, own + helperWords.copied, copied);
    }
    const slot = (made >>> 0) % windows;
    const start = piece * windowSize;
    const count = Math.min(windowSize, work("size") - start);
    const c0 = work("c0") + start / 4 * work("stride") | 0;
    kernels.setStream(work("key0"), work("key1"), work("c1"), work("c2"), work("c3"));
    const fill = kernels[data.kernelNames[work("kernel")]!] as (...args: number[]) => void;
    const window = data.windowStart + 4 * windowSize * slot;
    fill(window, Math.ceil(count / 4), c0, numbers[0]!, numbers[1]!);
    control[own + helperWords.pieces + slot] = piece;
    Atomics.store(control, own + helperWords.made, made + 1 | 0);
    Atomics.add(control, layout.progress, 1);
    Atomics.notify(control, layout.progress);
  }

  Atomics.store(control, own + helperWords.ready, 1);
  for (;;) {
    const number = Atomics.load(control, layout.workNumber);
    // A piece that was taken keeps the work open, so what describes it is read only after that.
    while (data.index < Atomics.load(control, layout.limit)) {
      const left = Atomics.sub(control, layout.untaken, 1);
      if (left <= 0) break;
      make(Math.ceil(work("size") / windowSize) - left);
    }
    Atomics.wait(control, layout.workNumber, number);
  }
}
