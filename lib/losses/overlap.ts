/**
 * Losses of overlaps, for segmentation: Dice's and Tversky's.
 *
 * @module
 */
import type { Made, Rows, RowsOf } from "../configuration/options.ts";
import { finite } from "../configuration/rows.ts";
import type { Arguments, Operation } from "../ops/bind.ts";
import { add, multiply, subtract } from "../ops/math/arithmetic.ts";
import { divide } from "../ops/math/division_true.ts";
import { reduceSum } from "../ops/reduction/reductions.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { EPSILON } from "../configuration/epsilon.ts";
import { functionForm, type LossFunctionArguments } from "./function_form.ts";
import { OwnLoss } from "./own_loss.ts";
import { axesRow, common, type LossOptions, lossOptions } from "./options.ts";
import { checkAxes, fitted } from "./shapes.ts";

/** Axes of a sum. */
type Axes = number | readonly number[] | null;

/** Options of {@linkcode Dice}. */
export interface DiceOptions extends LossOptions {
  /** Axes over which overlaps are counted; default `null`: all, the batch among them. */
  axis?: Axes | undefined;
}

/** Arguments of {@linkcode dice}. */
export interface DiceArguments extends LossFunctionArguments, Pick<DiceOptions, "axis"> {}

const AXES = [["axis", axesRow()]] as const satisfies RowsOf<DiceOptions, ["axis"]>;
const [REDUCTION, DICE_NAME, DTYPE] = common("dice");
const DICE = [REDUCTION, DICE_NAME, ...AXES, DTYPE] as const;

function diceOf(where: string, yTrue: Tensor, yPred: Tensor, { axis }: { axis: Axes }): Tensor {
  const [a, b] = fitted(where, yTrue, yPred);
  checkAxes(where, axis, b);
  const both = multiply(2, reduceSum(multiply(a, b), axis as number | null));
  const all = add(
    add(reduceSum(a, axis as number | null), reduceSum(b, axis as number | null)),
    EPSILON,
  );
  return subtract(1, divide(both, all));
}

/**
 * `1 - 2 sum(yTrue yPred) / (sum(yTrue) + sum(yPred) + 1e-7)` over axes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.keras.losses.dice([[1, 0]], [[1, 1]])), 1 / 3, 1e-6);
 * ```
 */
export const dice: Operation<DiceArguments, ["yTrue", "yPred", "axis"], Tensor> = functionForm(
  "dice",
  AXES,
  diceOf as never,
  { keepsRanks: true },
);

/**
 * One minus the coefficient of Dice and Sørensen: `1 - 2 sum(yTrue yPred) / (sum(yTrue) + sum(yPred))`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = new tf.keras.losses.Dice({ axis: -1 });
 * assertAlmostEquals(Number(loss([[1, 0], [1, 1]], [[1, 0], [1, 1]])), 0, 1e-6);
 * ```
 */
export class Dice extends OwnLoss {
  static override readonly rows: Rows = DICE;
  readonly #own: Made<typeof DICE>;

  /** @param args Options of every loss, and axes. */
  constructor(...args: Arguments<DiceOptions, ["reduction", "name", "axis", "dtype"]>) {
    const made = lossOptions(new.target, DICE, args);
    super(made);
    this.#own = made.own;
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return diceOf(this.constructor.name, yTrue, yPred, this.#own);
  }
}

/** Options of {@linkcode Tversky}. */
export interface TverskyOptions extends DiceOptions {
  /** What labels that were not predicted count; default 0.5. */
  alpha?: number | undefined;
  /** What predictions that are no labels count; default 0.5. */
  beta?: number | undefined;
}

/** Arguments of {@linkcode tversky}. */
export interface TverskyArguments
  extends LossFunctionArguments, Pick<TverskyOptions, "alpha" | "beta" | "axis"> {}

const WEIGHTS = [["alpha", finite(0.5)], ["beta", finite(0.5)]] as const satisfies RowsOf<
  TverskyOptions,
  ["alpha", "beta"]
>;
const TVERSKY_NAME = common("tversky")[1];
const TVERSKY = [...WEIGHTS, REDUCTION, TVERSKY_NAME, ...AXES, DTYPE] as const;

/** What Tversky's loss takes. */
interface Shares {
  readonly alpha: number;
  readonly beta: number;
  readonly axis: Axes;
}

function tverskyOf(where: string, yTrue: Tensor, yPred: Tensor, options: Shares): Tensor {
  const { alpha, beta } = options;
  const axis = options.axis as number | null;
  const [a, b] = fitted(where, yTrue, yPred);
  checkAxes(where, axis, b);
  const both = reduceSum(multiply(a, b), axis);
  const missed = reduceSum(multiply(subtract(1, b), a), axis);
  const extra = reduceSum(multiply(b, subtract(1, a)), axis);
  const all = add(add(add(both, multiply(missed, alpha)), multiply(extra, beta)), EPSILON);
  return subtract(1, divide(both, all));
}

/**
 * `1 - both / (both + alpha missed + beta extra + 1e-7)` over axes.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(Number(tf.keras.losses.tversky([[1, 0]], [[1, 1]])), 1 / 3, 1e-6);
 * ```
 */
export const tversky: Operation<
  TverskyArguments,
  ["yTrue", "yPred", "alpha", "beta", "axis"],
  Tensor
> = functionForm("tversky", [...WEIGHTS, ...AXES], tverskyOf as never, { keepsRanks: true });

/**
 * One minus Tversky's index: as {@linkcode Dice}, with weights for what was missed and what is extra.
 *
 * After Salehi and others, "Tversky loss function for image segmentation" (2017).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = new tf.keras.losses.Tversky({ alpha: 0, beta: 1 });
 * assertAlmostEquals(Number(loss([[1, 0]], [[1, 1]])), 0.5, 1e-6);
 * ```
 */
export class Tversky extends OwnLoss {
  static override readonly rows: Rows = TVERSKY;
  readonly #own: Made<typeof TVERSKY>;

  /** @param args Weights, options of every loss, and axes. */
  constructor(
    ...args: Arguments<TverskyOptions, ["alpha", "beta", "reduction", "name", "axis", "dtype"]>
  ) {
    const made = lossOptions(new.target, TVERSKY, args);
    super(made);
    this.#own = made.own;
  }

  override call(yTrue: Tensor, yPred: Tensor): Tensor {
    return tverskyOf(this.constructor.name, yTrue, yPred, this.#own);
  }
}
