/**
 * The cpu device's own memory: one shared `WebAssembly.Memory`, which ONNX Runtime reads and writes
 * in place, and generated kernels, and threads. Its addresses are reserved, which costs nothing; it
 * grows as it is used, because a system takes milliseconds to make gigabytes accessible at once.
 *
 *     arguments   blocks of addresses for kernels, which have to be below 4 GiB
 *     heap        values that last, and the scratch block: what plans compute on the way
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

/** Bytes there are from the start, and bytes by which the memory grows at least. */
const INITIAL = 2 * ARGUMENTS;
const GROWTH = 2 ** 26;

/** Every block begins at a multiple of this, and may be written up to the next one. */
export const ALIGNMENT = 64;

/** Rounded up, so that blocks of nearly the same size serve each other: by an eighth at most. */
function classOf(bytes: number): number {
  const step = Math.max(ALIGNMENT, 2 ** (Math.floor(Math.log2(Math.max(bytes, 1))) - 3));
  return Math.ceil(bytes / step) * step;
}

/** Makes the memory larger, to at least `end` bytes; whether that was possible. */
type Grow = (end: number) => boolean;

/** Free blocks by size, then room at the end. */
class Heap {
  readonly #free = new Map<number, number[]>();
  readonly #grow: Grow;
  #end: number;
  #top: number;

  constructor(start: number, end: number, grow: Grow) {
    this.#top = start;
    this.#end = end;
    this.#grow = grow;
  }

  /** A block of at least `bytes` bytes, if there is room. */
  take(bytes: number): number | undefined {
    const size = classOf(bytes);
    const free = this.#free.get(size)?.pop();
    if (free !== undefined) return free;
    const end = this.#top + size;
    if (end > this.#end) {
      if (!this.#grow(end)) return undefined;
      this.#end = end;
    }
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

/** A block that several plans have, whose runs never overlap. */
interface SharedBlock {
  readonly address: number;
  readonly bytes: number;
  users: number;
}

/**
 * The scratch block. A plan that needs more than it has makes a new one, for itself and for those that
 * follow; the old one goes back with the last plan that has it.
 */
class Scratch {
  readonly #heap: Heap;
  readonly #blocks = new Map<number, SharedBlock>();
  #current: SharedBlock | undefined;

  constructor(heap: Heap) {
    this.#heap = heap;
  }

  /** Where a plan may write `bytes` bytes, if there is room. */
  take(bytes: number): number | undefined {
    let block = this.#current;
    if (block === undefined || block.bytes < bytes) {
      block = this.#make(Math.max(bytes, 2 * (block?.bytes ?? 0))) ?? this.#make(bytes);
      if (block === undefined) return undefined;
      const old = this.#current;
      this.#current = block;
      if (old) this.#leave(old);
    }
    block.users += 1;
    return block.address;
  }

  /** Says that a plan is gone. */
  give(address: number): void {
    const block = this.#blocks.get(address)!;
    block.users -= 1;
    this.#leave(block);
  }

  #make(bytes: number): SharedBlock | undefined {
    const address = this.#heap.take(bytes);
    if (address === undefined) return undefined;
    const block = { address, bytes, users: 0 };
    this.#blocks.set(address, block);
    return block;
  }

  #leave(block: SharedBlock): void {
    if (block.users > 0 || block === this.#current) return;
    this.#blocks.delete(block.address);
    this.#heap.give(block.address, block.bytes);
  }
}

/** The memory with its parts. */
export interface Arena {
  readonly memory: WebAssembly.Memory;
  /** The most pages it may have. */
  readonly pages: number;
  /** Where threads find their orders. */
  readonly control: number;
  readonly arguments: Heap;
  readonly heap: Heap;
  readonly scratch: Scratch;
}

/** A memory of 64-bit addresses: its `grow` takes as many bits. */
type Memory64 = WebAssembly.Memory & { grow(pages: bigint): bigint };

/** Reserves a memory; `undefined` where this runtime has none of that size. */
function reserve(bytes: number, first: number): Memory64 | undefined {
  const [initial, maximum] = [first, bytes].map((it) => BigInt(it / PAGE));
  const descriptor = { address: "i64", initial, maximum, shared: true };
  try {
    return new WebAssembly.Memory(
      descriptor as unknown as WebAssembly.MemoryDescriptor,
    ) as Memory64;
  } catch {
    return undefined; // the system limits what a process may reserve, or there are no 64 bits
  }
}

/** How a memory grows: in large steps, and at last to whatever it may have. */
function growing(memory: Memory64, first: number, most: number): Grow {
  let have = first;
  return (end) => {
    if (end <= have) return true;
    if (end > most) return false;
    const wanted = Math.min(most, Math.ceil(Math.max(end, have + GROWTH) / PAGE) * PAGE);
    try {
      memory.grow(BigInt((wanted - have) / PAGE));
    } catch {
      return false; // the system has no more memory
    }
    have = wanted;
    return true;
  };
}

function make(sizes: readonly number[]): Arena | undefined {
  for (const bytes of sizes) {
    const first = Math.min(INITIAL, bytes);
    const memory = reserve(bytes, first);
    if (memory === undefined) continue;
    const heap = new Heap(ARGUMENTS, first, growing(memory, first, bytes));
    return {
      memory,
      pages: bytes / PAGE,
      control: CONTROL,
      arguments: new Heap(2 * CONTROL, ARGUMENTS, () => false),
      heap,
      scratch: new Scratch(heap),
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
