/**
 * Precision and recall.
 *
 * @module
 */
import type { Rows, RowsOf } from "../configuration/options.ts";
import { integer } from "../configuration/rows.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { add } from "../primitives/math/arithmetic.ts";
import { divideNoNan } from "../primitives/math/guarded.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Batch } from "./arguments.ts";
import { addTo, ComparingMetric } from "./comparing.ts";
import { perThreshold } from "./counts.ts";
import { dtypeRow, type MetricOptions, metricOptions, nameRow } from "./options.ts";
import { countOutcomes, type Outcomes } from "./outcomes.ts";
import { areEven, LEAST, thresholdList, type Thresholds, thresholdsRow } from "./thresholds.ts";

/** Options of {@linkcode Precision} and {@linkcode Recall}. */
export interface PrecisionOptions extends MetricOptions {
  /**
   * Predictions above it are positive: a number from 0 to 1 or a list; default `null`: 0.5, or none
   * where `topK` is given.
   */
  thresholds?: Thresholds | null | undefined;
  /** Only so many of the largest predictions of a row, >= 1, are positive; default `null`: all. */
  topK?: number | null | undefined;
  /** Which class of the last axis counts, >= 0; default `null`: all. */
  classId?: number | null | undefined;
}

type Names = ["thresholds", "topK", "classId", "name", "dtype"];

const OPTIONS = [
  ["thresholds", thresholdsRow()],
  ["topK", integer(null, { min: 1 })],
  ["classId", integer(null, { min: 0 })],
  ["name", nameRow(null)],
  ["dtype", dtypeRow()],
] as const satisfies RowsOf<PrecisionOptions, Names>;

/** What precision and recall have in common. */
abstract class Share extends ComparingMetric {
  static override readonly rows: Rows = OPTIONS;
  /** Right positives at each threshold. */
  readonly truePositives: Variable;
  readonly #given: Thresholds | null;
  /** Thresholds. */
  readonly thresholds: readonly number[];
  /** How many of the largest predictions of a row are positive. */
  readonly topK: number | null;
  /** Which class counts. */
  readonly classId: number | null;

  /** @param args Thresholds, number of predictions, class, name and type. */
  // `never[]`: a package's types are made with classes that call this one without arguments.
  constructor(...args: Arguments<PrecisionOptions, Names> | never[]) {
    const { own, base } = metricOptions(new.target, OPTIONS, args);
    super(base);
    this.#given = own.thresholds;
    this.topK = own.topK;
    this.classId = own.classId;
    this.thresholds = thresholdList(own.thresholds, own.topK === null ? 0.5 : LEAST);
    this.truePositives = this.zeros("true_positives", [this.thresholds.length]);
  }

  /** Where the others of the whole are counted. */
  protected abstract get others(): Variable;

  /** What the whole consists of besides right positives. */
  protected abstract rest(outcomes: Outcomes): Tensor;

  protected override take(batch: Batch): void {
    const { thresholds, topK, classId } = this;
    const counting = { thresholds, isEven: areEven(thresholds), topK, classId };
    const outcomes = countOutcomes(batch, counting);
    addTo(this.truePositives, outcomes.truePositives());
    addTo(this.others, this.rest(outcomes));
  }

  protected override compute(): Tensor {
    const right = this.truePositives.take();
    return perThreshold(divideNoNan(right, add(right, this.others.take())));
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    const { topK: top_k, classId: class_id } = this;
    return { ...super.getConfig(), thresholds: this.#given, top_k, class_id };
  }
}

/**
 * The share of right ones among positive predictions, `tp / (tp + fp)`; 0 where there are none.
 *
 * Labels, 0 or 1, and predictions of one shape `(batch, ...)`; the result is a scalar or, of several
 * thresholds, `(thresholds,)`. State: `true_positives` and `false_positives`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 * @throws {RangeError} for thresholds outside of 0 to 1, in `updateState` for a class that the
 *   predictions have not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.Precision();
 * assertEquals(Number(metric([0, 1, 1, 1], [1, 0, 1, 1])), Math.fround(2 / 3));
 * ```
 */
export class Precision extends Share {
  /** Wrong positives at each threshold. */
  readonly falsePositives: Variable;

  /** @param args Thresholds, number of predictions, class, name and type. */
  constructor(...args: Arguments<PrecisionOptions, Names>) {
    super(...args);
    this.falsePositives = this.zeros("false_positives", [this.thresholds.length]);
  }

  protected override get others(): Variable {
    return this.falsePositives;
  }

  protected override rest({ falsePositives }: Outcomes): Tensor {
    return falsePositives();
  }
}

/**
 * The share of positive labels that are found, `tp / (tp + fn)`; 0 where there are none.
 *
 * Labels, 0 or 1, and predictions of one shape `(batch, ...)`; the result is a scalar or, of several
 * thresholds, `(thresholds,)`. State: `true_positives` and `false_negatives`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 * @throws {RangeError} for thresholds outside of 0 to 1, in `updateState` for a class that the
 *   predictions have not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.Recall();
 * assertEquals(Number(metric([0, 1, 1, 1], [1, 0, 1, 1])), Math.fround(2 / 3));
 * ```
 */
export class Recall extends Share {
  /** Missed positives at each threshold. */
  readonly falseNegatives: Variable;

  /** @param args Thresholds, number of predictions, class, name and type. */
  constructor(...args: Arguments<PrecisionOptions, Names>) {
    super(...args);
    this.falseNegatives = this.zeros("false_negatives", [this.thresholds.length]);
  }

  protected override get others(): Variable {
    return this.falseNegatives;
  }

  protected override rest({ falseNegatives }: Outcomes): Tensor {
    return falseNegatives();
  }
}
