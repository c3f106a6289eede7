/**
 * ScheduleFreeAdamW: Adam on a mean of its own path, which needs no schedule.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../configuration/options.ts";
import { finite, integer } from "../configuration/rows.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, divide, multiply, square, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { minimum } from "../primitives/math/extremes.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { MEANS } from "./adam.ts";
import { Decay } from "./decay.ts";
import { share } from "./lion.ts";
import { moveTowards, restOf } from "./moments.ts";
import { type LearningRate, learningRate } from "./learning_rate.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { COMMON, type OptimizerOptions, optimizerOptions } from "./options.ts";

/** Options of {@linkcode ScheduleFreeAdamW}. */
export interface ScheduleFreeAdamWOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.0025. */
  learningRate?: LearningRate | undefined;
  /** Share of the mean in the point where gradients are taken, above 0 and at most 1; default 0.9. */
  beta1?: number | undefined;
  /** How much of the mean of its square stays, from 0 to 1; default 0.999. */
  beta2?: number | undefined;
  /** Keeps the denominator from 0, >= 0; default 1e-8. */
  epsilon?: number | undefined;
  /** Over how many steps the rate rises from 0, >= 0; default 0. */
  warmupSteps?: number | undefined;
}

type Own = ["beta1", "beta2", "epsilon", "warmupSteps"];

const OWN = [
  ["beta1", share(), "beta_1"],
  ["beta2", finite(0.999, { min: 0, max: 1 }), "beta_2"],
  ["epsilon", finite(1e-8, { min: 0 })],
  ["warmupSteps", integer(0, { min: 0 })],
] as const satisfies RowsOf<ScheduleFreeAdamWOptions, Own>;

const OPTIONS = [["learningRate", learningRate(0.0025)], ...OWN, ...COMMON] as const;

/**
 * `v += (1 - beta2)(g^2 - v)`, `z' = z - rate g / (sqrt(v / (1 - beta2^t)) + epsilon)`,
 * `x = (w - (1 - beta1) z') / beta1`, `x' = (1 - 1/t) x + z' / t`, `w = (1 - beta1) z' + beta1 x'`;
 * the rate rises over `warmupSteps`. The paper has `z` in the place of `z'` where `x` is found; Keras
 * on TensorFlow reads it after its change, and so does this.
 *
 * State: `momentum` (`z`, which starts as the weight) and `velocity` beside each weight. After
 * Defazio and others, "The Road Less Scheduled" (2024).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assert } from "@std/assert";
 *
 * const w = new tf.Variable(2);
 * const optimizer = new tf.keras.optimizers.ScheduleFreeAdamW(0.5);
 * for (let i = 0; i < 5; i++) optimizer.minimize(() => tf.square(w), [w]);
 * assert(Number(w) < 1);
 * ```
 */
export class ScheduleFreeAdamW extends Optimizer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OWN>;
  readonly #decay: Decay;

  /** @param args Learning rate and its own options; the rest by name. */
  constructor(
    ...args: Arguments<ScheduleFreeAdamWOptions, ["learningRate", ...Own], keyof OptimizerOptions>
  ) {
    const { own, base } = optimizerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.#decay = new Decay(own.beta2);
  }

  protected override makeSlots(variables: readonly Variable[]): void {
    for (const variable of variables) {
      this.addSlots([variable], MEANS);
      this.slot(variable, "momentum").assign(variable.take());
    }
  }

  protected override prepare({ rate, step }: StepContext): StepContext {
    const { warmupSteps } = this.#options;
    if (warmupSteps === 0) return { rate, step };
    const number = (x: number) => scalar(x, "float32");
    const share = minimum(divide(cast(step, "float32"), number(warmupSteps)), number(1));
    return { rate: multiply(rate, share), step };
  }

  protected override update(gradient: Tensor, variable: Variable, { rate, step }: StepContext) {
    const { beta1, beta2, epsilon } = this.#options;
    const { dtype } = variable;
    const number = (x: number) => scalar(x, dtype);
    const [z, v] = [this.slot(variable, "momentum"), this.slot(variable, "velocity")];
    const [stays, rest] = [number(beta1), number(restOf(beta1, dtype))];
    const decay = cast(this.#decay.at(step), dtype);
    moveTowards(v, square(gradient), restOf(beta2, dtype));
    const scale = add(sqrt(divide(v.take(), decay)), number(epsilon));
    const after = subtract(z.take(), divide(multiply(cast(rate, dtype), gradient), scale));
    z.put(after);
    const weight = divide(number(1), cast(step, dtype));
    const mean = divide(subtract(variable.take(), multiply(rest, after)), stays);
    const moved = add(
      multiply(subtract(number(1), weight), mean),
      multiply(weight, after),
    );
    variable.put(add(multiply(rest, after), multiply(stays, moved)));
  }
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OWN, this.#options) };
  }
}
