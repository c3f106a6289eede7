/**
 * The root of the mean squared error.
 *
 * @module
 */
import type { Rows, RowsOf } from "../configuration/options.ts";
import { fromCaller } from "../errors/caller.ts";
import type { Arguments } from "../ops/bind.ts";
import { square, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { internally } from "../tensor/state.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { changing, readBatch, type UpdateArguments, type UpdateNames } from "./arguments.ts";
import { include, MeanBase, type NameFirst } from "./mean.ts";
import { dtypeRow, type MetricOptions, metricOptions, nameRow } from "./options.ts";
import { fitted } from "./ranks.ts";

const OPTIONS = [
  ["name", nameRow("root_mean_squared_error")],
  ["dtype", dtypeRow()],
] as const satisfies RowsOf<MetricOptions, NameFirst>;

/** The signature of a call. */
export interface RootMeanSquaredError {
  (...args: Arguments<UpdateArguments, UpdateNames>): Tensor;
}

/**
 * `sqrt(mean((yPred - yTrue)^2))` over all batches.
 *
 * Labels and predictions of one shape `(batch, ...)`; result a scalar. State: `total` and `count`.
 *
 * @throws {TypeError} in `updateState` for shapes that do not fit each other.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const metric = new tf.keras.metrics.RootMeanSquaredError();
 * assertEquals(Number(metric([0, 1], [3, 5])), Math.fround(Math.sqrt(12.5)));
 * ```
 */
export class RootMeanSquaredError extends MeanBase {
  static override readonly rows: Rows = OPTIONS;

  /** @param args Name and type. */
  constructor(...args: Arguments<MetricOptions, NameFirst>) {
    super(metricOptions(new.target, OPTIONS, args).base);
  }

  /** Takes labels and predictions in. */
  override updateState(...args: Arguments<UpdateArguments, UpdateNames>): void {
    fromCaller(this.updateState, () =>
      changing(() => {
        const { where, yTrue, yPred, weight } = readBatch(this.name, args);
        const [a, b] = fitted(where, cast(yTrue, this.dtype), cast(yPred, this.dtype));
        include(this, where, square(subtract(b, a)), weight);
      }));
  }

  /** The root of the mean so far. */
  override result(): Tensor {
    return internally(() => sqrt(super.result()));
  }
}
