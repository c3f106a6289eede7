/**
 * Adadelta: steps as long as earlier ones were, for gradients as long as earlier ones were.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../configuration/options.ts";
import { finite } from "../configuration/rows.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, divide, multiply, negative, square } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { mixed } from "./moments.ts";
import { type LearningRate, learningRate } from "./learning_rate.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { COMMON, type OptimizerOptions, optimizerOptions } from "./options.ts";

/** Options of {@linkcode Adadelta}. */
export interface AdadeltaOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.001. */
  learningRate?: LearningRate | undefined;
  /** How much of the means of squares stays, from 0 to 1; default 0.95. */
  rho?: number | undefined;
  /** Keeps roots from 0, >= 0, added before them; default 1e-7. */
  epsilon?: number | undefined;
}

type Own = ["rho", "epsilon"];

const OWN = [
  ["rho", finite(0.95, { min: 0, max: 1 })],
  ["epsilon", finite(1e-7, { min: 0 })],
] as const satisfies RowsOf<AdadeltaOptions, Own>;

const OPTIONS = [["learningRate", learningRate(0.001)], ...OWN, ...COMMON] as const;

/**
 * `s = rho s + (1 - rho) g^2`, `d = -g sqrt(x + epsilon) / sqrt(s + epsilon)`,
 * `x = rho x + (1 - rho) d^2`, `w += rate d`. The paper has a rate of 1.
 *
 * State: `accumulated_grad` and `accumulated_delta_var` beside each weight (`accum_grad` and
 * `accum_var` before Keras 3). After Zeiler, "ADADELTA: An Adaptive Learning Rate Method" (2012).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assert } from "@std/assert";
 *
 * const w = new tf.Variable(2);
 * const optimizer = new tf.keras.optimizers.Adadelta(1);
 * for (let i = 0; i < 10; i++) optimizer.minimize(() => tf.square(w), [w]);
 * assert(Number(w) < 2);
 * ```
 */
export class Adadelta extends Optimizer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OWN>;

  /** @param args Learning rate and its own options; the rest by name. */
  constructor(
    ...args: Arguments<AdadeltaOptions, ["learningRate", ...Own], keyof OptimizerOptions>
  ) {
    const { own, base } = optimizerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
  }

  protected override makeSlots(variables: readonly Variable[]): void {
    this.addSlots(variables, [
      { name: "accumulated_grad", older: "accum_grad" },
      { name: "accumulated_delta_var", older: "accum_var" },
    ]);
  }

  protected override update(gradient: Tensor, variable: Variable, { rate }: StepContext): void {
    const { rho, epsilon } = this.#options;
    const { dtype } = variable;
    const squares = this.slot(variable, "accumulated_grad");
    const steps = this.slot(variable, "accumulated_delta_var");
    const root = (it: Variable) => sqrt(add(it.take(), scalar(epsilon, dtype)));
    squares.put(mixed(squares, square(gradient), rho));
    const step = negative(divide(multiply(root(steps), gradient), root(squares)));
    steps.put(mixed(steps, square(step), rho));
    variable.put(add(variable.take(), multiply(cast(rate, dtype), step)));
  }
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OWN, this.#options) };
  }
}
