/**
 * Runs kernels as they are, without a plan around them: on arrays that are copied into the memory.
 */
import type { Emitted } from "../../../lib/engine/kernels/emit.ts";
import { PADDING } from "../../../lib/engine/kernels/kernel.ts";
import { arena } from "../../../lib/engine/memory/arena.ts";
import { encodeModule, IMPORT } from "../../../lib/engine/wasm/module.ts";

type Data = Float32Array | BigInt64Array;
type KernelFunction = (block: number, lo: number, hi: number, part: number) => void;

/** How many parts a kernel's work has. */
export function partsOf({ split }: Emitted): number {
  return Math.ceil(split.units / split.part);
}

/** Runs a kernel over arrays, its parts in the given order; what it leaves is in the arrays. */
export function runKernel(
  emitted: Emitted,
  arrays: readonly Data[],
  order: (parts: number[]) => number[] = (parts) => parts,
): void {
  const memory = arena()!;
  const bytes = encodeModule([emitted.code], memory.pages);
  const imports = { [IMPORT.module]: { [IMPORT.memory]: memory.memory } };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
  const kernel = exports["0"] as KernelFunction;
  const size = (array: Data) => array.byteLength + 8 * PADDING;
  const places = arrays.map((array) => memory.heap.take(size(array))!);
  const views = arrays.map((array, i) => {
    const Kind = array.constructor as new (b: ArrayBufferLike, at: number, n: number) => Data;
    const view = new Kind(memory.memory.buffer, places[i]!, array.length);
    view.set(array as never);
    return view;
  });
  const entries = Math.max(8, arrays.length + 1);
  const block = memory.arguments.take(8 * entries)!;
  const scratchBytes = emitted.scratch * partsOf(emitted);
  const scratch = scratchBytes > 0 ? [memory.heap.take(scratchBytes)!] : [];
  const addresses = [...places, ...scratch].map(BigInt);
  new BigUint64Array(memory.memory.buffer, block, addresses.length).set(addresses);
  const { units, part } = emitted.split;
  for (const n of order(Array.from({ length: partsOf(emitted) }, (_, n) => n))) {
    kernel(block, n * part, Math.min(units, (n + 1) * part), n);
  }
  views.forEach((view, i) => arrays[i]!.set(view as never));
  memory.arguments.give(block, 8 * entries);
  for (const place of scratch) memory.heap.give(place, scratchBytes);
  places.forEach((place, i) => memory.heap.give(place, size(arrays[i]!)));
}
