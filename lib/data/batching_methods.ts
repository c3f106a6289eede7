/**
 * Methods of datasets that put elements together and take them apart.
 *
 * @module
 */
import { beginAtCaller } from "../errors/caller.ts";
import { checkBoolean } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { type Arguments, bindArguments, boundValues, isOptions } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import {
  type BatchArguments,
  type BucketArguments,
  checkSize,
  type NameArguments,
  type PaddedBatchArguments,
  type WindowArguments,
} from "./arguments.ts";
import { batch, unbatch } from "./batching.ts";
import { bucketed } from "./buckets.ts";
import { concatenate } from "./combining.ts";
import type { Dataset } from "./dataset.ts";
import { checkRun } from "./mapping.ts";
import { MappingMethods } from "./mapping_methods.ts";
import { isDataset, stageSymbol } from "./nested.ts";
import { paddedBatch } from "./padding.ts";
import type { ArgumentsOf, WindowsOf } from "./types.ts";
import { groupByWindow, window } from "./windows.ts";

const WHERE = "tf.data.Dataset";
const BATCH = ["batchSize", "dropRemainder", "numParallelCalls", "deterministic", "name"] as const;
const PADDED_BATCH = [
  "batchSize",
  "paddedShapes",
  "paddingValues",
  "dropRemainder",
  "name",
] as const;
const WINDOW = ["size", "shift", "stride", "dropRemainder", "name"] as const;
const GROUP = ["keyFunc", "reduceFunc", "windowSize", "windowSizeFunc", "name"] as const;
const BUCKETS = [
  "elementLengthFunc",
  "bucketBoundaries",
  "bucketBatchSizes",
  "paddedShapes",
  "paddingValues",
  "padToBucketBoundary",
  "noPadding",
  "dropRemainder",
  "name",
] as const;

/** Arguments of `groupByWindow`. */
export interface GroupByWindowArguments<T, U> extends NameArguments {
  /** The group of an element: a whole number. */
  keyFunc: (...element: ArgumentsOf<T>) => unknown;
  /** Makes a dataset of a group, a dataset of elements with the same key. */
  reduceFunc: (key: Tensor, group: Dataset<T>) => Dataset<U>;
  /** Elements of a group at most; or `windowSizeFunc`. */
  windowSize?: number | null;
  /** Elements of a group at most, by its key. */
  windowSizeFunc?: ((key: number) => number) | null;
}

/** Parameters for which an object of options would be a value: one of names that are no parameters. */
function nestedIn(last: unknown): string[] {
  const isValue = isOptions(last) &&
    !Object.keys(last).some((it) => (PADDED_BATCH as readonly string[]).includes(it));
  return isValue ? ["paddedShapes", "paddingValues"] : [];
}

/** Transformations of how many elements are one. */
export abstract class BatchingMethods<T> extends MappingMethods<T> {
  /**
   * `batchSize` elements at a time, stacked along a new first axis. Rows of arrays are copied, and
   * become one tensor.
   *
   * @throws {TypeError | RangeError} if `batchSize` is no whole number from 1 on, or, in an
   *   iteration, elements have several shapes.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const batches = tf.data.Dataset.range(5).batch(2, { dropRemainder: true });
   * assertEquals([...batches].map((it) => it.shape), [[2], [2]]);
   * ```
   */
  batch(
    ...args: Arguments<
      BatchArguments,
      ["batchSize", "dropRemainder", "numParallelCalls", "deterministic", "name"]
    >
  ): Dataset<T> {
    const where = `${WHERE}.batch`;
    const [batchSize, dropRemainder] = boundValues(where, BATCH, 1, args);
    const size = checkSize(where, "batchSize", batchSize);
    const isDropped = checkBoolean(where, "dropRemainder", dropRemainder ?? false);
    return this.derive(batch(where, this[stageSymbol], size, isDropped));
  }

  /**
   * As {@linkcode BatchingMethods.batch}, with elements of several sizes padded at their ends.
   *
   * @throws {TypeError | RangeError} if `batchSize` is no whole number from 1 on, or, in an
   *   iteration, elements are larger than `paddedShapes`.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const rows = tf.data.Dataset.range(1, 4)
   *   .map((n) => tf.fill([Number(n)], Number(n))).paddedBatch(3);
   * assertEquals([...rows][0]!.numpy().toArray(), [[1, 0, 0], [2, 2, 0], [3, 3, 3]]);
   * ```
   */
  paddedBatch(
    ...args: Arguments<
      PaddedBatchArguments,
      ["batchSize", "paddedShapes", "paddingValues", "dropRemainder", "name"]
    >
  ): Dataset<T> {
    const where = `${WHERE}.paddedBatch`;
    const [batchSize, shapes, values, dropRemainder] = bindArguments(
      { where, names: PADDED_BATCH, required: 1, objects: nestedIn(args.at(-1)) },
      args,
    );
    const size = checkSize(where, "batchSize", batchSize);
    const isDropped = checkBoolean(where, "dropRemainder", dropRemainder ?? false);
    return this.derive(paddedBatch(where, this[stageSymbol], { size, shapes, values, isDropped }));
  }

  /**
   * The rows of each element, one by one.
   *
   * @throws {TypeError} in an iteration, if tensors of an element have no rows, or not equally many.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const numbers = [...tf.data.Dataset.range(5).batch(2).unbatch()].map(Number);
   * assertEquals(numbers, [0, 1, 2, 3, 4]);
   * ```
   */
  unbatch(name?: string | null): Dataset<T> {
    void name;
    return this.derive(unbatch(`${WHERE}.unbatch`, this[stageSymbol]));
  }

