/**
 * Means of losses of numbers, as metrics.
 *
 * @module
 */
import type { Rows } from "../configuration/options.ts";
import { logCoshOf } from "../losses/distribution.ts";
import {
  meanAbsoluteErrorOf,
  meanAbsolutePercentageErrorOf,
  meanSquaredErrorOf,
  meanSquaredLogarithmicErrorOf,
} from "../losses/regression.ts";
import type { Arguments } from "../ops/bind.ts";
import { MeanMetricWrapper, prepared } from "./mean_metric_wrapper.ts";
import { type MetricOptions, named } from "./options.ts";

const MEAN_SQUARED_ERROR = named("mean_squared_error");

/**
 * The mean of squared differences, `mean((yTrue - yPred)^2)`.
 *
 * Labels and predictions of one shape; result a scalar. State: `total` and `count`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.MeanSquaredError();
 * assertAlmostEquals(Number(metric([[0, 0], [1, 1]], [[1, 1], [1, 0]])), 0.75, 1e-4);
 * ```
 */
export class MeanSquaredError extends MeanMetricWrapper {
  static override readonly rows: Rows = MEAN_SQUARED_ERROR;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, ["name", "dtype"]>) {
    super(...prepared(new.target, MEAN_SQUARED_ERROR, args, meanSquaredErrorOf));
  }
}

const MEAN_ABSOLUTE_ERROR = named("mean_absolute_error");

/**
 * The mean of differences' amounts, `mean(|yTrue - yPred|)`.
 *
 * Labels and predictions of one shape; result a scalar. State: `total` and `count`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.MeanAbsoluteError();
 * assertAlmostEquals(Number(metric([[0, 0], [1, 1]], [[1, 1], [1, 0]])), 0.75, 1e-4);
 * ```
 */
export class MeanAbsoluteError extends MeanMetricWrapper {
  static override readonly rows: Rows = MEAN_ABSOLUTE_ERROR;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, ["name", "dtype"]>) {
    super(...prepared(new.target, MEAN_ABSOLUTE_ERROR, args, meanAbsoluteErrorOf));
  }
}

const MEAN_ABSOLUTE_PERCENTAGE_ERROR = named("mean_absolute_percentage_error");

/**
 * The mean of differences in per cent of the labels.
 *
 * Labels and predictions of one shape; result a scalar. State: `total` and `count`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.MeanAbsolutePercentageError();
 * assertAlmostEquals(Number(metric([[1, 2], [4, 4]], [[1, 1], [2, 0]])), 50, 1e-4);
 * ```
 */
export class MeanAbsolutePercentageError extends MeanMetricWrapper {
  static override readonly rows: Rows = MEAN_ABSOLUTE_PERCENTAGE_ERROR;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, ["name", "dtype"]>) {
    super(
      ...prepared(new.target, MEAN_ABSOLUTE_PERCENTAGE_ERROR, args, meanAbsolutePercentageErrorOf),
    );
  }
}

const MEAN_SQUARED_LOGARITHMIC_ERROR = named("mean_squared_logarithmic_error");

/**
 * The mean of squared differences of `log(x + 1)`.
 *
 * Labels and predictions of one shape; result a scalar. State: `total` and `count`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.MeanSquaredLogarithmicError();
 * assertAlmostEquals(Number(metric([[0, 0], [1, 1]], [[1, 1], [1, 0]])), 0.36034, 1e-4);
 * ```
 */
export class MeanSquaredLogarithmicError extends MeanMetricWrapper {
  static override readonly rows: Rows = MEAN_SQUARED_LOGARITHMIC_ERROR;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, ["name", "dtype"]>) {
    super(
      ...prepared(new.target, MEAN_SQUARED_LOGARITHMIC_ERROR, args, meanSquaredLogarithmicErrorOf),
    );
  }
}

const LOG_COSH_ERROR = named("logcosh");

/**
 * The mean of `log(cosh(yPred - yTrue))`.
 *
 * Labels and predictions of one shape; result a scalar. State: `total` and `count`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.LogCoshError();
 * assertAlmostEquals(Number(metric([[0, 0], [1, 1]], [[1, 1], [1, 0]])), 0.32534, 1e-4);
 * ```
 */
export class LogCoshError extends MeanMetricWrapper {
  static override readonly rows: Rows = LOG_COSH_ERROR;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, ["name", "dtype"]>) {
    super(...prepared(new.target, LOG_COSH_ERROR, args, logCoshOf));
  }
}
