/**
 * Whole numbers among arguments: counts, axes, shapes, positions. They may be given as numbers or
 * as tensors, whose values are read; in a function being traced only those can be read that do not
 * depend on its arguments.
 *
 * @module
 */
import { NdArray } from "../display/ndarray.ts";
import { checkInteger, MAX_ELEMENTS } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { axesOf, axisOf } from "../primitives/support/infer.ts";
import { sizeOf } from "../tensor/aval.ts";
import { read } from "../tensor/graph.ts";
import type { IntegersLike } from "../tensor/like.ts";
import { Tensor } from "../tensor/tensor.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import { knownOr } from "./known.ts";

/** Bounds of a whole number. */
export interface Bounds {
  /** Smallest one; default: none. */
  readonly min?: number;
  /** Largest one; default: none. */
  readonly max?: number;
}

/** Elements of a tensor or an array, with its shape. */
function valuesOf(value: unknown): { data: ArrayLike<unknown>; shape: readonly number[] } | null {
  const tensor = value instanceof VariableCore ? value.take() : value;
  if (tensor instanceof Tensor) return { data: read(knownOr(tensor)), shape: tensor.shape };
  if (tensor instanceof NdArray) return tensor;
  if (tensor instanceof Int32Array || tensor instanceof BigInt64Array) {
    return { data: tensor, shape: [tensor.length] };
  }
  return Array.isArray(tensor) ? { data: tensor, shape: [tensor.length] } : null;
}

/** One whole number within bounds. */
export function asInteger(
  where: string,
  name: string,
  value: unknown,
  bounds: Bounds = {},
): number {
  if (typeof value === "number") return checkInteger(where, name, value, bounds);
  const source = typeof value === "object" ? valuesOf(value) : null;
  const isOne = source !== null && source.shape.length === 0;
  const element = isOne ? source.data[0] : value;
  return checkInteger(
    where,
    name,
    typeof element === "bigint" ? Number(element) : element,
    bounds,
  );
}

/** A list of whole numbers within bounds. */
export function asIntegers(
  where: string,
  name: string,
  value: unknown,
  bounds: Bounds = {},
): number[] {
  const source = valuesOf(value);
  if (source === null || source.shape.length !== 1) {
    throw new TypeError(
      `${where}: expected ${name} to be an array of whole numbers, received ${name}=${
        formatValue(value)
      }`,
    );
  }
  return Array.from(
    source.data,
    (item, i) => asInteger(where, `${name}[${i}]`, item, bounds),
  );
}

/** Whether a value is several whole numbers, not a single one. */
export function isList(value: unknown): value is IntegersLike {
  if (value instanceof Tensor || value instanceof NdArray) return value.shape.length === 1;
  if (value instanceof VariableCore) return value.aval.shape.length === 1;
  return Array.isArray(value) || value instanceof Int32Array || value instanceof BigInt64Array;
}

/** A single whole number as a list of one, or a list. */
export function asOneOrMore(
  where: string,
  name: string,
  value: unknown,
  bounds: Bounds = {},
): number[] {
  return isList(value)
    ? asIntegers(where, name, value, bounds)
    : [asInteger(where, name, value, bounds)];
}

/** The dimensions of a tensor to be made. */
export function asShape(where: string, value: unknown, name = "shape"): number[] {
  const shape = asOneOrMore(where, name, value, { min: 0 });
  const size = sizeOf(shape);
  if (size > MAX_ELEMENTS) {
    throw new RangeError(
      `${where}: expected at most ${MAX_ELEMENTS} elements, received ${name}=${
        formatShape(shape)
      } with ${size}`,
    );
  }
  return shape;
}

/** An axis, counted from the front. */
export function asAxis(where: string, value: unknown, rank: number, name = "axis"): number {
  return axisOf(where.replace(/^tf\./, ""), asInteger(where, name, value), rank, name);
}

/** Axes, counted from the front, in order and each once. */
export function asAxes(where: string, value: unknown, rank: number, name = "axis"): number[] {
  return axesOf(where.replace(/^tf\./, ""), asOneOrMore(where, name, value), rank);
}
