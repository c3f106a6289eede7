/**
 * The namespace `tf.data`: pipelines of elements.
 *
 * @module
 */
export { Dataset } from "../data/dataset.ts";
export { DatasetSpec } from "../data/spec.ts";
export {
  FixedLengthRecordDataset,
  TextLineDataset,
  TFRecordDataset,
} from "../data/file_datasets.ts";
export type {
  BatchArguments,
  BucketArguments,
  CountArguments,
  FromGeneratorArguments,
  InterleaveArguments,
  NestedShapes,
  NestedSpecs,
  NestedTypes,
  NestedValues,
  PaddedBatchArguments,
  ShardArguments,
  ShuffleArguments,
  WindowArguments,
} from "../data/arguments.ts";
export type { ArgumentsOf, ElementsOf, WindowsOf, Zipped } from "../data/types.ts";
export * as experimental from "./data_experimental.ts";

/** Leaves a number to the library. */
export const AUTOTUNE: number = -1;
/** The cardinality of a dataset without end. */
export const INFINITE_CARDINALITY: number = -1;
/** The cardinality of a dataset whose elements nobody has counted. */
export const UNKNOWN_CARDINALITY: number = -2;
