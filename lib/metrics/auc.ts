/**
 * The area under a curve of rates at thresholds.
 *
 * @module
 */
import type { Rows, RowsOf } from "../configuration/options.ts";
import { flag, integer, row } from "../configuration/rows.ts";
import { checkFinite, checkOneOf } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { multiply } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { sigmoid } from "../primitives/math/exponential.ts";
import { divideNoNan } from "../primitives/math/guarded.ts";
import { isFloating } from "../arrays/dtypes.ts";
import { reduceMean } from "../primitives/reduction/reduce_mean.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Batch } from "./arguments.ts";
import { areaUnder, type Curve, type SummationMethod } from "./auc_curves.ts";
import { addTo, ComparingMetric } from "./comparing.ts";
import { dtypeRow, type MetricOptions, metricOptions, nameRow } from "./options.ts";
import { countOutcomes } from "./outcomes.ts";
import { areEven, EPSILON, evenThresholds, rowOf } from "./thresholds.ts";

/** Options of {@linkcode AUC}. */
export interface AUCOptions extends MetricOptions {
  /** How many thresholds there are, >= 2; default 200. More come nearer to the true area. */
  numThresholds?: number | undefined;
  /** `"ROC"`, `"PR"` or `"PRGAIN"`, all in large or all in small letters; default `"ROC"`. */
  curve?: Curve | "roc" | "pr" | "prgain" | undefined;
  /** `"interpolation"`, `"majoring"` or `"minoring"`; default `"interpolation"`. */
  summationMethod?: SummationMethod | Capitalize<SummationMethod> | undefined;
  /** Thresholds from 0 to 1 in the place of evenly spread ones; default `null`. */
  thresholds?: readonly number[] | null | undefined;
  /** Whether each label of the last axis has a curve of its own; default `false`. */
  multiLabel?: boolean | undefined;
  /** How many labels there are, >= 1; default `null`: as the first predictions. */
  numLabels?: number | null | undefined;
  /** How much each label counts, >= 0; default `null`: the same. */
  labelWeights?: readonly number[] | null | undefined;
  /** Whether predictions are logits, before a sigmoid; default `false`. */
  fromLogits?: boolean | undefined;
}

type Names = [
  "numThresholds",
  "curve",
  "summationMethod",
  "name",
  "dtype",
  "thresholds",
  "multiLabel",
  "numLabels",
  "labelWeights",
  "fromLogits",
];

const CURVES = ["ROC", "PR", "PRGAIN", "roc", "pr", "prgain"] as const;
const METHODS = ["interpolation", "majoring", "minoring"] as const;
const CAPITALS = ["Interpolation", "Majoring", "Minoring"] as const;

/** A list of numbers from 0 to `max`. */
function numbers(max: number) {
  return row<readonly number[], readonly number[], null>(null, (where, name, given) => {
    if (Array.isArray(given)) {
      return given.map((it, i) => checkFinite(where, `${name}[${i}]`, it, { min: 0, max }));
    }
    throw new TypeError(
      `${where}: expected ${name} to be a list of numbers, received ${name}=${formatValue(given)}`,
    );
  });
}

const OPTIONS = [
  ["numThresholds", integer(200, { min: 2 })],
  [
    "curve",
    row<typeof CURVES[number], Curve, "ROC">(
      "ROC",
      (where, name, given) => checkOneOf(where, name, given, CURVES).toUpperCase() as Curve,
    ),
  ],
  [
    "summationMethod",
    row<SummationMethod | Capitalize<SummationMethod>, SummationMethod, "interpolation">(
      "interpolation",
      (where, name, given) =>
        checkOneOf(where, name, given, [...METHODS, ...CAPITALS])
          .toLowerCase() as SummationMethod,
    ),
  ],
  ["name", nameRow(null)],
  ["dtype", dtypeRow()],
  ["thresholds", numbers(1)],
  ["multiLabel", flag(false)],
  ["numLabels", integer(null, { min: 1 })],
  ["labelWeights", numbers(Infinity)],
  ["fromLogits", flag(false)],
] as const satisfies RowsOf<AUCOptions, Names>;

/** Counts at each threshold, as variables. */
interface State {
  readonly tp: Variable;
  readonly fp: Variable;
  readonly tn: Variable;
  readonly fn: Variable;
}

/**
 * The area under a curve of rates at thresholds: of the share of right positives over that of wrong
 * ones (`"ROC"`), of precision over recall (`"PR"`), or of their gains (`"PRGAIN"`).
 *
 * Labels, 0 or 1, and predictions from 0 to 1 of one shape, with `multiLabel` `(batch, labels)`;
 * result a scalar. State: `true_positives`, `false_positives`, `true_negatives` and
 * `false_negatives` at each threshold.
 *
 * @throws {TypeError} for `numLabels` without `multiLabel`, in `updateState` for shapes that do not
 *   fit.
 * @throws {RangeError} for thresholds outside of 0 to 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.AUC({ numThresholds: 3 });
 * assertEquals(Number(metric([0, 0, 1, 1], [0, 0.5, 0.3, 0.9])), 0.75);
 * ```
 */
