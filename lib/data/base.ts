/**
 * What every dataset has: its elements, their specification and number.
 *
 * @module
 */

import { aval } from "../tensor/aval.ts";
import { leaf, type Tensor } from "../tensor/tensor.ts";
import type { Dataset } from "./dataset.ts";
import { elementsOf, laterElementsOf } from "./iterate.ts";
import { type HasStage, maker, stageSymbol } from "./nested.ts";
import { specValue } from "./spec.ts";
import type { Stage } from "./stage.ts";

/** A dataset without its transformations. */
export abstract class DatasetBase<T> implements HasStage, Iterable<T>, AsyncIterable<T> {
  /** What gives the elements; the library's own. */
  readonly [stageSymbol]: Stage;

  /** The dataset of a stage. Programs write `tf.data.Dataset.fromTensorSlices(...)`. */
  constructor(stage: Stage) {
    this[stageSymbol] = stage;
  }

  /** A dataset of a stage. */
  protected derive<U>(stage: Stage): Dataset<U> {
    return maker.make(stage) as Dataset<U>;
  }

  /** The elements, from the first on each time. */
  [Symbol.iterator](): IterableIterator<T, undefined> {
    return elementsOf<T>(this[stageSymbol]);
  }

  /** The elements, also those that come asynchronously. */
  [Symbol.asyncIterator](): AsyncIterableIterator<T, undefined> {
    return laterElementsOf<T>(this[stageSymbol]);
  }

  /** What elements are: `tf.TensorSpec`, nested as they are. */
  get elementSpec(): unknown {
    return specValue(this[stageSymbol].spec());
  }

  /**
   * The number of elements, an int64 scalar; `tf.data.INFINITE_CARDINALITY` (-1) or
   * `tf.data.UNKNOWN_CARDINALITY` (-2) where there is none.
   *
   * @example
   * ```ts
   * import * as tf from "kerasaur";
   * import { assertEquals } from "@std/assert";
   *
   * assertEquals(Number(tf.data.Dataset.range(10).batch(4).cardinality()), 3);
   * ```
   */
  cardinality(): Tensor {
    return leaf(BigInt64Array.of(BigInt(this[stageSymbol].cardinality)), aval("int64", []));
  }
}
