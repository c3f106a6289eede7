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
  const block = memory.arguments.take(8 * Math.max(8, arrays.length))!;
  new BigUint64Array(memory.memory.buffer, block, arrays.length).set(places.map(BigInt));
  const { units, part } = emitted.split;
  for (const n of order(Array.from({ length: partsOf(emitted) }, (_, n) => n))) {
    kernel(block, n * part, Math.min(units, (n + 1) * part), n);
  }
  views.forEach((view, i) => arrays[i]!.set(view as never));
  memory.arguments.give(block, 8 * Math.max(8, arrays.length));
  places.forEach((place, i) => memory.heap.give(place, size(arrays[i]!)));
}
