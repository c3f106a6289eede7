/**
 * Nadam: Adam with Nesterov's momentum.
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
import { pow } from "../primitives/math/power.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Constant } from "../initializers/mod.ts";
import { MEANS } from "./adam.ts";
import { Decay } from "./decay.ts";
import { moveTowards, restOf } from "./moments.ts";
import { type LearningRate, learningRate } from "./learning_rate.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { COMMON, type OptimizerOptions, optimizerOptions } from "./options.ts";

/** Options of {@linkcode Nadam}. */
export interface NadamOptions extends OptimizerOptions {
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
] as const satisfies RowsOf<NadamOptions, Own>;

const OPTIONS = [["learningRate", learningRate(0.001)], ...OWN, ...COMMON] as const;

/**
 * `u_t = beta1 (1 - 0.96^t / 2)`, `p_t = u_1 ... u_t`, `m += (1 - beta1)(g - m)`,
 * `v += (1 - beta2)(g^2 - v)`, `n = u_(t+1) m / (1 - p_(t+1)) + (1 - u_t) g / (1 - p_t)`,
 * `w -= rate n / (sqrt(v / (1 - beta2^t)) + epsilon)`.
 *
 * State: `momentum` and `velocity` beside each weight (`m` and `v` before Keras 3), and the product
 * of all `u_t` so far. After Dozat, "Incorporating Nesterov Momentum into Adam" (2016).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assert } from "@std/assert";
 *
 * const w = new tf.Variable(2);
 * const optimizer = new tf.keras.optimizers.Nadam(0.1);
 * for (let i = 0; i < 10; i++) optimizer.minimize(() => tf.square(w), [w]);
 * assert(Number(w) < 1.5);
 * ```
 */
export class Nadam extends Optimizer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OWN>;
  readonly #decay: Decay;
  #product: Variable | undefined;

  /** @param args Learning rate and its own options; the rest by name. */
  constructor(
    ...args: Arguments<NadamOptions, ["learningRate", ...Own], keyof OptimizerOptions>
  ) {
    const { own, base } = optimizerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.#decay = new Decay(own.beta2);
  }

  protected override makeSlots(variables: readonly Variable[]): void {
    this.addSlots(variables, MEANS);
    const dtype = variables[0]?.dtype ?? "float32";
    const initializer = new Constant(1);
    this.#product ??= this.slots.add({ name: "variable", shape: [], dtype, initializer });
  }

  protected override prepare(step: StepContext): StepContext {
    const product = this.#product!;
    product.put(multiply(product.take(), this.#share(step.step, product.dtype)));
    return step;
  }

  /** `u_t` of a step. */
  #share(step: Tensor, dtype: Variable["dtype"]): Tensor {
    const number = (x: number) => scalar(x, dtype);
    const power = pow(number(0.96), cast(step, dtype));
    const rest = subtract(number(1), multiply(number(0.5), power));
    return multiply(number(this.#options.beta1), rest);
  }

  protected override update(gradient: Tensor, variable: Variable, { rate, step }: StepContext) {
    const { beta1, beta2, epsilon } = this.#options;
    const { dtype } = variable;
    const [m, v] = [this.slot(variable, "momentum"), this.slot(variable, "velocity")];
    const [now, next] = [step, add(step, scalar(1, step.dtype))].map((it) =>
      this.#share(it, dtype)
    );
    const product = cast(this.#product!.take(), dtype);
    const less = (x: Tensor) => subtract(scalar(1, dtype), x);
    moveTowards(m, gradient, restOf(beta1, dtype));
    moveTowards(v, square(gradient), restOf(beta2, dtype));
    const mean = add(
      divide(multiply(next!, m.take()), less(multiply(product, next!))),
      divide(multiply(less(now!), gradient), less(product)),
    );
    const spread = sqrt(divide(v.take(), cast(this.#decay.at(step), dtype)));
    const scale = add(spread, scalar(epsilon, dtype));
    variable.put(subtract(variable.take(), divide(multiply(mean, cast(rate, dtype)), scale)));
  }
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OWN, this.#options) };
  }
}
