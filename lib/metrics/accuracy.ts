/**
 * How often predictions are equal to labels.
 *
 * @module
 */
import { isFloating } from "../arrays/dtypes.ts";
import type { Rows, RowsOf } from "../configuration/options.ts";
import { row } from "../configuration/rows.ts";
import { checkFinite } from "../errors/checks.ts";
import { type Arguments, bind, type Operation } from "../ops/bind.ts";
import type { TensorLike } from "../tensor/like.ts";
import { cast } from "../primitives/math/cast.ts";
import { equal, greater } from "../primitives/math/comparison.ts";
import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { tensorOf } from "./arguments.ts";
import type { NameFirst } from "./mean.ts";
import { MeanMetricWrapper, prepared } from "./mean_metric_wrapper.ts";
import { dtypeRow, type MetricOptions, nameRow } from "./options.ts";
import { fitted } from "./ranks.ts";

const ACCURACY = [["name", nameRow("accuracy")], ["dtype", dtypeRow()]] as const satisfies RowsOf<
  MetricOptions,
  NameFirst
>;

/** 1 where labels and predictions are equal, else 0. */
function matches(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const [labels, predictions] = fitted(where, cast(yTrue, yPred.dtype), yPred);
  return cast(equal(labels, predictions), "float32");
}

/**
 * How often predictions are equal to labels; in `compile`, the name `"accuracy"` means the accuracy
 * that fits the shapes instead.
 *
 * Input `(batch, ...)`, result a scalar. State: `total` and `count`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.Accuracy();
 * assertEquals(Number(metric([1, 2, 3, 4], [0, 2, 3, 4])), 0.75);
 * ```
 */
export class Accuracy extends MeanMetricWrapper {
  static override readonly rows: Rows = ACCURACY;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, NameFirst>) {
    super(...prepared(new.target, ACCURACY, args, matches));
  }
}

/** Options of {@linkcode BinaryAccuracy}. */
export interface BinaryAccuracyOptions extends MetricOptions {
  /** Predictions above it count as 1; default 0.5. */
  threshold?: number | undefined;
}

const BINARY = [
  ["name", nameRow("binary_accuracy")],
  ["dtype", dtypeRow()],
  ["threshold", row<number, number, number>(0.5, checkFinite)],
] as const satisfies RowsOf<BinaryAccuracyOptions, ["name", "dtype", "threshold"]>;

/** 1 where a prediction is on the label's side of the threshold, else 0. */
function onSide(
  where: string,
  yTrue: Tensor,
  yPred: Tensor,
  { threshold }: { readonly threshold: number },
): Tensor {
  const floats = isFloating(yPred.dtype) ? yPred : cast(yPred, "float32");
  const [labels, predictions] = fitted(where, yTrue, floats);
  const above = cast(greater(predictions, scalar(threshold, predictions.dtype)), labels.dtype);
  return cast(equal(labels, above), "float32");
}

/** Arguments of {@linkcode binaryAccuracy}. */
export interface BinaryAccuracyArguments {
  /** Labels, 0 or 1. */
  yTrue: TensorLike;
  /** Predictions. */
  yPred: TensorLike;
  /** Predictions above it count as 1; default 0.5. */
  threshold?: number | undefined;
}

/**
 * 1 for each prediction on its label's side of the threshold, else 0: `yTrue == (yPred > threshold)`.
 *
 * @throws {TypeError} for shapes that do not fit each other.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const right = tf.keras.metrics.binaryAccuracy([1, 1, 0, 0], [0.9, 0.3, 0.2, 0.6]);
 * assertEquals(right.numpy().toArray(), [1, 0, 1, 0]);
 * ```
 */
export const binaryAccuracy: Operation<
  BinaryAccuracyArguments,
  ["yTrue", "yPred", "threshold"],
  Tensor
> = bind(
  "tf.keras.metrics.binaryAccuracy",
  ["yTrue", "yPred", "threshold"],
  2,
  (yTrue, yPred, threshold = 0.5) =>
    internally(() => {
      const where = "tf.keras.metrics.binaryAccuracy";
      const [labels, predictions] = [
        tensorOf(where, "yTrue", yTrue),
        tensorOf(where, "yPred", yPred),
      ];
      checkFinite(where, "threshold", threshold);
      return onSide(where, labels, predictions, { threshold });
    }),
);

/**
 * How often predictions are on their labels' side of a threshold.
 *
 * Labels are 0 or 1. Input `(batch, ...)`, result a scalar. State: `total` and `count`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.BinaryAccuracy({ threshold: 0.25 });
 * assertEquals(Number(metric([[1], [1], [0], [0]], [[0.9], [0.3], [0.2], [0.6]])), 0.75);
 * ```
 */
export class BinaryAccuracy extends MeanMetricWrapper {
  static override readonly rows: Rows = BINARY;

  /** @param args Name, type and threshold. */
  constructor(...args: Arguments<BinaryAccuracyOptions, ["name", "dtype", "threshold"]>) {
    super(...prepared(new.target, BINARY, args, onSide));
  }
}
