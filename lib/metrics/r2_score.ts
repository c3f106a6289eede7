/**
 * The coefficient of determination.
 *
 * @module
 */
import type { Rows, RowsOf } from "../configuration/options.ts";
import { integer, oneOf } from "../configuration/rows.ts";
import type { Option } from "../configuration/options.ts";
import { checkOneOf } from "../errors/checks.ts";
import { formatShape } from "../errors/format.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { broadcastTo } from "../primitives/array/broadcast_to.ts";
import { divide, multiply, square, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { isInf } from "../primitives/math/classification.ts";
import { greater } from "../primitives/math/comparison.ts";
import { where as select } from "../primitives/math/where.ts";
import { reduceMean } from "../primitives/reduction/reduce_mean.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Batch } from "./arguments.ts";
import { addTo, ComparingMetric } from "./comparing.ts";
import { dtypeRow, type MetricOptions, metricOptions, nameRow } from "./options.ts";
import { checkWeights, withLastAxis } from "./ranks.ts";
import { toSameRank } from "../losses/shapes.ts";

/** How the scores of several outputs become one. */
export type ClassAggregation = "uniform_average" | "variance_weighted_average";

/** Options of {@linkcode R2Score}. */
export interface R2ScoreOptions extends MetricOptions {
  /**
   * `"uniform_average"`: the mean over outputs, `"variance_weighted_average"`: weighted by the
   * variance of each; `null`: one score for each; default `"uniform_average"`.
   */
  classAggregation?: ClassAggregation | null | undefined;
  /**
   * How many independent variables the predictions were made of, >= 0; default 0. With more of them
   * the adjusted score is smaller; it is the plain one where there are not enough values.
   */
  numRegressors?: number | undefined;
}

type Names = ["classAggregation", "numRegressors", "name", "dtype"];

/** The row of the aggregation, which may be `null` though that is not its default. */
function aggregation(): Option<ClassAggregation | null, ClassAggregation | null> {
  const known = ["uniform_average", "variance_weighted_average"] as const;
  return {
    ...oneOf(known, null),
    ifMissing: "uniform_average",
    read: (where, name, given) => given === null ? null : checkOneOf(where, name, given, known),
  };
}

const OPTIONS = [
  ["classAggregation", aggregation()],
  ["numRegressors", integer(0, { min: 0 })],
  ["name", nameRow("r2_score")],
  ["dtype", dtypeRow()],
] as const satisfies RowsOf<R2ScoreOptions, Names>;

/** Sums for each output, as variables. */
interface State {
  readonly squaredSum: Variable;
  readonly sum: Variable;
  readonly residual: Variable;
  readonly count: Variable;
  readonly outputs: number;
}

/**
 * `1 - sum((yTrue - yPred)^2) / sum((yTrue - mean(yTrue))^2)`: the share of the labels' variance that
 * the predictions explain; 0 of an output whose labels are all equal, unless they are met exactly.
 *
 * Labels and predictions `(batch, outputs)`, weights `(batch,)` or of that shape; result a scalar, or
 * `(outputs,)` without aggregation. State: `num_samples`, then, made by the first batch,
 * `squared_sum`, `sum`, `residual` and `count`.
 *
 * @throws {TypeError} in `updateState` for other shapes.
 * @throws {RangeError} for an unknown aggregation or `numRegressors` below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.R2Score();
 * assertEquals(Number(metric([[1], [4], [3]], [[2], [4], [4]])).toFixed(4), "0.5714");
 * ```
 */
export class R2Score extends ComparingMetric {
  static override readonly rows: Rows = OPTIONS;
  /** How the scores of several outputs become one. */
  readonly classAggregation: ClassAggregation | null;
  /** How many independent variables the predictions were made of. */
  readonly numRegressors: number;
  /** How many values were taken in. */
  readonly numSamples: Variable;
  #state: State | undefined;

  /** @param args Aggregation, number of independent variables, name and type. */
  constructor(...args: Arguments<R2ScoreOptions, Names>) {
    const { own, base } = metricOptions(new.target, OPTIONS, args);
    super(base);
    this.classAggregation = own.classAggregation;
    this.numRegressors = own.numRegressors;
    this.numSamples = this.zeros("num_samples", []);
  }

  #stateFor(where: string, yTrue: Tensor, yPred: Tensor): State {
    const [a, b] = [yTrue.shape, yPred.shape];
    const outputs = this.#state?.outputs ?? b[1] ?? 0;
    if (b.length !== 2 || `${a}` !== `${b}` || b[1] !== outputs || outputs === 0) {
      throw new TypeError(
        `${where}: expected yTrue and yPred of shape (batch, ${
          this.#state === undefined ? "outputs" : outputs
        }), received ${formatShape(a)} and ${formatShape(b)}`,
      );
    }
    const make = (name: string) => this.zeros(name, [outputs]);
    return this.#state ??= {
      squaredSum: make("squared_sum"),
      sum: make("sum"),
      residual: make("residual"),
      count: make("count"),
      outputs,
    };
  }

  protected override take({ where, yTrue, yPred, weight }: Batch): void {
    const { dtype } = this;
    const [labels, predictions] = toSameRank(cast(yTrue, dtype), cast(yPred, dtype));
    const state = this.#stateFor(where, labels, predictions);
    let weights = cast(weight ?? scalar(1, dtype), dtype);
    if (weights.rank === 1) weights = withLastAxis(weights);
    checkWeights(where, labels.shape, weights);
    weights = broadcastTo(weights, labels.shape);
    const weighted = multiply(labels, weights);
    addTo(state.sum, reduceSum(weighted, [0]));
    addTo(state.squaredSum, reduceSum(multiply(labels, weighted), [0]));
    const errors = square(subtract(labels, predictions));
    addTo(state.residual, reduceSum(multiply(errors, weights), [0]));
    addTo(state.count, reduceSum(weights, [0]));
    addTo(this.numSamples, scalar(labels.size, "float32"));
  }

  protected override compute(): Tensor {
    if (this.#state === undefined) {
      throw new TypeError(
        `${this.name}.result: expected a batch before, which says how many outputs there are; call updateState first`,
      );
    }
    const { squaredSum, sum, residual, count } = this.#state;
    const number = (x: number) => scalar(x, "float32");
    const sums = sum.take();
    const total = subtract(squaredSum.take(), multiply(sums, divide(sums, count.take())));
    const raw = subtract(number(1), divide(residual.take(), total));
    const scores = select(isInf(raw), number(0), raw);
    const score = this.#aggregated(scores, total);
    if (this.numRegressors === 0) return score;
    const samples = this.numSamples.take();
    const more = subtract(subtract(samples, number(this.numRegressors)), number(1));
    const missed = multiply(subtract(number(1), score), subtract(samples, number(1)));
    return select(
      greater(more, number(0)),
      subtract(number(1), divide(missed, more)),
      score,
    );
  }

  #aggregated(scores: Tensor, total: Tensor): Tensor {
    if (this.classAggregation === null) return scores;
    if (this.classAggregation === "uniform_average") return reduceMean(scores, [0]);
    return divide(reduceSum(multiply(total, scores), [0]), reduceSum(total, [0]));
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    const { classAggregation: class_aggregation, numRegressors: num_regressors } = this;
    return { ...super.getConfig(), class_aggregation, num_regressors };
  }
}
