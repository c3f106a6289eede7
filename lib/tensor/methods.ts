/**
 * Types of the methods of tensors and variables. The functions themselves are put on the prototypes
 * by lib/ops/methods.ts: this room knows no operation.
 *
 * @module
 */
import type { NdArray, NdElement } from "../display/ndarray.ts";
import type { NestedElements } from "../display/nested.ts";
import type { TensorLike } from "../ops/as_tensor.ts";
import type { Index } from "../ops/array/index_types.ts";
import type { IntegerLike, IntegersLike, ShapeLike } from "../ops/integers.ts";
import type { Tensor } from "./tensor.ts";

/** Methods equal to the functions of `tf` with the same names, with the tensor as first argument. */
export interface FunctionMethods {
  /** `x + y`. */
  add(y: TensorLike): Tensor;
  /** `x - y`. */
  sub(y: TensorLike): Tensor;
  /** `x - y`. */
  subtract(y: TensorLike): Tensor;
  /** `x y`. */
  mul(y: TensorLike): Tensor;
  /** `x y`. */
  multiply(y: TensorLike): Tensor;
  /** `-x`. */
  neg(): Tensor;
  /** `-x`. */
  negative(): Tensor;
  /** `x^2`. */
  square(): Tensor;
  /** The same elements in another shape; one dimension may be -1. */
  reshape(shape: ShapeLike | { shape: ShapeLike }): Tensor;
  /** The axes in another order; default: reversed. */
  transpose(perm?: IntegersLike | null | { perm?: IntegersLike }): Tensor;
  /** One more axis, of length 1. */
  expandDims(axis: IntegerLike | { axis: IntegerLike }): Tensor;
  /** Without axes of length 1: all of them, or those named. */
  squeeze(axis?: IntegerLike | IntegersLike | null): Tensor;
  /** The slices at `indices` along an axis. */
  gather(indices: TensorLike, options?: { axis?: IntegerLike; batchDims?: IntegerLike }): Tensor;
}

/** What tensors and variables have beside their shape and dtype. */
export interface TensorMethods extends FunctionMethods {
  /** The axes in reverse order. */
  readonly T: Tensor;
  /** A copy of the values as a host array that prints as NumPy's. */
  numpy(): NdArray;
  /** One element: of a tensor of size 1, or at one index for each dimension. */
  item(...index: number[]): NdElement;
  /** The elements in nested arrays. */
  toArray(): NestedElements;
  /** What `JSON.stringify` writes: nested arrays. */
  toJSON(): unknown;
  /**
   * A part of it, as Python's square brackets take it: whole numbers (negative from the end) drop
   * an axis; texts such as `"1:3"`, `"::-1"`, `"..."` are ranges; `null` makes a new axis; an array or a
   * tensor of whole numbers picks; an array or a tensor of truth values is a mask.
   */
  at(...slices: readonly Index[]): Tensor;
  /** The parts along the first axis. */
  [Symbol.iterator](): Iterator<Tensor>;
  /** The element of a tensor of size 1 as a number; a text only in template strings. */
  [Symbol.toPrimitive](hint: string): string | number | bigint;
  /** Python's `str`. */
  toString(): string;
  /** Gives the memory back early; later uses are errors. */
  dispose(): void;
  /** The same, at the end of the scope of `using x = ...`. */
  [Symbol.dispose](): void;
}
