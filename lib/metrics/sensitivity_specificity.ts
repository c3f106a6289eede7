/**
 * The best of one rate at thresholds where another is good enough.
 *
 * @module
 */
import type { Option, Rows, RowsOf } from "../configuration/options.ts";
import { finite, integer, REQUIRED } from "../configuration/rows.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { add } from "../primitives/math/arithmetic.ts";
import { greaterEqual } from "../primitives/math/comparison.ts";
import { divideNoNan } from "../primitives/math/guarded.ts";
import { where } from "../primitives/math/where.ts";
import { reduceMax } from "../primitives/reduction/reduce_extreme.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Batch } from "./arguments.ts";
import { addTo, ComparingMetric } from "./comparing.ts";
import { dtypeRow, type MetricOptions, nameRow } from "./options.ts";
import { countOutcomes } from "./outcomes.ts";
import { evenThresholds } from "./thresholds.ts";

/** Options of each of these but the rate that is given. */
export interface AtRateOptions extends MetricOptions {
  /** How many thresholds are looked at, >= 1; default 200. */
  numThresholds?: number | undefined;
  /** Which class of the last axis counts, >= 0; default `null`: all. */
  classId?: number | null | undefined;
}

const COMMON = [
  ["numThresholds", integer(200, { min: 1 })],
  ["classId", integer(null, { min: 0 })],
  ["name", nameRow(null)],
  ["dtype", dtypeRow()],
] as const satisfies RowsOf<AtRateOptions, CommonNames>;

/** Order of {@linkcode AtRateOptions}. */
export type CommonNames = ["numThresholds", "classId", "name", "dtype"];

/** A rate that has to be given, and the other options. */
export function atRateRows<Name extends string>(
  name: Name,
): readonly [readonly [Name, Option<number, number>], ...typeof COMMON] {
  return [[name, finite(REQUIRED, { min: 0, max: 1 })], ...COMMON];
}

/** What of the options the base needs. */
export interface AtRate {
  readonly numThresholds: number;
  readonly classId: number | null;
}

/** The rates there are. */
export interface Rates {
  /** `tp / (tp + fn)`, which is the sensitivity too. */
  readonly recall: () => Tensor;
  /** `tn / (tn + fp)`. */
  readonly specificity: () => Tensor;
  /** `tp / (tp + fp)`. */
  readonly precision: () => Tensor;
}

/** What they have in common. */
export abstract class BestAtRate extends ComparingMetric {
  static override readonly rows: Rows = COMMON;
  /** Thresholds. */
  readonly thresholds: readonly number[];
  /** How many thresholds there are. */
  readonly numThresholds: number;
  /** Which class counts. */
  readonly classId: number | null;
  /** Right positives at each threshold. */
  readonly truePositives: Variable;
  /** Wrong positives at each threshold. */
  readonly falsePositives: Variable;
  /** Right negatives at each threshold. */
  readonly trueNegatives: Variable;
  /** Missed positives at each threshold. */
  readonly falseNegatives: Variable;
  /** The rate that the other has to reach. */
  readonly value: number;

  /**
   * @param base Name and type.
   * @param rate Number of thresholds and class.
   * @param value The rate that the other has to reach.
   */
  constructor(base: MetricOptions, { numThresholds, classId }: AtRate, value: number) {
    super(base);
    this.value = value;
    this.numThresholds = numThresholds;
    this.classId = classId;
    this.thresholds = numThresholds === 1 ? [0.5] : evenThresholds(numThresholds);
    this.truePositives = this.zeros("true_positives", [numThresholds]);
    this.falsePositives = this.zeros("false_positives", [numThresholds]);
    this.trueNegatives = this.zeros("true_negatives", [numThresholds]);
    this.falseNegatives = this.zeros("false_negatives", [numThresholds]);
  }

  protected override take(batch: Batch): void {
    const { thresholds, classId, numThresholds } = this;
    const outcomes = countOutcomes(batch, { thresholds, isEven: numThresholds > 1, classId });
    addTo(this.truePositives, outcomes.truePositives());
    addTo(this.falsePositives, outcomes.falsePositives());
    addTo(this.trueNegatives, outcomes.trueNegatives());
    addTo(this.falseNegatives, outcomes.falseNegatives());
  }

  /** The rate that has to be good enough, and the one that is to be as large as possible. */
  protected abstract pick(rates: Rates): readonly [enough: Tensor, best: Tensor];

  protected override compute(): Tensor {
    const [tp, fp, tn, fn] = [
      this.truePositives.take(),
      this.falsePositives.take(),
      this.trueNegatives.take(),
      this.falseNegatives.take(),
    ];
    const share = (a: Tensor, b: Tensor) => divideNoNan(a, add(a, b));
    const [enough, best] = this.pick({
      recall: () => share(tp, fn),
      specificity: () => share(tn, fp),
      precision: () => share(tp, fp),
    });
    const isEnough = greaterEqual(enough, scalar(this.value, "float32"));
    return reduceMax(where(isEnough, best, scalar(0, "float32")), [0]);
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    const { numThresholds: num_thresholds, classId: class_id } = this;
    return { ...super.getConfig(), num_thresholds, class_id };
  }
}

/** Order of the options of one with a rate of a name. */
export type AtRateArguments<Options extends AtRateOptions, Name extends keyof Options> = Arguments<
  Options,
  [Name, ...CommonNames]
>;
