/**
 * How often the label's class is among those with the largest predictions.
 *
 * @module
 */
import type { Rows, RowsOf } from "../configuration/options.ts";
import { flag, integer } from "../configuration/rows.ts";
import { checkBoolean, checkInteger } from "../errors/checks.ts";
import { type Arguments, bind, type Operation } from "../ops/bind.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { slice } from "../primitives/array/slice.ts";
import { cast } from "../primitives/math/cast.ts";
import { equal } from "../primitives/math/comparison.ts";
import { argmax } from "../primitives/reduction/arg_extreme.ts";
import { inTopK } from "../primitives/reduction/in_top_k.ts";
import { reduceAny } from "../primitives/reduction/reduce_logic.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { tensorOf } from "./arguments.ts";
import type { ComparisonArguments } from "./categorical_accuracy.ts";
import { asRows, checkOneHot, sparseLabels } from "./classes.ts";
import { MeanMetricWrapper, prepared } from "./mean_metric_wrapper.ts";
import { dtypeRow, type MetricOptions, nameRow } from "./options.ts";
import { withLastAxis } from "./ranks.ts";

/** 1 for each row whose class is among the `k` of the largest predictions, else 0. */
function among(classes: Tensor, yPred: Tensor, k: number): Tensor {
  const rows = asRows(cast(yPred, "float32"));
  const found = inTopK(rows, reshape(cast(classes, "int32"), [classes.size]), k);
  return reshape(cast(found, "float32"), classes.shape);
}

/** Options of {@linkcode matchTopK}. */
interface TopK {
  readonly k: number;
}

/** 1 for each row whose largest label is among the `k` largest predictions, else 0. */
function matchTopK(where: string, yTrue: Tensor, yPred: Tensor, { k }: TopK): Tensor {
  checkOneHot(where, yTrue, yPred);
  return among(argmax(yTrue, yTrue.rank - 1, "int32"), yPred, k);
}

/** Options of {@linkcode matchSparseTopK}. */
interface SparseTopK extends TopK {
  readonly fromSortedIds: boolean;
}

/** The same of labels that are numbers of classes. */
function matchSparseTopK(
  where: string,
  yTrue: Tensor,
  yPred: Tensor,
  { k, fromSortedIds }: SparseTopK,
): Tensor {
  const labels = sparseLabels(where, yTrue, yPred);
  if (!fromSortedIds) return reshape(among(labels, yPred, k), yTrue.shape);
  const rows = asRows(yPred);
  const first = slice(rows, [0, 0], [rows.shape[0]!, Math.min(k, rows.shape[1]!)]);
  const column = withLastAxis(reshape(cast(labels, yPred.dtype), [labels.size]));
  return reshape(cast(reduceAny(equal(column, first), [1]), "float32"), yTrue.shape);
}

/** Arguments of {@linkcode topKCategoricalAccuracy}. */
export interface TopKArguments extends ComparisonArguments {
  /** How many of the largest predictions count, >= 1; default 5. */
  k?: number | undefined;
}

/**
 * 1 for each row whose largest label is among the `k` largest predictions, else 0; equal predictions
 * count.
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
 * const { topKCategoricalAccuracy } = tf.keras.metrics;
 * const right = topKCategoricalAccuracy([[0, 0, 1]], [[0.5, 0.2, 0.3]], { k: 2 });
 * assertEquals([...right.numpy().toArray() as number[]], [1]);
 * ```
 */
export const topKCategoricalAccuracy: Operation<TopKArguments, ["yTrue", "yPred", "k"], Tensor> =
  bind(
    "tf.keras.metrics.topKCategoricalAccuracy",
    ["yTrue", "yPred", "k"],
    2,
    (yTrue, yPred, k = 5) =>
      internally(() => {
        const where = "tf.keras.metrics.topKCategoricalAccuracy";
        const [a, b] = [tensorOf(where, "yTrue", yTrue), tensorOf(where, "yPred", yPred)];
        return matchTopK(where, a, b, { k: checkInteger(where, "k", k, { min: 1 }) });
      }),
  );

/** Arguments of {@linkcode sparseTopKCategoricalAccuracy}. */
export interface SparseTopKArguments extends TopKArguments {
  /** Whether predictions are numbers of classes, the likeliest first; default `false`. */
  fromSortedIds?: boolean | undefined;
}

