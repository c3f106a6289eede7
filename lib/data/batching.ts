/**
 * Stages that put elements together and take them apart: batch and unbatch.
 *
 * @module
 */
import { formatAval } from "../tensor/aval.ts";
import { aval } from "../tensor/aval.ts";
import { settleAll } from "../tensor/graph.ts";
import { Tensor } from "../tensor/tensor.ts";
import { structureKey } from "../functions/nest.ts";
import {
  copyRow,
  gatherRows,
  Inner,
  type Leaf,
  Row,
  rowOf,
  stackRows,
  whole,
  widthOf,
} from "./leaves.ts";
import { newStorage, type Storage } from "../arrays/dtypes.ts";
import { reshaped } from "./spec.ts";
import {
  type Cursor,
  derived,
  Element,
  over,
  type Rows,
  type Stage,
  type Step,
  UNKNOWN,
} from "./stage.ts";

/** Elements whose values are computed together: so plans of batches are few, and none is large. */
const TOGETHER = 16;

/** Computes what waits of elements whose numbers go up to `end`. */
function settle(elements: readonly Element[], end: number): void {
  const first = Math.floor((end - 1) / TOGETHER) * TOGETHER;
  const tensors: Tensor[] = [];
  for (let i = first; i < end; i++) {
    for (const it of elements[i]!.leaves) if (it instanceof Tensor) tensors.push(it);
  }
  if (tensors.length > 0) settleAll(tensors);
}

/** Elements that come one by one, of which some at a time are put together. */
export function collected(
  input: Stage,
  size: number,
  isDropped: boolean,
  join: (elements: readonly Element[], first: number) => Element,
): () => { next: () => Step; close: () => void } {
  return () => {
    const from = input.open();
    let elements: Element[] = [];
    let first = 0;
    const take = (): Element => {
      settle(elements, elements.length);
      const joined = join(elements, first);
      first += elements.length;
      elements = [];
      return joined;
    };
    return over(from, () => {
      while (elements.length < size) {
        const step = from.next();
        if (step instanceof Promise) return step;
        if (step === undefined) {
          if (elements.length === 0 || isDropped) return undefined;
          return take();
        }
        elements.push(step);
        if (elements.length % TOGETHER === 0) settle(elements, elements.length);
      }
      return take();
    });
  };
}

/** The number of batches. */
export function batchesOf(count: number, size: number, isDropped: boolean): number {
  if (count < 0) return count;
  return isDropped ? Math.floor(count / size) : Math.ceil(count / size);
}

/** The leaves at one place of elements. */
export function leavesAt(where: string, elements: readonly Element[], place: number): Row[] {
  return elements.map(({ leaves }) => {
    const it = leaves[place]!;
    if (it instanceof Inner) {
      throw new TypeError(
        `${where}: expected elements of tensors, received one with a dataset in it; use flatMap to batch it by itself`,
      );
    }
    return rowOf(it);
  });
}

/** Checks that elements are nested alike. */
export function checkAlike(where: string, elements: readonly Element[], first: number): void {
  const { structure, leaves } = elements[0]!;
  for (let i = 1; i < elements.length; i++) {
    const other = elements[i]!;
    if (other.structure === structure) continue;
    const isSame = other.leaves.length === leaves.length &&
      structureKey(other.structure) === structureKey(structure);
    if (!isSame) {
      throw new TypeError(
        `${where}: element ${
          first + i
        }: expected elements nested as element ${first}, received another structure`,
      );
    }
  }
}

/** Elements of one shape stacked along a new first axis. */
export function stacked(where: string, elements: readonly Element[], first: number): Element {
  checkAlike(where, elements, first);
  const [{ leaves, structure }] = elements as [Element];
  const joined = leaves.map((_, place): Leaf => {
    const rows = leavesAt(where, elements, place);
    const { aval: of } = rows[0]!;
    const odd = rows.findIndex((it) => it.aval !== of);
    if (odd < 0) return stackRows(rows, of);
    throw new TypeError(
      `${where}: element ${first + odd}: expected ${
        formatAval(of)
      } as in element ${first}, received ${
        formatAval(rows[odd]!.aval)
      }; use paddedBatch for elements of several sizes`,
    );
  });
  return new Element(joined, structure);
}

