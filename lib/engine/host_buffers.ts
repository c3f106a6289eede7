/**
 * Memory for results on the host. A training step replaces its weights by arrays of the same sizes,
 * step after step; new memory for each would be zeroed, copied into, paged in and collected. The
 * memory of a value that nobody can see any more is kept here for the next result of its size.
 *
 * @module
 */
import { DTYPES } from "../arrays/dtypes.ts";
import type { HostData, OnnxType } from "./onnx/onnx_types.ts";

/** Bytes of the smallest arrays that are kept: smaller ones are cheaper to make. */
export const SMALLEST = 4096;

/** Bytes kept at most; what was kept first goes first. */
const LIMIT = 2 ** 26;

/** An array in memory that stays where it is, as native code needs it. */
export function newArray(type: OnnxType, bytes: number): HostData {
  const Storage = DTYPES[type].array as new (buffer: ArrayBuffer) => HostData;
  return new Storage(new ArrayBuffer(bytes));
}

/** Larger than every number of a type. */
const TYPES = 32;

/** A number for each type and length in bytes: found faster than a string, which has to be made. */
function keyOf(type: OnnxType, bytes: number): number {
  return bytes * TYPES + DTYPES[type].onnx;
}

/** Unused arrays by type and length in bytes. */
class HostBuffers {
  readonly #free = new Map<number, HostData[]>();
  #bytes = 0;

  /** Bytes kept at the moment. */
  get bytes(): number {
    return this.#bytes;
  }

  /** An array of `bytes` bytes that was given back, if there is one. */
  reuse(type: OnnxType, bytes: number): HostData | undefined {
    const array = this.#free.get(keyOf(type, bytes))?.pop();
    if (array) this.#bytes -= bytes;
    return array;
  }

  /** An array of `bytes` bytes with anything in it. */
  take(type: OnnxType, bytes: number): HostData {
    return this.reuse(type, bytes) ?? newArray(type, bytes);
  }

  /** Keeps an array that nobody else refers to. */
  give(type: OnnxType, array: HostData): void {
    const bytes = array.byteLength;
    if (bytes < SMALLEST || bytes > LIMIT) return;
    const key = keyOf(type, bytes);
    const list = this.#free.get(key) ?? [];
    // Deleted first, so that the sizes are in the order of their last use.
    this.#free.delete(key);
    this.#free.set(key, list);
    list.push(array);
    this.#bytes += bytes;
    for (const [key, arrays] of this.#free) {
      while (this.#bytes > LIMIT && arrays.length > 0) this.#bytes -= arrays.pop()!.byteLength;
      if (arrays.length === 0) this.#free.delete(key);
    }
  }
}

/** The unused arrays of this process. */
export const hostBuffers = new HostBuffers();
