/**
 * `tf.saturateCast`.
 *
 * @module
 */
import {
  type DType,
  DTYPES,
  isFloating,
  isInteger,
  newStorage,
  writeElement,
} from "../../arrays/dtypes.ts";
import { cast } from "../../primitives/math/cast.ts";
import { clip } from "../../primitives/math/clip.ts";
import { aval } from "../../tensor/aval.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asDType } from "../dtype_argument.ts";

/** Arguments of {@linkcode saturateCast}. */
export interface SaturateCastArguments {
  /** A tensor of numbers or truth values. */
  value: TensorLike;
  /** Element type of the result. */
  dtype: DType;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** The largest finite numbers of floats. */
const LARGEST: Partial<Record<DType, number>> = {
  float16: 65504,
  bfloat16: 2 ** 128 - 2 ** 120,
  float32: 2 ** 128 - 2 ** 104,
  float64: Number.MAX_VALUE,
};

/** Bits of a float's significand. */
const PRECISION: Partial<Record<DType, bigint>> = {
  float16: 11n,
  bfloat16: 8n,
  float32: 24n,
  float64: 53n,
};

/** The smallest and the largest number of `to` that floats of `from` can be. */
function floatLimits(from: DType, to: DType): readonly [number, number] {
  const { min, max } = DTYPES[to];
  if (min === undefined || max === undefined) return [-LARGEST[to]!, LARGEST[to]!];
  // The largest whole number is one below a power of two, which floats may not hold.
  const all = BigInt(max) + 1n;
  const bits = BigInt(all.toString(2).length - 1);
  const spare = bits > PRECISION[from]! ? 2n ** (bits - PRECISION[from]!) : 1n;
  return [Number(min), Number(all - spare)];
}

/** The smallest and the largest whole number that both types hold. */
function wholeLimits(from: DType, to: DType): readonly [bigint, bigint] {
  const [a, b] = [DTYPES[from], DTYPES[to]];
  const [low, high] = [[a.min!, b.min!], [a.max!, b.max!]].map((pair) => pair.map(BigInt));
  return [low![0]! > low![1]! ? low![0]! : low![1]!, high![0]! < high![1]! ? high![0]! : high![1]!];
}

function scalarOf(x: number | bigint, dtype: DType): Tensor {
  const host = newStorage(dtype, 1);
  writeElement(dtype, host, 0, x);
  return leaf(host, aval(dtype, []));
}

function saturated(x: Tensor, dtype: DType): Tensor {
  const isNarrow = x.dtype === "float16" || x.dtype === "bfloat16" || x.dtype === "complex64";
  const value = isNarrow ? cast(x, "float32") : x;
  const from = value.dtype;
  if (from === dtype || dtype === "bool" || from === "bool" || dtype === "complex64") {
    return cast(x, dtype);
  }
  const isNarrowing = isFloating(from) &&
    (isInteger(dtype) || LARGEST[dtype]! < LARGEST[from]!);
  const limits = isNarrowing
    ? floatLimits(x.dtype === "complex64" ? from : x.dtype, dtype)
    : isInteger(from) && isInteger(dtype)
    ? wholeLimits(from, dtype)
    : isInteger(from) && LARGEST[dtype]! < Number(DTYPES[from].max)
    ? [Math.max(-LARGEST[dtype]!, Number(DTYPES[from].min)), LARGEST[dtype]!]
    : undefined;
  if (limits === undefined) return cast(value, dtype);
  return cast(clip(value, scalarOf(limits[0], from), scalarOf(limits[1], from)), dtype);
}

/**
 * The same elements as another dtype, those beyond its range as its smallest or largest number that
 * the dtype of `value` can hold.
 *
 * @throws {TypeError} for text, and for anything else than the name of a dtype.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.saturateCast([300, -5], "uint8").numpy().toArray(), [255, 0]);
 * ```
 */
export const saturateCast: Operation<
  SaturateCastArguments,
  ["value", "dtype", "name"],
  Tensor
> = bind(
  "tf.saturateCast",
  ["value", "dtype", "name"],
  2,
  (value, dtype) => {
    const x = asTensor("tf.saturateCast", value);
    const to = asDType("tf.saturateCast", dtype);
    return x.dtype === "string" ? cast(x, to) : internally(() => saturated(x, to));
  },
);
