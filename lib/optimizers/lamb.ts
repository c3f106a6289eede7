/**
 * Lamb: Adam with steps in proportion to the norm of each weight.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../configuration/options.ts";
import { finite } from "../configuration/rows.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, divide, multiply, square, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { greater } from "../primitives/math/comparison.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { where } from "../primitives/math/where.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { MEANS } from "./adam.ts";
import { Decay } from "./decay.ts";
import { moveTowards } from "./moments.ts";
import { type LearningRate, learningRate } from "./learning_rate.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { COMMON, type OptimizerOptions, optimizerOptions } from "./options.ts";

/** Options of {@linkcode Lamb}. */
export interface LambOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.001. */
  learningRate?: LearningRate | undefined;
  /** How much of the mean of the gradient stays, from 0 to 1; default 0.9. */
  beta1?: number | undefined;
  /** How much of the mean of its square stays, from 0 to 1; default 0.999. */
  beta2?: number | undefined;
  /** Keeps the denominator from 0, >= 0; default 1e-7. */
  epsilon?: number | undefined;
}

type Own = ["beta1", "beta2", "epsilon"];

const OWN = [
  ["beta1", finite(0.9, { min: 0, max: 1 }), "beta_1"],
  ["beta2", finite(0.999, { min: 0, max: 1 }), "beta_2"],
  ["epsilon", finite(1e-7, { min: 0 })],
] as const satisfies RowsOf<LambOptions, Own>;

const OPTIONS = [["learningRate", learningRate(0.001)], ...OWN, ...COMMON] as const;

/**
 * `m` and `v` as in Adam, `u = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)`,
 * `w -= rate u |w| / |u|`; where a norm is 0, `w -= rate u`.
 *
 * State: `momentum` and `velocity` beside each weight. After You and others, "Large Batch
 * Optimization for Deep Learning: Training BERT in 76 minutes" (2020).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = new tf.Variable(2);
 * new tf.keras.optimizers.Lamb(0.25).minimize(() => tf.square(w), [w]);
 * assertAlmostEquals(Number(w), 1.5, 1e-5);
 * ```
 */
export class Lamb extends Optimizer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OWN>;
  readonly #decays: readonly [Decay, Decay];

  /** @param args Learning rate and its own options; the rest by name. */
  constructor(
    ...args: Arguments<LambOptions, ["learningRate", ...Own], keyof OptimizerOptions>
  ) {
    const { own, base } = optimizerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.#decays = [new Decay(own.beta1), new Decay(own.beta2)];
  }

  protected override makeSlots(variables: readonly Variable[]): void {
    this.addSlots(variables, MEANS);
  }

  protected override update(gradient: Tensor, variable: Variable, { rate, step }: StepContext) {
    const { beta1, beta2, epsilon } = this.#options;
    const { dtype } = variable;
    const [m, v] = [this.slot(variable, "momentum"), this.slot(variable, "velocity")];
    const [first, second] = this.#decays.map((it) => cast(it.at(step), dtype));
    moveTowards(m, gradient, 1 - beta1);
    moveTowards(v, square(gradient), 1 - beta2);
    const scale = add(sqrt(divide(v.take(), second!)), scalar(epsilon, dtype));
    const change = divide(divide(m.take(), first!), scale);
    const [own, long] = [norm(variable.take()), norm(change)];
    const [zero, one] = [scalar(0, dtype), scalar(1, dtype)];
    const ratio = where(
      greater(own, zero),
      where(greater(long, zero), divide(own, long), one),
      one,
    );
    variable.put(
      subtract(variable.take(), multiply(multiply(ratio, cast(rate, dtype)), change)),
    );
  }
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OWN, this.#options) };
  }
}

/** The root of the sum of squares. */
function norm(x: Tensor): Tensor {
  return sqrt(reduceSum(square(x), x.shape.map((_, axis) => axis)));
}
