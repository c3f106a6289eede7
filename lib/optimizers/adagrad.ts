/**
 * Adagrad: steps along the gradient, divided by the root of the sum of all its squares.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../configuration/options.ts";
import { finite } from "../configuration/rows.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, divide, multiply, square, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Constant } from "../initializers/mod.ts";
import { type LearningRate, learningRate } from "./learning_rate.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { COMMON, type OptimizerOptions, optimizerOptions } from "./options.ts";

/** Options of {@linkcode Adagrad}. */
export interface AdagradOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.001. */
  learningRate?: LearningRate | undefined;
  /** What the sums of squares start with, >= 0; default 0.1. */
  initialAccumulatorValue?: number | undefined;
  /** Keeps the denominator from 0, >= 0, added before the root; default 1e-7. */
  epsilon?: number | undefined;
}

type Own = ["initialAccumulatorValue", "epsilon"];

const OWN = [
  ["initialAccumulatorValue", finite(0.1, { min: 0 })],
  ["epsilon", finite(1e-7, { min: 0 })],
] as const satisfies RowsOf<AdagradOptions, Own>;

const OPTIONS = [["learningRate", learningRate(0.001)], ...OWN, ...COMMON] as const;

/**
 * `s += g^2`, `w -= rate g / sqrt(s + epsilon)`.
 *
 * State: `accumulator` beside each weight. After Duchi, Hazan and Singer, "Adaptive Subgradient
 * Methods for Online Learning and Stochastic Optimization" (2011).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = new tf.Variable(2);
 * new tf.keras.optimizers.Adagrad({ learningRate: 0.1, initialAccumulatorValue: 0 }).minimize(() => tf.square(w), [w]);
 * assertAlmostEquals(Number(w), 1.9, 1e-5);
 * ```
 */
export class Adagrad extends Optimizer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OWN>;

  /** @param args Learning rate and its own options; the rest by name. */
  constructor(
    ...args: Arguments<AdagradOptions, ["learningRate", ...Own], keyof OptimizerOptions>
  ) {
    const { own, base } = optimizerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
  }

  protected override makeSlots(variables: readonly Variable[]): void {
    const initializer = new Constant(this.#options.initialAccumulatorValue);
    this.addSlots(variables, [{ name: "accumulator", initializer }]);
  }

  protected override update(gradient: Tensor, variable: Variable, { rate }: StepContext): void {
    const { dtype } = variable;
    const sum = this.slot(variable, "accumulator");
    sum.put(add(sum.take(), square(gradient)));
    const scale = sqrt(add(sum.take(), scalar(this.#options.epsilon, dtype)));
    const step = divide(multiply(cast(rate, dtype), gradient), scale);
    variable.put(subtract(variable.take(), step));
  }
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OWN, this.#options) };
  }
}
