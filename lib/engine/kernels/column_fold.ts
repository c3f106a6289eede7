/**
 * Folds over outer dimensions: results lie along the innermost one, vector by vector. A block of
 * columns is folded at a time, so that its sums stay in registers.
 *
 * @module
 */
import type { Local } from "../wasm/function_writer.ts";
import { countOf, type Loop, loopsOf, partsOf, type Template } from "./template.ts";
import { BYTES, IDENTITY, sizeOf, type Split } from "./kernel.ts";
import { BLOCK, COPIES, LANES } from "./pass.ts";
import { Accumulators, writeResult } from "./accumulators.ts";
import { copies, rowsFrom, stepOf, throughAll } from "./rows.ts";

/** Rows from which parts leave partial sums: longer sums of float32 lose digits. */
const LONG = 256;

/** Rows of such a part: about as many as there are parts, whose sums are added as well. */
function rowsOfPart(rows: number): number {
  return Math.min(1000, Math.max(LONG / 2, 2 * Math.ceil(Math.sqrt(rows))));
}

/** Outer results from which each thread gets enough of them. */
const MANY = 8;

/**
 * Columns from which whole rows are taken, one after the other, and sums stay in the fastest cache:
 * sixteen columns of a wide matrix are a new page of memory in every row.
 */
const WIDE = 256;

/** Arrays from which so few columns are wide: processors foresee some places to come, not many. */
const STREAMS = 3;

/** Blocks of columns of a part. */
const PART_BLOCKS = 16;

/** What the parts are: places before the columns, blocks of columns, or places that are folded. */
type Way = "kept" | "columns" | "folded";

function wayOf(rows: number, outer: number, columns: number): Way {
  if (outer >= MANY) return "kept";
  if (rows > LONG) return "folded";
  return columns >= WIDE && outer === 1 ? "columns" : "kept";
}

/** Writes the fold of some columns, from where the pointers are. */
class ColumnFold {
  readonly template: Template;
  readonly outer: readonly Loop[];
  readonly inner: readonly [Loop, ...Loop[]];
  readonly columns: number;
  readonly way: Way;
  /** Places along the first folded dimension that a part takes, where parts are those. */
  readonly size: number;
  readonly isPartial: boolean;
  readonly #accumulators: Accumulators | undefined;

  constructor(template: Template) {
    this.template = template;
    const { dims, kept } = template.kernel;
    const last = dims.length - 1;
    this.columns = dims[last]!;
    this.outer = loopsOf(dims, (axis) => kept[axis]! && axis < last);
    this.inner = loopsOf(dims, (axis) => !kept[axis]) as [Loop, ...Loop[]];
    const [first, ...others] = this.inner;
    this.way = wayOf(this.rows, countOf(this.outer), this.columns);
    this.size = Math.max(1, Math.floor(rowsOfPart(this.rows) / countOf(others)));
    this.isPartial = this.way === "folded" && first.count > this.size;
    this.#accumulators = this.isWide ? undefined : new Accumulators(template, COPIES);
  }

  /** Rows that are folded. */
  get rows(): number {
    return countOf(this.inner);
  }

  get isWide(): boolean {
    const { operands } = this.template.kernel;
    const streams = operands.filter(({ strides }) => strides.every((step) => step !== 0)).length;
    return this.columns >= (streams >= STREAMS ? 2 * BLOCK : WIDE);
  }

