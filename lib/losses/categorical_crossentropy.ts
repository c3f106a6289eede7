/**
 * Crossentropies of distributions over classes, with labels that are such distributions.
 *
 * @module
 */
import { logitsOf } from "../activations/logits.ts";
import type { Made, Rows, RowsOf } from "../configuration/options.ts";
import { flag } from "../configuration/rows.ts";
import { formatShape } from "../errors/format.ts";
import { add, multiply, negative } from "../ops/math/arithmetic.ts";
import { clipByValue } from "../ops/math/clip.ts";
import { divide } from "../ops/math/division_true.ts";
import { log } from "../ops/math/exponential.ts";
import { softmaxCrossEntropyWithLogits } from "../ops/nn/cross_entropies.ts";
import { reduceSum } from "../ops/reduction/reductions.ts";
import type { Arguments, Operation } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { EPSILON } from "../configuration/epsilon.ts";
import { functionForm, type LossFunctionArguments } from "./function_form.ts";
import { OwnLoss } from "./own_loss.ts";
import { axisRow, common, type LossOptions, lossOptions, shareRow } from "./options.ts";
import { alike, checkAxes, toSameRank } from "./shapes.ts";

/** Options of {@linkcode CategoricalCrossentropy}. */
export interface CategoricalCrossentropyOptions extends LossOptions {
  /** Whether predictions are logits rather than probabilities; default `false`. */
  fromLogits?: boolean | undefined;
  /** How far labels are drawn towards all classes alike, from 0 to 1; default 0. */
  labelSmoothing?: number | undefined;
  /** Axis of the classes; default -1. */
  axis?: number | undefined;
}

/** Options of categorical crossentropies in order. */
export type Names = ["fromLogits", "labelSmoothing", "axis"];

/** Arguments of {@linkcode categoricalCrossentropy}. */
export interface CategoricalCrossentropyArguments
  extends LossFunctionArguments, Pick<CategoricalCrossentropyOptions, Names[number]> {}

/** Rows of the options of categorical crossentropies. */
export const CATEGORICAL = [
  ["fromLogits", flag(false)],
  ["labelSmoothing", shareRow(0)],
  ["axis", axisRow()],
] as const satisfies RowsOf<CategoricalCrossentropyOptions, Names>;

const PLAIN = [...CATEGORICAL, ...common("categorical_crossentropy")] as const;

/** What both losses share. */
export interface Smoothed {
  readonly fromLogits: boolean;
  readonly labelSmoothing: number;
  readonly axis: number;
}

/**
 * Labels and predictions of one shape, the labels drawn towards all classes alike.
 *
 * The loss of one class is 0 whatever is predicted, where Keras only warns: it is an error here.
 */
export function matching(
  where: string,
  yTrue: Tensor,
  yPred: Tensor,
  { labelSmoothing: by, axis }: Smoothed,
): readonly [labels: Tensor, predictions: Tensor] {
  const [given, predictions] = toSameRank(yTrue, yPred);
  checkAxes(where, axis, predictions);
  if (predictions.shape.at(axis) === 1) {
    throw new TypeError(
      `${where}: expected yPred with more than one class on axis ${axis}, received shape ${
        formatShape(yPred.shape)
      }; for one output, use binaryCrossentropy`,
    );
  }
  const isOfNumbers = given.rank < yPred.rank || given.shape.at(-1) === 1;
  const hint = isOfNumbers
    ? "; for numbers of classes, use sparseCategoricalCrossentropy, or make one-hot labels of them"
    : given.shape.at(axis) !== predictions.shape.at(axis)
    ? `; the labels have ${given.shape.at(axis)} classes, the model ${predictions.shape.at(axis)}`
    : "";
  const labels = alike(where, given, predictions, hint);
  if (by === 0) return [labels, predictions];
  return [add(multiply(labels, 1 - by), by / (labels.shape.at(-1) ?? 1)), predictions];
}

/** Probabilities that add up to 1, none of which is 0. */
export function normalized(yPred: Tensor, axis: number): Tensor {
  const shares = divide(yPred, reduceSum(yPred, axis, { keepdims: true }));
  return clipByValue(shares, EPSILON, 1 - EPSILON);
}

/** Computes it for each example, of tensors; for the metric of the same name. @internal */
export function categoricalCrossentropyOf(
  where: string,
  yTrue: Tensor,
  yPred: Tensor,
  options: Smoothed,
): Tensor {
  const { fromLogits, axis } = options;
  const [labels, predictions] = matching(where, yTrue, yPred, options);
  const isLast = axis === -1 || axis === predictions.rank - 1;
  const kept = isLast ? logitsOf(predictions) : undefined;
  const logits = kept?.kind === "softmax" ? kept.x : fromLogits ? predictions : undefined;
  if (logits !== undefined) return softmaxCrossEntropyWithLogits(labels, logits, axis);
  return negative(reduceSum(multiply(labels, log(normalized(predictions, axis))), axis));
}

/**
 * `-sum(yTrue log(yPred))` over the classes, for each example.
 *
 * @throws {TypeError} for labels of another shape than the predictions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = tf.keras.losses.categoricalCrossentropy([0, 1], [0.5, 0.5]);
 * assertAlmostEquals(Number(loss), Math.log(2), 1e-6);
 * ```
 */
export const categoricalCrossentropy: Operation<
  CategoricalCrossentropyArguments,
  ["yTrue", "yPred", ...Names],
  Tensor
> = functionForm("categoricalCrossentropy", CATEGORICAL, categoricalCrossentropyOf as never, {
  keepsRanks: true,
});

/**
 * Crossentropy of one-hot labels, or distributions, and predicted probabilities or logits.
 *
 * `-sum(yTrue log(yPred))` over the classes; probabilities are scaled to add up to 1 and cut to the
 * range from 1e-7 to `1 - 1e-7`. Where predictions are what a softmax gave, its logits are taken.
 *
 * @throws {TypeError} for labels of another shape than the predictions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = new tf.keras.losses.CategoricalCrossentropy({ fromLogits: true });
 * assertAlmostEquals(Number(loss([[0, 1]], [[3, 3]])), Math.log(2), 1e-6);
 * ```
 */
export class CategoricalCrossentropy extends OwnLoss {
  static override readonly rows: Rows = PLAIN;
  readonly #own: Made<typeof PLAIN>;

  /** @param args Whether predictions are logits, smoothing, axis, and options of every loss. */
  constructor(
    ...args: Arguments<
      CategoricalCrossentropyOptions,
      [...Names, "reduction", "name", "dtype"]
    >
  ) {
    const made = lossOptions(new.target, PLAIN, args);
    super(made);
    this.#own = made.own;
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return categoricalCrossentropyOf(this.constructor.name, yTrue, yPred, this.#own);
  }
}
