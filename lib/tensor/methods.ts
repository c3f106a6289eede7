/**
 * Types of the methods of tensors and variables. The functions themselves are put on the prototypes
 * by lib/ops/methods.ts: this room knows no operation.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import type { NdArray, NdElement } from "../display/ndarray.ts";
import type { NestedElements } from "../display/nested.ts";
import type { Index, IntegerLike, IntegersLike, ShapeLike, TensorLike } from "./like.ts";
import type { Tensor } from "./tensor.ts";

/** Methods of one tensor, element by element. */
export type UnaryMethodName =
  | "abs"
  | "ceil"
  | "conj"
  | "cos"
  | "erf"
  | "exp"
  | "floor"
  | "imag"
  | "isFinite"
  | "isInf"
  | "isNan"
  | "log"
  | "log1p"
  | "logicalNot"
  | "neg"
  | "negative"
  | "real"
  | "reciprocal"
  | "relu"
  | "round"
  | "rsqrt"
  | "sigmoid"
  | "sign"
  | "sin"
  | "sqrt"
  | "square"
  | "tan"
  | "tanh";

/** Methods of two tensors, element by element; shapes broadcast. */
export type BinaryMethodName =
  | "add"
  | "div"
  | "divide"
  | "equal"
  | "floordiv"
  | "floormod"
  | "greater"
  | "greaterEqual"
  | "less"
  | "lessEqual"
  | "logicalAnd"
  | "logicalOr"
  | "logicalXor"
  | "maximum"
  | "minimum"
  | "mod"
  | "mul"
  | "multiply"
  | "notEqual"
  | "pow"
  | "squaredDifference"
  | "sub"
  | "subtract";

/** Reductions over axes, under TensorFlow's names and under NumPy's. */
export type ReductionMethodName =
  | "all"
  | "any"
  | "max"
  | "mean"
  | "min"
  | "reduceAll"
  | "reduceAny"
  | "reduceMax"
  | "reduceMean"
  | "reduceMin"
  | "reduceSum"
  | "sum";

/** An axis, several, or `null` for all of them; negative ones count from the end. */
export type AxesLike = IntegerLike | IntegersLike | null;

/** Reduces over axes, by default over all. */
export interface ReductionMethod {
  /** With the axes, and whether they stay with length 1. */
  (axis?: AxesLike, keepdims?: boolean | null): Tensor;
  /** With the same by name. */
  (options: { axis?: AxesLike; keepdims?: boolean | null }): Tensor;
}

/** Finds a place along an axis, by default the first one. */
export interface ArgMethod {
  /** With the axis and the element type of the result. */
  (axis?: IntegerLike | null, outputType?: "int32" | "int64" | null): Tensor;
  /** With the same by name. */
  (options: { axis?: IntegerLike | null; outputType?: "int32" | "int64" | null }): Tensor;
}

/** Methods that move, pick and convert. */
export interface MovementMethods {
  /** The place of the largest element along an axis. */
  argmax: ArgMethod;
  /** The place of the smallest element along an axis. */
  argmin: ArgMethod;
  /** The places in the order that sorts an axis. */
  argsort(axis?: IntegerLike | null, direction?: "ASCENDING" | "DESCENDING" | null): Tensor;
  /** The elements at each place of a larger shape. */
  broadcastTo(shape: ShapeLike): Tensor;
  /** The same numbers as another element type. */
  cast(dtype: DType): Tensor;
  /** Every element at least `clipValueMin` and at most `clipValueMax`. */
  clipByValue(clipValueMin: TensorLike, clipValueMax: TensorLike): Tensor;
  /** One more axis, of length 1. */
  expandDims(axis: IntegerLike): Tensor;
  /** The slices at indices along an axis. */
  gather(
    indices: TensorLike,
    options?: { axis?: IntegerLike | null; batchDims?: IntegerLike | null },
  ): Tensor;
  /** The slices at places given by several indices each. */
  gatherNd(indices: TensorLike, batchDims?: IntegerLike | null): Tensor;
  /** The product of matrices. */
  matmul(b: TensorLike, transposeA?: boolean, transposeB?: boolean): Tensor;
  /** A border of elements. */
  pad(
    paddings: readonly IntegersLike[] | Tensor,
    mode?: "CONSTANT" | "REFLECT" | "SYMMETRIC" | null,
    constantValues?: TensorLike | null,
  ): Tensor;
  /** Each element, or each slice along an axis, several times over. */
  repeat(repeats: IntegerLike | IntegersLike, axis?: IntegerLike | null): Tensor;
  /** The same elements in another shape; one dimension may be -1. */
  reshape(shape: ShapeLike): Tensor;
  /** The elements in reverse order along axes. */
  reverse(axis: IntegerLike | IntegersLike): Tensor;
  /** The elements moved along axes; what leaves at the end comes back at the front. */
  roll(shift: IntegerLike | IntegersLike, axis: IntegerLike | IntegersLike): Tensor;
  /** `size` elements along each axis from `begin` on. */
  slice(begin: IntegersLike, size: IntegersLike): Tensor;
  /** Numbers that are positive and add up to 1 along an axis, by default the last one. */
  softmax(axis?: IntegerLike | null): Tensor;
  /** The elements in order along an axis, by default the last one. */
  sort(axis?: IntegerLike | null, direction?: "ASCENDING" | "DESCENDING" | null): Tensor;
  /** Parts one after the other along an axis, by default the first one. */
  split(numOrSizeSplits: IntegerLike | IntegersLike, axis?: IntegerLike | null): Tensor[];
  /** Without axes of length 1: all of them, or those named. */
  squeeze(axis?: IntegerLike | IntegersLike | null): Tensor;
  /** Products summed over axes of both tensors. */
  tensordot(b: TensorLike, axes: number | readonly (number | readonly number[])[]): Tensor;
  /** The tensor several times one after the other along each axis. */
  tile(multiples: IntegersLike): Tensor;
  /** The axes in another order; default: reversed. */
  transpose(perm?: IntegersLike | null): Tensor;
  /** The parts along an axis, which they do not have; by default the first one. */
  unstack(options?: { num?: number | null; axis?: IntegerLike | null }): Tensor[];
}

/** Names of the methods equal to functions of `tf`. */
export type FunctionMethodName =
  | UnaryMethodName
  | BinaryMethodName
  | ReductionMethodName
  | keyof MovementMethods;

/** Methods equal to functions of `tf`, with the tensor as first argument. */
export type FunctionMethods =
  & { [Name in UnaryMethodName]: () => Tensor }
  & { [Name in BinaryMethodName]: (y: TensorLike) => Tensor }
  & { [Name in ReductionMethodName]: ReductionMethod }
  & MovementMethods;

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
