/**
 * From a kernel to a function of WebAssembly and the way its work is cut into parts. The function
 * takes the place of a block of addresses, one for each operand, the units it has to compute from
 * `lo` to `hi`, and the number of the part.
 *
 * @module
 */
import { FunctionWriter } from "../wasm/function_writer.ts";
import { BYTES, type Kernel, PADDING, sizeOf, type Split } from "./kernel.ts";
import { writeColumnFold } from "./column_fold.ts";
import { writeFlatMap, writeRowMap } from "./map.ts";
import { PassWriter } from "./pass.ts";
import { writeFlatFold, writeRowFold, writeWholeFold } from "./row_fold.ts";
import { stagesOf } from "./stages.ts";
import type { Template } from "./template.ts";

/** A kernel's function, and how it is called. */
export interface Emitted {
  readonly code: FunctionWriter;
  readonly split: Split;
  /** Places it passes, each as often as it does. */
  readonly work: number;
  /** Bytes that each part needs for itself, at the address behind those of the operands. */
  readonly scratch: number;
}

/** Bytes of an address in the block that a function is given. */
export const ADDRESS_BYTES = 8;

/** Bytes that processors read and write at once, those that fetch pairs of lines included. */
const CACHE_LINE = 128;

/** Writes a kernel's function. */
export function emit(given: Kernel): Emitted {
  const to = new FunctionWriter(["i32", "i32", "i32", "i32"]);
  const [block, lo, hi, part] = [0, 1, 2, 3] as const;
  const stages = stagesOf(given);
  const at = to.widen(block);
  const bases = given.operands.map((_, i) => to.loadAddress(at, ADDRESS_BYTES * i));
  // Parts keep values of a row side by side, each in memory of its own.
  const bytes = bufferBytes(given);
  const scratch = bytes * stages.buffers.length;
  if (scratch > 0) {
    const own = to.scale(to.widen(part), scratch);
    to.add(own, to.loadAddress(at, ADDRESS_BYTES * bases.length), own);
    stages.buffers.forEach((_, i) => bases.push(to.advance(own, bytes * i, to.local("i64"))));
  }
  const kernel = { ...given, operands: [...given.operands, ...stages.buffers] };
  const pass = new PassWriter(to, kernel, stages);
  pass.begin(bases);
  const template: Template = { to, kernel, pass, lo, hi, part, bases };
  const work = pass.count * sizeOf(kernel.dims);
  return { code: to, split: writeOf(kernel)(template), work, scratch };
}

/** Bytes of a row with its padding, in lines of a cache. */
function bufferBytes({ dims, kept }: Kernel): number {
  const row = sizeOf(dims.filter((_, axis) => !kept[axis]));
  return CACHE_LINE * Math.ceil(BYTES.float32 * (row + PADDING) / CACHE_LINE);
}

/** Gives a kernel's function. */
export type Emit = (kernel: Kernel) => Emitted;

/** Writes functions, one for all kernels that are the same. */
export function emitter(): Emit {
  const known = new Map<string, Emitted>();
  return (kernel) => {
    const { dims, kept, operands, folds, body } = kernel;
    const key = JSON.stringify([dims, kept, operands, folds, body.statements]);
    let emitted = known.get(key);
    if (emitted === undefined) known.set(key, emitted = emit(kernel));
    return emitted;
  };
}

/** The template of a kernel. */
function writeOf({ dims, kept, folds }: Kernel): (template: Template) => Split {
  if (folds.length === 0) return dims.length <= 1 ? writeFlatMap : writeRowMap;
  if (kept.at(-1) === true) return writeColumnFold;
  if (dims.length === 1) return writeFlatFold;
  return kept.includes(true) ? writeRowFold : writeWholeFold;
}
