/**
 * The categorical crossentropy with less weight on what is predicted well.
 *
 * @module
 */
import type { Made, Rows, RowsOf } from "../configuration/options.ts";
import { finite } from "../configuration/rows.ts";
import { multiply, negative, subtract } from "../ops/math/arithmetic.ts";
import { log, pow } from "../ops/math/exponential.ts";
import { softmax } from "../ops/nn/softmax.ts";
import { reduceSum } from "../ops/reduction/reductions.ts";
import type { Arguments, Operation } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import {
  CATEGORICAL,
  type CategoricalCrossentropyOptions,
  matching,
  type Names,
  normalized,
  type Smoothed,
} from "./categorical_crossentropy.ts";
import { functionForm, type LossFunctionArguments } from "./function_form.ts";
import { common, lossOptions } from "./options.ts";
import { OwnLoss } from "./own_loss.ts";

/** Options of {@linkcode CategoricalFocalCrossentropy}. */
export interface CategoricalFocalCrossentropyOptions extends CategoricalCrossentropyOptions {
  /** What every class counts; default 0.25. */
  alpha?: number | undefined;
  /** How much less what is predicted well counts, >= 0; default 2. */
  gamma?: number | undefined;
}

type FocalNames = ["alpha", "gamma", ...Names];

/** Arguments of {@linkcode categoricalFocalCrossentropy}. */
export interface CategoricalFocalCrossentropyArguments
  extends LossFunctionArguments, Pick<CategoricalFocalCrossentropyOptions, FocalNames[number]> {}

const FOCAL = [
  ["alpha", finite(0.25)],
  ["gamma", finite(2, { min: 0 })],
  ...CATEGORICAL,
] as const satisfies RowsOf<CategoricalFocalCrossentropyOptions, FocalNames>;

const FOCAL_LOSS = [...FOCAL, ...common("categorical_focal_crossentropy")] as const;

/** What the focal loss takes. */
interface Focal extends Smoothed {
  readonly alpha: number;
  readonly gamma: number;
}

function focalOf(where: string, yTrue: Tensor, yPred: Tensor, options: Focal): Tensor {
  const { alpha, gamma, fromLogits, axis } = options;
  const [labels, predictions] = matching(where, yTrue, yPred, options);
  const p = normalized(fromLogits ? softmax(predictions, axis) : predictions, axis);
  const weight = multiply(pow(subtract(1, p), gamma), alpha);
  return reduceSum(multiply(weight, negative(multiply(labels, log(p)))), axis);
}

/**
 * `-sum(alpha (1 - yPred)^gamma yTrue log(yPred))` over the classes, for each example.
 *
 * @throws {TypeError} for labels of another shape than the predictions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = tf.keras.losses.categoricalFocalCrossentropy([0, 1], [0.5, 0.5]);
 * assertAlmostEquals(Number(loss), 0.25 * 0.25 * Math.log(2), 1e-6);
 * ```
 */
export const categoricalFocalCrossentropy: Operation<
  CategoricalFocalCrossentropyArguments,
  ["yTrue", "yPred", ...FocalNames],
  Tensor
> = functionForm("categoricalFocalCrossentropy", FOCAL, focalOf as never, { keepsRanks: true });

/**
 * The categorical crossentropy with less weight on what is predicted well.
 *
 * After Lin and others, "Focal Loss for Dense Object Detection" (2018).
 *
 * @throws {TypeError} for labels of another shape than the predictions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = new tf.keras.losses.CategoricalFocalCrossentropy({ alpha: 1, gamma: 1 });
 * assertAlmostEquals(Number(loss([[0, 1]], [[0.5, 0.5]])), 0.5 * Math.log(2), 1e-6);
 * ```
 */
export class CategoricalFocalCrossentropy extends OwnLoss {
  static override readonly rows: Rows = FOCAL_LOSS;
  readonly #own: Made<typeof FOCAL_LOSS>;

  /** @param args Weights, what the categorical crossentropy takes, and options of every loss. */
  constructor(
    ...args: Arguments<
      CategoricalFocalCrossentropyOptions,
      [...FocalNames, "reduction", "name", "dtype"]
    >
  ) {
    const made = lossOptions(new.target, FOCAL_LOSS, args, ["alpha", "gamma"]);
    super(made);
    this.#own = made.own;
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return focalOf(this.constructor.name, yTrue, yPred, this.#own);
  }
}
