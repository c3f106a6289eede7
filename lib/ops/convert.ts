/**
 * From whatever a user has (numbers, nested arrays, typed arrays, host arrays, tensors, variables)
 * to tensors, with TensorFlow's rules: plain numbers take the other operand's type, tensors of
 * different types never mix by themselves.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { fromBfloat16Array, isFloating } from "../arrays/dtypes.ts";
import { NdArray } from "../display/ndarray.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import type { DType, Shape, Tensor, TfjsTensor } from "./tensor.ts";

/** Plain values a tensor can be made of. */
export type NestedArray = number | boolean | string | readonly NestedArray[];

/** Everything that functions of this library take for a tensor. */
export type TensorLike =
  | TfjsTensor
  | NdArray
  | Float32Array
  | Int32Array
  | Uint8Array
  | NestedArray;

/** Whether a value is a tensor (a variable is one). */
export function isTensor(value: unknown): value is Tensor {
  return value instanceof tfjs.Tensor;
}

/** Marks a tfjs tensor as ours: the methods of {@linkcode Tensor} are on tfjs's prototype. */
export function asTensor(tensor: tfjs.Tensor): Tensor {
  return tensor as Tensor;
}

/** The shape of nested arrays; throws where they are ragged. */
function nestedShape(where: string, value: NestedArray): Shape {
  if (!Array.isArray(value)) return [];
  const shapes = value.map((item) => nestedShape(where, item as NestedArray));
  const first = shapes[0] ?? [];
  shapes.forEach((shape, index) => {
    if (formatShape(shape) !== formatShape(first)) {
      throw new TypeError(
        `${where}: expected nested arrays of one shape, received shape ${
          formatShape(first)
        } at index 0 and ${formatShape(shape)} at index ${index}`,
      );
    }
  });
  return [value.length, ...first];
}

/** The element type TensorFlow infers from plain values: whole numbers are int32. */
function inferDType(where: string, flat: readonly unknown[]): DType {
  if (flat.length === 0) return "float32";
  const kinds = new Set(flat.map((item) => typeof item));
  if (
    kinds.size > 1 || !["number", "boolean", "string"].some((kind) => kinds.has(kind as "number"))
  ) {
    const odd = flat.find((item) => typeof item !== typeof flat[0]) ?? flat[0];
    throw new TypeError(
      `${where}: expected numbers, booleans or strings of one kind, received ${formatValue(odd)}`,
    );
  }
  if (kinds.has("boolean")) return "bool";
  if (kinds.has("string")) return "string";
  return flat.every((item) => Number.isInteger(item) && !Object.is(item, -0)) ? "int32" : "float32";
}

/** Throws unless plain numbers fit an element type without loss of their whole part. */
function checkFits(where: string, flat: readonly unknown[], dtype: DType): void {
  if (dtype !== "int32") return;
  for (const item of flat) {
    if (typeof item !== "number") continue;
    if (!Number.isInteger(item)) {
      throw new TypeError(
        `${where}: expected whole numbers for dtype int32, received ${
          formatValue(item)
        }; use dtype float32`,
      );
    }
    if (item < -(2 ** 31) || item >= 2 ** 31) {
      throw new RangeError(
        `${where}: expected numbers of 32 bits for dtype int32, received ${item}`,
      );
    }
  }
}

/** A tensor of `value`; plain values are copied. Tensors must have `dtype` already, if given. */
export function convertToTensor(
  where: string,
  value: TensorLike,
  dtype?: DType,
  preferred?: DType,
): Tensor {
  if (isTensor(value)) {
    if (dtype !== undefined && value.dtype !== dtype) {
      throw new TypeError(
        `${where}: expected a tensor of dtype ${dtype}, received one of dtype ${value.dtype}; convert it with tf.cast`,
      );
    }
    return value;
  }
  if (value instanceof NdArray) return fromNdArray(where, value, dtype);
  if (ArrayBuffer.isView(value)) {
    const inferred = value instanceof Float32Array ? "float32" : "int32";
    return asTensor(tfjs.tensor(value.slice(), [value.length], dtype ?? inferred));
  }
  const plain = typeof value === "number" || typeof value === "boolean" ||
    typeof value === "string";
  if (!plain && !Array.isArray(value)) {
    throw new TypeError(
      `${where}: expected a tensor, a number or nested arrays of numbers, received ${
        formatValue(value)
      }`,
    );
  }
  const shape = nestedShape(where, value as NestedArray);
  const flat = Array.isArray(value) ? value.flat(Infinity) : [value];
  const inferred = inferDType(where, flat);
  const usable = inferred === "int32" && preferred === "float32" ? "float32" : inferred;
  const target = dtype ?? usable;
  checkFits(where, flat, target);
  if (target === "string" !== (inferred === "string") && flat.length > 0) {
    throw new TypeError(
      `${where}: expected values of dtype ${target}, received ${formatValue(flat[0])}`,
    );
  }
  return asTensor(tfjs.tensor(flat as number[], shape, target));
}

function fromNdArray(where: string, array: NdArray, dtype?: DType): Tensor {
  if (array.dtype === "complex64") {
    throw new TypeError(`${where}: expected real numbers, received an array of dtype complex64`);
  }
  const own = array.dtype !== "bytes" && isFloating(array.dtype)
    ? "float32"
    : array.dtype === "bool"
    ? "bool"
    : array.dtype === "string"
    ? "string"
    : "int32";
  const target = dtype ?? own;
  const data = array.dtype === "bfloat16"
    ? fromBfloat16Array(array.data as Uint16Array)
    : array.data as ArrayLike<number | bigint | string>;
  const flat = Array.from(data, (item) => typeof item === "bigint" ? Number(item) : item);
  checkFits(where, flat, target);
  return asTensor(tfjs.tensor(flat as number[], [...array.shape], target));
}

/** Two operands of one type: a plain number takes the type of the tensor beside it. */
export function convertOperands(where: string, a: TensorLike, b: TensorLike): [Tensor, Tensor] {
  const left = isTensor(a) || a instanceof NdArray ? convertToTensor(where, a) : undefined;
  const right = isTensor(b) || b instanceof NdArray ? convertToTensor(where, b) : undefined;
  const x = left ?? convertToTensor(where, a, right?.dtype as DType | undefined);
  const y = right ?? convertToTensor(where, b, x.dtype as DType);
  if (x.dtype !== y.dtype) {
    throw new TypeError(
      `${where}: expected two tensors of one dtype, received ${x.dtype} and ${y.dtype}; convert one with tf.cast`,
    );
  }
  checkBroadcast(where, x.shape, y.shape);
  return [x, y];
}

/** Throws unless two shapes broadcast. */
export function checkBroadcast(where: string, a: readonly number[], b: readonly number[]): void {
  for (let i = 1; i <= Math.min(a.length, b.length); i++) {
    const [left, right] = [a.at(-i)!, b.at(-i)!];
    if (left !== right && left !== 1 && right !== 1) {
      throw new TypeError(
        `${where}: expected shapes that broadcast, received ${formatShape(a)} and ${
          formatShape(b)
        }: dimension ${left} meets ${right}`,
      );
    }
  }
}