/**
 * 1 for each row whose class is among those of the `k` largest predictions, else 0; equal
 * predictions count.
 *
 * Labels `(...)` or `(..., 1)`, predictions `(..., classes)`; result in the shape of the labels.
 *
 * @throws {TypeError} for labels and predictions whose shapes do not fit.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const { sparseTopKCategoricalAccuracy } = tf.keras.metrics;
 * const right = sparseTopKCategoricalAccuracy([2, 1], [[0.5, 0.2, 0.3], [0.5, 0.2, 0.3]], { k: 2 });
 * assertEquals([...right.numpy().toArray() as number[]], [1, 0]);
 * ```
 */
export const sparseTopKCategoricalAccuracy: Operation<
  SparseTopKArguments,
  ["yTrue", "yPred", "k", "fromSortedIds"],
  Tensor
> = bind(
  "tf.keras.metrics.sparseTopKCategoricalAccuracy",
  ["yTrue", "yPred", "k", "fromSortedIds"],
  2,
  (yTrue, yPred, k = 5, fromSortedIds = false) =>
    internally(() => {
      const where = "tf.keras.metrics.sparseTopKCategoricalAccuracy";
      const [a, b] = [tensorOf(where, "yTrue", yTrue), tensorOf(where, "yPred", yPred)];
      checkInteger(where, "k", k, { min: 1 });
      checkBoolean(where, "fromSortedIds", fromSortedIds);
      return matchSparseTopK(where, a, b, { k, fromSortedIds });
    }),
);

/** Options of {@linkcode TopKCategoricalAccuracy}. */
export interface TopKCategoricalAccuracyOptions extends MetricOptions {
  /** How many of the largest predictions count, >= 1; default 5. */
  k?: number | undefined;
}

const TOP_K = [
  ["k", integer(5, { min: 1 })],
  ["name", nameRow("top_k_categorical_accuracy")],
  ["dtype", dtypeRow()],
] as const satisfies RowsOf<TopKCategoricalAccuracyOptions, ["k", "name", "dtype"]>;

/**
 * How often the largest label is among the `k` largest predictions.
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
 * const metric = new tf.keras.metrics.TopKCategoricalAccuracy({ k: 2 });
 * assertEquals(Number(metric([[0, 0, 1], [0, 1, 0]], [[5, 2, 3], [5, 2, 3]])), 0.5);
 * ```
 */
export class TopKCategoricalAccuracy extends MeanMetricWrapper {
  static override readonly rows: Rows = TOP_K;

  /** @param args Number of predictions, name and type. */
  constructor(...args: Arguments<TopKCategoricalAccuracyOptions, ["k", "name", "dtype"]>) {
    super(...prepared(new.target, TOP_K, args, matchTopK));
  }
}

/** Options of {@linkcode SparseTopKCategoricalAccuracy}. */
export interface SparseTopKCategoricalAccuracyOptions extends TopKCategoricalAccuracyOptions {
  /** Whether predictions are numbers of classes, the likeliest first; default `false`. */
  fromSortedIds?: boolean | undefined;
}

type SparseNames = ["k", "name", "dtype", "fromSortedIds"];

const SPARSE_TOP_K = [
  ["k", integer(5, { min: 1 })],
  ["name", nameRow("sparse_top_k_categorical_accuracy")],
  ["dtype", dtypeRow()],
  // Keras writes it where it is true.
  ["fromSortedIds", { ...flag(false), write: (made: boolean) => made ? true : undefined }],
] as const satisfies RowsOf<SparseTopKCategoricalAccuracyOptions, SparseNames>;

/**
 * How often the label's class is among those of the `k` largest predictions.
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
 * const metric = new tf.keras.metrics.SparseTopKCategoricalAccuracy({ k: 2 });
 * assertEquals(Number(metric([2, 1], [[5, 2, 3], [5, 2, 3]])), 0.5);
 * ```
 */
export class SparseTopKCategoricalAccuracy extends MeanMetricWrapper {
  static override readonly rows: Rows = SPARSE_TOP_K;

  /** @param args Number of predictions, name and type. */
  constructor(...args: Arguments<SparseTopKCategoricalAccuracyOptions, SparseNames>) {
    super(...prepared(new.target, SPARSE_TOP_K, args, matchSparseTopK));
  }
}
