/**
 * RMSprop: steps along the gradient, divided by the root of a running mean of its square.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../configuration/options.ts";
import { finite, flag } from "../configuration/rows.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, divide, multiply, square, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { mixed } from "./moments.ts";
import { type LearningRate, learningRate } from "./learning_rate.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { COMMON, type OptimizerOptions, optimizerOptions } from "./options.ts";

/** Options of {@linkcode RMSprop}. */
export interface RMSpropOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.001. */
  learningRate?: LearningRate | undefined;
  /** How much of the mean of squares stays, from 0 to 1; default 0.9. */
  rho?: number | undefined;
  /** Share of the last step in the next, from 0 to 1; default 0. */
  momentum?: number | undefined;
  /** Keeps the denominator from 0, >= 0, added before the root; default 1e-7. */
  epsilon?: number | undefined;
  /** Whether the variance counts in place of the mean of squares; default `false`. */
  centered?: boolean | undefined;
}

type Own = ["rho", "momentum", "epsilon", "centered"];

const OWN = [
  ["rho", finite(0.9, { min: 0, max: 1 })],
  ["momentum", finite(0, { min: 0, max: 1 })],
  ["epsilon", finite(1e-7, { min: 0 })],
  ["centered", flag(false)],
] as const satisfies RowsOf<RMSpropOptions, Own>;

const OPTIONS = [["learningRate", learningRate(0.001)], ...OWN, ...COMMON] as const;

/**
 * `v = rho v + (1 - rho) g^2`, `w -= rate g / sqrt(v + epsilon)`; centered, with
 * `a = rho a + (1 - rho) g`, `v - a^2` in the place of `v`; with momentum, `m = momentum m + step`,
 * `w -= m`.
 *
 * State: `velocity` beside each weight (`rms` before Keras 3), `momentum` with momentum,
 * `average_gradient` (`mg`) if it is centered. After Hinton, "Neural Networks for Machine Learning",
 * lecture 6e (2012).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = new tf.Variable(2);
 * new tf.keras.optimizers.RMSprop(0.1).minimize(() => tf.square(w), [w]);
 * assertAlmostEquals(Number(w), 2 - 0.1 / Math.sqrt(0.1), 1e-5);
 * ```
 */
export class RMSprop extends Optimizer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OWN>;

  /** @param args Learning rate and its own options; the rest by name. */
  constructor(
    ...args: Arguments<RMSpropOptions, ["learningRate", ...Own], keyof OptimizerOptions>
  ) {
    const { own, base } = optimizerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
  }

  protected override makeSlots(variables: readonly Variable[]): void {
    this.addSlots(variables, [{ name: "velocity", older: "rms" }]);
    if (this.#options.momentum > 0) this.addSlots(variables, [{ name: "momentum" }]);
    if (this.#options.centered) {
      this.addSlots(variables, [{ name: "average_gradient", older: "mg" }]);
    }
  }

  protected override update(gradient: Tensor, variable: Variable, { rate }: StepContext): void {
    const { rho, momentum, epsilon, centered } = this.#options;
    const { dtype } = variable;
    const velocity = this.slot(variable, "velocity");
    velocity.put(mixed(velocity, square(gradient), rho));
    let spread = velocity.take();
    if (centered) {
      const average = this.slot(variable, "average_gradient");
      average.put(mixed(average, gradient, rho));
      spread = subtract(spread, square(average.take()));
    }
    const scale = sqrt(add(spread, scalar(epsilon, dtype)));
    let step = divide(multiply(cast(rate, dtype), gradient), scale);
    if (momentum > 0) {
      const last = this.slot(variable, "momentum");
      last.put(step = add(multiply(scalar(momentum, dtype), last.take()), step));
    }
    variable.put(subtract(variable.take(), step));
  }
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OWN, this.#options) };
  }
}
