/**
 * Values that last in the cpu device's own memory. A block is given back when its tensor is disposed
 * or its variable gets another value, or else when the garbage collector finds that nobody holds it.
 * The collector tells of that only after the running code has returned to the event loop; so there
 * is a limit for all values but those of variables, and what is beyond it is copied to ordinary
 * arrays, which it frees in time.
 *
 * @module
 */
import { DTYPES } from "../../arrays/dtypes.ts";
import { newArray } from "../host_buffers.ts";
import type { HostData, OnnxType } from "../onnx/onnx_types.ts";
import { createHandle, type Described, isSame } from "../ort/ort_tensors.ts";
import type { DeviceData, Value } from "../plan/graph_types.ts";
import { byteLength } from "../plan/value.ts";
import { arena } from "./arena.ts";

/** A view of a part of the memory; never given to user code, as it would change under its hands. */
export function viewOf(type: OnnxType, address: number, bytes: number): HostData {
  const { array } = DTYPES[type];
  const Storage = array as new (
    buffer: ArrayBufferLike,
    offset: number,
    length: number,
  ) => HostData;
  return new Storage(arena()!.memory.buffer, address, bytes / DTYPES[type].bytes);
}

/** Handles by address: blocks come again, and stay where they are for good. */
const handles = new Map<number, (Described & { readonly handle: bigint })[]>();

/** How ONNX Runtime sees a place of the memory. */
export function handleAt(address: number, { type, shape }: Described): bigint {
  let known = handles.get(address);
  if (known === undefined) handles.set(address, known = []);
  for (const it of known) if (isSame(it, { type, shape })) return it.handle;
  const view = viewOf(type, address, byteLength({ type, shape }));
  const handle = createHandle(view, { type, shape });
  known.push({ type, shape, handle });
  return handle;
}

/** Bytes that values which somebody else may see can have here at once. */
const LIMIT = 2 ** 28;

let taken = 0;

/** What is known of a block, apart from who holds it. */
interface Block {
  readonly address: number;
  readonly bytes: number;
  /** Whether it counts as one that somebody else may see. */
  readonly isCounted: boolean;
  isFree: boolean;
}

function free(block: Block): void {
  if (block.isFree) return;
  block.isFree = true;
  if (block.isCounted) taken -= block.bytes;
  arena()!.heap.give(block.address, block.bytes);
}

const collected = new FinalizationRegistry<Block>(free);

/** A value's block of memory. */
export class ArenaBuffer implements DeviceData {
  readonly #block: Block;
  readonly #type: OnnxType;

  private constructor(block: Block, type: OnnxType) {
    this.#block = block;
    this.#type = type;
    collected.register(this, block, block);
  }

  /**
   * Memory for a value, if there is room.
   *
   * @param isOwned Whether only a variable will have it, which gives it back at its next value.
   */
  static take(value: Pick<Value, "type" | "shape">, isOwned: boolean): ArenaBuffer | undefined {
    const bytes = byteLength(value);
    if (!isOwned && taken + bytes > LIMIT) return undefined;
    const address = arena()!.heap.take(bytes);
    if (address === undefined) return undefined;
    if (!isOwned) taken += bytes;
    return new ArenaBuffer({ address, bytes, isCounted: !isOwned, isFree: false }, value.type);
  }

  /** Where it is; `undefined` once it is given back. */
  get address(): number | undefined {
    return this.#block.isFree ? undefined : this.#block.address;
  }

  /** How ONNX Runtime sees it, in a shape. */
  handleAs(shape: readonly number[]): bigint {
    return handleAt(this.#block.address, { type: this.#type, shape });
  }

  read(): HostData {
    const { address, bytes, isFree } = this.#block;
    if (isFree) throw new Error("internal: memory was read that had been given back");
    const array = newArray(this.#type, bytes);
    array.set(viewOf(this.#type, address, bytes) as never);
    return array;
  }

  dispose(): void {
    if (this.#block.isFree) return;
    collected.unregister(this.#block);
    free(this.#block);
  }
}
