/**
 * Means and sums of values, over all batches.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import type { Variable } from "../functions/variable.ts";
import type { Rows, RowsOf } from "../configuration/options.ts";
import { type Arguments, bindArguments } from "../ops/bind.ts";
import { identity } from "../primitives/array/identity.ts";
import { add } from "../primitives/math/arithmetic.ts";
import { divideNoNan } from "../primitives/math/guarded.ts";
import { reduceMean } from "../primitives/reduction/reduce_mean.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import { internally } from "../tensor/state.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { changing, tensorOf } from "./arguments.ts";
import { Metric } from "./metric.ts";
import { dtypeRow, type MetricOptions, metricOptions, nameRow } from "./options.ts";
import { axesFrom, samplewise } from "./reduction.ts";

/** Arguments of `updateState` of {@linkcode Mean} and {@linkcode Sum}. */
export interface ReductionArguments {
  /** Values `(batch, ...)`. */
  values: TensorLike;
  /** How much each sample, or each value, counts; default `null`: 1. */
  sampleWeight?: TensorLike | null | undefined;
}

/** Order of {@linkcode ReductionArguments}. */
export type ReductionNames = ["values", "sampleWeight"];

/** Order of the options of metrics that have no others. */
export type NameFirst = ["name", "dtype"];

/** All elements of a tensor, added. */
export function total(x: Tensor): Tensor {
  return reduceSum(x, axesFrom(0, x.rank));
}

/** What {@linkcode Mean.updateState} and {@linkcode Sum.updateState} were given. */
function readValues(name: string, args: readonly unknown[]) {
  const where = `${name}.updateState`;
  const names = ["values", "sampleWeight"];
  const [values, weight] = bindArguments({ where, names, required: 1 }, args);
  return {
    where,
    values: tensorOf(where, "values", values),
    weight: weight === undefined || weight === null
      ? undefined
      : tensorOf(where, "sampleWeight", weight),
  };
}

const SUM = [["name", nameRow("sum")], ["dtype", dtypeRow()]] as const satisfies RowsOf<
  MetricOptions,
  NameFirst
>;

/** The signature of a call. */
export interface Sum {
  (...args: Arguments<ReductionArguments, ReductionNames>): Tensor;
}

/**
 * The sum of all values, each times its weight.
 *
 * Input `(batch, ...)`, result a scalar. State: `total`.
 *
 * @throws {TypeError} in `updateState` for weights that cannot be spread over the values.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.Sum();
 * metric.updateState([1, 3, 5, 7], [1, 1, 0, 0]);
 * assertEquals(Number(metric.result()), 4);
 * ```
 */
export class Sum extends Metric {
  static override readonly rows: Rows = SUM;
  /** The sum so far. */
  readonly total: Variable;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, NameFirst>) {
    super(metricOptions(new.target, SUM, args).base);
    this.total = this.addVariable([], "zeros", { dtype: this.dtype as "float32", name: "total" });
  }

  /** Takes values in. */
  override updateState(...args: Arguments<ReductionArguments, ReductionNames>): void {
    fromCaller(this.updateState, () =>
      changing(() => {
        const { where, values, weight } = readValues(this.name, args);
        const samples = samplewise(where, values, weight, this.dtype, reduceSum);
        this.total.put(add(this.total.take(), total(samples.values)));
      }));
  }

  /** The sum so far. */
  override result(): Tensor {
    return internally(() => identity(this.total.take()));
  }
}

const MEAN = [["name", nameRow("mean")], ["dtype", dtypeRow()]] as const satisfies RowsOf<
  MetricOptions,
  NameFirst
>;

/** The signature of a call. */
export interface Mean {
  (...args: Arguments<ReductionArguments, ReductionNames>): Tensor;
}

/**
 * The mean of all values, `sum(weight values) / sum(weight)`; 0 before the first.
 *
 * Input `(batch, ...)`, of whose axes all but the first are averaged beforehand; result a scalar.
 * State: `total` and `count`.
 *
 * @throws {TypeError} in `updateState` for weights that cannot be spread over the values.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.Mean();
 * metric.updateState([1, 3, 5, 7]);
 * assertEquals(Number(metric.result()), 4);
 * metric.updateState([9], { sampleWeight: [2] });
 * assertEquals(Number(metric.result()), Math.fround(34 / 6));
 * ```
 */
export class Mean extends Metric {
  static override readonly rows: Rows = MEAN;
  /** The sum of values times weights. */
  readonly total: Variable;
  /** The sum of weights. */
  readonly count: Variable;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, NameFirst>) {
    super(metricOptions(new.target, MEAN, args).base);
    const dtype = this.dtype as "float32";
    this.total = this.addVariable([], "zeros", { dtype, name: "total" });
    this.count = this.addVariable([], "zeros", { dtype, name: "count" });
  }

  /** Takes values in. */
  override updateState(...args: Arguments<ReductionArguments, ReductionNames>): void {
    fromCaller(this.updateState, () =>
      changing(() => {
        const { where, values, weight } = readValues(this.name, args);
        include(this, where, values, weight);
      }));
  }

  /** The mean so far. */
  override result(): Tensor {
    return internally(() => divideNoNan(this.total.take(), this.count.take()));
  }
}

/** What a mean is for the classes made of it, whose `updateState` takes something else. */
export interface MeanState extends Metric {
  /** The sum of values times weights. */
  readonly total: Variable;
  /** The sum of weights. */
  readonly count: Variable;
  /** The mean so far. */
  result(): Tensor;
}

/** {@linkcode Mean} as a base of classes whose `updateState` takes something else. */
export const MeanBase:
  & (new (...args: Arguments<MetricOptions, NameFirst>) => MeanState)
  & Pick<typeof Metric, "rows" | "fromConfig"> = Mean;

/** Adds values and their weights to the state of a mean. */
export function include(
  { total: sum, count, dtype }: MeanState,
  where: string,
  given: Tensor,
  givenWeight: Tensor | undefined,
): void {
  const { values, weight } = samplewise(where, given, givenWeight, dtype, reduceMean);
  sum.put(add(sum.take(), total(values)));
  const more = weight === undefined ? scalar(values.shape[0] ?? 1, dtype) : total(weight);
  count.put(add(count.take(), more));
}
