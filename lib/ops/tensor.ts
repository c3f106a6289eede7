/**
 * The tensor type of the public API: a tfjs tensor, so that everything written for tfjs takes it,
 * with what TensorFlow's tensors have on top.
 *
 * @module
 */
import type * as tfjs from "@tensorflow/tfjs";
import type { NdArray } from "../display/ndarray.ts";

/** Element types a tensor can have. */
export type DType = "float32" | "int32" | "bool" | "string" | "complex64";

/** Dimensions of a tensor, outermost first; `[]` for a scalar. */
export type Shape = number[];

/** What TensorFlow's tensors have and tfjs's lack. */
export interface TensorMethods {
  /** The values as a host array that prints as NumPy's; a synchronous read. */
  numpy(): NdArray;
  /** Frees the tensor at the end of the scope of `using x = ...`. */
  [Symbol.dispose](): void;
}

/** A tensor: shape, dtype and values that may not have been computed yet. */
export type Tensor = TfjsTensor & TensorMethods;

/** A tensor as tfjs types it, without the methods that Kerasaur adds. */
export type TfjsTensor = InstanceType<typeof tfjs.Tensor>;
