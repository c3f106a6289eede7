/**
 * The leaves of a dataset's elements: rows of arrays on the host, which become tensors only where
 * somebody takes them, tensors that a function gave, and datasets inside of datasets.
 *
 * @module
 */
import { DTYPES, newStorage, type Storage } from "../arrays/dtypes.ts";
import { type Aval, aval } from "../tensor/aval.ts";
import { read } from "../tensor/graph.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import type { Stage } from "./stage.ts";

/** Values on the host: a part of a storage, which may be shared and must not be changed. */
export class Row {
  readonly values: Storage;
  /** Where it begins in the storage, in units of the storage. */
  readonly at: number;
  readonly aval: Aval;

  /** A part of a storage, of a shape and dtype. */
  constructor(values: Storage, at: number, aval: Aval) {
    this.values = values;
    this.at = at;
    this.aval = aval;
  }
}

/** A dataset as an element of another, such as `window` makes. */
export class Inner {
  readonly stage: Stage;

  /** The dataset of a stage. */
  constructor(stage: Stage) {
    this.stage = stage;
  }
}

/** One leaf of an element. */
export type Leaf = Row | Tensor | Inner;

/** Numbers of a storage that one value of a shape and dtype takes. */
export function widthOf({ dtype, size }: Aval): number {
  return size * DTYPES[dtype].units;
}

/** The row of a storage that is one value as a whole. */
export function whole(values: Storage, of: Aval): Row {
  return new Row(values, 0, of);
}

/** A leaf with its values on the host. */
export function rowOf(it: Row | Tensor): Row {
  return it instanceof Row ? it : whole(read(it), it.aval);
}

/** A leaf as a tensor. */
export function tensorOf(it: Row | Tensor): Tensor {
  return it instanceof Row ? leaf(partOf(it), it.aval) : it;
}

/** The values of a row alone. */
export function partOf({ values, at, aval }: Row): Storage {
  const width = widthOf(aval);
  if (at === 0 && values.length === width) return values;
  return Array.isArray(values)
    ? values.slice(at, at + width)
    : (values as Float32Array).subarray(at, at + width);
}

/** Copies a row to a place of a storage of the same dtype. */
export function copyRow({ values, at, aval }: Row, to: Storage, place: number): void {
  const width = widthOf(aval);
  if (width < 16 || Array.isArray(values)) {
    const target = to as unknown[];
    for (let i = 0; i < width; i++) target[place + i] = values[at + i];
  } else {
    (to as Float32Array).set((values as Float32Array).subarray(at, at + width), place);
  }
}

/** Rows of one shape and dtype as one value, with an axis for them in front. */
export function stackRows(rows: readonly Row[], of: Aval): Row {
  const width = widthOf(of);
  const values = newStorage(of.dtype, rows.length * of.size);
  for (let i = 0; i < rows.length; i++) copyRow(rows[i]!, values, i * width);
  return whole(values, aval(of.dtype, [rows.length, ...of.shape]));
}

/**
 * Rows of a table by their numbers as one value, with an axis for them in front.
 *
 * @param room A storage to write to, if it has that size.
 */
export function gatherRows(table: Row, numbers: Int32Array, room: Storage | undefined): Row {
  const { values: from, aval: of } = table;
  const width = widthOf(of);
  const length = numbers.length * width;
  const values = room?.length === length ? room : newStorage(of.dtype, numbers.length * of.size);
  for (let first = 0; first < numbers.length;) {
    // Rows that follow each other are copied at once.
    let end = first + 1;
    while (end < numbers.length && numbers[end] === numbers[end - 1]! + 1) end++;
    const [at, count] = [numbers[first]! * width, (end - first) * width];
    if (count < 16 || Array.isArray(from)) {
      const target = values as unknown[];
      for (let i = 0; i < count; i++) target[first * width + i] = from[at + i];
    } else {
      (values as Float32Array).set(
        (from as Float32Array).subarray(at, at + count),
        first * width,
      );
    }
    first = end;
  }
  return whole(values, aval(of.dtype, [numbers.length, ...of.shape]));
}

/** A whole number as an int64 leaf. */
export function integerRow(value: number | bigint): Row {
  return whole(BigInt64Array.of(BigInt(value)), INTEGER);
}

const INTEGER = aval("int64", []);

/** The first number of a row, as a number: of flags, classes, keys. */
export function numberOf(it: Row): number {
  return Number(it.values[it.at]);
}
