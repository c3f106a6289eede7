/**
 * The binary crossentropy with less weight on what is predicted well.
 *
 * @module
 */
import type { Made, Rows, RowsOf } from "../configuration/options.ts";
import { finite, flag } from "../configuration/rows.ts";
import { add, multiply, subtract } from "../ops/math/arithmetic.ts";
import { pow, sigmoid } from "../ops/math/exponential.ts";
import { sigmoidCrossEntropyWithLogits } from "../ops/nn/cross_entropies.ts";
import { reduceMean } from "../ops/reduction/reductions.ts";
import type { Arguments, Operation } from "../ops/bind.ts";
import type { Tensor } from "../tensor/tensor.ts";
import {
  BINARY,
  type BinaryCrossentropyOptions,
  elementwise,
  matching,
  type Smoothed,
  smoothed,
} from "./binary_crossentropy.ts";
import { functionForm, type LossFunctionArguments } from "./function_form.ts";
import { common, lossOptions, shareRow } from "./options.ts";
import { OwnLoss } from "./own_loss.ts";

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
  ...BINARY,
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
  const [labels, predictions] = matching(where, yTrue, yPred, axis);
  const t = smoothed(labels, labelSmoothing);
  const p = fromLogits ? sigmoid(predictions) : predictions;
  const x = fromLogits ? predictions : undefined;
  const right = add(multiply(t, p), multiply(subtract(1, t), subtract(1, p)));
  const loss = multiply(
    pow(subtract(1, right), gamma),
    x ? sigmoidCrossEntropyWithLogits(t, x) : elementwise(t, p, false),
  );
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
> = functionForm("binaryFocalCrossentropy", FOCAL, focalOf as never, { keepsRanks: true });

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
    const made = lossOptions(new.target, FOCAL_LOSS, args, [
      "applyClassBalancing",
      "alpha",
      "gamma",
    ]);
    super(made);
    this.#own = made.own;
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return focalOf(this.constructor.name, yTrue, yPred, this.#own);
  }
}
