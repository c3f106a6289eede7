/**
 * The cosine of the angle between labels and predictions.
 *
 * @module
 */
import type { Rows, RowsOf } from "../configuration/options.ts";
import { integer } from "../configuration/rows.ts";
import type { Arguments } from "../ops/bind.ts";
import { multiply, square } from "../primitives/math/arithmetic.ts";
import { rsqrt } from "../primitives/math/exponential.ts";
import { minimum } from "../primitives/math/extremes.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type Along, along } from "./correlation.ts";
import { MeanMetricWrapper, prepared } from "./mean_metric_wrapper.ts";
import { dtypeRow, type MetricOptions, nameRow } from "./options.ts";
import { EPSILON } from "./thresholds.ts";

function cosine(where: string, yTrue: Tensor, yPred: Tensor, options: Along): Tensor {
  const { labels, predictions, axes } = along(where, yTrue, yPred, options);
  const unit = (x: Tensor) => {
    const inverse = rsqrt(reduceSum(square(x), axes, true));
    return multiply(x, minimum(inverse, scalar(1 / EPSILON, x.dtype)));
  };
  return reduceSum(multiply(unit(labels), unit(predictions)), axes);
}

/** Options of {@linkcode CosineSimilarity}. */
export interface CosineSimilarityOptions extends MetricOptions {
  /** Axis along which values are compared; default -1. */
  axis?: number | undefined;
}

const COSINE = [
  ["name", nameRow("cosine_similarity")],
  ["dtype", dtypeRow()],
  ["axis", {
    ...integer(-1),
    // Keras forgets it: a configuration of its own has the default.
    write: (made: number) => made === -1 ? undefined : made,
  }],
] as const satisfies RowsOf<CosineSimilarityOptions, ["name", "dtype", "axis"]>;

/**
 * The mean of the cosine of the angle between labels and predictions along an axis.
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
 * const metric = new tf.keras.metrics.CosineSimilarity();
 * assertEquals(Number(metric([[0, 1], [1, 1]], [[1, 0], [1, 1]])).toFixed(4), "0.5000");
 * ```
 */
export class CosineSimilarity extends MeanMetricWrapper {
  static override readonly rows: Rows = COSINE;

  /** @param args Name, type and axis. */
  constructor(...args: Arguments<CosineSimilarityOptions, ["name", "dtype", "axis"]>) {
    super(...prepared(new.target, COSINE, args, cosine));
  }
}
