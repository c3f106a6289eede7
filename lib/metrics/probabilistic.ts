/**
 * Means of losses of distributions and of crossentropies, as metrics.
 *
 * @module
 */
import type { Rows } from "../configuration/options.ts";
import { type RowsOf } from "../configuration/options.ts";
import { finite, flag, integer } from "../configuration/rows.ts";
import { binaryCrossentropyOf } from "../losses/binary_crossentropy.ts";
import { categoricalCrossentropyOf } from "../losses/categorical_crossentropy.ts";
import { klDivergenceOf, poissonOf } from "../losses/distribution.ts";
import { sparseCategoricalCrossentropyOf } from "../losses/sparse_categorical_crossentropy.ts";
import { dtypeRow, nameRow } from "./options.ts";
import type { Arguments } from "../ops/bind.ts";
import { MeanMetricWrapper, prepared } from "./mean_metric_wrapper.ts";
import { type MetricOptions, named } from "./options.ts";

const K_L_DIVERGENCE = named("kl_divergence");

/**
 * The mean of `sum(yTrue log(yTrue / yPred))`.
 *
 * Labels and predictions of one shape; result a scalar. State: `total` and `count`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.KLDivergence();
 * assertAlmostEquals(Number(metric([[0, 1], [0, 1]], [[0.5, 0.5], [0, 1]])), 0.34657, 1e-4);
 * ```
 */
export class KLDivergence extends MeanMetricWrapper {
  static override readonly rows: Rows = K_L_DIVERGENCE;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, ["name", "dtype"]>) {
    super(...prepared(new.target, K_L_DIVERGENCE, args, klDivergenceOf));
  }
}

const POISSON = named("poisson");

/**
 * The mean of `yPred - yTrue log(yPred)`.
 *
 * Labels and predictions of one shape; result a scalar. State: `total` and `count`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.Poisson();
 * assertAlmostEquals(Number(metric([[0, 0], [1, 0]], [[1, 1], [1, 0]])), 0.75, 1e-4);
 * ```
 */
export class Poisson extends MeanMetricWrapper {
  static override readonly rows: Rows = POISSON;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, ["name", "dtype"]>) {
    super(...prepared(new.target, POISSON, args, poissonOf));
  }
}

/** Options of {@linkcode BinaryCrossentropy}. */
export interface BinaryCrossentropyOptions extends MetricOptions {
  /** Whether predictions are logits rather than probabilities; default `false`. */
  fromLogits?: boolean | undefined;
  /** How far labels are drawn from 0 and 1, from 0 to 1; default 0. */
  labelSmoothing?: number | undefined;
}

const BINARY_CROSSENTROPY = [
  ["name", nameRow("binary_crossentropy")],
  ["dtype", dtypeRow()],
  ["fromLogits", flag(false)],
  ["labelSmoothing", finite(0, { min: 0, max: 1 })],
] as const satisfies RowsOf<
  BinaryCrossentropyOptions,
  ["name", "dtype", "fromLogits", "labelSmoothing"]
>;

/**
 * The mean crossentropy of labels 0 and 1.
 *
 * Result a scalar. State: `total` and `count`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.BinaryCrossentropy();
 * assertAlmostEquals(Number(metric([[1], [0]], [[0.5], [0.5]])), Math.log(2), 1e-6);
 * ```
 */
export class BinaryCrossentropy extends MeanMetricWrapper {
  static override readonly rows: Rows = BINARY_CROSSENTROPY;

  /** @param args Name, type, and the options of the loss. */
  constructor(
    ...args: Arguments<BinaryCrossentropyOptions, ["name", "dtype", "fromLogits", "labelSmoothing"]>
  ) {
    super(
      ...prepared(
        new.target,
        BINARY_CROSSENTROPY,
        args,
        (where, yTrue, yPred, options) =>
          binaryCrossentropyOf(where, yTrue, yPred, { ...options, axis: -1 }),
      ),
    );
  }
}

/** Options of {@linkcode CategoricalCrossentropy}. */
export interface CategoricalCrossentropyOptions extends MetricOptions {
  /** Whether predictions are logits rather than probabilities; default `false`. */
  fromLogits?: boolean | undefined;
  /** How far labels are drawn from 0 and 1, from 0 to 1; default 0. */
  labelSmoothing?: number | undefined;
  /** Axis of the classes; default -1. */
  axis?: number | undefined;
}

const CATEGORICAL_CROSSENTROPY = [
  ["name", nameRow("categorical_crossentropy")],
  ["dtype", dtypeRow()],
  ["fromLogits", flag(false)],
  ["labelSmoothing", finite(0, { min: 0, max: 1 })],
  ["axis", integer(-1)],
] as const satisfies RowsOf<
  CategoricalCrossentropyOptions,
  ["name", "dtype", "fromLogits", "labelSmoothing", "axis"]
>;

/**
 * The mean crossentropy of one-hot labels.
 *
 * Result a scalar. State: `total` and `count`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.CategoricalCrossentropy();
 * assertAlmostEquals(Number(metric([[0, 1]], [[0.5, 0.5]])), Math.log(2), 1e-6);
 * ```
 */
export class CategoricalCrossentropy extends MeanMetricWrapper {
  static override readonly rows: Rows = CATEGORICAL_CROSSENTROPY;

  /** @param args Name, type, and the options of the loss. */
  constructor(
    ...args: Arguments<
      CategoricalCrossentropyOptions,
      ["name", "dtype", "fromLogits", "labelSmoothing", "axis"]
    >
  ) {
    super(...prepared(new.target, CATEGORICAL_CROSSENTROPY, args, categoricalCrossentropyOf));
  }
}

/** Options of {@linkcode SparseCategoricalCrossentropy}. */
export interface SparseCategoricalCrossentropyOptions extends MetricOptions {
  /** Whether predictions are logits rather than probabilities; default `false`. */
  fromLogits?: boolean | undefined;
  /** A number of a class whose examples don't count; default `null`. */
  ignoreClass?: number | null | undefined;
  /** Axis of the classes; default -1. */
  axis?: number | undefined;
}

const SPARSE_CATEGORICAL_CROSSENTROPY = [
  ["name", nameRow("sparse_categorical_crossentropy")],
  ["dtype", dtypeRow()],
  ["fromLogits", flag(false)],
  ["ignoreClass", integer(null)],
  ["axis", integer(-1)],
] as const satisfies RowsOf<
  SparseCategoricalCrossentropyOptions,
  ["name", "dtype", "fromLogits", "ignoreClass", "axis"]
>;

/**
 * The mean crossentropy of numbers of classes.
 *
 * Result a scalar. State: `total` and `count`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.SparseCategoricalCrossentropy({ fromLogits: true });
 * assertAlmostEquals(Number(metric([1], [[3, 3]])), Math.log(2), 1e-6);
 * ```
 */
export class SparseCategoricalCrossentropy extends MeanMetricWrapper {
  static override readonly rows: Rows = SPARSE_CATEGORICAL_CROSSENTROPY;

  /** @param args Name, type, and the options of the loss. */
  constructor(
    ...args: Arguments<
      SparseCategoricalCrossentropyOptions,
      ["name", "dtype", "fromLogits", "ignoreClass", "axis"]
    >
  ) {
    super(
      ...prepared(
        new.target,
        SPARSE_CATEGORICAL_CROSSENTROPY,
        args,
        sparseCategoricalCrossentropyOf,
      ),
    );
  }
}
