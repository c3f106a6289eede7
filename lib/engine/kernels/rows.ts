/**
 * Loops over the outer dimensions of a space: a row is what lies along the innermost one.
 *
 * @module
 */
import type { FunctionWriter, Local } from "../wasm/function_writer.ts";
import type { Loop } from "./template.ts";
import { BYTES, type Operand } from "./kernel.ts";

/** Bytes from a place to the next along a dimension. */
export function stepOf({ type, strides }: Operand, axis: number): number {
  return BYTES[type] * (strides[axis] ?? 0);
}

/** Moves pointers along a dimension, `times` places. */
export function move(
  to: FunctionWriter,
  pointers: readonly Local[],
  operands: readonly Operand[],
  axis: number,
  times = 1,
): void {
  pointers.forEach((pointer, i) => to.advance(pointer, times * stepOf(operands[i]!, axis)));
}

/** Copies of pointers, which may move by themselves. */
export function copies(to: FunctionWriter, pointers: readonly Local[]): Local[] {
  return pointers.map((it) => {
    const copy = to.local("i64");
    to.copy(it, copy);
    return copy;
  });
}

/** Runs `body` for each place along one dimension, from where the pointers are. */
export function along(
  to: FunctionWriter,
  pointers: readonly Local[],
  operands: readonly Operand[],
  { axis, count }: { readonly axis: number; readonly count: Local | number },
  body: () => void,
): void {
  const counter = to.count(0);
  const bound = typeof count === "number" ? to.count(count) : count;
  to.repeatBelow(counter, bound, () => {
    body();
    move(to, pointers, operands, axis);
    to.increase(counter, 1);
  });
  to.free(counter);
  if (typeof count === "number") to.free(bound);
}

/** The same along several dimensions, the last one innermost; the pointers end where they began. */
export function throughAll(
  to: FunctionWriter,
  pointers: readonly Local[],
  operands: readonly Operand[],
  loops: readonly Loop[],
  body: () => void,
): void {
  const [first, ...rest] = loops;
  if (first === undefined) return body();
  along(to, pointers, operands, first, () => throughAll(to, pointers, operands, rest, body));
  move(to, pointers, operands, first.axis, -first.count);
}

/**
 * Runs `body` for the rows from `lo` to `hi`, counted over several dimensions, the last one fastest.
 * Pointers have to be at the first row of all.
 */
export function rowsFrom(
  to: FunctionWriter,
  pointers: readonly Local[],
  operands: readonly Operand[],
  axes: readonly Loop[],
  [lo, hi]: readonly [Local, Local],
  body: () => void,
): void {
  const row = to.local("i32");
  to.copy(lo, row);
  if (axes.length === 0) {
    to.ifBelow(row, hi, body);
    return;
  }
  // The first row's place along each dimension.
  const rest = to.local("i32");
  to.copy(lo, rest);
  const places = axes.map(() => to.local("i32"));
  axes.toReversed().forEach(({ axis, count }, i) => {
    const place = places[axes.length - 1 - i]!;
    if (i === axes.length - 1) to.copy(rest, place);
    else {
      to.divide("rest", rest, count, place);
      to.divide("quotient", rest, count, rest);
    }
    const wide = to.widen(place);
    pointers.forEach((pointer, k) => {
      const step = stepOf(operands[k]!, axis);
      if (step === 0) return;
      const offset = to.scale(wide, step);
      to.add(pointer, offset, pointer);
      to.free(offset);
    });
    to.free(wide);
  });
  to.free(rest);
  to.ifBelow(row, hi, () =>
    to.repeatBelow(row, hi, () => {
      body();
      advance(axes.length - 1);
      to.increase(row, 1);
    }));

  /** On to the next place of a dimension; after the last one, to the next of the one before. */
  function advance(i: number): void {
    const { axis, count } = axes[i]!;
    move(to, pointers, operands, axis);
    if (i === 0) return;
    const place = places[i]!;
    to.increase(place, 1);
    to.ifEqual(place, count, () => {
      to.count(0, place);
      move(to, pointers, operands, axis, -count);
      advance(i - 1);
    });
  }
  places.forEach((it) => to.free(it));
  to.free(row);
}
