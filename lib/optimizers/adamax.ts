/**
 * Adamax: Adam with the largest gradient in the place of the mean of squares.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../configuration/options.ts";
import { finite } from "../configuration/rows.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, divide, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { abs } from "../primitives/math/absolute.ts";
import { cast } from "../primitives/math/cast.ts";
import { maximum } from "../primitives/math/extremes.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Decay } from "./decay.ts";
import { moveTowards } from "./moments.ts";
import { type LearningRate, learningRate } from "./learning_rate.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { COMMON, type OptimizerOptions, optimizerOptions } from "./options.ts";

/** Options of {@linkcode Adamax}. */
export interface AdamaxOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.001. */
  learningRate?: LearningRate | undefined;
  /** How much of the mean of the gradient stays, from 0 to 1; default 0.9. */
  beta1?: number | undefined;
  /** How much of the largest gradient stays, from 0 to 1; default 0.999. */
  beta2?: number | undefined;
  /** Keeps the denominator from 0, >= 0; default 1e-7. */
  epsilon?: number | undefined;
}

type Own = ["beta1", "beta2", "epsilon"];

const OWN = [
  ["beta1", finite(0.9, { min: 0, max: 1 }), "beta_1"],
  ["beta2", finite(0.999, { min: 0, max: 1 }), "beta_2"],
  ["epsilon", finite(1e-7, { min: 0 })],
] as const satisfies RowsOf<AdamaxOptions, Own>;

const OPTIONS = [["learningRate", learningRate(0.001)], ...OWN, ...COMMON] as const;

/**
 * `m += (1 - beta1)(g - m)`, `u = max(beta2 u, |g|)`,
 * `w -= rate m / ((1 - beta1^t)(u + epsilon))`.
 *
 * State: `momentum` and `norm` beside each weight (`m` and `v` before Keras 3). After Kingma and Ba,
 * "Adam: A Method for Stochastic Optimization" (2015), section 7.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = new tf.Variable(2);
 * new tf.keras.optimizers.Adamax(0.5).minimize(() => tf.square(w), [w]);
 * assertAlmostEquals(Number(w), 1.5, 1e-5);
 * ```
 */
export class Adamax extends Optimizer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OWN>;
  readonly #decay: Decay;

  /** @param args Learning rate and its own options; the rest by name. */
  constructor(
    ...args: Arguments<AdamaxOptions, ["learningRate", ...Own], keyof OptimizerOptions>
  ) {
    const { own, base } = optimizerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.#decay = new Decay(own.beta1);
  }

  protected override makeSlots(variables: readonly Variable[]): void {
    this.addSlots(variables, [{ name: "momentum", older: "m" }, { name: "norm", older: "v" }]);
  }

  protected override update(gradient: Tensor, variable: Variable, { rate, step }: StepContext) {
    const { beta1, beta2, epsilon } = this.#options;
    const { dtype } = variable;
    const [m, u] = [this.slot(variable, "momentum"), this.slot(variable, "norm")];
    moveTowards(m, gradient, 1 - beta1);
    u.put(maximum(multiply(scalar(beta2, dtype), u.take()), abs(gradient)));
    const scale = multiply(
      cast(this.#decay.at(step), dtype),
      add(u.take(), scalar(epsilon, dtype)),
    );
    const change = divide(multiply(cast(rate, dtype), m.take()), scale);
    variable.put(subtract(variable.take(), change));
  }
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OWN, this.#options) };
  }
}
