/**
 * How often the largest prediction is that of the label's class.
 *
 * @module
 */
import type { Rows, RowsOf } from "../configuration/options.ts";
import { type Arguments, bind, type Operation } from "../ops/bind.ts";
import type { TensorLike } from "../tensor/like.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { tensorOf } from "./arguments.ts";
import { matchOneHot, matchSparse } from "./classes.ts";
import type { NameFirst } from "./mean.ts";
import { MeanMetricWrapper, prepared } from "./mean_metric_wrapper.ts";
import { dtypeRow, type MetricOptions, nameRow } from "./options.ts";

/** Arguments of functions of labels and predictions. */
export interface ComparisonArguments {
  /** Labels. */
  yTrue: TensorLike;
  /** Predictions. */
  yPred: TensorLike;
}

/** A function of labels and predictions. */
export type Comparison = Operation<ComparisonArguments, ["yTrue", "yPred"], Tensor>;

/** Makes a public function of labels and predictions. */
export function comparison(
  name: string,
  run: (where: string, yTrue: Tensor, yPred: Tensor) => Tensor,
): Comparison {
  const where = `tf.keras.metrics.${name}`;
  return bind<ComparisonArguments, ["yTrue", "yPred"], Tensor>(
    where,
    ["yTrue", "yPred"],
    2,
    (yTrue, yPred) =>
      internally(() =>
        run(where, tensorOf(where, "yTrue", yTrue), tensorOf(where, "yPred", yPred))
      ),
  );
}

/**
 * 1 for each row whose largest prediction is where the label is largest, else 0.
 *
 * Labels and predictions `(..., classes)`, result `(...)`.
 *
 * @throws {TypeError} for labels and predictions of different shapes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const right = tf.keras.metrics.categoricalAccuracy([[0, 1], [1, 0]], [[0.1, 0.9], [0.4, 0.6]]);
 * assertEquals([...right.numpy().toArray() as number[]], [1, 0]);
 * ```
 */
export const categoricalAccuracy: Comparison = comparison("categoricalAccuracy", matchOneHot);

/**
 * 1 for each row whose largest prediction is that of the label's class, else 0.
 *
 * Labels `(...)` or `(..., 1)`, predictions `(..., classes)`, result `(...)`.
 *
 * @throws {TypeError} for labels and predictions whose shapes do not fit.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const right = tf.keras.metrics.sparseCategoricalAccuracy([1, 0], [[0.1, 0.9], [0.4, 0.6]]);
 * assertEquals([...right.numpy().toArray() as number[]], [1, 0]);
 * ```
 */
export const sparseCategoricalAccuracy: Comparison = comparison(
  "sparseCategoricalAccuracy",
  matchSparse,
);

const CATEGORICAL = [
  ["name", nameRow("categorical_accuracy")],
  ["dtype", dtypeRow()],
] as const satisfies RowsOf<MetricOptions, NameFirst>;

/**
 * How often the largest prediction is where the label is largest.
 *
 * Labels, one-hot, and predictions `(batch, ..., classes)`; result a scalar. State: `total` and
 * `count`.
 *
 * @throws {TypeError} in `updateState` for labels and predictions of different shapes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.CategoricalAccuracy();
 * assertEquals(Number(metric([[0, 1], [1, 0]], [[0.1, 0.9], [0.4, 0.6]])), 0.5);
 * ```
 */
export class CategoricalAccuracy extends MeanMetricWrapper {
  static override readonly rows: Rows = CATEGORICAL;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, NameFirst>) {
    super(...prepared(new.target, CATEGORICAL, args, matchOneHot));
  }
}

const SPARSE = [
  ["name", nameRow("sparse_categorical_accuracy")],
  ["dtype", dtypeRow()],
] as const satisfies RowsOf<MetricOptions, NameFirst>;

/**
 * How often the largest prediction is that of the label's class.
 *
 * Labels, numbers of classes, `(batch, ...)` or `(batch, ..., 1)`; predictions
 * `(batch, ..., classes)`; result a scalar. State: `total` and `count`.
 *
 * @throws {TypeError} in `updateState` for labels and predictions whose shapes do not fit.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.SparseCategoricalAccuracy();
 * assertEquals(Number(metric([[1], [0]], [[0.1, 0.9], [0.4, 0.6]])), 0.5);
 * ```
 */
export class SparseCategoricalAccuracy extends MeanMetricWrapper {
  static override readonly rows: Rows = SPARSE;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, NameFirst>) {
    super(...prepared(new.target, SPARSE, args, matchSparse));
  }
}
