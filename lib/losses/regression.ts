/**
 * Losses of numbers: squares and amounts of differences.
 *
 * @module
 */
import type { Rows } from "../configuration/options.ts";
import type { Arguments } from "../ops/bind.ts";
import { cast } from "../primitives/math/cast.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { functionForm, type PlainLoss } from "./function_form.ts";
import { OwnLoss } from "./own_loss.ts";
import { common, type LossOptions, lossOptions } from "./options.ts";
import { abs, add, multiply, square, subtract } from "../ops/math/arithmetic.ts";
import { divide } from "../ops/math/division_true.ts";
import { log } from "../ops/math/exponential.ts";
import { maximum } from "../ops/math/extremes.ts";
import { reduceMean } from "../ops/reduction/reductions.ts";
import { EPSILON } from "../configuration/epsilon.ts";
import { fittedRows } from "./shapes.ts";

const SQUARED = common("mean_squared_error");

/** Computes it for each example, of tensors; for the metric of the same name. @internal */
export function meanSquaredErrorOf(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const [a, b] = fittedRows(where, yTrue, yPred);
  return reduceMean(square(subtract(a, b)), -1);
}

/**
 * `mean((yTrue - yPred)^2)` over the last axis, for each example.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.losses.meanSquaredError([[0, 0], [1, 1]], [[1, 1], [1, 0]]).shape, [2]);
 * ```
 */
export const meanSquaredError: PlainLoss = functionForm("meanSquaredError", [], meanSquaredErrorOf);

/**
 * Mean of squared differences: `mean((yTrue - yPred)^2)`.
 *
 * `(batch, d0, .. dN)` labels and predictions; the loss before the reduction is `(batch, d0, .. dN-1)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(new tf.keras.losses.MeanSquaredError()([[0, 0], [1, 1]], [[1, 1], [1, 0]])), 0.75, 1e-5);
 * ```
 */
export class MeanSquaredError extends OwnLoss {
  static override readonly rows: Rows = SQUARED;

  /** @param args Options of every loss. */
  constructor(...args: Arguments<LossOptions, ["reduction", "name", "dtype"]>) {
    super(lossOptions(new.target, SQUARED, args));
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return meanSquaredErrorOf(this.constructor.name, yTrue, yPred);
  }
}

const ABSOLUTE = common("mean_absolute_error");

/** Computes it for each example, of tensors; for the metric of the same name. @internal */
export function meanAbsoluteErrorOf(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const [a, b] = fittedRows(where, yTrue, yPred);
  return reduceMean(abs(subtract(a, b)), -1);
}

/**
 * `mean(|yTrue - yPred|)` over the last axis, for each example.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.losses.meanAbsoluteError([[0, 0], [1, 1]], [[1, 1], [1, 0]]).shape, [2]);
 * ```
 */
export const meanAbsoluteError: PlainLoss = functionForm(
  "meanAbsoluteError",
  [],
  meanAbsoluteErrorOf,
);

/**
 * Mean of differences' amounts: `mean(|yTrue - yPred|)`.
 *
 * `(batch, d0, .. dN)` labels and predictions; the loss before the reduction is `(batch, d0, .. dN-1)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(new tf.keras.losses.MeanAbsoluteError()([[0, 0], [1, 1]], [[1, 1], [1, 0]])), 0.75, 1e-5);
 * ```
 */
export class MeanAbsoluteError extends OwnLoss {
  static override readonly rows: Rows = ABSOLUTE;

  /** @param args Options of every loss. */
  constructor(...args: Arguments<LossOptions, ["reduction", "name", "dtype"]>) {
    super(lossOptions(new.target, ABSOLUTE, args));
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return meanAbsoluteErrorOf(this.constructor.name, yTrue, yPred);
  }
}

const PERCENTAGE = common("mean_absolute_percentage_error");

/** Computes it for each example, of tensors; for the metric of the same name. @internal */
export function meanAbsolutePercentageErrorOf(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const [a, b] = fittedRows(where, yTrue, yPred);
  const share = divide(subtract(a, b), maximum(abs(a), EPSILON));
  return multiply(100, reduceMean(abs(share), -1));
}

/**
 * `100 mean(|yTrue - yPred| / max(|yTrue|, 1e-7))` over the last axis, for each example.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.losses.meanAbsolutePercentageError([[1, 2], [4, 4]], [[1, 1], [2, 0]]).shape, [2]);
 * ```
 */
export const meanAbsolutePercentageError: PlainLoss = functionForm(
  "meanAbsolutePercentageError",
  [],
  meanAbsolutePercentageErrorOf,
);

/**
 * Mean of differences in per cent of the labels: `100 mean(|yTrue - yPred| / |yTrue|)`.
 *
 * `(batch, d0, .. dN)` labels and predictions; the loss before the reduction is `(batch, d0, .. dN-1)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(new tf.keras.losses.MeanAbsolutePercentageError()([[1, 2], [4, 4]], [[1, 1], [2, 0]])), 50);
 * ```
 */
export class MeanAbsolutePercentageError extends OwnLoss {
  static override readonly rows: Rows = PERCENTAGE;

  /** @param args Options of every loss. */
  constructor(...args: Arguments<LossOptions, ["reduction", "name", "dtype"]>) {
    super(lossOptions(new.target, PERCENTAGE, args));
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return meanAbsolutePercentageErrorOf(this.constructor.name, yTrue, yPred);
  }
}

const LOGARITHMIC = common("mean_squared_logarithmic_error");

/** Computes it for each example, of tensors; for the metric of the same name. @internal */
export function meanSquaredLogarithmicErrorOf(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const [a, b] = fittedRows(where, yTrue, yPred);
  // Half floats have no room for 1e-7 beside 1; Keras computes in float32 too.
  const isHalf = b.dtype === "float16" || b.dtype === "bfloat16";
  const logarithm = (x: Tensor) => {
    return log(add(maximum(isHalf ? cast(x, "float32") : x, EPSILON), 1));
  };
  return reduceMean(square(subtract(logarithm(b), logarithm(a))), -1);
}

/**
 * `mean((log(yTrue + 1) - log(yPred + 1))^2)` over the last axis, for each example; what is below 1e-7
 * counts as that.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.losses.meanSquaredLogarithmicError([[0, 0], [1, 1]], [[1, 1], [1, 0]]).shape, [2]);
 * ```
 */
export const meanSquaredLogarithmicError: PlainLoss = functionForm(
  "meanSquaredLogarithmicError",
  [],
  meanSquaredLogarithmicErrorOf,
);

/**
 * Mean of squared differences of logarithms: `mean((log(yTrue + 1) - log(yPred + 1))^2)`.
 *
 * `(batch, d0, .. dN)` labels and predictions; the loss before the reduction is `(batch, d0, .. dN-1)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(new tf.keras.losses.MeanSquaredLogarithmicError()([[0, 0], [1, 1]], [[1, 1], [1, 0]])), 0.36034, 1e-5);
 * ```
 */
export class MeanSquaredLogarithmicError extends OwnLoss {
  static override readonly rows: Rows = LOGARITHMIC;

  /** @param args Options of every loss. */
  constructor(...args: Arguments<LossOptions, ["reduction", "name", "dtype"]>) {
    super(lossOptions(new.target, LOGARITHMIC, args));
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return meanSquaredLogarithmicErrorOf(this.constructor.name, yTrue, yPred);
  }
}
