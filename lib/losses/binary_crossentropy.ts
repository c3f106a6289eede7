/**
 * Crossentropies of single probabilities: each output is one of its own.
 *
 * @module
 */
import { logitsOf } from "../activations/logits.ts";
import type { Made, Rows, RowsOf } from "../configuration/options.ts";
import { finite, flag } from "../configuration/rows.ts";
import { add, multiply, negative, subtract } from "../ops/math/arithmetic.ts";
import { clipByValue } from "../ops/math/clip.ts";
import { log, pow, sigmoid } from "../ops/math/exponential.ts";
import { sigmoidCrossEntropyWithLogits } from "../ops/nn/cross_entropies.ts";
import { reduceMean } from "../ops/reduction/reductions.ts";
import type { Arguments, Operation } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { EPSILON } from "./epsilon.ts";
import { functionForm, type LossFunctionArguments } from "./function_form.ts";
import { OwnLoss } from "./loss_function_wrapper.ts";
import { axisRow, common, type LossOptions, lossOptions, shareRow } from "./options.ts";
import { alike, unfit } from "./shapes.ts";
import { reshape } from "../primitives/array/reshape.ts";

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

const OPTIONS = [
  ["fromLogits", flag(false)],
  ["labelSmoothing", shareRow(0)],
  ["axis", axisRow()],
] as const satisfies RowsOf<BinaryCrossentropyOptions, ["fromLogits", "labelSmoothing", "axis"]>;

const PLAIN = [...OPTIONS, ...common("binary_crossentropy")] as const;

/** What both losses share. */
interface Smoothed {
  readonly fromLogits: boolean;
  readonly labelSmoothing: number;
  readonly axis: number;
}

/** Labels drawn towards a half. */
function smoothed(labels: Tensor, by: number): Tensor {
  return by === 0 ? labels : add(multiply(labels, 1 - by), 0.5 * by);
}

/** Labels as predictions are; a list of them beside a column of predictions becomes a column. */
function labelsLike(where: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const isList = yTrue.rank === yPred.rank - 1 && yPred.shape.at(-1) === 1;
  const labels = isList ? reshape(yTrue, [...yTrue.shape, 1]) : yTrue;
  const hint = yPred.rank === 2 && labels.rank < 2 && (yPred.shape[1] ?? 0) > 1
    ? "; for numbers of classes, use sparseCategoricalCrossentropy"
    : "";
  if (`${labels.shape}` !== `${yPred.shape}`) throw unfit(where, yTrue, yPred, hint);
  return alike(where, labels, yPred);
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

function elementwise(labels: Tensor, yPred: Tensor, fromLogits: boolean): Tensor {
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
  const labels = smoothed(labelsLike(where, yTrue, yPred), options.labelSmoothing);
  return reduceMean(elementwise(labels, yPred, options.fromLogits), options.axis);
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
> = functionForm("binaryCrossentropy", OPTIONS, binaryCrossentropyOf as never);

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

/** Options of {@linkcode BinaryFocalCrossentropy}. */
export interface BinaryFocalCrossentropyOptions extends BinaryCrossentropyOptions {
  /** Whether examples of class 1 count `alpha`, others `1 - alpha`; default `false`. */
  applyClassBalancing?: boolean | undefined;
  /** What class 1 counts, from 0 to 1; default 0.25. */
  alpha?: number | undefined;
  /** How much less what is predicted well counts, >= 0; default 2. */
  gamma?: number | undefined;
}

type FocalNames = [
  "applyClassBalancing",
  "alpha",
  "gamma",
  "fromLogits",
  "labelSmoothing",
  "axis",
];

/** Arguments of {@linkcode binaryFocalCrossentropy}. */
export interface BinaryFocalCrossentropyArguments
  extends LossFunctionArguments, Pick<BinaryFocalCrossentropyOptions, FocalNames[number]> {}

const FOCAL = [
  ["applyClassBalancing", flag(false)],
  ["alpha", shareRow(0.25)],
  ["gamma", finite(2, { min: 0 })],
  ...OPTIONS,
] as const satisfies RowsOf<BinaryFocalCrossentropyOptions, FocalNames>;

const FOCAL_LOSS = [...FOCAL, ...common("binary_focal_crossentropy")] as const;

/** What the focal loss takes. */
interface Focal extends Smoothed {
  readonly applyClassBalancing: boolean;
  readonly alpha: number;
  readonly gamma: number;
}

function focalOf(where: string, yTrue: Tensor, yPred: Tensor, options: Focal): Tensor {
  const { applyClassBalancing, alpha, gamma, fromLogits, labelSmoothing, axis } = options;
  const t = smoothed(labelsLike(where, yTrue, yPred), labelSmoothing);
  const p = fromLogits ? sigmoid(yPred) : yPred;
  const right = add(multiply(t, p), multiply(subtract(1, t), subtract(1, p)));
  const loss = multiply(pow(subtract(1, right), gamma), elementwise(t, p, false));
  if (!applyClassBalancing) return reduceMean(loss, axis);
  const weight = add(multiply(t, alpha), multiply(subtract(1, t), 1 - alpha));
  return reduceMean(multiply(weight, loss), axis);
}

/**
 * The binary crossentropy times `(1 - p)^gamma`, `p` the probability of what is right, for each
 * example.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = tf.keras.losses.binaryFocalCrossentropy([1, 0], [0.5, 0.5]);
 * assertAlmostEquals(Number(loss), 0.25 * Math.log(2), 1e-6);
 * ```
 */
export const binaryFocalCrossentropy: Operation<
  BinaryFocalCrossentropyArguments,
  ["yTrue", "yPred", ...FocalNames],
  Tensor
> = functionForm("binaryFocalCrossentropy", FOCAL, focalOf as never);

/**
 * The binary crossentropy with less weight on what is predicted well.
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
 * const loss = new tf.keras.losses.BinaryFocalCrossentropy({ gamma: 1 });
 * assertAlmostEquals(Number(loss([[1], [0]], [[0.5], [0.5]])), 0.5 * Math.log(2), 1e-6);
 * ```
 */
export class BinaryFocalCrossentropy extends OwnLoss {
  static override readonly rows: Rows = FOCAL_LOSS;
  readonly #own: Made<typeof FOCAL_LOSS>;

  /** @param args Balancing, exponent, what the binary crossentropy takes, options of every loss. */
  constructor(
    ...args: Arguments<
      BinaryFocalCrossentropyOptions,
      [...FocalNames, "reduction", "name", "dtype"]
    >
  ) {
    const made = lossOptions(new.target, FOCAL_LOSS, args);
    super(made);
    this.#own = made.own;
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return focalOf(this.constructor.name, yTrue, yPred, this.#own);
  }
}