export class AUC extends ComparingMetric {
  static override readonly rows: Rows = OPTIONS;
  /** How many thresholds there are. */
  readonly numThresholds: number;
  /** Thresholds; the first lies below 0, the last above 1. */
  readonly thresholds: readonly number[];
  /** Which curve. */
  readonly curve: Curve;
  /** How the area between two thresholds is computed. */
  readonly summationMethod: SummationMethod;
  /** Whether each label has a curve of its own. */
  readonly multiLabel: boolean;
  /** How many labels were expected. */
  readonly numLabels: number | null;
  /** How much each label counts. */
  readonly labelWeights: readonly number[] | null;
  readonly #fromLogits: boolean;
  readonly #hasThresholds: boolean;
  readonly #isEven: boolean;
  #state: State | undefined;

  /** @param args Options, in Keras's order. */
  constructor(...args: Arguments<AUCOptions, Names>) {
    const { own, base } = metricOptions(new.target, OPTIONS, args, (where, options) => {
      if (options.multiLabel || options.numLabels === null) return;
      throw new TypeError(
        `${where}: expected numLabels with multiLabel=true only, received numLabels=${options.numLabels}`,
      );
    });
    super(base);
    const given = own.thresholds?.toSorted((a, b) => a - b);
    const all = given === undefined ? evenThresholds(own.numThresholds) : [0, ...given, 1];
    this.numThresholds = all.length;
    this.thresholds = [-EPSILON, ...all.slice(1, -1), 1 + EPSILON];
    this.curve = own.curve;
    this.summationMethod = own.summationMethod;
    this.multiLabel = own.multiLabel;
    this.numLabels = own.numLabels;
    this.labelWeights = own.labelWeights;
    this.#fromLogits = own.fromLogits;
    this.#hasThresholds = given !== undefined;
    this.#isEven = given === undefined || areEven(all);
    if (!own.multiLabel) this.#make([]);
    else if (own.numLabels !== null) this.#make([own.numLabels]);
  }

  #make(labels: readonly number[]): State {
    const make = (name: string) => this.zeros(name, [this.numThresholds, ...labels]);
    const [tp, fp] = [make("true_positives"), make("false_positives")];
    return this.#state = { tp, fp, tn: make("true_negatives"), fn: make("false_negatives") };
  }

  /** The state that fits predictions. */
  #stateFor({ where, yPred }: Batch): State {
    if (!this.multiLabel) return this.#state!;
    const { shape } = yPred;
    const labels = this.#state?.tp.shape[1] ?? shape[1];
    if (shape.length !== 2 || shape[1] !== labels) {
      throw new TypeError(
        `${where}: expected yPred of shape (batch, ${
          labels ?? "labels"
        }) with multiLabel=true, received shape ${formatShape(shape)}`,
      );
    }
    if (this.labelWeights !== null && this.labelWeights.length !== labels) {
      throw new TypeError(
        `${where}: expected a number of labelWeights for each of ${labels} labels, received ${this.labelWeights.length}`,
      );
    }
    return this.#state ?? this.#make([labels!]);
  }

  protected override take(batch: Batch): void {
    const state = this.#stateFor(batch);
    const { yPred } = batch;
    const floats = isFloating(yPred.dtype) ? yPred : cast(yPred, "float32");
    const outcomes = countOutcomes(
      { ...batch, yPred: this.#fromLogits ? sigmoid(floats) : yPred },
      {
        thresholds: this.thresholds,
        isEven: this.#isEven,
        isMultiLabel: this.multiLabel,
        labelWeights: this.multiLabel ? null : this.labelWeights,
      },
    );
    addTo(state.tp, outcomes.truePositives());
    addTo(state.fp, outcomes.falsePositives());
    addTo(state.tn, outcomes.trueNegatives());
    addTo(state.fn, outcomes.falseNegatives());
  }

  protected override compute(): Tensor {
    if (this.#state === undefined) {
      throw new TypeError(
        `${this.name}.result: expected a batch before, which says how many labels there are; call updateState first or give numLabels`,
      );
    }
    const { tp, fp, tn, fn } = this.#state;
    const counts = { tp: tp.take(), fp: fp.take(), tn: tn.take(), fn: fn.take() };
    const area = areaUnder(counts, this.curve, this.summationMethod);
    if (!this.multiLabel) return area;
    if (this.labelWeights === null) return reduceMean(area, [0]);
    const weights = rowOf(this.labelWeights);
    return divideNoNan(reduceSum(multiply(area, weights), [0]), reduceSum(weights, [0]));
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      num_thresholds: this.numThresholds,
      curve: this.curve,
      summation_method: this.summationMethod,
      multi_label: this.multiLabel,
      num_labels: this.numLabels,
      label_weights: this.labelWeights,
      from_logits: this.#fromLogits,
      ...this.#hasThresholds ? { thresholds: this.thresholds.slice(1, -1) } : {},
    };
  }
}
