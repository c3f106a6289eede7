/**
 * Sensitivity at a specificity, recall at a precision, and the other way round.
 *
 * @module
 */
import type { Rows } from "../configuration/options.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { metricOptions } from "./options.ts";
import {
  type AtRateArguments,
  type AtRateOptions,
  atRateRows,
  BestAtRate,
  type Rates,
} from "./sensitivity_specificity.ts";

/** Options of {@linkcode SensitivityAtSpecificity}. */
export interface SensitivityAtSpecificityOptions extends AtRateOptions {
  /** The specificity that is enough, from 0 to 1. */
  specificity: number;
}

const SENSITIVITY_AT_SPECIFICITY = atRateRows("specificity");

/**
 * The largest sensitivity, `tp / (tp + fn)`, at thresholds where the specificity, `tn / (tn + fp)`, is at least a
 * given one; 0 where it is nowhere.
 *
 * Labels, 0 or 1, and predictions from 0 to 1 of one shape; result a scalar. State: `true_positives`,
 * `false_positives`, `true_negatives` and `false_negatives`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 * @throws {RangeError} for a specificity outside of 0 to 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.SensitivityAtSpecificity(0.5);
 * assertEquals(Number(metric([0, 0, 0, 1, 1], [0, 0.3, 0.8, 0.3, 0.8])), 0.5);
 * ```
 */
export class SensitivityAtSpecificity extends BestAtRate {
  static override readonly rows: Rows = SENSITIVITY_AT_SPECIFICITY;

  /** @param args The specificity, number of thresholds, class, name and type. */
  constructor(...args: AtRateArguments<SensitivityAtSpecificityOptions, "specificity">) {
    const { own, base } = metricOptions(new.target, SENSITIVITY_AT_SPECIFICITY, args);
    super(base, own, own.specificity);
  }

  protected override pick({ specificity, recall }: Rates): readonly [Tensor, Tensor] {
    return [specificity(), recall()];
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), specificity: this.value };
  }
}

/** Options of {@linkcode SpecificityAtSensitivity}. */
export interface SpecificityAtSensitivityOptions extends AtRateOptions {
  /** The sensitivity that is enough, from 0 to 1. */
  sensitivity: number;
}

const SPECIFICITY_AT_SENSITIVITY = atRateRows("sensitivity");

/**
 * The largest specificity, `tn / (tn + fp)`, at thresholds where the sensitivity, `tp / (tp + fn)`, is at least a
 * given one; 0 where it is nowhere.
 *
 * Labels, 0 or 1, and predictions from 0 to 1 of one shape; result a scalar. State: `true_positives`,
 * `false_positives`, `true_negatives` and `false_negatives`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 * @throws {RangeError} for a sensitivity outside of 0 to 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.SpecificityAtSensitivity(0.5);
 * assertEquals(Number(metric([0, 0, 0, 1, 1], [0, 0.3, 0.8, 0.3, 0.8])), Math.fround(2 / 3));
 * ```
 */
export class SpecificityAtSensitivity extends BestAtRate {
  static override readonly rows: Rows = SPECIFICITY_AT_SENSITIVITY;

  /** @param args The sensitivity, number of thresholds, class, name and type. */
  constructor(...args: AtRateArguments<SpecificityAtSensitivityOptions, "sensitivity">) {
    const { own, base } = metricOptions(new.target, SPECIFICITY_AT_SENSITIVITY, args);
    super(base, own, own.sensitivity);
  }

  protected override pick({ recall, specificity }: Rates): readonly [Tensor, Tensor] {
    return [recall(), specificity()];
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), sensitivity: this.value };
  }
}

/** Options of {@linkcode PrecisionAtRecall}. */
export interface PrecisionAtRecallOptions extends AtRateOptions {
  /** The recall that is enough, from 0 to 1. */
  recall: number;
}

const PRECISION_AT_RECALL = atRateRows("recall");

/**
 * The largest precision, `tp / (tp + fp)`, at thresholds where the recall, `tp / (tp + fn)`, is at least a
 * given one; 0 where it is nowhere.
 *
 * Labels, 0 or 1, and predictions from 0 to 1 of one shape; result a scalar. State: `true_positives`,
 * `false_positives`, `true_negatives` and `false_negatives`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 * @throws {RangeError} for a recall outside of 0 to 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.PrecisionAtRecall(0.5);
 * assertEquals(Number(metric([0, 0, 0, 1, 1], [0, 0.3, 0.8, 0.3, 0.8])), 0.5);
 * ```
 */
export class PrecisionAtRecall extends BestAtRate {
  static override readonly rows: Rows = PRECISION_AT_RECALL;

  /** @param args The recall, number of thresholds, class, name and type. */
  constructor(...args: AtRateArguments<PrecisionAtRecallOptions, "recall">) {
    const { own, base } = metricOptions(new.target, PRECISION_AT_RECALL, args);
    super(base, own, own.recall);
  }

  protected override pick({ recall, precision }: Rates): readonly [Tensor, Tensor] {
    return [recall(), precision()];
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), recall: this.value };
  }
}

/** Options of {@linkcode RecallAtPrecision}. */
export interface RecallAtPrecisionOptions extends AtRateOptions {
  /** The precision that is enough, from 0 to 1. */
  precision: number;
}

const RECALL_AT_PRECISION = atRateRows("precision");

/**
 * The largest recall, `tp / (tp + fn)`, at thresholds where the precision, `tp / (tp + fp)`, is at least a
 * given one; 0 where it is nowhere.
 *
 * Labels, 0 or 1, and predictions from 0 to 1 of one shape; result a scalar. State: `true_positives`,
 * `false_positives`, `true_negatives` and `false_negatives`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 * @throws {RangeError} for a precision outside of 0 to 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.RecallAtPrecision(0.5);
 * assertEquals(Number(metric([0, 0, 0, 1, 1], [0, 0.3, 0.8, 0.3, 0.8])), 1);
 * ```
 */
export class RecallAtPrecision extends BestAtRate {
  static override readonly rows: Rows = RECALL_AT_PRECISION;

  /** @param args The precision, number of thresholds, class, name and type. */
  constructor(...args: AtRateArguments<RecallAtPrecisionOptions, "precision">) {
    const { own, base } = metricOptions(new.target, RECALL_AT_PRECISION, args);
    super(base, own, own.precision);
  }

  protected override pick({ precision, recall }: Rates): readonly [Tensor, Tensor] {
    return [precision(), recall()];
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), precision: this.value };
  }
}
