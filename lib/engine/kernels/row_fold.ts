/**
 * Folds over what lies along the innermost dimension, and over others besides.
 *
 * @module
 */
import { Accumulators } from "./accumulators.ts";
import { hasShortRows, writeFours } from "./short_rows.ts";
import { countOf, loopsOf, partsOf, type Template } from "./template.ts";
import { BYTES, IDENTITY, sizeOf, type Split } from "./kernel.ts";
import { type RowFold, writeRow } from "./map.ts";
import { BLOCK, COPIES, LANES } from "./pass.ts";
import { copies, rowsFrom, throughAll } from "./rows.ts";

/** Elements of a part of a fold over everything: enough sums side by side to lose no digits. */
const FLAT_PART = 8192;

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

/** Everything along several dimensions, row by row, in parts as well. */
export function writeWholeFold(template: Template): Split {
  const { to, kernel: { dims, folds, operands }, pass, lo, hi, part, bases } = template;
  const last = dims.length - 1;
  const outer = loopsOf(dims, (axis) => axis < last);
  const units = countOf(outer);
  const size = Math.max(1, Math.floor(FLAT_PART / Math.max(1, dims[last]!)));
  const isPartial = units > size;
  const accumulators = new Accumulators(template, COPIES);
  const rows = copies(to, bases);
  for (const operand of new Set(folds.map((it) => it.operand))) {
    const own = to.widen(part);
    to.add(rows[operand]!, to.scale(own, BYTES[operands[operand]!.type], own), rows[operand]!);
    to.free(own);
  }
  accumulators.begin();
  rowsFrom(to, rows, operands, outer, [lo, hi], () => {
    pass.beginRow(rows);
    writeRow(
      template,
      rows,
      (fold, value, { copy, lanes }) => accumulators.take(fold, value, copy, lanes),
    );
  });
  accumulators.finish(rows, isPartial);
  return { units, part: isPartial ? size : Math.max(1, units), isPartial };
}

/** Moves pointers of sums across rows to the part's own, and makes those 0. */
function beginAcross({ to, kernel, part, bases }: Template): void {
  const { folds, operands, dims, kept } = kernel;
  const width = sizeOf(dims.filter((_, axis) => !kept[axis]));
  for (const { operand, isAcross } of folds) {
    if (!isAcross) continue;
    const pointer = bases[operand]!;
    const own = to.widen(part);
    to.add(pointer, to.scale(own, BYTES[operands[operand]!.type] * width, own), pointer);
    to.free(own);
    const zero = to.constant(IDENTITY["f32.add"]);
    const next = to.local("i64");
    to.copy(pointer, next);
    const [at, end] = [to.count(0), to.count(Math.floor(width / LANES))];
    to.ifBelow(at, end, () =>
      to.repeatBelow(at, end, () => {
        to.store(next, zero, 0);
        to.advance(next, BYTES.float32 * LANES);
        to.increase(at, 1);
      }));
    if (width % LANES > 0) to.store(next, zero, 0, width % LANES);
    for (const local of [zero, next, at, end]) to.free(local);
  }
}

/**
 * Rows, each folded by itself or with those that differ in dimensions that are not kept: in one pass,
 * or in several while the row is in the fastest cache.
 */
export function writeRowFold(template: Template): Split {
  const { to, kernel, pass, lo, hi, bases } = template;
  const { dims, kept, folds } = kernel;
  const last = dims.length - 1;
  const outer = loopsOf(dims, (axis) => kept[axis]!);
  const inner = loopsOf(dims, (axis) => !kept[axis] && axis < last);
  const accumulators = new Accumulators(template, COPIES);
  beginAcross(template);
  const rows = copies(to, bases);
  const isStraight = inner.length === 0 && dims[last]! < 2 * BLOCK;
  const take: RowFold = (fold, value, { pointers, copy, place, lanes }) => {
    const { isAcross, operand } = folds[fold]!;
    if (!isAcross) return accumulators.take(fold, value, copy, lanes);
    const sum = to.load(pointers[operand]!, BYTES.float32 * place);
    to.vector("f32.add", [sum, value], sum);
    to.store(pointers[operand]!, sum, BYTES.float32 * place, lanes);
    to.free(sum);
  };
  const isShort = hasShortRows(kernel, pass);
  const from = isShort ? writeFours(template) : lo;
  rowsFrom(to, rows, kernel.operands, outer, [from, hi], () => {
    for (let number = 0; number < pass.count; number++) {
      const which = (fold: number) => !folds[fold]!.isAcross && pass.foldsIn(number, fold);
      if (pass.isJoined) pass.beginRow(rows, number, accumulators.results);
      accumulators.begin(which, isStraight);
      throughAll(to, rows, kernel.operands, inner, () => {
        if (!pass.isJoined) pass.beginRow(rows);
        writeRow(template, rows, take, number);
      });
      accumulators.finish(rows, false, which);
    }
    pass.beginRow(rows, pass.count, accumulators.results);
  });
  const units = countOf(outer);
  const work = pass.count * countOf(inner) * dims[last]!;
  return { units, part: partsOf(units, work, isShort ? LANES : 1), isPartial: false };
}
