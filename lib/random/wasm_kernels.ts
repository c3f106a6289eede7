/**
 * The fills in WebAssembly: eight blocks of Philox at a time, with the roundings of the TypeScript
 * ones. Numbers are made in a window of 64 KiB and copied from there, so that a draw takes no
 * memory but its output.
 *
 * @module
 */
import type { Job } from "./jobs.ts";
import { BLOCK_WORDS, type Philox } from "./philox.ts";
import { WASM_BASE64 } from "./wasm_module.ts";

/** Bytes of a page of WebAssembly memory. */
const PAGE = 65536;
/** Where the window starts: after the page of the module's tables. */
export const WINDOW_START = PAGE;
/** 32-bit numbers the window holds. */
export const WINDOW_SIZE = PAGE / 4;

/** Pages of memory the module needs. */
export const MEMORY_PAGES = 2;

/** What the window is filled with: `blocks` blocks from counter word 0 = `c0` on. */
type Fill = (window: number, blocks: number, c0: number, a: number, b: number) => void;

/** What the module exports. */
export type Kernels = Readonly<Record<Job["kernel"], Fill>> & {
  readonly setStream: (k0: number, k1: number, c1: number, c2: number, c3: number) => void;
};

let compiled: WebAssembly.Module | undefined;

/** The module, compiled at the first use. */
export function wasmModule(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(
    Uint8Array.from(atob(WASM_BASE64), (letter) => letter.charCodeAt(0)),
  );
  return compiled;
}

let own: { readonly kernels: Kernels; readonly window: Int32Array } | undefined;

/** The kernels of this thread, and their window. */
function instance() {
  if (own === undefined) {
    const memory = new WebAssembly.Memory({ initial: MEMORY_PAGES, maximum: MEMORY_PAGES });
    const { exports } = new WebAssembly.Instance(wasmModule(), { env: { memory } });
    const window = new Int32Array(memory.buffer, WINDOW_START, WINDOW_SIZE);
    own = { kernels: exports as unknown as Kernels, window };
  }
  return own;
}

/**
 * Makes `out[start]` up to `out[start + count]` (at most a window's size), `start` being that many
 * elements into the stream; word 0 of the counter may not overflow on the way.
 */
export function fillWindow(
  job: Job,
  stream: Philox,
  out: Int32Array,
  start: number,
  count: number,
) {
  const { kernels, window } = instance();
  const { key0, key1, counter: [c0, c1, c2, c3] } = stream;
  kernels.setStream(key0, key1, c1, c2, c3);
  const first = c0 + start / BLOCK_WORDS * job.stride | 0;
  kernels[job.kernel](WINDOW_START, Math.ceil(count / BLOCK_WORDS), first, job.a, job.b);
  out.set(count === WINDOW_SIZE ? window : window.subarray(0, count), start);
}
