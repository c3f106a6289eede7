/**
 * Losses of distributions and counts, and the smooth one of numbers.
 *
 * @module
 */
import type { Rows } from "../configuration/options.ts";
import type { Arguments } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { functionForm, type PlainLoss } from "./function_form.ts";
import { OwnLoss } from "./own_loss.ts";
import { common, type LossOptions, lossOptions } from "./options.ts";
import { add, multiply, subtract } from "../ops/math/arithmetic.ts";
import { clipByValue } from "../ops/math/clip.ts";
import { divide } from "../ops/math/division_true.ts";
import { log } from "../ops/math/exponential.ts";
import { softplus } from "../ops/nn/activations.ts";
import { reduceMean, reduceSum } from "../ops/reduction/reductions.ts";
import { EPSILON } from "../configuration/epsilon.ts";
import { fittedRows } from "./shapes.ts";

const DIVERGENCE = common("kl_divergence");

/** Computes it for each example, of tensors; for the metric of the same name. @internal */
export function klDivergenceOf(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const [a, b] = fittedRows(where, yTrue, yPred);
  const [p, q] = [clipByValue(a, EPSILON, 1), clipByValue(b, EPSILON, 1)];
  return reduceSum(multiply(p, log(divide(p, q))), -1);
}

/**
 * `sum(yTrue log(yTrue / yPred))` over the last axis, for each example; both are cut to the range from 1e-7 to 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.losses.klDivergence([[0, 1], [0, 1]], [[0.5, 0.5], [0, 1]]).shape, [2]);
 * ```
 */
export const klDivergence: PlainLoss = functionForm("klDivergence", [], klDivergenceOf, {
  keepsRanks: true,
});

/**
 * Divergence of Kullback and Leibler: `sum(yTrue log(yTrue / yPred))`.
 *
 * `(batch, d0, .. dN)` labels and predictions; the loss before the reduction is `(batch, d0, .. dN-1)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(new tf.keras.losses.KLDivergence()([[0, 1], [0, 1]], [[0.5, 0.5], [0, 1]])), 0.34657, 1e-5);
 * ```
 */
export class KLDivergence extends OwnLoss {
  static override readonly rows: Rows = DIVERGENCE;

  /** @param args Options of every loss. */
  constructor(...args: Arguments<LossOptions, ["reduction", "name", "dtype"]>) {
    super(lossOptions(new.target, DIVERGENCE, args));
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return klDivergenceOf(this.constructor.name, yTrue, yPred);
  }
}

const COUNTS = common("poisson");

/** Computes it for each example, of tensors; for the metric of the same name. @internal */
export function poissonOf(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const [a, b] = fittedRows(where, yTrue, yPred);
  return reduceMean(subtract(b, multiply(a, log(add(b, EPSILON)))), -1);
}

/**
 * `mean(yPred - yTrue log(yPred + 1e-7))` over the last axis, for each example.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.losses.poisson([[0, 0], [1, 0]], [[1, 1], [1, 0]]).shape, [2]);
 * ```
 */
export const poisson: PlainLoss = functionForm("poisson", [], poissonOf, { keepsRanks: true });

/**
 * Mean of `yPred - yTrue log(yPred)`, for counts.
 *
 * `(batch, d0, .. dN)` labels and predictions; the loss before the reduction is `(batch, d0, .. dN-1)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(new tf.keras.losses.Poisson()([[0, 0], [1, 0]], [[1, 1], [1, 0]])), 0.75, 1e-5);
 * ```
 */
export class Poisson extends OwnLoss {
  static override readonly rows: Rows = COUNTS;

  /** @param args Options of every loss. */
  constructor(...args: Arguments<LossOptions, ["reduction", "name", "dtype"]>) {
    super(lossOptions(new.target, COUNTS, args));
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return poissonOf(this.constructor.name, yTrue, yPred);
  }
}

const COSH = common("log_cosh");

/** Computes it for each example, of tensors; for the metric of the same name. @internal */
export function logCoshOf(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const [a, b] = fittedRows(where, yTrue, yPred);
  const x = subtract(b, a);
  return reduceMean(subtract(add(x, softplus(multiply(x, -2))), Math.LN2), -1);
}

/**
 * `mean(log(cosh(yPred - yTrue)))` over the last axis, for each example, without overflow.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.losses.logCosh([[0, 0], [1, 1]], [[1, 1], [1, 0]]).shape, [2]);
 * ```
 */
export const logCosh: PlainLoss = functionForm("logCosh", [], logCoshOf);

/**
 * Mean of `log(cosh(yPred - yTrue))`: half the square of small differences, the amount of large ones.
 *
 * `(batch, d0, .. dN)` labels and predictions; the loss before the reduction is `(batch, d0, .. dN-1)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(new tf.keras.losses.LogCosh()([[0, 0], [1, 1]], [[1, 1], [1, 0]])), 0.32534, 1e-5);
 * ```
 */
export class LogCosh extends OwnLoss {
  static override readonly rows: Rows = COSH;

  /** @param args Options of every loss. */
  constructor(...args: Arguments<LossOptions, ["reduction", "name", "dtype"]>) {
    super(lossOptions(new.target, COSH, args));
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return logCoshOf(this.constructor.name, yTrue, yPred);
  }
}
