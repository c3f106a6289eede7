/**
 * Adam: steps along a running mean of the gradient, scaled by a running mean of its square.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { checkFinite } from "../errors/checks.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, divide, multiply, square, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Variable } from "../functions/variable.ts";
import { Decay } from "./decay.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { baseOptions, optimizerArguments, type OptimizerOptions } from "./options.ts";

/** Options of {@linkcode Adam}. */
export interface AdamOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.001. */
  learningRate?: number | undefined;
  /** How much of the mean of the gradient stays, from 0 to 1; default 0.9. */
  beta1?: number | undefined;
  /** How much of the mean of its square stays, from 0 to 1; default 0.999. */
  beta2?: number | undefined;
  /** Keeps the denominator from 0, added after the root as in Keras; default 1e-7. */
  epsilon?: number | undefined;
}

const PARAMETERS = ["learningRate", "beta1", "beta2", "epsilon"] as const;

/**
 * `m += (1 - beta1)(g - m)`, `v += (1 - beta2)(g^2 - v)`,
 * `w -= rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon)`.
 *
 * State: `m` and `v` beside each weight. After Kingma and Ba, "Adam: A Method for Stochastic
 * Optimization" (2015), with epsilon where Keras has it.
 */
export class Adam extends Optimizer {
  readonly #beta1: number;
  readonly #beta2: number;
  readonly #epsilon: number;
  readonly #decays: readonly [Decay, Decay];

  /** @param args Learning rate, the two betas and epsilon; the rest by name. */
  constructor(...args: Arguments<AdamOptions, typeof PARAMETERS, keyof OptimizerOptions>) {
    const given = optimizerArguments<AdamOptions>(new.target, PARAMETERS, args);
    const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = given;
    fromCaller(new.target, () => {
      checkFinite(new.target.name, "beta1", beta1, { min: 0, max: 1 });
      checkFinite(new.target.name, "beta2", beta2, { min: 0, max: 1 });
      checkFinite(new.target.name, "epsilon", epsilon, { min: 0 });
    });
    super(learningRate, baseOptions(given));
    this.#beta1 = beta1;
    this.#beta2 = beta2;
    this.#epsilon = epsilon;
    this.#decays = [new Decay(beta1), new Decay(beta2)];
  }

  protected override prepare(): StepContext {
    const { rate, step } = super.prepare();
    const [first, second] = this.#decays.map((it) => it.at(step.take()));
    return { rate: divide(multiply(rate, sqrt(second!)), first!), step };
  }

  protected override update(gradient: Tensor, variable: Variable, { rate }: StepContext): void {
    const [m, v] = [this.slot(variable, "m"), this.slot(variable, "v")];
    moveTowards(m, gradient, 1 - this.#beta1);
    moveTowards(v, square(gradient), 1 - this.#beta2);
    const scale = add(sqrt(v.take()), scalar(this.#epsilon, variable.dtype));
    variable.put(
      subtract(variable.take(), divide(multiply(m.take(), cast(rate, variable.dtype)), scale)),
    );
  }

  override getConfig(): Record<string, unknown> {
    const [beta_1, beta_2, epsilon] = [this.#beta1, this.#beta2, this.#epsilon];
    return { ...super.getConfig(), beta_1, beta_2, epsilon };
  }
}

/** Moves a running mean by a share of the way to a value. */
function moveTowards(mean: Variable, value: Tensor, share: number): void {
  const way = multiply(subtract(value, mean.take()), scalar(share, mean.dtype));
  mean.put(add(mean.take(), way));
}
