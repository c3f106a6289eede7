/**
 * The distributions, once for all the ops that differ only in where their random words come from:
 * check the arguments, draw on the host, make a tensor.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import type { DType } from "../arrays/dtypes.ts";
import { aval, type Shape } from "../tensor/aval.ts";
import { draw as drawTensor } from "../tensor/draw.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import {
  checkDType,
  checkFloatLimits,
  checkIntegerLimits,
  checkMoments,
  checkOptions,
  checkTensorShape,
} from "./arguments.ts";
import {
  drawIntegers,
  drawNormal,
  drawTruncatedNormal,
  drawUniform,
  type Limits,
  type Moments,
  type Source,
} from "./draw.ts";

/** Options of a uniform draw; where its words come from is for the op to add. */
export interface UniformArguments {
  /** Lower limit, included; default 0. `null` with `maxval: null`: all of int32. */
  minval?: number | null;
  /** Upper limit, excluded; default 1 for float32, required for int32. */
  maxval?: number | null;
  /** Default `"float32"`. */
  dtype?: "float32" | "int32";
}

/** Options of a normal or truncated normal draw. */
export interface NormalArguments {
  /** Default 0. */
  mean?: number;
  /** Standard deviation, before any truncation; default 1. */
  stddev?: number;
  /** Default `"float32"`, the only one. */
  dtype?: "float32";
}

/** A tensor over the given values, which it keeps. */
export function toTensor(
  values: Float32Array | Int32Array | Uint8Array | readonly string[],
  shape: Shape,
  dtype: DType,
): Tensor {
  return leaf(values, aval(dtype, shape));
}

/** A tensor over values that nobody else has: their memory is used again when it is gone. */
export function ownTensor(values: Float32Array | Int32Array, shape: Shape): Tensor {
  const tensor = leaf(values, aval(values instanceof Int32Array ? "int32" : "float32", shape));
  tensor.owned = true;
  return tensor;
}

/** A uniform tensor; `full` allows int32 over its whole range. */
export function uniformFrom(
  where: string,
  source: Source,
  shape: Shape,
  options: UniformArguments,
  { full = true, keys = [] as string[] } = {},
): Tensor {
  checkOptions(where, options, ["minval", "maxval", "dtype", ...keys]);
  const { minval = 0, maxval = null } = options;
  const { shape: dims, size } = checkTensorShape(where, shape);
  const dtype = checkDType(where, options.dtype ?? "float32", ["float32", "int32"]);
  if (dtype === "int32") {
    const limits = integerLimits(where, minval, maxval, full);
    return drawTensor(aval(dtype, dims), () => drawIntegers(source, size, limits));
  }
  const limits = checkFloatLimits(where, minval, maxval ?? 1);
  return drawTensor(aval(dtype, dims), () => drawUniform(source, size, limits));
}

/** Limits of an int32 draw, `null` where both limits are and `full` allows it. */
function integerLimits(
  where: string,
  minval: number | null,
  maxval: number | null,
  full: boolean,
): Limits | null {
  if (full && minval === null && maxval === null) return null;
  if (maxval === null) {
    throw new TypeError(
      `${where}: expected maxval for dtype="int32", received maxval=null` +
        `${full ? ` with minval=${formatValue(minval)}` : ""}; integers have no default range`,
    );
  }
  return checkIntegerLimits(where, minval, maxval);
}

/** A tensor of normals. */
export function normalFrom(
  where: string,
  source: Source,
  shape: Shape,
  options: NormalArguments,
  keys: readonly string[] = [],
): Tensor {
  return fromMoments(where, source, shape, options, keys, drawNormal);
}

/** A tensor of truncated normals. */
export function truncatedNormalFrom(
  where: string,
  source: Source,
  shape: Shape,
  options: NormalArguments,
  keys: readonly string[] = [],
): Tensor {
  return fromMoments(where, source, shape, options, keys, drawTruncatedNormal);
}

function fromMoments(
  where: string,
  source: Source,
  shape: Shape,
  options: NormalArguments,
  keys: readonly string[],
  draw: (source: Source, size: number, moments: Moments) => Float32Array,
): Tensor {
  checkOptions(where, options, ["mean", "stddev", "dtype", ...keys]);
  const { shape: dims, size } = checkTensorShape(where, shape);
  checkDType(where, options.dtype ?? "float32", ["float32"]);
  const moments = checkMoments(where, options.mean ?? 0, options.stddev ?? 1);
  return drawTensor(aval("float32", dims), () => draw(source, size, moments));
}
