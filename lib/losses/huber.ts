/**
 * Losses of numbers that have an option of their own: Huber's, and the cosine of an angle.
 *
 * @module
 */
import type { Made, Rows, RowsOf } from "../configuration/options.ts";
import { finite } from "../configuration/rows.ts";
import { abs, multiply, negative, square, subtract } from "../ops/math/arithmetic.ts";
import { lessEqual } from "../ops/math/comparison.ts";
import { rsqrt } from "../ops/math/exponential.ts";
import { minimum } from "../ops/math/extremes.ts";
import { where as choose } from "../ops/math/where.ts";
import { reduceMean, reduceSum } from "../ops/reduction/reductions.ts";
import type { Arguments, Operation } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { EPSILON } from "../configuration/epsilon.ts";
import { functionForm, type LossFunctionArguments } from "./function_form.ts";
import { OwnLoss } from "./own_loss.ts";
import { axisRow, common, type LossOptions, lossOptions } from "./options.ts";
import { checkAxes, fittedRows, unfit } from "./shapes.ts";

/** Options of {@linkcode Huber}. */
export interface HuberOptions extends LossOptions {
  /** From which difference on the loss is linear, >= 0; default 1. */
  delta?: number | undefined;
}

/** Arguments of {@linkcode huber}. */
export interface HuberArguments extends LossFunctionArguments, Pick<HuberOptions, "delta"> {}

const DELTA = [["delta", {
  ...finite(1, { min: 0 }),
  // Keras forgets it: a configuration of its own has the default.
  write: (made: number) => made === 1 ? undefined : made,
}]] as const satisfies RowsOf<HuberOptions, ["delta"]>;
const HUBER = [...DELTA, ...common("huber_loss")] as const;

function huberOf(
  where: string,
  yTrue: Tensor,
  yPred: Tensor,
  { delta }: { delta: number },
): Tensor {
  const [a, b] = fittedRows(where, yTrue, yPred);
  const error = subtract(b, a);
  const amount = abs(error);
  const quadratic = multiply(0.5, square(error));
  const linear = subtract(multiply(delta, amount), 0.5 * delta * delta);
  return reduceMean(choose(lessEqual(amount, delta), quadratic, linear), -1);
}

/**
 * Huber's loss for each example: `mean(0.5 d^2)` where `d = |yTrue - yPred|` is at most `delta`, else
 * `delta d - 0.5 delta^2`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.keras.losses.huber([[0], [0]], [[1], [3]]).numpy().toArray(), [0.5, 2.5]);
 * ```
 */
export const huber: Operation<HuberArguments, ["yTrue", "yPred", "delta"], Tensor> = functionForm(
  "huber",
  DELTA,
  huberOf as never,
);

/**
 * Huber's loss: half the square of small differences, `delta` times the amount of large ones.
 *
 * After Huber, "Robust Estimation of a Location Parameter" (1964).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(new tf.keras.losses.Huber(2)([[0], [0]], [[1], [3]])), 2.25);
 * ```
 */
export class Huber extends OwnLoss {
  static override readonly rows: Rows = HUBER;
  readonly #own: Made<typeof HUBER>;

  /** @param args The difference from which on it is linear, and options of every loss. */
  constructor(...args: Arguments<HuberOptions, ["delta", "reduction", "name", "dtype"]>) {
    const made = lossOptions(new.target, HUBER, args);
    super(made);
    this.#own = made.own;
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return huberOf(this.constructor.name, yTrue, yPred, this.#own);
  }
}

/** Options of {@linkcode CosineSimilarity}. */
export interface CosineSimilarityOptions extends LossOptions {
  /** Along which the vectors lie; default -1. */
  axis?: number | undefined;
}

/** Arguments of {@linkcode cosineSimilarity}. */
export interface CosineSimilarityArguments
  extends LossFunctionArguments, Pick<CosineSimilarityOptions, "axis"> {}

const AXIS = [["axis", {
  ...axisRow(),
  // Keras forgets it: a configuration of its own has the default.
  write: (made: number) => made === -1 ? undefined : made,
}]] as const satisfies RowsOf<CosineSimilarityOptions, ["axis"]>;
const COSINE = [...AXIS, ...common("cosine_similarity")] as const;

/** Vectors of length 1; those of length 0 stay. */
function directions(x: Tensor, axis: number): Tensor {
  const length = reduceSum(square(x), axis, { keepdims: true });
  return multiply(x, minimum(rsqrt(length), 1 / EPSILON));
}

function cosineOf(where: string, yTrue: Tensor, yPred: Tensor, { axis }: { axis: number }): Tensor {
  const [a, b] = fittedRows(where, yTrue, yPred);
  if (a.rank !== b.rank) throw unfit(where, yTrue, yPred);
  checkAxes(where, axis, b);
  return negative(reduceSum(multiply(directions(a, axis), directions(b, axis)), axis));
}

/**
 * `-cos(angle)` between labels and predictions for each example.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.keras.losses.cosineSimilarity([0, 2], [0, 1])), -1);
 * ```
 */
export const cosineSimilarity: Operation<
  CosineSimilarityArguments,
  ["yTrue", "yPred", "axis"],
  Tensor
> = functionForm("cosineSimilarity", AXIS, cosineOf as never);

/**
 * `-cos(angle)` between labels and predictions: -1 where they point the same way.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(new tf.keras.losses.CosineSimilarity()([[0, 2]], [[0, 1]])), -1);
 * ```
 */
export class CosineSimilarity extends OwnLoss {
  static override readonly rows: Rows = COSINE;
  readonly #own: Made<typeof COSINE>;

  /** @param args The axis of the vectors, and options of every loss. */
  constructor(...args: Arguments<CosineSimilarityOptions, ["axis", "reduction", "name", "dtype"]>) {
    const made = lossOptions(new.target, COSINE, args);
    super(made);
    this.#own = made.own;
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return cosineOf(this.constructor.name, yTrue, yPred, this.#own);
  }
}
