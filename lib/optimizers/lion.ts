/**
 * Lion: steps of one length in each direction, by the sign of a mix of gradient and momentum.
 *
 * @module
 */
import {
  type Made,
  type Option,
  type Rows,
  type RowsOf,
  writeOptions,
} from "../configuration/options.ts";
import { finite, row } from "../configuration/rows.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { sign } from "../primitives/math/absolute.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { checkFinite } from "../errors/checks.ts";
import { restOf } from "./moments.ts";
import { type LearningRate, learningRate } from "./learning_rate.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { COMMON, type OptimizerOptions, optimizerOptions } from "./options.ts";

/** Options of {@linkcode Lion}. */
export interface LionOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.001. */
  learningRate?: LearningRate | undefined;
  /** Share of the momentum in the mix, above 0 and at most 1; default 0.9. */
  beta1?: number | undefined;
  /** How much of the momentum stays, from 0 to 1; default 0.99. */
  beta2?: number | undefined;
}

/** A share above 0: with 0, only the signs of the gradients would count. */
export function share(): Option<number, number> {
  return row<number, number, number>(0.9, (where, name, given) => {
    if (given !== 0) return checkFinite(where, name, given, { min: 0, max: 1 });
    throw new RangeError(`${where}: expected ${name} to be above 0, received ${name}=0`);
  });
}

type Own = ["beta1", "beta2"];

const OWN = [
  ["beta1", share(), "beta_1"],
  ["beta2", finite(0.99, { min: 0, max: 1 }), "beta_2"],
] as const satisfies RowsOf<LionOptions, Own>;

const OPTIONS = [["learningRate", learningRate(0.001)], ...OWN, ...COMMON] as const;

/**
 * `w -= rate sign(beta1 m + (1 - beta1) g)`, then `m = beta2 m + (1 - beta2) g`.
 *
 * State: `momentum` beside each weight. Rates are to be 3 to 10 times smaller than Adam's. After Chen
 * and others, "Symbolic Discovery of Optimization Algorithms" (2023).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = new tf.Variable(2);
 * new tf.keras.optimizers.Lion(0.25).minimize(() => tf.square(w), [w]);
 * assertAlmostEquals(Number(w), 1.75, 1e-5);
 * ```
 */
export class Lion extends Optimizer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OWN>;

  /** @param args Learning rate and its own options; the rest by name. */
  constructor(
    ...args: Arguments<LionOptions, ["learningRate", ...Own], keyof OptimizerOptions>
  ) {
    const { own, base } = optimizerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
  }

  protected override makeSlots(variables: readonly Variable[]): void {
    this.addSlots(variables, [{ name: "momentum" }]);
  }

  protected override update(gradient: Tensor, variable: Variable, { rate }: StepContext): void {
    const { beta1, beta2 } = this.#options;
    const { dtype } = variable;
    const m = this.slot(variable, "momentum");
    const mixture = (beta: number) =>
      add(
        multiply(m.take(), scalar(beta, dtype)),
        multiply(gradient, scalar(restOf(beta, dtype), dtype)),
      );
    const step = multiply(cast(rate, dtype), sign(mixture(beta1)));
    variable.put(subtract(variable.take(), step));
    m.put(mixture(beta2));
  }
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OWN, this.#options) };
  }
}
