/**
 * Builds public operations from tfjs's: arguments converted and checked first, under the
 * operation's TensorFlow name, so that an error never comes out of a kernel.
 *
 * @module
 */
import type * as tfjs from "@tensorflow/tfjs";
import { formatShape, formatValue } from "../errors/format.ts";
import { asTensor, convertOperands, convertToTensor, type TensorLike } from "./convert.ts";
import type { DType, Tensor } from "./tensor.ts";

/** An operation of one tensor. */
export type UnaryOp = (x: TensorLike) => Tensor;

/** An operation of two tensors that broadcast. */
export type BinaryOp = (x: TensorLike, y: TensorLike) => Tensor;

/** Options of a reduction. */
export interface ReduceOptions {
  /** Axis or axes to reduce, negative ones counted from the end; default: all of them. */
  axis?: number | readonly number[];
  /** Whether reduced axes stay with length 1; default `false`. */
  keepdims?: boolean;
}

/** An operation that reduces axes. */
export type ReduceOp = (x: TensorLike, options?: ReduceOptions) => Tensor;

/** Throws unless a tensor has one of the element types. */
export function checkDType(where: string, x: Tensor, allowed: readonly DType[]): void {
  if (!allowed.includes(x.dtype as DType)) {
    throw new TypeError(
      `${where}: expected a tensor of dtype ${
        allowed.join(" or ")
      }, received dtype ${x.dtype}; convert it with tf.cast`,
    );
  }
}

/** A function of each element; plain numbers are taken as float32 where the function needs it. */
export function unary(
  name: string,
  run: (x: tfjs.Tensor) => tfjs.Tensor,
  allowed: readonly DType[] = ["float32"],
): UnaryOp {
  return (value) => {
    const preferred = allowed.includes("int32") ? undefined : "float32";
    const x = convertToTensor(name, value, undefined, preferred);
    checkDType(name, x, allowed);
    return asTensor(run(x));
  };
}

/** A function of two elements. */
export function binary(
  name: string,
  run: (x: tfjs.Tensor, y: tfjs.Tensor) => tfjs.Tensor,
  allowed: readonly DType[] = ["float32", "int32"],
): BinaryOp {
  return (a, b) => {
    const [x, y] = convertOperands(name, a, b);
    checkDType(name, x, allowed);
    return asTensor(run(x, y));
  };
}

/** A reduction. */
export function reduction(
  name: string,
  run: (x: tfjs.Tensor, axis: number[] | undefined, keepdims: boolean) => tfjs.Tensor,
  allowed: readonly DType[] = ["float32", "int32"],
): ReduceOp {
  return (value, { axis, keepdims = false } = {}) => {
    const x = convertToTensor(name, value);
    checkDType(name, x, allowed);
    const axes = axis === undefined ? undefined : [axis].flat() as number[];
    return asTensor(run(x, axes?.map((it) => checkAxis(name, it, x.shape)), keepdims));
  };
}

/** An axis of a shape, counted from the front. */
export function checkAxis(where: string, axis: unknown, shape: readonly number[]): number {
  const rank = shape.length;
  if (typeof axis !== "number" || !Number.isInteger(axis)) {
    throw new TypeError(
      `${where}: expected axis to be a whole number, received axis=${formatValue(axis)}`,
    );
  }
  if (axis < -rank || axis >= rank) {
    throw new RangeError(
      `${where}: expected axis from ${-rank} to ${rank - 1} for shape ${
        formatShape(shape)
      }, received axis=${axis}`,
    );
  }
  return axis < 0 ? axis + rank : axis;
}
