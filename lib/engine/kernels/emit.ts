/**
 * From a kernel to a function of WebAssembly and the way its work is cut into parts. The function
 * takes the place of a block of addresses, one for each operand, the units it has to compute from
 * `lo` to `hi`, and the number of the part.
 *
 * @module
 */
import { FunctionWriter } from "../wasm/function_writer.ts";
import { type Kernel, sizeOf, type Split } from "./kernel.ts";
import { writeColumnFold } from "./column_fold.ts";
import { writeFlatMap, writeRowMap } from "./map.ts";
import { PassWriter } from "./pass.ts";
import { writeFlatFold, writeRowFold } from "./row_fold.ts";

/** A kernel's function, and how it is called. */
export interface Emitted {
  readonly code: FunctionWriter;
  readonly split: Split;
}

/** What templates write with. */
export interface Template {
  readonly to: FunctionWriter;
  readonly kernel: Kernel;
  readonly pass: PassWriter;
  /** The parameters. */
  readonly lo: number;
  readonly hi: number;
  readonly part: number;
  /** Where each operand begins. */
  readonly bases: readonly number[];
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

/** The template of a kernel. */
function writeOf({ dims, kept, folds }: Kernel): (template: Template) => Split {
  if (folds.length === 0) return dims.length <= 1 ? writeFlatMap : writeRowMap;
  if (kept.at(-1) === true) return writeColumnFold;
  return dims.length === 1 ? writeFlatFold : writeRowFold;
}

/** Parts of a kernel's work: enough for many threads, as large as pays. */
const PARTS = 32;

/** Elements below which a part costs more to hand out than to compute. */
const LEAST_PART = 4096;

/** Units in parts: `size` elements of `work` each belong to a unit; parts are multiples of `of`. */
export function partsOf(units: number, size: number, of = 1): number {
  const least = Math.max(Math.ceil(units / PARTS), Math.ceil(LEAST_PART / Math.max(1, size)));
  return Math.min(Math.max(1, units), Math.ceil(least / of) * of);
}

/** A dimension as a loop. */
export interface Loop {
  readonly axis: number;
  readonly count: number;
}

/** Dimensions as loops. */
export function loopsOf(dims: readonly number[], which: (axis: number) => boolean): Loop[] {
  return dims.flatMap((count, axis) => which(axis) ? [{ axis, count }] : []);
}

/** Places of dimensions. */
export function countOf(loops: readonly Loop[]): number {
  return sizeOf(loops.map(({ count }) => count));
}