/** Batches of rows of a table, which are copied from where they lie. */
function batchesOfRows(input: Stage & { rows: Rows }, size: number, isDropped: boolean) {
  const { cardinality, rows: { columns, structure, open } } = input;
  return (): Cursor => {
    const next = open();
    const numbers = new Int32Array(Math.min(size, cardinality));
    const rooms: (Storage | undefined)[] = columns.map(() => undefined);
    let isOver = false;
    return {
      next: (isFree = false) => {
        let count = 0;
        while (!isOver && count < size) {
          const row = next();
          if (row < 0) isOver = true;
          else numbers[count++] = row;
        }
        if (count === 0 || isDropped && count < size) return undefined;
        const leaves = columns.map((it, i) => {
          const row = gatherRows(it, numbers.subarray(0, count), isFree ? rooms[i] : undefined);
          if (isFree) rooms[i] = row.values;
          return row;
        });
        return new Element(leaves, structure);
      },
      close: () => isOver = true,
    };
  };
}

function hasRows(input: Stage): input is Stage & { rows: Rows } {
  return input.rows !== undefined;
}

/** Batches of `size` elements. */
export function batch(where: string, input: Stage, size: number, isDropped: boolean): Stage {
  return derived(input, {
    where,
    cardinality: batchesOf(input.cardinality, size, isDropped),
    open: hasRows(input)
      ? batchesOfRows(input, size, isDropped)
      : collected(input, size, isDropped, (elements, first) => stacked(where, elements, first)),
    spec: () => reshaped(input.spec(), (shape) => shape && [isDropped ? size : null, ...shape]),
  });
}

/** The rows of each element, one by one. */
export function unbatch(where: string, input: Stage): Stage {
  const open = () => {
    const from = input.open();
    let element: Element | undefined;
    let at = 0;
    let [row, count] = [0, 0];
    return over(from, () => {
      while (element === undefined || row === count) {
        const step = from.next();
        if (!(step instanceof Element)) return step;
        count = rowsOf(where, step, at++);
        element = new Element(leavesOf(step), step.structure);
        row = 0;
      }
      const index = row++;
      const leaves = (element.leaves as readonly Row[]).map(({ values, at, aval: all }) => {
        const of = aval(all.dtype, all.shape.slice(1));
        return new Row(values, at + index * widthOf(of), of);
      });
      return new Element(leaves, element.structure);
    });
  };
  return derived(input, {
    where,
    cardinality: UNKNOWN,
    open,
    spec: () => reshaped(input.spec(), (shape) => shape && shape.slice(1)),
  });
}

function leavesOf(element: Element): Row[] {
  return element.leaves.map((it) => rowOf(it as Row | Tensor));
}

/** Rows of the tensors of an element. */
function rowsOf(where: string, { leaves }: Element, index: number): number {
  const counts = leaves.map((it) => it instanceof Inner ? undefined : it.aval.shape[0]);
  const [count] = counts;
  if (count !== undefined && counts.every((it) => it === count)) return count;
  throw new TypeError(
    `${where}: element ${index}: expected tensors of equally many rows, received ${
      leaves.map((it) => it instanceof Inner ? "a dataset" : formatAval(it.aval)).join(" and ")
    }`,
  );
}

/** Rows of one dtype as one value, each in the corner of room for `shape`, the rest filled. */
export function paddedRows(
  rows: readonly Row[],
  shape: readonly number[],
  fill: (values: Row["values"]) => void,
): Row {
  const of = aval(rows[0]!.aval.dtype, shape);
  const width = widthOf(of);
  const values = newStorage(of.dtype, of.size * rows.length);
  fill(values);
  rows.forEach((row, i) => place(row, shape, values, i * width));
  return whole(values, aval(of.dtype, [rows.length, ...shape]));
}

/** Copies a row into the corner of a room. */
function place(
  { values, at, aval: of }: Row,
  room: readonly number[],
  to: Row["values"],
  start: number,
): void {
  const { shape, dtype } = of;
  const last = shape.length - 1;
  if (last < 0) return copyRow(new Row(values, at, of), to, start);
  const line = aval(dtype, [shape[last]!]);
  const unit = widthOf(aval(dtype, []));
  const visit = (axis: number, from: number, target: number): number => {
    if (axis === last) {
      copyRow(new Row(values, from, line), to, target);
      return from + widthOf(line);
    }
    const stride = room.slice(axis + 1).reduce((product, size) => product * size, unit);
    let next = from;
    for (let i = 0; i < shape[axis]!; i++) next = visit(axis + 1, next, target + i * stride);
    return next;
  };
  visit(0, at, start);
}
