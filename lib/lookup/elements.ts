/**
 * Keys and values of tables as JavaScript holds them, and tensors of them.
 *
 * @module
 * @internal
 */
import { type DType, newStorage } from "../arrays/dtypes.ts";
import { displayable } from "../display/inspect.ts";
import { formatValue } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { asDType } from "../ops/dtype_argument.ts";
import { aval, formatAval } from "../tensor/aval.ts";
import { read } from "../tensor/graph.ts";
import type { TensorLike } from "../tensor/like.ts";
import { type HostData, leaf, type Tensor } from "../tensor/tensor.ts";

/** A key or a value: int64 as a bigint, truth values as 0 and 1. */
export type Entry = string | number | bigint;

/** What keys are: texts or whole numbers. */
const KEYS: readonly DType[] = ["string", "int32", "int64"];
/** What values are. */
const VALUES: readonly DType[] = ["string", "bool", "int32", "int64", "float32", "float64"];

/** The element type of keys. */
export function keyDType(where: string, name: string, dtype: unknown): DType {
  return oneOf(where, name, asDType(where, dtype, name), KEYS);
}

/** The element type of values. */
export function valueDType(where: string, name: string, dtype: unknown): DType {
  return oneOf(where, name, asDType(where, dtype, name), VALUES);
}

function oneOf(where: string, name: string, dtype: DType, known: readonly DType[]): DType {
  if (known.includes(dtype)) return dtype;
  throw new TypeError(
    `${where}: expected ${name} to be one of ${known.join(", ")}, received ${name}=${dtype}`,
  );
}

/** A tensor of a type, or of a known one; TypeError for one of another type. */
export function asEntries(where: string, name: string, x: TensorLike, dtype?: DType): Tensor {
  const isTensor = typeof x === "object" && x !== null && "dtype" in x;
  const tensor = asTensor(where, x, isTensor ? undefined : dtype);
  if (dtype === undefined || tensor.dtype === dtype) return tensor;
  throw new TypeError(
    `${where}: expected ${name} of ${dtype}, as the table's, received ${formatAval(tensor)}`,
  );
}

/** Elements as JavaScript holds them. */
export function entriesOf(data: HostData): Entry[] {
  return Array.from(data as ArrayLike<Entry>);
}

/** The elements of a tensor whose values are known. */
export function entriesOfTensor(x: Tensor): Entry[] {
  return entriesOf(read(x));
}

/** Elements of a type. */
export function dataOf(dtype: DType, entries: readonly Entry[]): HostData {
  if (dtype === "string") return entries as readonly string[];
  const data = newStorage(dtype, entries.length) as unknown as Entry[];
  entries.forEach((entry, i) => data[i] = entry);
  return data as unknown as HostData;
}

/** A tensor of elements in one axis. */
export function tensorOf(dtype: DType, entries: readonly Entry[]): Tensor {
  return leaf(dataOf(dtype, entries), aval(dtype, [entries.length]));
}

/** An element in words. */
export const inWords = (entry: Entry): string => formatValue(entry);

/** What a table and what makes one say of themselves. */
interface Described {
  /** What keys are. */
  readonly keyDtype: DType;
  /** What values are. */
  readonly valueDtype: DType;
}

/** Makes the objects of a class say what they are: their name and the types of keys and values. */
export function describedAs(name: string, Class: { readonly prototype: Described }): void {
  const text = ({ keyDtype, valueDtype }: Described): string =>
    `<tf.lookup.${name}: ${keyDtype} to ${valueDtype}>`;
  displayable(Class.prototype, { repr: text });
  Object.defineProperty(Class.prototype, "toString", {
    value(this: Described) {
      return text(this);
    },
  });
}
