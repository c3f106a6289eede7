/**
 * Data in memory: inputs, labels and weights of all examples, as arrays of the host from which
 * batches are cut.
 *
 * @module
 */
import { type DType, newStorage, type Storage } from "../../arrays/dtypes.ts";
import { NdArray } from "../../display/ndarray.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { flatten, type Structure } from "../../functions/nest.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { isOptions } from "../../ops/bind.ts";
import { aval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { KerasTensor } from "../../tensor/keras_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { leaf, Tensor } from "../../tensor/tensor.ts";
import { VariableCore } from "../../tensor/variable_core.ts";

/** Examples: whatever a tensor can be made of, in lists or by name for models of several inputs. */
export type Data =
  | TensorLike
  | readonly Data[]
  | { readonly [name: string]: Data };

/** The values of all examples of one input, label or weight. */
export interface Column {
  /** How messages call it: `x`, `y`, `x[1]`. */
  readonly label: string;
  readonly values: Storage;
  readonly dtype: DType;
  /** Number of examples. */
  readonly rows: number;
  /** Shape of one example. */
  readonly shape: readonly number[];
}

/** Nested columns. */
export interface Columns {
  readonly columns: readonly Column[];
  readonly structure: Structure;
}

/** The first value deep in nested arrays. */
function deepest(value: unknown): unknown {
  let it = value;
  while (Array.isArray(it)) it = it[0];
  return it;
}

/** What is one input: an array of any kind, or nested arrays of plain values. */
function asArray(value: unknown): TensorLike | undefined {
  if (value instanceof Tensor || value instanceof VariableCore) return value;
  if (value instanceof NdArray || ArrayBuffer.isView(value)) return value as TensorLike;
  const first = Array.isArray(value) ? deepest(value) : undefined;
  const isPlain = ["number", "bigint", "boolean", "string"].includes(typeof first);
  return isPlain ? value as TensorLike : undefined;
}

/** Whether a value is data in memory, in whole; else it gives batches one by one. */
export function isInMemory(value: unknown): boolean {
  if (asArray(value) !== undefined || Array.isArray(value)) return true;
  return isOptions(value) && !(Symbol.iterator in value) && !(Symbol.asyncIterator in value);
}

/**
 * The columns of nested data.
 *
 * @param floats What float64 arrays are converted to; other types stay as they are.
 * @throws {TypeError} for what is no data, or a single number.
 */
export function columnsOf(
  where: string,
  name: string,
  data: unknown,
  floats: "float32" | "float64",
): Columns {
  const { leaves, structure } = flatten(data, asArray);
  checkWhole(where, name, data, structure, leaves.length);
  const isOne = structure.kind === "leaf";
  const columns = leaves.map((it, i) =>
    columnOf(where, isOne ? name : `${name}[${i}]`, it, floats)
  );
  return { columns, structure };
}

function checkWhole(where: string, name: string, data: unknown, it: Structure, count: number) {
  const odd = oddIn(it);
  if (odd === undefined && count > 0) return;
  const found = odd?.value;
  const received = found instanceof KerasTensor
    ? "a symbolic tensor, which has no values"
    : `${name}=${formatValue(odd === undefined ? data : found)}`;
  throw new TypeError(
    `${where}: expected ${name} to be tensors or arrays, in lists or objects for several, received ${received}`,
  );
}

/** The first value that is no array. */
function oddIn(it: Structure): { value: unknown } | undefined {
  if (it.kind === "other") return it;
  if (it.kind === "leaf") return undefined;
  const parts = it.kind === "list" ? it.items : it.entries.map(([, inner]) => inner);
  for (const part of parts) {
    const odd = oddIn(part);
    if (odd !== undefined) return odd;
  }
  return undefined;
}

function columnOf(
  where: string,
  label: string,
  value: TensorLike,
  floats: "float32" | "float64",
): Column {
  const tensor = hostOf(`${where}: ${label}`, value);
  const { shape: [rows, ...shape] } = tensor;
  if (rows === undefined) {
    throw new TypeError(
      `${where}: expected ${label} to have examples along its first axis, received a single value`,
    );
  }
  const { dtype, values } = tensor;
  if (dtype !== "float64" || floats === "float64") return { label, rows, shape, dtype, values };
  return { label, rows, shape, dtype: floats, values: Float32Array.from(values as Float64Array) };
}

/** The values of an array on the host; those of typed arrays are not copied. */
function hostOf(
  where: string,
  value: TensorLike,
): { shape: readonly number[]; dtype: DType; values: Storage } {
  const isView = ArrayBuffer.isView(value) && !(value instanceof Uint8ClampedArray);
  if (isView || value instanceof NdArray) {
    const { shape, dtype } = isView ? asTensor(where, value.subarray(0, 0)) : value;
    const values = (isView ? value : value.data) as Storage;
    if (isView) return { shape: [values.length], dtype: dtype as DType, values };
    if ((dtype as string) !== "bytes") return { shape, dtype: dtype as DType, values };
  }
  const tensor = asTensor(where, value);
  return { shape: tensor.shape, dtype: tensor.dtype, values: read(tensor) as Storage };
}

/** Numbers of elements of one example. */
export function widthOf({ shape }: Column): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The examples from `first` up to `end`, which share the column's memory. */
export function slice(column: Column, first: number, end: number): Tensor {
  const width = widthOf(column);
  const [from, to] = [first * width, end * width];
  const values = Array.isArray(column.values)
    ? column.values.slice(from, to)
    : (column.values as Float32Array).subarray(from, to);
  return leaf(values, aval(column.dtype, [end - first, ...column.shape]));
}

/**
 * The examples at places in the order that `order` gives, from `first` up to `end`.
 *
 * @param room Memory that nobody needs any more; it is used if it has the right size.
 */
export function gather(
  column: Column,
  order: Int32Array,
  [first, end]: readonly [number, number],
  room?: Storage,
): Tensor {
  const width = widthOf(column);
  const count = end - first;
  const values = room?.length === count * width ? room : newStorage(column.dtype, count * width);
  if (Array.isArray(column.values) || width < 8) {
    const from = column.values as { [index: number]: number };
    const to = values as { [index: number]: number };
    for (let i = 0; i < count; i++) {
      const place = order[first + i]! * width;
      for (let k = 0; k < width; k++) to[i * width + k] = from[place + k]!;
    }
  } else {
    const from = column.values as Float32Array;
    const to = values as Float32Array;
    for (let i = 0; i < count; i++) {
      const place = order[first + i]! * width;
      to.set(from.subarray(place, place + width), i * width);
    }
  }
  return leaf(values, aval(column.dtype, [count, ...column.shape]));
}

/** Part of a column. */
export function part(column: Column, first: number, end: number): Column {
  const width = widthOf(column);
  const [from, to] = [first * width, end * width];
  const values = Array.isArray(column.values)
    ? column.values.slice(from, to)
    : (column.values as Float32Array).subarray(from, to);
  return { ...column, rows: end - first, values };
}

/** Throws unless all columns have equally many examples, and some. */
export function checkRows(where: string, columns: readonly Column[]): number {
  const [first] = columns;
  const odd = columns.find(({ rows }) => rows !== first!.rows);
  if (odd !== undefined) {
    throw new TypeError(
      `${where}: expected equally many examples in each array, received ${
        columns.map(({ label, rows, shape }) =>
          `${label} of shape ${formatShape([rows, ...shape])}`
        )
          .join(", ")
      }`,
    );
  }
  if (first!.rows === 0) {
    throw new TypeError(
      `${where}: expected at least one example, received ${first!.label} of none`,
    );
  }
  return first!.rows;
}
