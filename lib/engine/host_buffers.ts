/**
 * Memory for results on the host. A training step replaces its weights by arrays of the same sizes,
 * step after step; new memory for each would be zeroed, copied into, paged in and collected. The
 * memory of a value that nobody can see any more is kept here for the next result of its size.
 *
 * @module
 */
import { DTYPES } from "../arrays/dtypes.ts";
import type { Value } from "./graph_types.ts";
import type { HostData, OnnxType } from "./onnx_types.ts";

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

/**
 * Values whose last tensor is gone. Their memory is free once nothing that waits to run needs it;
 * too much of it is left to the garbage collector instead of waiting.
 */
export class Retirement {
  #values: Value[] = [];
  #bytes = 0;

  /** Takes a value that no tensor holds. */
  add(value: Value): void {
    if (value.owned) {
      this.#bytes += value.host!.byteLength;
      if (this.#bytes > LIMIT) value.owned = false;
    }
    if (value.owned || value.resident) this.#values.push(value);
  }

  /** Frees the memory of those that are still unheld. */
  complete(): void {
    if (this.#values.length === 0) return;
    for (const value of this.#values) {
      if (value.holders > 0) continue;
      value.resident?.dispose();
      if (value.owned) {
        hostBuffers.give(value.type, value.host!);
        value.host = undefined;
        value.owned = false;
      }
    }
    this.#values = [];
    this.#bytes = 0;
  }
}
