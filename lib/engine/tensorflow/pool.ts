/**
 * Results that stay TensorFlow's tensors. One is deleted when it is disposed of, or when the garbage
 * collector finds that nobody holds it. The collector does not see TensorFlow's memory, and tells
 * nobody of what it found before the running code returns to the event loop. So there is a budget:
 * when it is used up, the tensors not used for longest are copied to the host, where the collector
 * frees what nobody holds.
 *
 * @module
 */
import { type DType, DTYPES } from "../../arrays/dtypes.ts";
import type { DeviceData } from "../plan/graph_types.ts";
import { getDeviceMemory } from "../webgpu/buffers.ts";
import type { Binding } from "./addon.ts";
import { type ArrayData, createTensor, readTensor } from "./tensors.ts";

/** Tensors held at most: each takes some bytes on the host, however small it is. */
const MOST_TENSORS = 2 ** 16;

/** What holds values: a tensor of ours. */
export interface Holder {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly size: number;
  host: unknown;
  resident: DeviceData | undefined;
  owned: boolean;
}

/** A tensor that is held. It does not know its handle, so that the handle can be collected. */
interface Slot {
  /** The addon's id; -1 once it is deleted. */
  id: number;
  readonly dtype: DType;
  readonly bytes: number;
  /** Where its values go when it gives up its memory. */
  spill: { host?: ArrayData } | undefined;
}

/** What a tensor of ours holds of TensorFlow's. */
export class TensorflowHandle implements DeviceData {
  readonly #pool: TensorflowPool;
  readonly #spill: { host?: ArrayData };
  /** The record of it. */
  readonly slot: Slot;

  constructor(pool: TensorflowPool, slot: Slot, spill: { host?: ArrayData }) {
    this.#pool = pool;
    this.slot = slot;
    this.#spill = spill;
  }

  /** Whether it belongs to a pool and is not deleted. */
  isHeldBy(pool: TensorflowPool): boolean {
    return this.#pool === pool && this.slot.id >= 0;
  }

  read(): ArrayData {
    const { id, dtype } = this.slot;
    if (id >= 0) return readTensor(this.#pool.binding, id, dtype);
    if (this.#spill.host !== undefined) return this.#spill.host;
    throw new Error("internal: a tensor was read that had been deleted");
  }

  dispose(): void {
    this.#pool.release(this.slot);
  }
}

/** The tensors of one TensorFlow, in order of last use. */
export class TensorflowPool {
  readonly binding: Binding;
  readonly #slots = new Set<Slot>();
  readonly #collected = new FinalizationRegistry<Slot>((slot) => this.release(slot));
  #bytes = 0;

  constructor(binding: Binding) {
    this.binding = binding;
  }

  /** Tensors held at the moment. */
  get size(): number {
    return this.#slots.size;
  }

  /** Bytes of the tensors held at the moment. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Makes one of TensorFlow's tensors the values of one of ours. */
  keep(holder: Holder, id: number): void {
    const spill = {};
    const bytes = holder.size * DTYPES[holder.dtype].bytes;
    const slot: Slot = { id, dtype: holder.dtype, bytes, spill };
    this.#slots.add(slot);
    this.#bytes += bytes;
    const handle = new TensorflowHandle(this, slot, spill);
    this.#collected.register(handle, slot);
    holder.resident = handle;
  }

  /** TensorFlow's tensor with the values of one of ours; made of them if there is none. */
  idOf(holder: Holder): number {
    const { resident } = holder;
    if (resident instanceof TensorflowHandle && resident.isHeldBy(this)) {
      const { slot } = resident;
      this.#slots.delete(slot);
      this.#slots.add(slot);
      return slot.id;
    }
    const host = (holder.host ??= resident!.read()) as ArrayData;
    // TensorFlow may share the memory from now on.
    holder.owned = false;
    const id = createTensor(this.binding, host, holder.dtype, holder.shape);
    this.keep(holder, id);
    return id;
  }

  /** Moves the tensors not used for longest to the host until the rest fits the limits. */
  fit(): void {
    for (const slot of this.#slots) {
      if (this.#bytes <= getDeviceMemory() && this.#slots.size <= MOST_TENSORS) return;
      if (slot.spill) slot.spill.host = readTensor(this.binding, slot.id, slot.dtype);
      this.release(slot);
    }
  }

  /** Deletes a tensor; harmless a second time. */
  release(slot: Slot): void {
    if (!this.#slots.delete(slot)) return;
    this.binding.deleteTensor(slot.id);
    slot.id = -1;
    slot.spill = undefined;
    this.#bytes -= slot.bytes;
  }
}
