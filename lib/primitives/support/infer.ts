/**
 * What the inference of many primitives asks of its inputs.
 *
 * @module
 */
import { type DType, DTYPES, isFloating, isNumeric } from "../../arrays/dtypes.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { type Aval, aval, formatAval } from "../../tensor/aval.ts";
import { broadcastShapes } from "../../tensor/broadcast.ts";

/** Throws unless two inputs have one dtype. */
export function requireSameDType(name: string, a: Aval, b: Aval): void {
  if (a.dtype === b.dtype) return;
  throw new TypeError(
    `tf.${name}: expected tensors of one dtype, received ${a.dtype} and ${b.dtype}; convert one with tf.cast`,
  );
}

/** Throws unless an input's dtype is among those that are taken. */
export function requireDType(
  name: string,
  x: Aval,
  accepts: (dtype: DType) => boolean,
  what: string,
): void {
  if (accepts(x.dtype)) return;
  throw new TypeError(
    `tf.${name}: expected a tensor of ${what}, received dtype ${x.dtype}; convert it with tf.cast`,
  );
}

/** The element type that moments of floats are computed in: numbers of 16 bits are too coarse. */
export function widened(dtype: DType): "float32" | "float64" {
  return dtype === "float64" ? "float64" : "float32";
}

/** Throws unless an input holds real floats. */
export function requireFloat(name: string, x: Aval): void {
  requireDType(name, x, isFloating, "floats");
}

/** Throws unless an input holds floats, complex ones among them. */
export function requireFloatOrComplex(name: string, x: Aval): void {
  requireDType(name, x, (it) => isFloating(it) || it === "complex64", "floats");
}

/** Throws unless an input holds numbers. */
export function requireNumber(name: string, x: Aval): void {
  requireDType(name, x, isNumeric, "numbers");
}

/** Throws unless an input holds real numbers. */
export function requireReal(name: string, x: Aval): void {
  requireDType(name, x, (it) => isNumeric(it) && it !== "complex64", "real numbers");
}

/** Throws unless an input holds whole numbers. */
export function requireInteger(name: string, x: Aval): void {
  requireDType(
    name,
    x,
    (it) => DTYPES[it].kind === "int" || DTYPES[it].kind === "uint",
    "whole numbers",
  );
}

/** Throws unless an input holds indices, int32 or int64. */
export function requireIndices(name: string, argument: string, x: Aval): void {
  if (x.dtype === "int32" || x.dtype === "int64") return;
  throw new TypeError(
    `tf.${name}: expected ${argument} of dtype int32 or int64, received ${
      formatAval(x)
    }; convert it with tf.cast`,
  );
}

/** Throws unless an input has a rank of at least `rank`. */
export function requireRank(name: string, argument: string, x: Aval, rank: number): void {
  if (x.shape.length >= rank) return;
  throw new TypeError(
    `tf.${name}: expected ${argument} of at least ${rank} dimensions, received shape ${
      formatShape(x.shape)
    }`,
  );
}

/** Two inputs of one dtype that broadcast, and the aval of the result. */
export function broadcast(name: string, a: Aval, b: Aval, dtype: DType = a.dtype): Aval {
  if (a === b && dtype === a.dtype) return a;
  requireSameDType(name, a, b);
  return aval(dtype, broadcastShapes(name, a.shape, b.shape));
}

/** An axis counted from the front. */
export function axisOf(name: string, axis: number, rank: number, argument = "axis"): number {
  if (!Number.isInteger(axis)) {
    throw new TypeError(
      `tf.${name}: expected ${argument} to be a whole number, received ${argument}=${
        formatValue(axis)
      }`,
    );
  }
  if (axis < -rank || axis >= rank) {
    throw new RangeError(
      `tf.${name}: expected ${argument} from ${-rank} to ${
        rank - 1
      } for a tensor of ${rank} dimensions, received ${argument}=${axis}`,
    );
  }
  return axis < 0 ? axis + rank : axis;
}

/** Axes counted from the front, in order; each once. `null` stands for all of them. */
export function axesOf(name: string, axes: readonly number[] | null, rank: number): number[] {
  if (axes === null) return Array.from({ length: rank }, (_, axis) => axis);
  const result = axes.map((axis) => axisOf(name, axis, rank)).sort((a, b) => a - b);
  if (new Set(result).size !== result.length) {
    throw new RangeError(
      `tf.${name}: expected each axis once, received axis=${
        formatValue(axes)
      } for a tensor of ${rank} dimensions`,
    );
  }
  return result;
}
