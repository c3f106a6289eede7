/**
 * What templates of kernels share: what they write with, how they count loops and cut work into parts.
 *
 * @module
 */
import type { FunctionWriter } from "../wasm/function_writer.ts";
import { type Kernel, sizeOf } from "./kernel.ts";
import type { PassWriter } from "./pass.ts";

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
