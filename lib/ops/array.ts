/**
 * Making tensors and moving their elements, named as in `tf`.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { checkFinite, checkInteger, checkOneOf, checkShape } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import {
  asTensor,
  checkBroadcast,
  convertOperands,
  convertToTensor,
  type TensorLike,
} from "./convert.ts";
import { checkAxis, checkDType } from "./define.ts";
import type { DType, Shape, Tensor } from "./tensor.ts";

/** Options of {@linkcode constant}. */
export interface TensorOptions {
  /** Element type; default: int32 for whole numbers, float32 for others, bool, string. */
  dtype?: DType;
  /** Shape to give the values; one value fills it. */
  shape?: readonly number[];
}

/**
 * A tensor of the given values, which are copied.
 *
 * @throws {TypeError} for ragged arrays, mixed kinds, or values that `dtype` cannot hold.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(String(tf.constant([1, 2])), "tf.Tensor([1 2], shape=(2,), dtype=int32)");
 * ```
 */
export function constant(value: TensorLike, { dtype, shape }: TensorOptions = {}): Tensor {
  const tensor = convertToTensor("tf.constant", value, dtype);
  if (shape === undefined) return asTensor(tfjs.clone(tensor));
  const target = checkShape("tf.constant", [...shape]);
  const size = target.reduce((product, dim) => product * dim, 1);
  if (tensor.size === size) return asTensor(tfjs.reshape(tensor, target));
  if (tensor.size !== 1) {
    throw new TypeError(
      `tf.constant: expected ${size} values for shape ${
        formatShape(target)
      }, received ${tensor.size}`,
    );
  }
  return asTensor(tfjs.broadcastTo(tfjs.reshape(tensor, target.map(() => 1)), target));
}

/** Options of {@linkcode zeros} and {@linkcode ones}. */
export interface DTypeOptions {
  /** Element type; default float32. */
  dtype?: DType;
}

/** A tensor of zeros. */
export function zeros(shape: readonly number[], { dtype = "float32" }: DTypeOptions = {}): Tensor {
  return asTensor(tfjs.zeros(checkShape("tf.zeros", [...shape]), dtype));
}

/** A tensor of ones. */
export function ones(shape: readonly number[], { dtype = "float32" }: DTypeOptions = {}): Tensor {
  return asTensor(tfjs.ones(checkShape("tf.ones", [...shape]), dtype));
}

/** Zeros in the shape and type of `x`. */
export function zerosLike(x: TensorLike): Tensor {
  return asTensor(tfjs.zerosLike(convertToTensor("tf.zerosLike", x)));
}

/** Ones in the shape and type of `x`. */
export function onesLike(x: TensorLike): Tensor {
  return asTensor(tfjs.onesLike(convertToTensor("tf.onesLike", x)));
}

/** A tensor filled with one value. */
export function fill(shape: readonly number[], value: number): Tensor {
  if (typeof value !== "number") {
    throw new TypeError(
      `tf.fill: expected value to be a number, received value=${formatValue(value)}`,
    );
  }
  const dtype = Number.isInteger(value) ? "int32" : "float32";
  return asTensor(tfjs.fill(checkShape("tf.fill", [...shape]), value, dtype));
}

/** The identity matrix of `rows` rows and `columns` columns (default: square). */
export function eye(rows: number, columns: number = rows): Tensor {
  checkInteger("tf.eye", "rows", rows, { min: 0 });
  checkInteger("tf.eye", "columns", columns, { min: 0 });
  return asTensor(tfjs.eye(rows, columns));
}

/** The numbers `start, start + delta, ...` below `limit`; `range(n)` is `0, 1, ..., n - 1`. */
export function range(start: number, limit?: number, delta = 1): Tensor {
  checkFinite("tf.range", "start", start);
  if (limit !== undefined) checkFinite("tf.range", "limit", limit);
  const [from, to] = limit === undefined ? [0, start] : [start, limit];
  if (!Number.isFinite(delta) || delta === 0) {
    throw new RangeError(
      `tf.range: expected delta to be a finite number other than 0, received delta=${delta}`,
    );
  }
  const whole = [from, to, delta].every(Number.isInteger);
  const count = Math.max(0, Math.ceil((to - from) / delta));
  const values = Array.from({ length: count }, (_, i) => from + i * delta);
  return asTensor(tfjs.tensor(values, [count], whole ? "int32" : "float32"));
}

/** The elements of `x` in another type. */
export function cast(x: TensorLike, dtype: DType): Tensor {
  const types = ["float32", "int32", "bool", "string", "complex64"] as const;
  checkOneOf("tf.cast", "dtype", dtype, types);
  return asTensor(tfjs.cast(convertToTensor("tf.cast", x), dtype));
}

