/**
 * The types that declarations of `tf.keras.ops` refer to: `axis:axes=null` is a parameter `axis` of the
 * type `axes`. A parameter without a type takes that of its own name, or is a tensor.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import type { Integer } from "../random/int64.ts";
import type { SeedGenerator } from "../random/seed_generator.ts";
import type { Index, TensorLike } from "../tensor/like.ts";

/** A function of the user's, given tensors. */
// deno-lint-ignore no-explicit-any -- whatever its author wants to take and to give
export type TensorFunction = (...args: any[]) => any;

/** Tensors in arrays and objects. */
export type TensorStructure = TensorLike | null | readonly TensorStructure[] | {
  readonly [key: string]: TensorStructure;
};

/** What the types of parameters are called. */
export interface Vocabulary {
  /** One axis; negative ones count from the end. */
  axis: number;
  /** One axis, several, or all with `null`. */
  axes: number | readonly number[] | null;
  /** One axis, or `null` for the flattened tensor. */
  optionalAxis: number | null;
  /** Whether a reduced axis stays with length 1. */
  keepdims: boolean;
  /** Element type; `null` for that of the argument, or float32. */
  dtype: DType | null;
  /** Dimensions. */
  shape: number | readonly number[];
  /** One whole number for each dimension, or one for all. */
  sizes: number | readonly number[];
  /** The same, or `null`. */
  optionalSizes: number | readonly number[] | null;
  /** True or false. */
  flag: boolean;
  /** A number. */
  number: number;
  /** A number, or `null`. */
  optionalNumber: number | null;
  /** Numbers. */
  numbers: readonly number[];
  /** Two tensors: real and imaginary parts. */
  parts: readonly [real: TensorLike, imaginary: TensorLike];
  /** A window: `"hann"`, `"hamming"`, a tensor, or `null` for none. */
  window: TensorLike | null;
  /** Tensors. */
  tensors: readonly TensorLike[];
  /** A tensor, or `null`. */
  optionalTensor: TensorLike | null;
  /** Tensors in arrays and objects. */
  structure: TensorStructure;
  /** A function of the user's. */
  f: TensorFunction;
  /** Functions of the user's. */
  functions: readonly TensorFunction[];
  /** Text, one of the words that the function knows. */
  text: string;
  /** Text, or `null`. */
  optionalText: string | null;
  /** Where the channels are; `null`: last, or as `tf.keras.config` says. */
  dataFormat: "channels_last" | "channels_first" | null;
  /** Whether edges are filled up. */
  padding: "valid" | "same";
  /** How a quantile is found between two elements. */
  method: "linear" | "lower" | "higher" | "midpoint" | "nearest";
  /** How many parts, or where to cut. */
  sections: number | readonly number[];
  /** Indices as in `x.at(...)`. */
  index: Index | readonly Index[];
  /** A norm's order. */
  ord: number | "fro" | "nuc" | null;
  /** For each axis how much before and after it. */
  padWidth: number | readonly number[] | readonly (readonly number[])[];
  /** Axes to sum over: how many, or two lists. */
  contracted: number | readonly (number | readonly number[])[];
  /** A whole number, a generator of seeds, or `null`. */
  seed: Integer | SeedGenerator | null;
  /** Whatever it is. */
  anything: unknown;
}
