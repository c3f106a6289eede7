/**
 * Means of hinge losses, as metrics.
 *
 * @module
 */
import type { Rows } from "../configuration/options.ts";
import { categoricalHingeOf, hingeOf, squaredHingeOf } from "../losses/hinge.ts";
import type { Arguments } from "../ops/bind.ts";
import { MeanMetricWrapper, prepared } from "./mean_metric_wrapper.ts";
import { type MetricOptions, named } from "./options.ts";

const HINGE = named("hinge");

/**
 * The mean of `max(1 - yTrue yPred, 0)`.
 *
 * Labels and predictions of one shape; result a scalar. State: `total` and `count`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.Hinge();
 * assertAlmostEquals(Number(metric([[0, 1], [0, 0]], [[0.5, 0.5], [0, 0]])), 1, 1e-4);
 * ```
 */
export class Hinge extends MeanMetricWrapper {
  static override readonly rows: Rows = HINGE;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, ["name", "dtype"]>) {
    super(...prepared(new.target, HINGE, args, hingeOf));
  }
}

const SQUARED_HINGE = named("squared_hinge");

/**
 * The mean of `max(1 - yTrue yPred, 0)^2`.
 *
 * Labels and predictions of one shape; result a scalar. State: `total` and `count`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.SquaredHinge();
 * assertAlmostEquals(Number(metric([[0, 1], [0, 0]], [[0.5, 1], [-1, 0.5]])), 1.125, 1e-4);
 * ```
 */
export class SquaredHinge extends MeanMetricWrapper {
  static override readonly rows: Rows = SQUARED_HINGE;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, ["name", "dtype"]>) {
    super(...prepared(new.target, SQUARED_HINGE, args, squaredHingeOf));
  }
}

const CATEGORICAL_HINGE = named("categorical_hinge");

/**
 * The mean of `max(neg - pos + 1, 0)`, `pos` the prediction of the right class, `neg` the largest other.
 *
 * Labels and predictions of one shape; result a scalar. State: `total` and `count`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.CategoricalHinge();
 * assertAlmostEquals(Number(metric([[0, 1], [1, 0]], [[0.5, 1], [1, 1]])), 0.75, 1e-4);
 * ```
 */
export class CategoricalHinge extends MeanMetricWrapper {
  static override readonly rows: Rows = CATEGORICAL_HINGE;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, ["name", "dtype"]>) {
    super(...prepared(new.target, CATEGORICAL_HINGE, args, categoricalHingeOf));
  }
}
