/**
 * Folds over outer dimensions: results lie along the innermost one, vector by vector. A block of
 * columns is folded at a time, so that its sums stay in registers.
 *
 * @module
 */
import type { Local } from "../wasm/function_writer.ts";
import { countOf, type Loop, loopsOf, partsOf, type Template } from "./template.ts";
import { BYTES, sizeOf, type Split } from "./kernel.ts";
import { LANES } from "./pass.ts";
import { Accumulators, writeResult } from "./row_fold.ts";
import { copies, rowsFrom, stepOf, throughAll } from "./rows.ts";

const COPIES = 4;
const BLOCK = LANES * COPIES;

/** Rows from which parts leave partial sums: longer sums of float32 lose digits. */
const LONG = 256;

/** Rows of such a part: about as many as there are parts, whose sums are added as well. */
function rowsOfPart(rows: number): number {
  return Math.min(1000, Math.max(LONG / 2, 2 * Math.ceil(Math.sqrt(rows))));
}

/** Outer results from which each thread gets enough of them. */
const MANY = 8;

/** Columns from which each thread gets some of them. */
const WIDE = 8 * BLOCK;

/** What the parts are: places before the columns, blocks of columns, or places that are folded. */
type Way = "kept" | "columns" | "folded";

function wayOf(rows: number, outer: number, columns: number): Way {
  if (outer >= MANY) return "kept";
  if (rows > LONG) return "folded";
  return columns >= WIDE && outer === 1 ? "columns" : "kept";
}

/** Columns, each folded over the dimensions that are not kept. */
export function writeColumnFold(template: Template): Split {
  const { to, kernel, pass, lo, hi, part, bases } = template;
  const { dims, kept, operands, folds } = kernel;
  const last = dims.length - 1;
  const columns = dims[last]!;
  const outer = loopsOf(dims, (axis) => kept[axis]! && axis < last);
  const inner = loopsOf(dims, (axis) => !kept[axis]);
  const rows = countOf(inner);
  const way = wayOf(rows, countOf(outer), columns);
  const results = new Set(folds.map(({ operand }) => operand));
  const accumulators = new Accumulators(template, COPIES);

  const [first, ...others] = inner as [Loop, ...Loop[]];
  const size = Math.max(1, Math.floor(rowsOfPart(rows) / countOf(others)));
  const isPartial = way === "folded" && first.count > size;

  /** Folds vectors of columns that begin `at` columns after the pointers. */
  const block = (pointers: Local[], at: number, vectors: number, lanes: number) => {
    accumulators.begin();
    const write = (from: readonly Local[]) => {
      pass.beginRow(from);
      // Lanes behind the last column are folded as well, and not stored.
      const fold = (f: number, value: Local, copy: number) =>
        accumulators.take(f, value, copy, LANES);
      pass.write({ pointers: from, at, copies: vectors, lanes, fold });
    };
    if (way === "folded") {
      const moved = copies(to, pointers);
      rowsFrom(
        to,
        moved,
        operands,
        [first],
        [lo, hi],
        () => throughAll(to, moved, operands, others, () => write(moved)),
      );
      moved.forEach((it) => to.free(it));
    } else throughAll(to, pointers, operands, inner, () => write(pointers));
    folds.forEach(({ operand, divisor }, f) => {
      const result = { operand, divisor: isPartial ? 1 : divisor };
      for (let v = 0; v < vectors; v++) {
        const value = accumulators.locals[f]![v]!;
        writeResult(template, result, pointers[operand]!, value, at + LANES * v, lanes);
      }
    });
  };
  const blocks = Math.floor(columns / BLOCK);
  const left = columns % BLOCK;
  const step = (pointers: readonly Local[]) =>
    operands.forEach((it, i) => to.advance(pointers[i]!, BLOCK * stepOf(it, last)));
  const rest = (pointers: Local[]) => {
    const vectors = Math.floor(left / LANES);
    if (vectors > 0) block(pointers, 0, vectors, LANES);
    if (left % LANES > 0) block(pointers, LANES * vectors, 1, left % LANES);
  };

  if (way === "columns") {
    const pointers = copies(to, bases);
    const offset = to.widen(lo);
    operands.forEach((it, i) => {
      const bytes = to.scale(offset, BLOCK * stepOf(it, last));
      to.add(pointers[i]!, bytes, pointers[i]!);
      to.free(bytes);
    });
    const at = to.local("i32");
    to.copy(lo, at);
    const [whole, end] = [to.count(blocks), to.local("i32")];
    to.copy(hi, end);
    to.ifBelow(whole, end, () => to.copy(whole, end));
    to.ifBelow(at, end, () =>
      to.repeatBelow(at, end, () => {
        block(pointers, 0, COPIES, LANES);
        step(pointers);
        to.increase(at, 1);
      }));
    to.ifBelow(at, hi, () => rest(pointers));
    const units = Math.ceil(columns / BLOCK);
    return { units, part: partsOf(units, BLOCK * rows), isPartial: false };
  }

  const allColumns = (pointers: Local[]) => {
    if (blocks > 0) {
      const [at, end] = [to.count(0), to.count(blocks)];
      to.repeatBelow(at, end, () => {
        block(pointers, 0, COPIES, LANES);
        step(pointers);
        to.increase(at, 1);
      });
      to.free(at);
      to.free(end);
    }
    rest(pointers);
  };
  if (way === "folded") {
    const pointers = copies(to, bases);
    const offset = to.widen(part);
    for (const operand of results) {
      const { type } = operands[operand]!;
      const bytes = to.scale(offset, BYTES[type] * columns * countOf(outer));
      to.add(pointers[operand]!, bytes, pointers[operand]!);
      to.free(bytes);
    }
    throughAll(to, pointers, operands, outer, () => {
      const own = copies(to, pointers);
      allColumns(own);
      own.forEach((it) => to.free(it));
    });
    return { units: first.count, part: Math.min(size, first.count), isPartial };
  }
  const starts = copies(to, bases);
  rowsFrom(to, starts, operands, outer, [lo, hi], () => {
    const pointers = copies(to, starts);
    allColumns(pointers);
    pointers.forEach((it) => to.free(it));
  });
  const units = countOf(outer);
  return { units, part: partsOf(units, sizeOf([rows, columns])), isPartial: false };
}