  /** Runs `body` for every folded row of the part. */
  #eachRow(pointers: readonly Local[], body: (row: Local[]) => void): void {
    const { to, kernel: { operands }, lo, hi } = this.template;
    const [first, ...others] = this.inner;
    const row = copies(to, pointers);
    if (this.way === "folded") {
      const all = () => throughAll(to, row, operands, others, () => body(row));
      rowsFrom(to, row, operands, [first], [lo, hi], all);
    } else throughAll(to, row, operands, this.inner, () => body(row));
    row.forEach((it) => to.free(it));
  }

  /** Runs `body` for blocks of columns: those of the part, or all. */
  #eachBlock(
    start: readonly Local[],
    body: (pointers: Local[], at: number, vectors: number, lanes: number) => void,
  ): void {
    const { to, kernel: { operands, dims }, lo, hi } = this.template;
    const pointers = copies(to, start);
    const blocks = Math.floor(this.columns / BLOCK);
    const left = this.columns % BLOCK;
    const isPart = this.way === "columns";
    const at = to.count(0);
    const end = to.count(blocks);
    if (isPart) {
      to.copy(lo, at);
      to.ifBelow(hi, end, () => to.copy(hi, end));
    }
    to.ifBelow(at, end, () =>
      to.repeatBelow(at, end, () => {
        body(pointers, 0, COPIES, LANES);
        operands.forEach((it, i) => to.advance(pointers[i]!, BLOCK * stepOf(it, dims.length - 1)));
        to.increase(at, 1);
      }));
    const rest = () => {
      const vectors = Math.floor(left / LANES);
      if (vectors > 0) body(pointers, 0, vectors, LANES);
      if (left % LANES > 0) body(pointers, LANES * vectors, 1, left % LANES);
    };
    if (left > 0 && isPart) to.ifBelow(at, hi, rest);
    else if (left > 0) rest();
    pointers.forEach((it) => to.free(it));
    to.free(at);
    to.free(end);
  }

  /** Folds the columns. */
  write(pointers: readonly Local[]): void {
    if (this.isWide) this.#writeRows(pointers);
    else this.#writeBlocks(pointers);
  }

  /** Block by block, each over all rows: results are in registers until they are stored. */
  #writeBlocks(start: readonly Local[]): void {
    const { pass, kernel: { folds } } = this.template;
    const accumulators = this.#accumulators!;
    this.#eachBlock(start, (pointers, at, vectors, lanes) => {
      accumulators.begin();
      this.#eachRow(pointers, (row) => {
        pass.beginRow(row);
        // Lanes behind the last column are folded as well, and not stored.
        const fold = (f: number, value: Local, copy: number) =>
          accumulators.take(f, value, copy, LANES);
        pass.write({ pointers: row, at, copies: vectors, lanes, fold });
      });
      accumulators.settle();
      folds.forEach(({ operand, divisor }, f) => {
        const result = { operand, divisor: this.isPartial ? 1 : divisor };
        for (let v = 0; v < vectors; v++) {
          const value = accumulators.locals[f]![v]!;
          writeResult(this.template, result, pointers[operand]!, value, at + LANES * v, lanes);
        }
      });
    });
  }

  /** Row by row, each over all columns: results are in memory from the start. */
  #writeRows(start: readonly Local[]): void {
    const { to, pass, kernel: { folds } } = this.template;
    this.#eachBlock(start, (pointers, at, vectors, lanes) => {
      for (const { op, operand } of folds) {
        const identity = to.constant(IDENTITY[op]);
        for (let v = 0; v < vectors; v++) {
          to.store(pointers[operand]!, identity, BYTES.float32 * (at + LANES * v), lanes);
        }
        to.free(identity);
      }
    });
    this.#eachRow(start, (row) => {
      pass.beginRow(row);
      this.#eachBlock(row, (pointers, at, vectors, lanes) => {
        const fold = (f: number, value: Local, copy: number) => {
          const { op, operand } = folds[f]!;
          const offset = BYTES.float32 * (at + LANES * copy);
          const folded = to.load(pointers[operand]!, offset);
          to.vector(op, [folded, value], folded);
          to.store(pointers[operand]!, folded, offset, lanes);
          to.free(folded);
        };
        pass.write({ pointers, at, copies: vectors, lanes, fold });
      });
    });
    if (this.isPartial || folds.every(({ divisor }) => divisor === 1)) return;
    this.#eachBlock(start, (pointers, at, vectors, lanes) => {
      for (const { operand, divisor } of folds) {
        for (let v = 0; v < vectors; v++) {
          const place = at + LANES * v;
          const value = to.load(pointers[operand]!, BYTES.float32 * place);
          const result = { operand, divisor };
          writeResult(this.template, result, pointers[operand]!, value, place, lanes);
          to.free(value);
        }
      }
    });
  }
}

/** Columns, each folded over the dimensions that are not kept. */
export function writeColumnFold(template: Template): Split {
  const { to, kernel, lo, hi, part, bases } = template;
  const { operands, folds, dims } = kernel;
  const fold = new ColumnFold(template);
  const { columns, outer, rows, way, size, isPartial, inner: [first] } = fold;
  const pointers = copies(to, bases);
  if (way === "columns") {
    const offset = to.widen(lo);
    operands.forEach((it, i) => {
      const bytes = to.scale(offset, BLOCK * stepOf(it, dims.length - 1));
      to.add(pointers[i]!, bytes, pointers[i]!);
      to.free(bytes);
    });
    fold.write(pointers);
    const units = Math.ceil(columns / BLOCK);
    return { units, part: partsOf(units, BLOCK * rows, PART_BLOCKS), isPartial: false };
  }
  if (way === "folded") {
    const offset = to.widen(part);
    for (const operand of new Set(folds.map((it) => it.operand))) {
      const bytes = to.scale(offset, BYTES[operands[operand]!.type] * columns * countOf(outer));
      to.add(pointers[operand]!, bytes, pointers[operand]!);
      to.free(bytes);
    }
    throughAll(to, pointers, operands, outer, () => fold.write(pointers));
    return { units: first.count, part: Math.min(size, first.count), isPartial };
  }
  rowsFrom(to, pointers, operands, outer, [lo, hi], () => fold.write(pointers));
  const units = countOf(outer);
  return { units, part: partsOf(units, sizeOf([rows, columns])), isPartial: false };
}
