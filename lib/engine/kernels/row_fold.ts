/**
 * Folds over what lies along the innermost dimension, and over others besides.
 *
 * @module
 */
import type { Local } from "../wasm/function_writer.ts";
import type { VectorOp } from "../wasm/instructions.ts";
import { bitsOf, type FoldOp } from "./body.ts";
import { countOf, loopsOf, partsOf, type Template } from "./template.ts";
import { BYTES, IDENTITY, sizeOf, type Split } from "./kernel.ts";
import { writeRow } from "./map.ts";
import { BLOCK, COPIES, LANES } from "./pass.ts";
import { copies, rowsFrom, throughAll } from "./rows.ts";

/** Elements of a part of a fold over everything: enough sums side by side to lose no digits. */
const FLAT_PART = 8192;

/** Instructions that pass over what is not a number, for folds that don't. */
const EXTREMES: Partial<Record<FoldOp, VectorOp>> = {
  "f32.max": "f32.pmax",
  "f32.min": "f32.pmin",
};

/** The vectors that values are folded into, as many as copies for each fold. */
export class Accumulators {
  readonly #template: Template;
  readonly locals: readonly (readonly Local[])[];
  /** Of extremes, lanes in which something was not a number: their instruction takes long to look. */
  readonly #odd: readonly (readonly Local[])[];

  constructor(template: Template, count: number) {
    this.#template = template;
    const { to, kernel } = template;
    const make = () => Array.from({ length: count }, () => to.local("v128"));
    this.locals = kernel.folds.map(make);
    this.#odd = kernel.folds.map(({ op }) => EXTREMES[op] ? make() : []);
  }

  /** Sets all to what a fold begins with; or those of some folds. */
  begin(which: (fold: number) => boolean = () => true): void {
    const { to, kernel } = this.#template;
    kernel.folds.forEach(({ op }, f) => {
      if (!which(f)) return;
      for (const local of this.locals[f]!) to.constant(IDENTITY[op], local);
      for (const local of this.#odd[f]!) to.constant(0, local);
    });
  }

  /** Takes a value; lanes that don't count are left out. */
  take = (fold: number, value: Local, copy: number, lanes: number): void => {
    const { to, kernel } = this.#template;
    const { op } = kernel.folds[fold]!;
    if (lanes === LANES) {
      this.#fold(fold, copy, value);
      return;
    }
    const identity = to.constant(IDENTITY[op]);
    const mask = to.lanes([-1, lanes > 1 ? -1 : 0, lanes > 2 ? -1 : 0, 0]);
    to.vector("v128.select", [value, identity, mask], identity);
    this.#fold(fold, copy, identity);
    to.free(identity);
    to.free(mask);
  };

  #fold(fold: number, copy: number, value: Local): void {
    const { to, kernel } = this.#template;
    const { op } = kernel.folds[fold]!;
    const local = this.locals[fold]![copy]!;
    const odd = this.#odd[fold]![copy];
    to.vector(EXTREMES[op] ?? op, [local, value], local);
    if (odd === undefined) return;
    const isOdd = to.vector("f32.ne", [value, value]);
    to.vector("v128.or", [odd, isOdd], odd);
    to.free(isOdd);
  }