  /**
   * Datasets of `size` elements, each of which begins `shift` elements after the last one; of
   * nested elements, datasets nested as they are.
   *
   * @throws {TypeError | RangeError} if a number is none from 1 on.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const windows = tf.data.Dataset.range(4).window(3, { shift: 1, dropRemainder: true });
   * assertEquals([...windows].map((it) => [...it].map(Number)), [[0, 1, 2], [1, 2, 3]]);
   * ```
   */
  window(
    ...args: Arguments<WindowArguments, ["size", "shift", "stride", "dropRemainder", "name"]>
  ): Dataset<WindowsOf<T>> {
    const where = `${WHERE}.window`;
    const [size, shift, stride, dropRemainder] = boundValues(where, WINDOW, 1, args);
    const length = checkSize(where, "size", size);
    return this.derive(window(where, this[stageSymbol], {
      size: length,
      shift: checkSize(where, "shift", shift ?? length),
      stride: checkSize(where, "stride", stride ?? 1),
      isDropped: checkBoolean(where, "dropRemainder", dropRemainder ?? false),
    }));
  }

  /**
   * The elements of what a function makes of groups with the same key: of each group as soon as it
   * has `windowSize` elements, and of what is left in the end, by key.
   *
   * @throws {TypeError} if neither or both of `windowSize` and `windowSizeFunc` are given.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const groups = tf.data.Dataset.range(6).groupByWindow({
   *   keyFunc: (x) => Number(x) % 2,
   *   reduceFunc: (_key, group) => group.batch(3),
   *   windowSize: 3,
   * });
   * assertEquals([...groups].map((it) => it.numpy().toArray()), [[0n, 2n, 4n], [1n, 3n, 5n]]);
   * ```
   */
  groupByWindow<U>(
    ...args: Arguments<
      GroupByWindowArguments<T, U>,
      ["keyFunc", "reduceFunc", "windowSize", "windowSizeFunc", "name"]
    >
  ): Dataset<U> {
    const where = `${WHERE}.groupByWindow`;
    const [key, reduce, windowSize, sizeFunc] = boundValues(where, GROUP, 2, args);
    if ((windowSize ?? undefined) === undefined === ((sizeFunc ?? undefined) === undefined)) {
      throw new TypeError(`${where}: expected either windowSize or windowSizeFunc`);
    }
    const fixed = windowSize ?? undefined;
    return this.derive(groupByWindow(where, this[stageSymbol], {
      key: checkRun(where, "keyFunc", key),
      reduce: checkRun(where, "reduceFunc", reduce),
      size: fixed === undefined
        ? (it) => checkSize(where, "windowSizeFunc's result", sizeFunc!(it))
        : ((size) => () => size)(checkSize(where, "windowSize", fixed)),
    }));
  }

  /**
   * Batches of elements of like lengths, padded to the longest of each.
   *
   * @throws {TypeError | RangeError} if there is not one more batch size than boundaries.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const data = tf.data.Dataset.range(1, 5).map((n) => tf.fill([Number(n)], Number(n)));
   * const batches = data.bucketBySequenceLength((x) => x.shape[0], [3], [2, 2]);
   * assertEquals([...batches].map((it) => it.shape), [[2, 2], [2, 4]]);
   * ```
   */
  bucketBySequenceLength(
    ...args: Arguments<
      BucketArguments<ArgumentsOf<T>>,
      [
        "elementLengthFunc",
        "bucketBoundaries",
        "bucketBatchSizes",
        "paddedShapes",
        "paddingValues",
        "padToBucketBoundary",
        "noPadding",
        "dropRemainder",
        "name",
      ]
    >
  ): Dataset<T> {
    const where = `${WHERE}.bucketBySequenceLength`;
    const [length, boundaries, sizes, shapes, values, toBoundary, noPadding, dropRemainder] =
      boundValues(where, BUCKETS, 3, args);
    return this.derive(bucketed(where, this[stageSymbol], {
      length: checkRun(where, "elementLengthFunc", length),
      boundaries,
      sizes,
      shapes,
      values,
      toBoundary: checkBoolean(where, "padToBucketBoundary", toBoundary ?? false),
      isPadded: !checkBoolean(where, "noPadding", noPadding ?? false),
      isDropped: checkBoolean(where, "dropRemainder", dropRemainder ?? false),
    }));
  }

  /**
   * The elements of this dataset, then those of another.
   *
   * @throws {TypeError} if their elements differ in structure or dtype.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * const numbers = [...tf.data.Dataset.range(2).concatenate(tf.data.Dataset.range(5, 7))].map(Number);
   * assertEquals(numbers, [0, 1, 5, 6]);
   * ```
   */
  concatenate(dataset: Dataset<T>, name?: string | null): Dataset<T> {
    void name;
    const where = `${WHERE}.concatenate`;
    if (!isDataset(dataset)) {
      throw new TypeError(`${where}: expected a dataset, received ${formatValue(dataset)}`);
    }
    return this.derive(concatenate(where, this[stageSymbol], dataset[stageSymbol]));
  }
}

beginAtCaller(BatchingMethods.prototype, [
  "batch",
  "paddedBatch",
  "unbatch",
  "window",
  "groupByWindow",
  "bucketBySequenceLength",
  "concatenate",
]);