/** The elements of `x` in another shape; one dimension may be -1, whatever is left over. */
export function reshape(x: TensorLike, shape: readonly number[]): Tensor {
  const tensor = convertToTensor("tf.reshape", x);
  const open = shape.filter((dim) => dim === -1).length;
  const known = checkShape("tf.reshape", shape.filter((dim) => dim !== -1))
    .reduce((product, dim) => product * dim, 1);
  const fits = open === 0 ? known === tensor.size : open === 1 && tensor.size % known === 0;
  if (!fits) {
    throw new TypeError(
      `tf.reshape: expected a shape for the ${tensor.size} elements of shape ${
        formatShape(tensor.shape)
      }, received shape=${formatShape(shape)}`,
    );
  }
  return asTensor(tfjs.reshape(tensor, [...shape]));
}

/** The axes of `x` in another order; default: reversed. */
export function transpose(x: TensorLike, { perm }: { perm?: readonly number[] } = {}): Tensor {
  const tensor = convertToTensor("tf.transpose", x);
  if (
    perm && [...perm].sort((a, b) => a - b).some((axis, i) => axis !== i) ||
    perm && perm.length !== tensor.rank
  ) {
    throw new RangeError(
      `tf.transpose: expected perm to hold each axis of shape ${
        formatShape(tensor.shape)
      } once, received perm=${JSON.stringify(perm)}`,
    );
  }
  return asTensor(tfjs.transpose(tensor, perm && [...perm]));
}

/** A new axis of length 1. */
export function expandDims(x: TensorLike, axis: number): Tensor {
  const tensor = convertToTensor("tf.expandDims", x);
  return asTensor(tfjs.expandDims(tensor, checkAxis("tf.expandDims", axis, [...tensor.shape, 1])));
}

/** `x` without its axes of length 1, or without those named. */
export function squeeze(
  x: TensorLike,
  { axis }: { axis?: number | readonly number[] } = {},
): Tensor {
  const tensor = convertToTensor("tf.squeeze", x);
  const axes = axis === undefined ? undefined : [axis].flat() as number[];
  for (const it of axes ?? []) {
    const dim = tensor.shape[checkAxis("tf.squeeze", it, tensor.shape)];
    if (dim !== 1) {
      throw new RangeError(
        `tf.squeeze: expected axis ${it} of shape ${
          formatShape(tensor.shape)
        } to have length 1, received ${dim}`,
      );
    }
  }
  return asTensor(tfjs.squeeze(tensor, axes));
}

/** Tensors joined along an axis they already have. */
export function concat(values: readonly TensorLike[], axis: number): Tensor {
  const tensors = values.map((value) => convertToTensor("tf.concat", value));
  const first = tensors[0];
  if (!first) {
    throw new TypeError("tf.concat: expected at least one tensor, received an empty list");
  }
  const along = checkAxis("tf.concat", axis, first.shape);
  checkAlike("tf.concat", tensors, (shape) => shape.toSpliced(along, 1));
  return asTensor(tfjs.concat(tensors, along));
}

/** Tensors of one shape joined along a new axis (default 0). */
export function stack(values: readonly TensorLike[], { axis = 0 }: { axis?: number } = {}): Tensor {
  const tensors = values.map((value) => convertToTensor("tf.stack", value));
  const first = tensors[0];
  if (!first) throw new TypeError("tf.stack: expected at least one tensor, received an empty list");
  checkAlike("tf.stack", tensors, (shape) => shape);
  return asTensor(tfjs.stack(tensors, checkAxis("tf.stack", axis, [...first.shape, 1])));
}

function checkAlike(
  where: string,
  tensors: readonly Tensor[],
  part: (shape: Shape) => Shape,
): void {
  const expected = formatShape(part(tensors[0]!.shape));
  tensors.forEach((tensor, index) => {
    checkDType(where, tensor, [tensors[0]!.dtype as DType]);
    if (formatShape(part(tensor.shape)) !== expected) {
      throw new TypeError(
        `${where}: expected shapes that agree with ${formatShape(tensors[0]!.shape)}, received ${
          formatShape(tensor.shape)
        } at index ${index}`,
      );
    }
  });
}

/** The slices of `x` at whole-number `indices` along `axis` (default 0). */
export function gather(
  x: TensorLike,
  indices: TensorLike,
  { axis = 0 }: { axis?: number } = {},
): Tensor {
  const tensor = convertToTensor("tf.gather", x);
  const index = convertToTensor("tf.gather", indices, "int32");
  const along = checkAxis("tf.gather", axis, tensor.shape);
  const dim = tensor.shape[along]!;
  for (const it of index.dataSync()) {
    if (it < 0 || it >= dim) {
      throw new RangeError(`tf.gather: expected indices from 0 to ${dim - 1}, received ${it}`);
    }
  }
  return asTensor(tfjs.gather(tensor, index, along));
}

/** `x` where `condition` is true, `y` elsewhere. */
export function where(condition: TensorLike, x: TensorLike, y: TensorLike): Tensor {
  const test = convertToTensor("tf.where", condition, "bool");
  const [chosen, other] = convertOperands("tf.where", x, y);
  for (const { shape } of [chosen, other]) checkBroadcast("tf.where", test.shape, shape);
  return asTensor(tfjs.where(test, chosen, other));
}
