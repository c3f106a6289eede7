/**
 * From a kernel to a function of WebAssembly and the way its work is cut into parts. The function
 * takes the place of a block of addresses, one for each operand, the units it has to compute from
 * `lo` to `hi`, and the number of the part.
 *
 * @module
 */
import { FunctionWriter } from "../wasm/function_writer.ts";
import type { Kernel, Split } from "./kernel.ts";
import { writeColumnFold } from "./column_fold.ts";
import { writeFlatMap, writeRowMap } from "./map.ts";
import { PassWriter } from "./pass.ts";
import { writeFlatFold, writeRowFold } from "./row_fold.ts";
import type { Template } from "./template.ts";

/** A kernel's function, and how it is called. */
export interface Emitted {
  readonly code: FunctionWriter;
  readonly split: Split;
}

/** Bytes of an address in the block that a function is given. */
export const ADDRESS_BYTES = 8;

/** Writes a kernel's function. */
export function emit(kernel: Kernel): Emitted {
  const to = new FunctionWriter(["i32", "i32", "i32", "i32"]);
  const [block, lo, hi, part] = [0, 1, 2, 3] as const;
  const at = to.widen(block);
  const bases = kernel.operands.map((_, i) => to.loadAddress(at, ADDRESS_BYTES * i));
  const pass = new PassWriter(to, kernel);
  pass.begin(bases);
  const template: Template = { to, kernel, pass, lo, hi, part, bases };
  return { code: to, split: writeOf(kernel)(template) };
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
  return dims.length === 1 ? writeFlatFold : writeRowFold;
}
