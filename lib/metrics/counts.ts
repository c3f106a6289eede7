/**
 * How many predictions are right or wrong: true and false positives and negatives.
 *
 * @module
 */
import type { Rows, RowsOf } from "../configuration/options.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { identity } from "../primitives/array/identity.ts";
import { reshape } from "../primitives/array/reshape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Batch } from "./arguments.ts";
import { addTo, ComparingMetric } from "./comparing.ts";
import { dtypeRow, type MetricOptions, metricOptions, nameRow } from "./options.ts";
import { countOutcomes, type Outcomes } from "./outcomes.ts";
import { areEven, thresholdList, type Thresholds, thresholdsRow } from "./thresholds.ts";

/** Options of counts. */
export interface CountOptions extends MetricOptions {
  /** Predictions above it are positive: a number from 0 to 1 or a list; default `null`: 0.5. */
  thresholds?: Thresholds | null | undefined;
}

type Names = ["thresholds", "name", "dtype"];

const OPTIONS = [
  ["thresholds", thresholdsRow()],
  ["name", nameRow(null)],
  ["dtype", dtypeRow()],
] as const satisfies RowsOf<CountOptions, Names>;

/** The numbers at each threshold; of one threshold, a scalar. */
export function perThreshold(x: Tensor): Tensor {
  return x.size === 1 ? reshape(x, []) : identity(x);
}

/** What the counts have in common. */
abstract class OutcomeCount extends ComparingMetric {
  static override readonly rows: Rows = OPTIONS;
  /** The count at each threshold. */
  readonly accumulator: Variable;
  readonly #given: Thresholds | null;
  readonly #thresholds: readonly number[];
  readonly #isEven: boolean;

  /** @param args Thresholds, name and type. */
  constructor(...args: Arguments<CountOptions, Names>) {
    const { own, base } = metricOptions(new.target, OPTIONS, args);
    super(base);
    this.#given = own.thresholds;
    this.#thresholds = thresholdList(own.thresholds, 0.5);
    this.#isEven = areEven(this.#thresholds);
    this.accumulator = this.zeros("accumulator", [this.#thresholds.length]);
  }

  /** What is counted. */
  protected abstract counted(outcomes: Outcomes): Tensor;

  /** Thresholds. */
  get thresholds(): readonly number[] {
    return this.#thresholds;
  }

  protected override take(batch: Batch): void {
    const counting = { thresholds: this.#thresholds, isEven: this.#isEven };
    addTo(this.accumulator, this.counted(countOutcomes(batch, counting)));
  }

  protected override compute(): Tensor {
    return perThreshold(this.accumulator.take());
  }

  /** Its options in Keras's spelling. */
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), thresholds: this.#given };
  }
}

/**
 * How many positive labels have a prediction above the threshold.
 *
 * Labels, 0 or 1, and predictions of one shape; the result is a scalar or, of several thresholds,
 * `(thresholds,)`. State: `accumulator`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 * @throws {RangeError} for thresholds outside of 0 to 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.TruePositives();
 * assertEquals(Number(metric([0, 1, 1, 1], [1, 0, 1, 1])), 2);
 * ```
 */
export class TruePositives extends OutcomeCount {
  protected override counted({ truePositives }: Outcomes): Tensor {
    return truePositives();
  }
}

/**
 * How many negative labels have a prediction above the threshold.
 *
 * Labels, 0 or 1, and predictions of one shape; the result is a scalar or, of several thresholds,
 * `(thresholds,)`. State: `accumulator`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 * @throws {RangeError} for thresholds outside of 0 to 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.FalsePositives();
 * assertEquals(Number(metric([0, 1, 0, 0], [0, 0, 1, 1])), 2);
 * ```
 */
export class FalsePositives extends OutcomeCount {
  protected override counted({ falsePositives }: Outcomes): Tensor {
    return falsePositives();
  }
}

/**
 * How many negative labels have a prediction that is not above the threshold.
 *
 * Labels, 0 or 1, and predictions of one shape; the result is a scalar or, of several thresholds,
 * `(thresholds,)`. State: `accumulator`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 * @throws {RangeError} for thresholds outside of 0 to 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.TrueNegatives();
 * assertEquals(Number(metric([0, 1, 0, 0], [1, 1, 0, 0])), 2);
 * ```
 */
export class TrueNegatives extends OutcomeCount {
  protected override counted({ trueNegatives }: Outcomes): Tensor {
    return trueNegatives();
  }
}

/**
 * How many positive labels have a prediction that is not above the threshold.
 *
 * Labels, 0 or 1, and predictions of one shape; the result is a scalar or, of several thresholds,
 * `(thresholds,)`. State: `accumulator`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 * @throws {RangeError} for thresholds outside of 0 to 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.FalseNegatives();
 * assertEquals(Number(metric([0, 1, 1, 1], [0, 1, 0, 0])), 2);
 * ```
 */
export class FalseNegatives extends OutcomeCount {
  protected override counted({ falseNegatives }: Outcomes): Tensor {
    return falseNegatives();
  }
}
