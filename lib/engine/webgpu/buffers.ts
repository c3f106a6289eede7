/**
 * Results that stay in buffers of the GPU. A buffer is freed when its tensor is disposed, or when
 * the garbage collector finds that nobody holds it. The collector does not see the memory of a
 * GPU, and tells nobody of what it found before the running code returns to the event loop. So
 * there is a budget: when it is used up, the buffers that were not used for longest are copied to
 * the host, where the collector can free what nobody holds, and their memory on the GPU is free at
 * once.
 *
 * @module
 */
import { fromCaller } from "../../errors/caller.ts";
import { checkFinite } from "../../errors/checks.ts";
import type { DeviceData, Held } from "../plan/graph_types.ts";
import type { HostData } from "../onnx/onnx_types.ts";
import type { OrtSession } from "../ort/ort_session.ts";
import { type Described, releaseHandle } from "../ort/ort_tensors.ts";
import { byteLength } from "../plan/value.ts";
import { download } from "./memory.ts";

/** Bytes that results may take on a device before the oldest move to the host. */
let budget = 2 ** 31;

/** Buffers a device keeps at most: each takes some kilobytes on the host, however small it is. */
const MAX_BUFFERS = 4096;

/** The bytes that results may take on a GPU. */
export function getDeviceMemory(): number {
  return budget;
}

/**
 * Sets how much memory results may take on a GPU before those not used for longest move to the
 * host; they come back when they are used.
 *
 * @param bytes Bytes, more than 0; default 2 GiB.
 * @throws {RangeError} if it is not positive.
 */
export function setDeviceMemory(bytes: number): void {
  fromCaller(setDeviceMemory, () => {
    budget = checkFinite("tf.config.setDeviceMemory", "bytes", bytes, { min: 1 });
  });
}

/** What a buffer left on the host when it gave up its memory. */
interface Spill {
  host?: HostData;
}

/**
 * A session that lives as long as the buffers it made: freeing a buffer whose session is gone ends
 * the process.
 */
export class BufferOwner {
  readonly #session: OrtSession;
  #buffers = 0;
  #released = false;

  /** Takes over a session. */
  constructor(session: OrtSession) {
    this.#session = session;
  }

  /** Counts a buffer that the session made. */
  add(): void {
    this.#buffers++;
  }

  /** Counts a buffer that was freed. */
  remove(): void {
    this.#buffers--;
    this.#disposeUnused();
  }

  /** Lets the session go once its buffers are freed. */
  release(): void {
    this.#released = true;
    this.#disposeUnused();
  }

  #disposeUnused(): void {
    if (this.#released && this.#buffers === 0) this.#session.release();
  }
}

/** A buffer of the device. It does not know its handle, so that the handle can be collected. */
interface Slot {
  buffer: bigint | undefined;
  /** Whose run allocated it; undefined if none did. */
  readonly owner: BufferOwner | undefined;
  readonly described: Described;
  readonly bytes: number;
  /** Where to leave the data; a freed buffer has none, so that it keeps no data alive. */
  spill: Spill | undefined;
}

/** What a value holds of its buffer. */
export class BufferHandle implements DeviceData {
  readonly #slot: Slot;
  readonly #spill: Spill;
  readonly #pool: Pick<BufferPool, "release">;

  constructor(slot: Slot, spill: Spill, pool: Pick<BufferPool, "release">) {
    this.#slot = slot;
    this.#spill = spill;
    this.#pool = pool;
  }

  /** The buffer; `undefined` once it is freed. */
  get buffer(): bigint | undefined {
    return this.#slot.buffer;
  }

  /** The buffer's record. */
  get slot(): Slot {
    return this.#slot;
  }

  /** The data, if it moved to the host. */
  get spilled(): HostData | undefined {
    return this.#spill.host;
  }

  read(): HostData {
    const { buffer, described } = this.#slot;
    if (buffer !== undefined) return download(buffer, described);
    if (this.#spill.host) return this.#spill.host;
    throw new Error("internal: a buffer was read that had been freed");
  }

  dispose(): void {
    this.#pool.release(this.#slot);
  }
}

/** The buffers of one device, in order of last use. */
export class BufferPool {
  readonly #slots = new Set<Slot>();
  readonly #collected = new FinalizationRegistry<Slot>((slot) => this.release(slot));
  #bytes = 0;

  /** Buffers held at the moment. */
  get size(): number {
    return this.#slots.size;
  }

  /** Bytes of the buffers held at the moment. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Makes a buffer the data of a value. */
  keep(value: Held, buffer: bigint, owner?: BufferOwner): void {
    const spill: Spill = {};
    const described = { type: value.type, shape: value.shape };
    const slot: Slot = { buffer, owner, described, bytes: byteLength(value), spill };
    owner?.add();
    const handle = new BufferHandle(slot, spill, this);
    this.#slots.add(slot);
    this.#bytes += slot.bytes;
    this.#collected.register(handle, slot, slot);
    value.resident = handle;
  }

  /** The buffer of a value, if it has one; marks it as used. */
  find(value: Held): bigint | undefined {
    const handle = value.resident;
    if (!(handle instanceof BufferHandle)) return undefined;
    if (handle.buffer !== undefined) {
      this.#slots.delete(handle.slot);
      this.#slots.add(handle.slot);
      return handle.buffer;
    }
    if (handle.spilled) value.host ??= handle.spilled;
    value.resident = undefined;
    return undefined;
  }

  /** Moves the buffers not used for longest to the host until the rest fits the limits. */
  fit(): void {
    for (const slot of this.#slots) {
      if (this.#bytes <= budget && this.#slots.size <= MAX_BUFFERS) return;
      if (slot.spill) slot.spill.host = download(slot.buffer!, slot.described);
      this.release(slot);
    }
  }

  /** Frees a buffer; harmless a second time. */
  release(slot: Slot): void {
    if (!this.#slots.delete(slot)) return;
    // Until the event loop turns, the registry would hold what nobody needs any more.
    this.#collected.unregister(slot);
    releaseHandle(slot.buffer!);
    slot.buffer = undefined;
    slot.spill = undefined;
    this.#bytes -= slot.bytes;
    slot.owner?.remove();
  }
}
