/**
 * The cpu device's own memory: one shared `WebAssembly.Memory`, which ONNX Runtime reads and writes
 * in place, and generated kernels, and threads. It is reserved whole, which costs nothing: systems
 * give pages when they are first touched.
 *
 *     arguments   blocks of addresses for kernels, which have to be below 4 GiB
 *     scratch     what plans compute on the way, from the same place for all of them
 *     heap        values that last
 *
 * @module
 */

/** Bytes of a WebAssembly page. */
const PAGE = 65_536;

/** Sizes that are tried, in bytes. */
const SIZES = [16, 8, 4, 2].map((it) => it * 2 ** 30);

/** Bytes for what threads tell each other, for blocks of addresses. */
const CONTROL = 4096;
const ARGUMENTS = 2 ** 24;

/** Every block begins at a multiple of this, and may be written up to the next one. */
export const ALIGNMENT = 64;

/** Rounded up, so that blocks of nearly the same size serve each other: by an eighth at most. */
function classOf(bytes: number): number {
  const step = Math.max(ALIGNMENT, 2 ** (Math.floor(Math.log2(Math.max(bytes, 1))) - 3));
  return Math.ceil(bytes / step) * step;
}

/** Free blocks by size, then room at the end. */
class Heap {
  readonly #free = new Map<number, number[]>();
  readonly #end: number;
  #top: number;

  constructor(start: number, end: number) {
    this.#top = start;
    this.#end = end;
  }

  /** A block of at least `bytes` bytes, if there is room. */
  take(bytes: number): number | undefined {
    const size = classOf(bytes);
    const free = this.#free.get(size)?.pop();
    if (free !== undefined) return free;
    if (this.#top + size > this.#end) return undefined;
    const address = this.#top;
    this.#top += size;
    return address;
  }

  /** Gives a block back that was taken with these bytes. */
  give(address: number, bytes: number): void {
    const size = classOf(bytes);
    const list = this.#free.get(size);
    if (list) list.push(address);
    else this.#free.set(size, [address]);
  }
}

/** The memory with its parts. */
export interface Arena {
  readonly memory: WebAssembly.Memory;
  /** Its pages. */
  readonly pages: number;
  /** Where threads find their orders. */
  readonly control: number;
  readonly arguments: Heap;
  /** Where scratch begins, and how much there is. */
  readonly scratch: number;
  readonly scratchBytes: number;
  readonly heap: Heap;
}

/** Reserves a memory; `undefined` where this runtime has none of that size. */
function reserve(bytes: number): WebAssembly.Memory | undefined {
  const pages = BigInt(bytes / PAGE);
  const descriptor = { address: "i64", initial: pages, maximum: pages, shared: true };
  try {
    return new WebAssembly.Memory(descriptor as unknown as WebAssembly.MemoryDescriptor);
  } catch {
    return undefined; // the system limits what a process may reserve, or there are no 64 bits
  }
}

function make(sizes: readonly number[]): Arena | undefined {
  for (const bytes of sizes) {
    const memory = reserve(bytes);
    if (memory === undefined) continue;
    const scratch = ARGUMENTS;
    const scratchBytes = (bytes - ARGUMENTS) / 4;
    return {
      memory,
      pages: bytes / PAGE,
      control: CONTROL,
      arguments: new Heap(2 * CONTROL, ARGUMENTS),
      scratch,
      scratchBytes,
      heap: new Heap(scratch + scratchBytes, bytes),
    };
  }
  return undefined;
}

let made: Arena | undefined | null = null;

/**
 * Reserves the memory now, with another size.
 *
 * @param bytes A multiple of a page, above what kernels have for addresses; 0 for no memory.
 * @throws {Error} if there is one already: plans have places in it.
 */
export function reserveArena(bytes: number): void {
  if (made !== null) throw new Error("internal: there is a memory already");
  made = make(bytes === 0 ? [] : [bytes]);
}

/** The memory of this process, if it can have one. */
export function arena(): Arena | undefined {
  if (made === null) made = make(SIZES);
  return made;
}
