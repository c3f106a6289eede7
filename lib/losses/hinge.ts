/**
 * Hinge losses, of classifiers with a margin.
 *
 * @module
 */
import type { Rows } from "../configuration/options.ts";
import type { Arguments } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { functionForm, type PlainLoss } from "./function_form.ts";
import { OwnLoss } from "./own_loss.ts";
import { common, type LossOptions, lossOptions } from "./options.ts";
import { add, multiply, square, subtract } from "../ops/math/arithmetic.ts";
import { equal } from "../ops/math/comparison.ts";
import { maximum } from "../ops/math/extremes.ts";
import { logicalOr } from "../ops/math/logical.ts";
import { where as choose } from "../ops/math/where.ts";
import { reduceAll, reduceMax, reduceMean, reduceSum } from "../ops/reduction/reductions.ts";
import { fittedRows } from "./shapes.ts";

/** Labels of -1 and 1; where all of them are 0 or 1, 0 becomes -1. */
function signs(yTrue: Tensor): Tensor {
  const isBinary = reduceAll(logicalOr(equal(yTrue, 0), equal(yTrue, 1)));
  return choose(isBinary, subtract(multiply(2, yTrue), 1), yTrue);
}

/** How far each prediction is on the wrong side of the margin. */
function beyond(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const [a, b] = fittedRows(where, yTrue, yPred);
  return maximum(subtract(1, multiply(signs(a), b)), 0);
}

const PLAIN = common("hinge");

/** Computes it for each example, of tensors; for the metric of the same name. @internal */
export function hingeOf(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  return reduceMean(beyond(where, yTrue, yPred), -1);
}

/**
 * `mean(max(1 - yTrue yPred, 0))` over the last axis, for each example.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.losses.hinge([[0, 1], [0, 0]], [[0.5, 0.5], [0, 0.0]]).shape, [2]);
 * ```
 */
export const hinge: PlainLoss = functionForm("hinge", [], hingeOf, { keepsRanks: true });

/**
 * Mean of `max(1 - yTrue yPred, 0)` for labels -1 or 1; labels of 0 and 1 are taken for these.
 *
 * `(batch, d0, .. dN)` labels and predictions; the loss before the reduction is `(batch, d0, .. dN-1)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(new tf.keras.losses.Hinge()([[0, 1], [0, 0]], [[0.5, 0.5], [0, 0.0]])), 1);
 * ```
 */
export class Hinge extends OwnLoss {
  static override readonly rows: Rows = PLAIN;

  /** @param args Options of every loss. */
  constructor(...args: Arguments<LossOptions, ["reduction", "name", "dtype"]>) {
    super(lossOptions(new.target, PLAIN, args));
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return hingeOf(this.constructor.name, yTrue, yPred);
  }
}

const SQUARED = common("squared_hinge");

/** Computes it for each example, of tensors; for the metric of the same name. @internal */
export function squaredHingeOf(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  return reduceMean(square(beyond(where, yTrue, yPred)), -1);
}

/**
 * `mean(max(1 - yTrue yPred, 0)^2)` over the last axis, for each example.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.losses.squaredHinge([[0, 1], [0, 0]], [[0.5, 1], [-1, 0.5]]).shape, [2]);
 * ```
 */
export const squaredHinge: PlainLoss = functionForm("squaredHinge", [], squaredHingeOf, {
  keepsRanks: true,
});

/**
 * Mean of `max(1 - yTrue yPred, 0)^2` for labels -1 or 1; labels of 0 and 1 are taken for these.
 *
 * `(batch, d0, .. dN)` labels and predictions; the loss before the reduction is `(batch, d0, .. dN-1)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(new tf.keras.losses.SquaredHinge()([[0, 1], [0, 0]], [[0.5, 1], [-1, 0.5]])), 1.125, 1e-5);
 * ```
 */
export class SquaredHinge extends OwnLoss {
  static override readonly rows: Rows = SQUARED;

  /** @param args Options of every loss. */
  constructor(...args: Arguments<LossOptions, ["reduction", "name", "dtype"]>) {
    super(lossOptions(new.target, SQUARED, args));
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return squaredHingeOf(this.constructor.name, yTrue, yPred);
  }
}

const CATEGORICAL = common("categorical_hinge");

/** Computes it for each example, of tensors; for the metric of the same name. @internal */
export function categoricalHingeOf(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const [a, b] = fittedRows(where, yTrue, yPred);
  const pos = reduceSum(multiply(a, b), -1);
  const neg = reduceMax(multiply(subtract(1, a), b), -1);
  return maximum(add(subtract(neg, pos), 1), 0);
}

/**
 * `max(neg - pos + 1, 0)` with `pos = sum(yTrue yPred)` and `neg = max((1 - yTrue) yPred)`, for each example.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.losses.categoricalHinge([[0, 1], [1, 0]], [[0.5, 1], [1, 1]]).shape, [2]);
 * ```
 */
export const categoricalHinge: PlainLoss = functionForm(
  "categoricalHinge",
  [],
  categoricalHingeOf,
  { keepsRanks: true },
);

/**
 * `max(neg - pos + 1, 0)`, `pos` the prediction of the right class, `neg` the largest of the others.
 *
 * `(batch, d0, .. dN)` labels and predictions; the loss before the reduction is `(batch, d0, .. dN-1)`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(new tf.keras.losses.CategoricalHinge()([[0, 1], [1, 0]], [[0.5, 1], [1, 1]])), 0.75, 1e-5);
 * ```
 */
export class CategoricalHinge extends OwnLoss {
  static override readonly rows: Rows = CATEGORICAL;

  /** @param args Options of every loss. */
  constructor(...args: Arguments<LossOptions, ["reduction", "name", "dtype"]>) {
    super(lossOptions(new.target, CATEGORICAL, args));
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return categoricalHingeOf(this.constructor.name, yTrue, yPred);
  }
}
