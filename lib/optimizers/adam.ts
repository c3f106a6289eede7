/**
 * Adam: steps along a running mean of the gradient, scaled by a running mean of its square.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../configuration/options.ts";
import { finite, flag } from "../configuration/rows.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, divide, multiply, square, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { maximum } from "../primitives/math/extremes.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Variable } from "../functions/variable.ts";
import { Decay } from "./decay.ts";
import { type LearningRate, learningRate } from "./learning_rate.ts";
import { moveTowards } from "./moments.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { COMMON, type OptimizerOptions, optimizerOptions } from "./options.ts";

/** Options of {@linkcode Adam}. */
export interface AdamOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.001. */
  learningRate?: LearningRate | undefined;
  /** How much of the mean of the gradient stays, from 0 to 1; default 0.9. */
  beta1?: number | undefined;
  /** How much of the mean of its square stays, from 0 to 1; default 0.999. */
  beta2?: number | undefined;
  /** Keeps the denominator from 0, >= 0, added after the root as in Keras; default 1e-7. */
  epsilon?: number | undefined;
  /** Whether the largest mean of squares so far counts in place of the last; default `false`. */
  amsgrad?: boolean | undefined;
}

type Positional = ["learningRate", "beta1", "beta2", "epsilon", "amsgrad"];

/** The rows of Adam's own options, which AdamW has too. */
export const ADAM = [
  ["beta1", finite(0.9, { min: 0, max: 1 }), "beta_1"],
  ["beta2", finite(0.999, { min: 0, max: 1 }), "beta_2"],
  ["epsilon", finite(1e-7, { min: 0 })],
  ["amsgrad", flag(false)],
] as const satisfies RowsOf<AdamOptions, ["beta1", "beta2", "epsilon", "amsgrad"]>;

const OPTIONS = [["learningRate", learningRate(0.001)], ...ADAM, ...COMMON] as const;

/**
 * `m += (1 - beta1)(g - m)`, `v += (1 - beta2)(g^2 - v)`,
 * `w -= rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon)`; with `amsgrad` the largest
 * `v` so far in the place of `v`.
 *
 * State: `momentum` and `velocity` beside each weight (`m` and `v` before Keras 3), with `amsgrad`
 * `velocity_hat`. After Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015), with
 * epsilon where Keras has it, and Reddi and others, "On the Convergence of Adam and Beyond" (2018).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assert } from "@std/assert";
 *
 * const w = new tf.Variable(2);
 * new tf.keras.optimizers.Adam(0.5).minimize(() => tf.square(w), [w]);
 * assert(Math.abs(Number(w) - 1.5) < 1e-5);
 * ```
 */
export class Adam extends Optimizer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof ADAM>;
  readonly #decays: readonly [Decay, Decay];

  /** @param args Learning rate, the two betas, epsilon and `amsgrad`; the rest by name. */
  constructor(...args: Arguments<AdamOptions, Positional, keyof OptimizerOptions>) {
    const { own, base } = optimizerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.#decays = [new Decay(own.beta1), new Decay(own.beta2)];
  }

  protected override makeSlots(variables: readonly Variable[]): void {
    this.addSlots(variables, MEANS);
    if (this.#options.amsgrad) {
      this.addSlots(variables, [{ name: "velocity_hat", older: "vhat" }]);
    }
  }

  protected override prepare({ rate, step }: StepContext): StepContext {
    const [first, second] = this.#decays.map((it) => it.at(step));
    return { rate: divide(multiply(rate, sqrt(second!)), first!), step };
  }

  protected override update(gradient: Tensor, variable: Variable, { rate }: StepContext): void {
    const { beta1, beta2, epsilon, amsgrad } = this.#options;
    const [m, v] = [this.slot(variable, "momentum"), this.slot(variable, "velocity")];
    moveTowards(m, gradient, 1 - beta1);
    moveTowards(v, square(gradient), 1 - beta2);
    let velocity = v.take();
    if (amsgrad) {
      const largest = this.slot(variable, "velocity_hat");
      largest.put(velocity = maximum(largest.take(), velocity));
    }
    const scale = add(sqrt(velocity), scalar(epsilon, variable.dtype));
    variable.put(
      subtract(variable.take(), divide(multiply(m.take(), cast(rate, variable.dtype)), scale)),
    );
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(ADAM, this.#options) };
  }
}

/** Running means of the gradient and of its square. */
export const MEANS = [{ name: "momentum", older: "m" }, { name: "velocity", older: "v" }] as const;