  /** Makes lanes in which something was not a number none: all ones are no number. */
  settle(which: (fold: number) => boolean = () => true): void {
    this.#odd.forEach((list, f) =>
      list.forEach((odd, copy) => {
        const local = this.locals[f]![copy]!;
        if (which(f)) this.#template.to.vector("v128.or", [local, odd], local);
      })
    );
  }

  /** What folds gave, in all lanes, after they are finished. */
  get results(): readonly Local[] {
    return this.locals.map(([first]) => first!);
  }

  /** Folds all vectors of each fold, and their lanes, and stores the results. */
  finish(
    pointers: readonly Local[],
    isPartial = false,
    which: (fold: number) => boolean = () => true,
  ): void {
    const { to, kernel } = this.#template;
    this.settle(which);
    kernel.folds.forEach(({ op, operand, divisor }, f) => {
      if (!which(f)) return;
      const [first, ...others] = this.locals[f]!;
      for (const other of others) to.vector(op, [first!, other], first);
      foldLanes(this.#template, op, first!);
      const result = { operand, divisor: isPartial ? 1 : divisor };
      writeResult(this.#template, result, pointers[operand]!, first!, 0, 1);
    });
  }
}

/** Folds the lanes of a vector into each of them. */
function foldLanes({ to }: Template, op: FoldOp, vector: Local): void {
  for (const order of [[2, 3, 0, 1], [1, 0, 3, 2]]) {
    const moved = to.shuffle(vector, order);
    to.vector(op, [vector, moved], vector);
    to.free(moved);
  }
}

/** Stores results of a fold. */
export function writeResult(
  { to, kernel }: Pick<Template, "to" | "kernel">,
  { operand, divisor }: { readonly operand: number; readonly divisor: number },
  pointer: Local,
  value: Local,
  at: number,
  lanes: number,
): void {
  const { type } = kernel.operands[operand]!;
  if (divisor !== 1) {
    const by = to.constant(bitsOf(divisor));
    to.vector("f32.div", [value, by], value);
    to.free(by);
  }
  if (type === "bool") to.storeTruth(pointer, value, at, lanes);
  else to.store(pointer, value, BYTES[type] * at, lanes);
}

/** Everything along one dimension: parts fold their elements, their results are folded after. */
export function writeFlatFold(template: Template): Split {
  const { to, kernel, pass, lo, hi, part, bases } = template;
  const count = sizeOf(kernel.dims);
  const accumulators = new Accumulators(template, COPIES);
  const from = to.widen(lo);
  const results = new Set(kernel.folds.map(({ operand }) => operand));
  const units = Math.ceil(count / BLOCK);
  const size = FLAT_PART / BLOCK;
  const isPartial = units > size;
  const pointers = bases.map((base, i) => {
    const { type, strides } = kernel.operands[i]!;
    if (results.has(i)) {
      const wide = to.widen(part);
      return to.add(base, to.scale(wide, BYTES[type], wide), wide);
    }
    if (strides[0] === 0) return base;
    const offset = to.scale(from, BYTES[type] * BLOCK);
    return to.add(base, offset, offset);
  });
  accumulators.begin();
  const write = (at: number, count: number, lanes: number) =>
    pass.write({
      pointers,
      at,
      copies: count,
      lanes,
      fold: (f, value, copy) => accumulators.take(f, value, copy, lanes),
    });
  const at = to.local("i32");
  to.copy(lo, at);
  // Whole blocks are before `whole`; what is left belongs to the last part.
  const whole = to.count(Math.floor(count / BLOCK));
  const end = to.local("i32");
  to.copy(hi, end);
  to.ifBelow(whole, end, () => to.copy(whole, end));
  to.ifBelow(at, end, () =>
    to.repeatBelow(at, end, () => {
      write(0, COPIES, LANES);
      kernel.operands.forEach(({ type, strides }, i) => {
        if (!results.has(i) && strides[0] !== 0) to.advance(pointers[i]!, BYTES[type] * BLOCK);
      });
      to.increase(at, 1);
    }));
  if (count % BLOCK > 0) {
    to.ifBelow(at, hi, () => {
      const vectors = Math.floor((count % BLOCK) / LANES);
      if (vectors > 0) write(0, vectors, LANES);
      if (count % LANES > 0) write(LANES * vectors, 1, count % LANES);
    });
  }
  accumulators.finish(pointers, isPartial);
  return { units, part: isPartial ? size : units, isPartial };
}

/**
 * Rows, each folded by itself or with those that differ in dimensions that are not kept: in one pass,
 * or in several while the row is in the fastest cache.
 */
export function writeRowFold(template: Template): Split {
  const { to, kernel, pass, lo, hi, bases } = template;
  const { dims, kept } = kernel;
  const last = dims.length - 1;
  const outer = loopsOf(dims, (axis) => kept[axis]!);
  const inner = loopsOf(dims, (axis) => !kept[axis] && axis < last);
  const accumulators = new Accumulators(template, COPIES);
  const rows = copies(to, bases);
  rowsFrom(to, rows, kernel.operands, outer, [lo, hi], () => {
    for (let number = 0; number < pass.count; number++) {
      const which = (fold: number) => pass.foldsIn(number, fold);
      if (pass.isJoined) pass.beginRow(rows, number, accumulators.results);
      accumulators.begin(which);
      throughAll(to, rows, kernel.operands, inner, () => {
        if (!pass.isJoined) pass.beginRow(rows);
        writeRow(template, rows, accumulators.take, number);
      });
      accumulators.finish(rows, false, which);
    }
    pass.beginRow(rows, pass.count, accumulators.results);
  });
  const units = countOf(outer);
  const work = pass.count * countOf(inner) * dims[last]!;
  return { units, part: partsOf(units, work), isPartial: false };
}
