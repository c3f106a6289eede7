/**
 * What methods of datasets take, in Python's order.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import type { TensorSpec } from "../functions/tensor_spec.ts";
import { checkInteger } from "../errors/checks.ts";
import type { Integer } from "../random/int64.ts";
import type { TensorLike } from "../tensor/like.ts";

/** What every method takes for the sake of Python's signature. */
export interface NameArguments {
  /** Names nothing. */
  name?: string | null;
}

/** What methods take that may compute in parallel in Python; here the order is always that of the input. */
export interface ParallelArguments extends NameArguments {
  /** Counts for nothing: elements are computed one by one. */
  numParallelCalls?: number | null;
  /** Counts for nothing: the order is always the same. */
  deterministic?: boolean | null;
}

/** Arguments of `repeat`, `take` and `skip`. */
export interface CountArguments extends NameArguments {
  /** How many; -1 for all or for ever. */
  count?: number | null;
}

/** Arguments of `shard`. */
export interface ShardArguments extends NameArguments {
  /** Into how many parts the elements are dealt; at least 1. */
  numShards: number;
  /** Which of them; from 0 to `numShards - 1`. */
  index: number;
}

/** Arguments of `shuffle`. */
export interface ShuffleArguments extends NameArguments {
  /** Elements among which one is drawn; at least 1. */
  bufferSize: number;
  /** Default: drawn by `tf.random.setSeed`'s rules. */
  seed?: Integer | null;
  /** Whether each iteration has an order of its own; default true. */
  reshuffleEachIteration?: boolean | null;
}

/** Arguments of `batch`. */
export interface BatchArguments extends ParallelArguments {
  /** Elements of a batch; at least 1. */
  batchSize: number;
  /** Whether a last batch of fewer elements is left out; default false. */
  dropRemainder?: boolean | null;
}

/** Shapes nested as elements are. */
export type NestedShapes =
  | readonly (number | null)[]
  | readonly NestedShapes[]
  | { readonly [name: string]: NestedShapes };

/** Values nested as elements are. */
export type NestedValues =
  | TensorLike
  | null
  | readonly NestedValues[]
  | { readonly [name: string]: NestedValues };

/** Arguments of `paddedBatch`. */
export interface PaddedBatchArguments extends NameArguments {
  /** Elements of a batch; at least 1. */
  batchSize: number;
  /** Shapes to pad to, nested as elements are; -1 or `null`, the default, for the longest of a batch. */
  paddedShapes?: NestedShapes | null;
  /** What fills, nested as elements are or one for all; default 0, false, or an empty text. */
  paddingValues?: NestedValues;
  /** Whether a last batch of fewer elements is left out; default false. */
  dropRemainder?: boolean | null;
}

/** Arguments of `window`. */
export interface WindowArguments extends NameArguments {
  /** Elements of a window; at least 1. */
  size: number;
  /** How far the next window begins from the last one; default `size`. */
  shift?: number | null;
  /** How far elements of a window are apart; default 1. */
  stride?: number | null;
  /** Whether windows of fewer elements are left out; default false. */
  dropRemainder?: boolean | null;
}

/** Arguments of `interleave`. */
export interface InterleaveArguments<Run> extends ParallelArguments {
  /** A dataset of an element. */
  mapFunc: Run;
  /** Datasets that take turns; default 16. */
  cycleLength?: number | null;
  /** Elements at a turn; default 1. */
  blockLength?: number | null;
}

/** Arguments of `fromGenerator`. */
export interface FromGeneratorArguments<Source> extends NameArguments {
  /** A function that gives an iterable, also an asynchronous one, anew for each iteration. */
  generator: Source;
  /** Dtypes, nested as elements are; `outputSignature` says more. */
  outputTypes?: NestedTypes | null;
  /** Shapes beside `outputTypes`; default: any. */
  outputShapes?: NestedShapes | null;
  /** What the function is called with. */
  args?: readonly unknown[] | null;
  /** `tf.TensorSpec`, nested as elements are; default: as the values are. */
  outputSignature?: NestedSpecs | null;
}

/** Dtypes nested as elements are. */
export type NestedTypes =
  | DType
  | readonly NestedTypes[]
  | { readonly [name: string]: NestedTypes };

/** Specifications nested as elements are. */
export type NestedSpecs =
  | TensorSpec
  | readonly NestedSpecs[]
  | { readonly [name: string]: NestedSpecs };

/** Arguments of `bucketBySequenceLength`. */
export interface BucketArguments<T extends unknown[]> extends NameArguments {
  /** The length of an element. */
  elementLengthFunc: (...element: T) => unknown;
  /** Lengths at which buckets begin, but for the first. */
  bucketBoundaries: readonly number[];
  /** Elements of a batch of each bucket: one more than boundaries. */
  bucketBatchSizes: readonly number[];
  /** Default: to the longest of a batch. */
  paddedShapes?: NestedShapes | null;
  /** Default 0, false, or an empty text. */
  paddingValues?: NestedValues;
  /** Whether elements are padded to the end of their bucket; default false. */
  padToBucketBoundary?: boolean | null;
  /** Whether nothing is padded; default false. */
  noPadding?: boolean | null;
  /** Whether last batches of fewer elements are left out; default false. */
  dropRemainder?: boolean | null;
}

/** Checks a number of elements. */
export function checkSize(where: string, name: string, value: unknown): number {
  return checkInteger(where, name, value, { min: 1 });
}

/** Checks a number of elements; `undefined`, `null` and -1 are all of them. */
export function checkCount(where: string, value: unknown): number {
  return checkInteger(where, "count", value ?? -1, { min: -1 });
}
