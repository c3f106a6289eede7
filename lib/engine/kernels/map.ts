/**
 * Kernels that fold nothing: each place by itself.
 *
 * @module
 */
import type { Local } from "../wasm/function_writer.ts";
import { countOf, loopsOf, partsOf, type Template } from "./template.ts";
import { BYTES, PADDING, sizeOf, type Split } from "./kernel.ts";
import { BLOCK, COPIES, LANES } from "./pass.ts";
import { copies, rowsFrom } from "./rows.ts";

/** All operands one after the other, or a single number: one loop over everything. */
export function writeFlatMap({ to, kernel, pass, lo, hi, bases }: Template): Split {
  const from = to.widen(lo);
  const pointers = bases.map((base, i) => {
    const { type, strides } = kernel.operands[i]!;
    if ((strides[0] ?? 0) === 0) return base;
    const offset = to.scale(from, BYTES[type]);
    return to.add(base, offset, offset);
  });
  const at = to.local("i32");
  to.copy(lo, at);
  // Up to the next whole block: what lies behind the last element belongs to nobody.
  to.repeatBelow(at, hi, () => {
    pass.write({ pointers, at: 0, copies: COPIES, lanes: LANES });
    kernel.operands.forEach(({ type, strides }, i) => {
      if ((strides[0] ?? 0) !== 0) to.advance(pointers[i]!, BYTES[type] * BLOCK);
    });
    to.increase(at, BLOCK);
  });
  const units = sizeOf(kernel.dims);
  return { units, part: partsOf(units, 1, PADDING), isPartial: false };
}

/** Takes a value of a row into a fold: which vector of those at once, and where that is. */
export type RowFold = (
  fold: number,
  value: Local,
  at: {
    readonly pointers: readonly Local[];
    readonly copy: number;
    /** The place of its first lane, from the pointers on, and the lanes that count. */
    readonly place: number;
    readonly lanes: number;
  },
) => void;

/** Writes the vectors of one row; the pointers are left where they are. */
export function writeRow(
  { to, kernel, pass }: Pick<Template, "to" | "kernel" | "pass">,
  rows: readonly number[],
  fold?: RowFold,
  number = 0,
): void {
  const columns = kernel.dims.at(-1)!;
  const blocks = Math.floor(columns / BLOCK);
  const write = (pointers: readonly number[], at: number, count: number, lanes: number) =>
    pass.write({
      number,
      pointers,
      at,
      copies: count,
      lanes,
      ...(fold
        ? {
          fold: (f, value, copy) =>
            fold(f, value, { pointers, copy, place: at + LANES * copy, lanes }),
        }
        : {}),
    });
  const pointers = blocks > 1 ? copies(to, rows) : rows;
  if (blocks > 1) {
    const [at, end] = [to.count(0), to.count(blocks)];
    to.repeatBelow(at, end, () => {
      write(pointers, 0, COPIES, LANES);
      kernel.operands.forEach(({ type, strides }, i) => {
        if (strides.at(-1) !== 0) to.advance(pointers[i]!, BYTES[type] * BLOCK);
      });
      to.increase(at, 1);
    });
    to.free(at);
    to.free(end);
  } else if (blocks === 1) write(pointers, 0, COPIES, LANES);
  const start = blocks === 1 ? BLOCK : 0;
  const vectors = Math.floor((columns % BLOCK) / LANES);
  if (vectors > 0) write(pointers, start, vectors, LANES);
  if (columns % LANES > 0) write(pointers, start + LANES * vectors, 1, columns % LANES);
  if (blocks > 1) pointers.forEach((it) => to.free(it));
}

/** Rows of which some operands have the same element everywhere, or the same row again. */
export function writeRowMap(template: Template): Split {
  const { to, kernel, pass, lo, hi, bases } = template;
  const outer = loopsOf(kernel.dims, (axis) => axis < kernel.dims.length - 1);
  const rows = copies(to, bases);
  rowsFrom(to, rows, kernel.operands, outer, [lo, hi], () => {
    pass.beginRow(rows);
    writeRow(template, rows);
  });
  const units = countOf(outer);
  return { units, part: partsOf(units, kernel.dims.at(-1)!), isPartial: false };
}
