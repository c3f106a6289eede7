/**
 * F-scores: weighted harmonic means of precision and recall.
 *
 * @module
 */
import type { Rows, RowsOf } from "../configuration/options.ts";
import { row } from "../configuration/rows.ts";
import { checkFinite, checkOneOf } from "../errors/checks.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { abs } from "../primitives/math/absolute.ts";
import { add, divide, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { greater, greaterEqual } from "../primitives/math/comparison.ts";
import { logicalAnd } from "../primitives/math/logical.ts";
import { reduceMax } from "../primitives/reduction/reduce_extreme.ts";
import { reduceMean } from "../primitives/reduction/reduce_mean.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Batch } from "./arguments.ts";
import { addTo, ComparingMetric } from "./comparing.ts";
import { dtypeRow, type MetricOptions, metricOptions, nameRow } from "./options.ts";
import { EPSILON } from "./thresholds.ts";

/** How the scores of classes become one. */
export type Average = "micro" | "macro" | "weighted";

/** Options of {@linkcode F1Score}. */
export interface F1ScoreOptions extends MetricOptions {
  /**
   * `"micro"`: of all classes' counts, `"macro"`: the mean over classes, `"weighted"`: weighted by how
   * often each class occurs; default `null`: one score for each class.
   */
  average?: Average | null | undefined;
  /** Predictions above it are positive, > 0 and <= 1; default `null`: the largest of each row. */
  threshold?: number | null | undefined;
}

/** Options of {@linkcode FBetaScore}. */
export interface FBetaScoreOptions extends F1ScoreOptions {
  /** How much more recall counts than precision, > 0; default 1. */
  beta?: number | undefined;
}

/** A number above 0, up to a limit. */
function above0(where: string, name: string, given: unknown, max = Infinity): number {
  const value = checkFinite(where, name, given);
  if (value > 0 && value <= max) return value;
  const range = max === Infinity ? "a finite number > 0" : `a number > 0 and <= ${max}`;
  throw new RangeError(
    `${where}: expected ${name} to be ${range}, received ${name}=${formatValue(given)}`,
  );
}

const AVERAGE = row<Average, Average, null>(
  null,
  (where, name, given) => checkOneOf(where, name, given, ["micro", "macro", "weighted"]),
);
const THRESHOLD = row<number, number, null>(
  null,
  (where, name, given) => above0(where, name, given, 1),
);

const F_BETA = [
  ["average", AVERAGE],
  ["beta", row<number, number, number>(1, (where, name, given) => above0(where, name, given))],
  ["threshold", THRESHOLD],
  ["name", nameRow("fbeta_score")],
  ["dtype", dtypeRow()],
] as const satisfies RowsOf<
  FBetaScoreOptions,
  ["average", "beta", "threshold", "name", "dtype"]
>;

/** Counts of each class, as variables. */
interface State {
  readonly tp: Variable;
  readonly fp: Variable;
  readonly fn: Variable;
  readonly weights: Variable;
  readonly classes: number;
}

/**
 * `(1 + beta^2) precision recall / (beta^2 precision + recall)` of each class, or of all.
 *
 * Labels, 0 or 1, and predictions `(batch, classes)`, weights `(batch,)`; result `(classes,)`, with
 * `average` a scalar. State: `true_positives`, `false_positives`, `false_negatives` and
 * `intermediate_weights`, made by the first batch.
 *
 * @throws {TypeError} in `updateState` for other shapes.
 * @throws {RangeError} for `beta` or `threshold` outside of their ranges.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.FBetaScore({ average: "micro", beta: 2, threshold: 0.5 });
 * const score = metric([[1, 1, 1], [1, 0, 0], [1, 1, 0]], [[0.2, 0.6, 0.7], [0.2, 0.6, 0.6], [0.6, 0.8, 0]]);
 * assertEquals(Number(score).toFixed(4), "0.6667");
 * ```
 */
export class FBetaScore extends ComparingMetric {
  static override readonly rows: Rows = F_BETA;
  /** How the scores of classes become one. */
  readonly average: Average | null;
  /** How much more recall counts than precision. */
  readonly beta: number;
  /** Predictions above it are positive. */
  readonly threshold: number | null;
  #state: State | undefined;

  /** @param args Average, beta, threshold, name and type. */
  constructor(
    ...args: Arguments<FBetaScoreOptions, ["average", "beta", "threshold", "name", "dtype"]>
  ) {
    const { own, base } = metricOptions(new.target, F_BETA, args);
    super(base);
    this.average = own.average;
    this.beta = own.beta;
    this.threshold = own.threshold;
  }

  #stateFor({ where, yTrue, yPred, weight }: Batch): State {
    const [a, b] = [yTrue.shape, yPred.shape];
    const classes = this.#state?.classes ?? b[1] ?? 0;
    if (a.length !== 2 || `${a}` !== `${b}` || b[1] !== classes || classes === 0) {
      throw new TypeError(
        `${where}: expected yTrue and yPred of shape (batch, ${
          classes === 0 ? "classes" : classes
        }), received ${formatShape(a)} and ${formatShape(b)}`,
      );
    }
    if (weight !== undefined && (weight.rank !== 1 || weight.size !== b[0])) {
      throw new TypeError(
        `${where}: expected sampleWeight of shape (${b[0]},), received shape ${
          formatShape(weight.shape)
        }`,
      );
    }
    if (this.#state !== undefined) return this.#state;
    const shape = this.average === "micro" ? [] : [classes];
    const make = (name: string) => this.zeros(name, shape, this.dtype);
    return this.#state = {
      tp: make("true_positives"),
      fp: make("false_positives"),
      fn: make("false_negatives"),
      weights: make("intermediate_weights"),
      classes,
    };
  }

  protected override take(batch: Batch): void {
    const { dtype } = this;
    const state = this.#stateFor(batch);
    const labels = cast(batch.yTrue, dtype);
    const positive = cast(this.#positive(cast(batch.yPred, dtype)), dtype);
    const weight = batch.weight && reshape(cast(batch.weight, dtype), [batch.weight.size, 1]);
    const axes = this.average === "micro" ? [0, 1] : [0];
    const sum = (x: Tensor) => reduceSum(weight === undefined ? x : multiply(x, weight), axes);
    const not = (x: Tensor) => subtract(scalar(1, dtype), x);
    addTo(state.tp, sum(multiply(positive, labels)));
    addTo(state.fp, sum(multiply(positive, not(labels))));
    addTo(state.fn, sum(multiply(not(positive), labels)));
    addTo(state.weights, sum(labels));
  }

  /** Which predictions are positive: those above the threshold, or the largest of each row. */
  #positive(yPred: Tensor): Tensor {
    const { threshold, dtype } = this;
    if (threshold !== null) return greater(yPred, scalar(threshold, dtype));
    const isLargest = greaterEqual(yPred, reduceMax(yPred, [1], true));
    return logicalAnd(isLargest, greater(abs(yPred), scalar(1e-9, dtype)));
  }

  protected override compute(): Tensor {
    if (this.#state === undefined) {
      throw new TypeError(
        `${this.name}.result: expected a batch before, which says how many classes there are; call updateState first`,
      );
    }
    const { dtype, beta } = this;
    const [tp, fp, fn] = [this.#state.tp.take(), this.#state.fp.take(), this.#state.fn.take()];
    const epsilon = scalar(EPSILON, dtype);
    const precision = divide(tp, add(add(tp, fp), epsilon));
    const recall = divide(tp, add(add(tp, fn), epsilon));
    const whole = add(multiply(scalar(beta ** 2, dtype), precision), recall);
    const mean = divide(multiply(precision, recall), add(whole, epsilon));
    const scores = multiply(mean, scalar(1 + beta ** 2, dtype));
    if (this.average === null || this.average === "micro") return scores;
    if (this.average === "macro") return reduceMean(scores, [0]);
    const counts = this.#state.weights.take();
    const shares = divide(counts, add(reduceSum(counts, [0]), epsilon));
    return reduceSum(multiply(scores, shares), [0]);
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    const { average, beta, threshold } = this;
    return { ...super.getConfig(), average, beta, threshold };
  }
}

const F1 = [
  ["average", AVERAGE],
  ["threshold", THRESHOLD],
  ["name", nameRow("f1_score")],
  ["dtype", dtypeRow()],
] as const satisfies RowsOf<F1ScoreOptions, ["average", "threshold", "name", "dtype"]>;

/**
 * `2 precision recall / (precision + recall)` of each class, or of all: an {@linkcode FBetaScore}
 * with `beta` 1.
 *
 * @throws {TypeError} in `updateState` for other shapes than `(batch, classes)`.
 * @throws {RangeError} for `threshold` outside of its range.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.F1Score({ average: "macro", threshold: 0.5 });
 * const score = metric([[1, 1, 1], [1, 0, 0], [1, 1, 0]], [[0.2, 0.6, 0.7], [0.2, 0.6, 0.6], [0.6, 0.8, 0]]);
 * assertEquals(Number(score).toFixed(4), "0.6556");
 * ```
 */
export class F1Score extends FBetaScore {
  static override readonly rows: Rows = F1;

  /** @param args Average, threshold, name and type. */
  constructor(...args: Arguments<F1ScoreOptions, ["average", "threshold", "name", "dtype"]>) {
    const { own, base } = metricOptions(new.target, F1, args);
    super({ ...base, average: own.average, threshold: own.threshold });
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    const { beta: _beta, ...config } = super.getConfig();
    return config;
  }
}
