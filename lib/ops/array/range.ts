/**
 * Numbers in equal steps: `tf.range`, `tf.linspace`.
 *
 * @module
 */
import { type DType, newStorage, writeElement } from "../../arrays/dtypes.ts";
import { NdArray } from "../../display/ndarray.ts";
import { formatValue } from "../../errors/format.ts";
import { aval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import { leaf, Tensor } from "../../tensor/tensor.ts";
import { VariableCore } from "../../tensor/variable_core.ts";
import { asTensor } from "../as_tensor.ts";
import { bind, type Operation } from "../bind.ts";
import { asDType } from "../dtype_argument.ts";
import { knownOr } from "../known.ts";
import type { Named } from "./named.ts";

/** A number, or a tensor of one whose value is read. */
export type NumberLike = number | bigint | Tensor | VariableCore | NdArray;

/** Arguments of {@linkcode range}. */
export interface RangeArguments extends Named {
  /** The first number; the end, if no `limit` is given: then the first one is 0. */
  start: NumberLike;
  /** The end, which is not reached. */
  limit?: NumberLike | null;
  /** The step; default 1. */
  delta?: NumberLike | null;
  /** Element type; default: int32 for whole numbers, int64 for BigInts, else float32. */
  dtype?: DType | null;
}

/** A number with the dtype it brings, if any. */
interface Bound {
  readonly value: number | bigint;
  readonly dtype: DType | undefined;
}

const ORDER: readonly DType[] = ["int32", "int64", "float32", "float64"];

function boundOf(name: string, value: NumberLike): Bound {
  if (typeof value === "number") return { value, dtype: undefined };
  if (typeof value === "bigint") return { value, dtype: "int64" };
  const isTensor = value instanceof Tensor || value instanceof VariableCore ||
    value instanceof NdArray;
  const tensor = isTensor ? asTensor("tf.range", value) : undefined;
  const element = tensor?.size === 1 && tensor.rank === 0 ? read(knownOr(tensor))[0] : undefined;
  if (typeof element !== "number" && typeof element !== "bigint") {
    throw new TypeError(
      `tf.range: expected ${name} to be a number, received ${name}=${formatValue(value)}`,
    );
  }
  return { value: element, dtype: tensor!.dtype };
}

/** The type of all bounds: the one of most digits that was brought. */
function commonType(bounds: readonly Bound[]): DType {
  let type: DType =
    bounds.every(({ value, dtype }) => dtype !== undefined || Number.isInteger(value))
      ? "int32"
      : "float32";
  for (const { dtype } of bounds) {
    if (dtype === undefined) continue;
    if (!ORDER.includes(dtype)) {
      throw new TypeError(
        `tf.range: expected bounds of dtype ${
          ORDER.join(", ")
        }, received dtype ${dtype}; convert them with tf.cast`,
      );
    }
    if (ORDER.indexOf(dtype) > ORDER.indexOf(type)) type = dtype;
  }
  return type;
}

/**
 * Numbers from `start` to before `limit` in steps of `delta`; `tf.range(n)` is `0, ..., n - 1`.
 *
 * @throws {RangeError} for a step of 0, or one away from `limit`; for whole dtypes with fractions.
 * @throws {TypeError} for bounds that are no numbers.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.range(3).numpy().toArray(), [0, 1, 2]);
 * assertEquals(tf.range(10, 0, -3).numpy().toArray(), [10, 7, 4, 1]);
 * assertEquals(tf.range(0, 1, 0.25).dtype, "float32");
 * ```
 */
export const range: Operation<
  RangeArguments,
  ["start", "limit", "delta", "dtype", "name"],
  Tensor
> = bind("tf.range", ["start", "limit", "delta", "dtype", "name"], 1, (first, end, step, type) => {
  const where = "tf.range";
  const isShort = end === undefined || end === null;
  const from = boundOf("start", isShort ? 0 : first);
  const to = boundOf(isShort ? "start" : "limit", isShort ? first : end);
  const by = boundOf("delta", step ?? 1);
  const dtype = type === undefined || type === null
    ? commonType([from, to, by])
    : asDType(where, type);
  if (dtype === "bool" || dtype === "string" || dtype === "complex64") {
    throw new TypeError(`${where}: expected a dtype of real numbers, received dtype=${dtype}`);
  }
  return steps(from.value, to.value, by.value, dtype);
});

/** One number as an element of a dtype, read back: what is left of it. */
function rounded(x: number | bigint, dtype: DType): number | bigint {
  if (dtype === "float32") return Math.fround(Number(x));
  if (dtype === "int64" || dtype === "uint64") {
    if (typeof x === "number" && !Number.isInteger(x)) throw notWhole(x, dtype);
    return BigInt(x);
  }
  if (!dtype.includes("float") && !Number.isInteger(Number(x))) throw notWhole(x, dtype);
  return Number(x);
}

function notWhole(x: number | bigint, dtype: DType): RangeError {
  return new RangeError(`tf.range: expected whole numbers for dtype ${dtype}, received ${x}`);
}

function steps(
  first: number | bigint,
  end: number | bigint,
  step: number | bigint,
  dtype: DType,
): Tensor {
  const [start, limit, delta] = [first, end, step].map((it) => rounded(it, dtype));
  const isOpen = delta! > 0 ? start! <= limit! : delta! < 0 && start! >= limit!;
  if (!isOpen) {
    throw new RangeError(
      `tf.range: expected a delta that leads from start to limit, received start=${start}, limit=${limit}, delta=${delta}`,
    );
  }
  const count = countOf(start!, limit!, delta!, dtype);
  if (!Number.isFinite(count)) {
    throw new RangeError(
      `tf.range: expected finite bounds, received start=${start}, limit=${limit}, delta=${delta}`,
    );
  }
  const line = aval(dtype, [count]);
  const host = newStorage(dtype, count);
  for (let i = 0; i < count; i++) {
    writeElement(
      dtype,
      host,
      i,
      typeof start === "bigint"
        ? start + BigInt(i) * (delta as bigint)
        : dtype === "float32"
        ? Math.fround(start! + Math.fround(i * (delta as number)))
        : start! + i * (delta as number),
    );
  }
  return leaf(host, line);
}

function countOf(
  start: number | bigint,
  limit: number | bigint,
  delta: number | bigint,
  dtype: DType,
): number {
  if (typeof start === "bigint") {
    const [span, by] = [limit as bigint - start, delta as bigint];
    return Number((span + by - (by > 0n ? 1n : -1n)) / by);
  }
  const [span, by] = [limit as number - start, delta as number];
  if (dtype !== "float32") return Math.ceil(Math.abs(span / by));
  return Math.ceil(Math.abs(Math.fround(Math.fround(span) / by)));
}
