/**
 * Correlations of labels and predictions along an axis.
 *
 * @module
 */
import { isFloating } from "../arrays/dtypes.ts";
import type { Rows, RowsOf } from "../configuration/options.ts";
import { integer } from "../configuration/rows.ts";
import { type Arguments, bind, type Operation } from "../ops/bind.ts";
import { broadcastTo } from "../primitives/array/broadcast_to.ts";
import { add, divide, multiply, square, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { reduceMean } from "../primitives/reduction/reduce_mean.ts";
import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { tensorOf } from "./arguments.ts";
import type { ComparisonArguments } from "./categorical_accuracy.ts";
import { MeanMetricWrapper, prepared } from "./mean_metric_wrapper.ts";
import { dtypeRow, type MetricOptions, nameRow } from "./options.ts";
import { axisOf, fitted } from "./ranks.ts";
import { jointShape } from "../losses/shapes.ts";
import { EPSILON } from "./thresholds.ts";

/** Which axis values are compared along. */
export interface Along {
  readonly axis: number;
}

/** Labels and predictions of one shape, of a float type, and the axis from the front. */
export function along(where: string, yTrue: Tensor, yPred: Tensor, { axis }: Along) {
  const floats = isFloating(yPred.dtype) ? yPred : cast(yPred, "float32");
  const [a, b] = fitted(where, cast(yTrue, floats.dtype), floats);
  const shape = jointShape(a.shape, b.shape)!;
  const axes = [axisOf(where, axis, shape)];
  return { labels: broadcastTo(a, shape), predictions: broadcastTo(b, shape), axes };
}

function variance(x: Tensor, axes: readonly number[]): Tensor {
  return reduceMean(square(subtract(x, reduceMean(x, axes, true))), axes, true);
}

function pearson(where: string, yTrue: Tensor, yPred: Tensor, options: Along): Tensor {
  const { labels, predictions, axes } = along(where, yTrue, yPred, options);
  const standard = (x: Tensor) => {
    const centred = subtract(x, reduceMean(x, axes, true));
    return divide(centred, sqrt(variance(centred, axes)));
  };
  return reduceMean(multiply(standard(labels), standard(predictions)), axes);
}

function concordance(where: string, yTrue: Tensor, yPred: Tensor, options: Along): Tensor {
  const { labels, predictions, axes } = along(where, yTrue, yPred, options);
  const number = (x: number) => scalar(x, predictions.dtype);
  const [a, b] = [reduceMean(labels, axes, true), reduceMean(predictions, axes, true)];
  const spread = add(
    add(variance(subtract(labels, a), axes), variance(subtract(predictions, b), axes)),
    square(subtract(a, b)),
  );
  // Keras takes the mean of the predictions from both, which is the same on average.
  const together = multiply(subtract(labels, b), subtract(predictions, b));
  const each = divide(multiply(number(2), together), add(spread, number(EPSILON)));
  return reduceMean(each, axes);
}

/** Arguments of {@linkcode pearsonCorrelation} and {@linkcode concordanceCorrelation}. */
export interface CorrelationArguments extends ComparisonArguments {
  /** Axis along which values are compared; default -1. */
  axis?: number | undefined;
}

/** A correlation along an axis. */
export type Correlation = Operation<CorrelationArguments, ["yTrue", "yPred", "axis"], Tensor>;

function correlation(
  name: string,
  run: (where: string, yTrue: Tensor, yPred: Tensor, options: Along) => Tensor,
): Correlation {
  const where = `tf.keras.metrics.${name}`;
  return bind<CorrelationArguments, ["yTrue", "yPred", "axis"], Tensor>(
    where,
    ["yTrue", "yPred", "axis"],
    2,
    (yTrue, yPred, axis = -1) =>
      internally(() => {
        const [a, b] = [tensorOf(where, "yTrue", yTrue), tensorOf(where, "yPred", yPred)];
        return run(where, a, b, { axis });
      }),
  );
}

/**
 * Pearson's correlation along an axis, `cov(yTrue, yPred) / (std(yTrue) std(yPred))`; NaN where all
 * values are equal.
 *
 * @throws {TypeError} for shapes that do not fit each other.
 * @throws {RangeError} for an axis that is not there.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const r = tf.keras.metrics.pearsonCorrelation([[0, 1, 2]], [[1, 3, 5]]);
 * assertEquals(Number(tf.reshape(r, [])).toFixed(4), "1.0000");
 * ```
 */
export const pearsonCorrelation: Correlation = correlation("pearsonCorrelation", pearson);

/**
 * Lin's concordance correlation along an axis,
 * `2 cov(yTrue, yPred) / (var(yTrue) + var(yPred) + (mean(yTrue) - mean(yPred))^2)`.
 *
 * @throws {TypeError} for shapes that do not fit each other.
 * @throws {RangeError} for an axis that is not there.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const r = tf.keras.metrics.concordanceCorrelation([[0, 1, 2]], [[1, 3, 5]]);
 * assertEquals(Number(tf.reshape(r, [])).toFixed(4), "0.3636");
 * ```
 */
export const concordanceCorrelation: Correlation = correlation(
  "concordanceCorrelation",
  concordance,
);

/** Options of {@linkcode PearsonCorrelation}. */
export interface PearsonCorrelationOptions extends MetricOptions {
  /** Axis along which values are compared; default -1. */
  axis?: number | undefined;
}

const PEARSON = [
  ["name", nameRow("pearson_correlation")],
  ["dtype", dtypeRow()],
  ["axis", integer(-1)],
] as const satisfies RowsOf<PearsonCorrelationOptions, ["name", "dtype", "axis"]>;

/**
 * The mean of Pearson's correlation along an axis.
 *
 * Labels and predictions of one shape; result a scalar. State: `total` and `count`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 * @throws {RangeError} in `updateState` for an axis that is not there.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.PearsonCorrelation();
 * assertEquals(Number(metric([[0, 1, 2]], [[1, 3, 5]])).toFixed(4), "1.0000");
 * ```
 */
export class PearsonCorrelation extends MeanMetricWrapper {
  static override readonly rows: Rows = PEARSON;

  /** @param args Name, type and axis. */
  constructor(...args: Arguments<PearsonCorrelationOptions, ["name", "dtype", "axis"]>) {
    super(...prepared(new.target, PEARSON, args, pearson));
  }
}

/** Options of {@linkcode ConcordanceCorrelation}. */
export interface ConcordanceCorrelationOptions extends MetricOptions {
  /** Axis along which values are compared; default -1. */
  axis?: number | undefined;
}

const CONCORDANCE = [
  ["name", nameRow("concordance_correlation")],
  ["dtype", dtypeRow()],
  ["axis", integer(-1)],
] as const satisfies RowsOf<ConcordanceCorrelationOptions, ["name", "dtype", "axis"]>;

/**
 * The mean of Lin's concordance correlation along an axis.
 *
 * Labels and predictions of one shape; result a scalar. State: `total` and `count`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 * @throws {RangeError} in `updateState` for an axis that is not there.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.ConcordanceCorrelation();
 * assertEquals(Number(metric([[0, 1, 2]], [[1, 3, 5]])).toFixed(4), "0.3636");
 * ```
 */
export class ConcordanceCorrelation extends MeanMetricWrapper {
  static override readonly rows: Rows = CONCORDANCE;

  /** @param args Name, type and axis. */
  constructor(...args: Arguments<ConcordanceCorrelationOptions, ["name", "dtype", "axis"]>) {
    super(...prepared(new.target, CONCORDANCE, args, concordance));
  }
}
