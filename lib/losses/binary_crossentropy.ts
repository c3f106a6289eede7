/**
 * Crossentropies of single probabilities: each output is one of its own.
 *
 * @module
 */
import { logitsOf } from "../activations/logits.ts";
import type { Made, Rows, RowsOf } from "../configuration/options.ts";
import { flag } from "../configuration/rows.ts";
import { add, multiply, negative, subtract } from "../ops/math/arithmetic.ts";
import { clipByValue } from "../ops/math/clip.ts";
import { log } from "../ops/math/exponential.ts";
import { sigmoidCrossEntropyWithLogits } from "../ops/nn/cross_entropies.ts";
import { reduceMean } from "../ops/reduction/reductions.ts";
import type { Arguments, Operation } from "../ops/bind.ts";
import { cast } from "../primitives/math/cast.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { EPSILON } from "../configuration/epsilon.ts";
import { functionForm, type LossFunctionArguments } from "./function_form.ts";
import { OwnLoss } from "./own_loss.ts";
import { axisRow, common, type LossOptions, lossOptions, shareRow } from "./options.ts";
import { checkAxes, toSameRank, unfit } from "./shapes.ts";

/** Options of {@linkcode BinaryCrossentropy}. */
export interface BinaryCrossentropyOptions extends LossOptions {
  /** Whether predictions are logits rather than probabilities; default `false`. */
  fromLogits?: boolean | undefined;
  /** How far labels are drawn from 0 and 1 towards a half, from 0 to 1; default 0. */
  labelSmoothing?: number | undefined;
  /** Axis of the mean; default -1. */
  axis?: number | undefined;
}

/** Arguments of {@linkcode binaryCrossentropy}. */
export interface BinaryCrossentropyArguments
  extends
    LossFunctionArguments,
    Pick<BinaryCrossentropyOptions, "fromLogits" | "labelSmoothing" | "axis"> {}

/** Rows of the options of binary crossentropies. */
export const BINARY = [
  ["fromLogits", flag(false)],
  ["labelSmoothing", shareRow(0)],
  ["axis", axisRow()],
] as const satisfies RowsOf<BinaryCrossentropyOptions, ["fromLogits", "labelSmoothing", "axis"]>;

const PLAIN = [...BINARY, ...common("binary_crossentropy")] as const;

/** What both losses share. */
export interface Smoothed {
  readonly fromLogits: boolean;
  readonly labelSmoothing: number;
  readonly axis: number;
}

/** Labels drawn towards a half. */
export function smoothed(labels: Tensor, by: number): Tensor {
  return by === 0 ? labels : add(multiply(labels, 1 - by), 0.5 * by);
}

/** Labels and predictions of one shape. */
export function matching(
  where: string,
  yTrue: Tensor,
  yPred: Tensor,
  axis: number,
): readonly [labels: Tensor, predictions: Tensor] {
  const [labels, predictions] = toSameRank(yTrue, yPred);
  if (`${labels.shape}` !== `${predictions.shape}`) {
    const classes = yPred.shape.at(-1) ?? 1;
    const isOfClasses = classes > 1 && (labels.rank < yPred.rank || labels.shape.at(-1) === 1);
    const hint = isOfClasses
      ? "; for numbers of classes, use sparseCategoricalCrossentropy"
      : yPred.rank === labels.rank && classes === 1
      ? `; for one-hot labels, make a model with ${
        labels.shape.at(-1)
      } outputs and use categoricalCrossentropy`
      : "";
    throw unfit(where, yTrue, yPred, hint);
  }
  checkAxes(where, axis, predictions);
  return [cast(labels, predictions.dtype), predictions];
}

/** `-t log(p) - (1 - t) log(1 - p)` for each output. */
function crossentropy(labels: Tensor, probabilities: Tensor): Tensor {
  const p = clipByValue(probabilities, EPSILON, 1 - EPSILON);
  const sum = add(
    multiply(labels, log(p)),
    multiply(subtract(1, labels), log(subtract(1, p))),
  );
  return negative(sum);
}

/** The crossentropy of each output; logits are taken where they are known. */
export function elementwise(labels: Tensor, yPred: Tensor, fromLogits: boolean): Tensor {
  const logits = logitsOf(yPred);
  const x = logits?.kind === "sigmoid" ? logits.x : fromLogits ? yPred : undefined;
  return x === undefined ? crossentropy(labels, yPred) : sigmoidCrossEntropyWithLogits(labels, x);
}

/** Computes it for each example, of tensors; for the metric of the same name. @internal */
export function binaryCrossentropyOf(
  where: string,
  yTrue: Tensor,
  yPred: Tensor,
  options: Smoothed,
): Tensor {
  const { fromLogits, labelSmoothing, axis } = options;
  const [labels, predictions] = matching(where, yTrue, yPred, axis);
  return reduceMean(elementwise(smoothed(labels, labelSmoothing), predictions, fromLogits), axis);
}

/**
 * `mean(-yTrue log(yPred) - (1 - yTrue) log(1 - yPred))` for each example.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = tf.keras.losses.binaryCrossentropy([1, 0], [0.5, 0.5]);
 * assertAlmostEquals(Number(loss), Math.log(2), 1e-6);
 * ```
 */
export const binaryCrossentropy: Operation<
  BinaryCrossentropyArguments,
  ["yTrue", "yPred", "fromLogits", "labelSmoothing", "axis"],
  Tensor
> = functionForm("binaryCrossentropy", BINARY, binaryCrossentropyOf as never, { keepsRanks: true });

/**
 * Crossentropy of labels 0 and 1, or probabilities, and predicted probabilities or logits.
 *
 * `mean(-yTrue log(yPred) - (1 - yTrue) log(1 - yPred))`; probabilities are cut to the range from
 * 1e-7 to `1 - 1e-7`. Where predictions are what a sigmoid gave, its logits are taken.
 *
 * @throws {TypeError} for labels of another shape than the predictions.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = new tf.keras.losses.BinaryCrossentropy({ fromLogits: true });
 * assertAlmostEquals(Number(loss([[1], [0]], [[0], [0]])), Math.log(2), 1e-6);
 * ```
 */
export class BinaryCrossentropy extends OwnLoss {
  static override readonly rows: Rows = PLAIN;
  readonly #own: Made<typeof PLAIN>;

  /** @param args Whether predictions are logits, smoothing, axis, and options of every loss. */
  constructor(
    ...args: Arguments<
      BinaryCrossentropyOptions,
      ["fromLogits", "labelSmoothing", "axis", "reduction", "name", "dtype"]
    >
  ) {
    const made = lossOptions(new.target, PLAIN, args);
    super(made);
    this.#own = made.own;
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return binaryCrossentropyOf(this.constructor.name, yTrue, yPred, this.#own);
  }
}
