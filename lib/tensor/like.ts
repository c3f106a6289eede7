/**
 * Types of what users hand to functions that take tensors: values, whole numbers, shapes, indices.
 *
 * @module
 */
import type { Storage } from "../arrays/dtypes.ts";
import type { NdArray } from "../display/ndarray.ts";
import type { KerasTensor } from "./keras_tensor.ts";
import type { Tensor } from "./tensor.ts";
import type { VariableCore } from "./variable_core.ts";

/** Typed arrays, which keep their element type. */
export type TypedArray = Exclude<Storage, readonly string[]> | Uint8ClampedArray;

/** Plain values a tensor can be made of. */
export type NestedArray =
  | number
  | bigint
  | boolean
  | string
  | Tensor
  | VariableCore
  | KerasTensor
  | readonly NestedArray[];

/**
 * Everything that functions of this library take for a tensor. A symbolic tensor makes the function a
 * layer of a graph; what comes back is then symbolic as well, which its type does not say.
 */
export type TensorLike = Tensor | VariableCore | KerasTensor | NdArray | TypedArray | NestedArray;

/** A whole number. */
export type IntegerLike = number | bigint | Tensor | VariableCore | NdArray;

/** A number, plain or computed. */
export type ScalarLike = number | Tensor | VariableCore;

/** Several whole numbers. */
export type IntegersLike =
  | readonly IntegerLike[]
  | Int32Array
  | BigInt64Array
  | NdArray
  | Tensor
  | VariableCore;

/** Dimensions; a single number is a shape of one. */
export type ShapeLike = IntegersLike | number;

/**
 * One index: a whole number, a range as text (`"1:3"`, `"::-1"`, `"..."`, also several: `"0, :2"`),
 * `null` for a new axis, whole numbers to pick, or truth values as a mask.
 */
export type Index =
  | number
  | bigint
  | string
  | null
  | readonly number[]
  | readonly boolean[]
  | readonly (readonly boolean[])[]
  | NdArray
  | Tensor;
