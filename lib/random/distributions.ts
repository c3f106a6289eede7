/**
 * The distributions, once for all the ops that differ only in where their random words come from:
 * check the arguments, draw on the host, make a tensor. In a function being traced the tensor is
 * abstract, and each run draws.
 *
 * @module
 */
import { formatShape, formatValue } from "../errors/format.ts";
import { asTensor } from "../ops/as_tensor.ts";
import type { TensorLike } from "../tensor/like.ts";
import { add, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { type Aval, aval, sameShape } from "../tensor/aval.ts";
import { broadcastShapes } from "../tensor/broadcast.ts";
import { draw } from "../tensor/draw.ts";
import { internally } from "../tensor/state.ts";
import type { HostData, Tensor } from "../tensor/tensor.ts";
import {
  checkDType,
  checkFloatLimits,
  checkIntegerLimits,
  checkMoments,
  checkTensorShape,
} from "./arguments.ts";
import { drawIntegers, drawNormal, drawTruncatedNormal, drawUniform, type Source } from "./draw.ts";
import {
  FLOAT_DTYPES,
  type FloatDType,
  type FullIntegerDType,
  type IntegerDType,
  isFloatDType,
} from "./rounding.ts";

/** Where random words come from: a source, which may depend on the values of tensors. */
export interface Origin {
  /** The tensors. */
  readonly inputs: readonly Tensor[];
  /** The source, given the tensors' values. */
  sourceOf(given: readonly HostData[]): Source;
}

/** An origin that depends on no tensor. */
export function originOf(source: Source): Origin {
  return { inputs: [], sourceOf: () => source };
}

/** A tensor of what `make` draws, given the values of further tensors. */
export function drawFrom(
  origin: Origin,
  type: Aval,
  make: (source: Source, ...given: HostData[]) => HostData,
  inputs: readonly Tensor[] = [],
): Tensor {
  const count = origin.inputs.length;
  const next = (...given: HostData[]) => make(origin.sourceOf(given), ...given.slice(count));
  return draw(type, next, [...origin.inputs, ...inputs]);
}

/** Limits and type of a uniform draw. */
export interface UniformOptions {
  /**
   * Lower limit, included; default 0. A tensor has the dtype that is drawn; for floats it has to
   * broadcast to the shape, and gradients reach it; for whole numbers it is a scalar. `null` with
   * `maxval: null`, where the op allows it: all of an integer type.
   */
  minval?: TensorLike | null;
  /** Upper limit, excluded; default 1 for floats, required for whole numbers. */
  maxval?: TensorLike | null;
}

/** Moments and type of a normal or truncated normal draw. */
export interface NormalOptions {
  /** Default 0. A tensor has to broadcast to the shape; gradients reach it. */
  mean?: TensorLike | null;
  /** Standard deviation, before any truncation; default 1. A tensor as `mean`. */
  stddev?: TensorLike | null;
  /** Default `"float32"`. */
  dtype?: FloatDType | null;
}

/** Arguments as they come, before any check. */
type Unchecked<Options> = { readonly [Name in keyof Options | "dtype"]?: unknown };

const STATEFUL: readonly (FloatDType | IntegerDType)[] = [...FLOAT_DTYPES, "int32", "int64"];
const FULL: readonly (FloatDType | FullIntegerDType)[] = [...STATEFUL, "uint32", "uint64"];

/** A uniform tensor; `full` allows whole numbers over the range of their type. */
export function uniformFrom(
  where: string,
  origin: Origin,
  shape: unknown,
  { minval = 0, maxval = null, dtype }: Unchecked<UniformOptions>,
  full = true,
): Tensor {
  const { shape: dims, size } = checkTensorShape(where, shape);
  const type = checkDType(where, dtype ?? "float32", full ? FULL : STATEFUL);
  const made = aval(type, dims);
  if (isFloatDType(type)) {
    const high = maxval ?? 1;
    if (isHeld(minval) || isHeld(high)) {
      return scaled(where, made, [minval, high], () => {
        return drawFrom(origin, made, (source) => drawUniform(source, size, UNIT, type));
      }, (unit, low, high) => add(multiply(unit, subtract(high, low)), low));
    }
    const limits = checkFloatLimits(where, minval, high, type);
    return drawFrom(origin, made, (source) => drawUniform(source, size, limits, type));
  }
  if (full && minval === null && maxval === null) {
    return drawFrom(origin, made, (source) => drawIntegers(source, size, null, type));
  }
  const whole = checkLimited(where, type, minval, maxval, full);
  if (isHeld(minval) || isHeld(maxval)) {
    const ends = [minval, maxval].map((it) => asTensor(where, it as TensorLike, whole));
    ends.forEach((end, i) => checkScalar(where, i === 0 ? "minval" : "maxval", end));
    return drawFrom(origin, made, (source, low, high) => {
      const limits = checkIntegerLimits(where, low![0], high![0], whole);
      return drawIntegers(source, size, limits, whole);
    }, ends);
  }
  const limits = checkIntegerLimits(where, minval, maxval, whole);
  return drawFrom(origin, made, (source) => drawIntegers(source, size, limits, whole));
}

const UNIT = { minval: 0, maxval: 1 };
const STANDARD = { mean: 0, stddev: 1 };

/** Whether a limit or moment is a tensor or an array, not a number. */
function isHeld(value: unknown): value is TensorLike {
  return typeof value === "object" && value !== null;
}

/** Throws unless whole numbers of a type can be drawn between limits. */
function checkLimited(
  where: string,
  dtype: FullIntegerDType,
  minval: unknown,
  maxval: unknown,
  full: boolean,
): IntegerDType {
  if (dtype === "uint32" || dtype === "uint64") {
    throw new TypeError(
      `${where}: expected minval and maxval to be null for dtype="${dtype}", received minval=${
        formatValue(minval)
      }, maxval=${formatValue(maxval)}`,
    );
  }
  if (maxval !== null) return dtype;
  throw new TypeError(
    `${where}: expected maxval for dtype="${dtype}", received maxval=null` +
      `${full ? ` with minval=${formatValue(minval)}` : ""}; integers have no default range`,
  );
}

function checkScalar(where: string, name: string, { shape }: Tensor): void {
  if (shape.length === 0) return;
  throw new TypeError(
    `${where}: expected ${name} to be a scalar for whole numbers, received shape ${
      formatShape(shape)
    }`,
  );
}

/** Draws of a standard distribution, and what two tensors make of them. */
function scaled(
  where: string,
  made: Aval,
  parameters: readonly unknown[],
  standard: () => Tensor,
  scale: (drawn: Tensor, a: Tensor, b: Tensor) => Tensor,
): Tensor {
  const tensors = parameters.map((it) => asTensor(where, it as TensorLike, made.dtype));
  const name = where.replace(/^tf\./, "");
  for (const { shape } of tensors) {
    if (sameShape(broadcastShapes(name, made.shape, shape), made.shape)) continue;
    throw new TypeError(
      `${where}: expected limits and moments that broadcast to shape ${
        formatShape(made.shape)
      }, received shape ${formatShape(shape)}`,
    );
  }
  return internally(() => scale(standard(), tensors[0]!, tensors[1]!));
}

/** A tensor of normals. */
export function normalFrom(
  where: string,
  origin: Origin,
  shape: unknown,
  options: Unchecked<NormalOptions>,
): Tensor {
  return fromMoments(where, origin, shape, options, drawNormal);
}

/** A tensor of truncated normals. */
export function truncatedNormalFrom(
  where: string,
  origin: Origin,
  shape: unknown,
  options: Unchecked<NormalOptions>,
): Tensor {
  return fromMoments(where, origin, shape, options, drawTruncatedNormal);
}

function fromMoments(
  where: string,
  origin: Origin,
  shape: unknown,
  { mean, stddev, dtype }: Unchecked<NormalOptions>,
  make: typeof drawNormal,
): Tensor {
  const { shape: dims, size } = checkTensorShape(where, shape);
  const type = checkDType<FloatDType>(where, dtype ?? "float32", FLOAT_DTYPES);
  const made = aval(type, dims);
  const [center, spread] = [mean ?? 0, stddev ?? 1];
  if (isHeld(center) || isHeld(spread)) {
    return scaled(where, made, [center, spread], () => {
      return drawFrom(origin, made, (source) => make(source, size, STANDARD, type));
    }, (drawn, mean, stddev) => add(multiply(drawn, stddev), mean));
  }
  const moments = checkMoments(where, center, spread, type);
  return drawFrom(origin, made, (source) => make(source, size, moments, type));
}
