/**
 * Ftrl: follows the leader of all gradients so far, with penalties that make weights 0.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../configuration/options.ts";
import { finite } from "../configuration/rows.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, divide, multiply, square, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { clip } from "../primitives/math/clip.ts";
import { pow } from "../primitives/math/power.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Constant } from "../initializers/mod.ts";
import { type LearningRate, learningRate } from "./learning_rate.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { COMMON, type OptimizerOptions, optimizerOptions } from "./options.ts";

/** Options of {@linkcode Ftrl}. */
export interface FtrlOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.001. */
  learningRate?: LearningRate | undefined;
  /** How the rate falls with the sum of squares, <= 0; default -0.5. */
  learningRatePower?: number | undefined;
  /** What the sums of squares start with, >= 0; default 0.1. */
  initialAccumulatorValue?: number | undefined;
  /** Factor of the penalty on absolute values, >= 0; default 0. */
  l1RegularizationStrength?: number | undefined;
  /** Factor of the penalty on squares, >= 0; default 0. */
  l2RegularizationStrength?: number | undefined;
  /** Factor of a penalty on squares in the gradients only, >= 0; default 0. */
  l2ShrinkageRegularizationStrength?: number | undefined;
  /** The paper's beta, >= 0, divided by the rate it adds to the penalty on squares; default 0. */
  beta?: number | undefined;
}

type Own = [
  "learningRatePower",
  "initialAccumulatorValue",
  "l1RegularizationStrength",
  "l2RegularizationStrength",
  "l2ShrinkageRegularizationStrength",
  "beta",
];

const OWN = [
  ["learningRatePower", finite(-0.5, { max: 0 })],
  ["initialAccumulatorValue", finite(0.1, { min: 0 })],
  ["l1RegularizationStrength", finite(0, { min: 0 })],
  ["l2RegularizationStrength", finite(0, { min: 0 })],
  ["l2ShrinkageRegularizationStrength", finite(0, { min: 0 })],
  ["beta", finite(0, { min: 0 })],
] as const satisfies RowsOf<FtrlOptions, Own>;

const OPTIONS = [["learningRate", learningRate(0.001)], ...OWN, ...COMMON] as const;

/**
 * `n' = n + g^2`, `z += g + 2 l2_shrinkage w - (n'^-p - n^-p) w / rate`, with the power `p`,
 * `w = (clip(z, -l1, l1) - z) / (n'^-p / rate + 2 l2 + beta / rate)`.
 *
 * State: `accumulator` (`n`) and `linear` (`z`) beside each weight. After McMahan and others, "Ad
 * Click Prediction: a View from the Trenches" (2013).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assert } from "@std/assert";
 *
 * const w = new tf.Variable(0);
 * const loss = () => tf.square(tf.subtract(w, 1));
 * const optimizer = new tf.keras.optimizers.Ftrl(0.5);
 * for (let i = 0; i < 10; i++) optimizer.minimize(loss, [w]);
 * assert(Number(w) > 0.5);
 * ```
 */
export class Ftrl extends Optimizer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OWN>;

  /** @param args Learning rate and its own options; the rest by name. */
  constructor(
    ...args: Arguments<FtrlOptions, ["learningRate", ...Own], keyof OptimizerOptions>
  ) {
    const { own, base } = optimizerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
  }

  protected override makeSlots(variables: readonly Variable[]): void {
    const initializer = new Constant(this.#options.initialAccumulatorValue);
    this.addSlots(variables, [{ name: "accumulator", initializer }, { name: "linear" }]);
  }

  protected override update(gradient: Tensor, variable: Variable, { rate }: StepContext): void {
    const it = this.#options;
    const { dtype } = variable;
    const number = (x: number) => scalar(x, dtype);
    const lr = cast(rate, dtype);
    const [sum, linear] = [this.slot(variable, "accumulator"), this.slot(variable, "linear")];
    const power = (x: Tensor) => pow(x, number(-it.learningRatePower));
    const [before, after] = [sum.take(), add(sum.take(), square(gradient))];
    const shrinkage = number(2 * it.l2ShrinkageRegularizationStrength);
    const pull = add(gradient, multiply(shrinkage, variable.take()));
    const held = multiply(divide(subtract(power(after), power(before)), lr), variable.take());
    linear.put(add(linear.take(), subtract(pull, held)));
    const l2 = add(
      number(it.l2RegularizationStrength),
      divide(number(it.beta), multiply(number(2), lr)),
    );
    const quadratic = add(divide(power(after), lr), multiply(number(2), l2));
    const l1 = it.l1RegularizationStrength;
    const cut = clip(linear.take(), number(-l1), number(l1));
    variable.put(divide(subtract(cut, linear.take()), quadratic));
    sum.put(after);
  }
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OWN, this.#options) };
  }
}
