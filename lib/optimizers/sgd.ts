/**
 * Gradient descent, plain or with momentum.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { checkBoolean, checkFinite } from "../errors/checks.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Variable } from "../functions/variable.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { baseOptions, optimizerArguments, type OptimizerOptions } from "./options.ts";

/** Options of {@linkcode SGD}. */
export interface SGDOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.01. */
  learningRate?: number | undefined;
  /** Share of the last step in the next, from 0 to 1; default 0. */
  momentum?: number | undefined;
  /** Whether the gradient counts as if the momentum had been applied; default `false`. */
  nesterov?: boolean | undefined;
}

const PARAMETERS = ["learningRate", "momentum", "nesterov"] as const;

/**
 * `w -= rate g`; with momentum `v = momentum v - rate g`, `w += v`, or with Nesterov's
 * `w += momentum v - rate g`.
 *
 * State: `momentum` beside each weight, if there is momentum.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const w = new tf.Variable(2);
 * new tf.keras.optimizers.SGD(0.25).minimize(() => tf.square(w), [w]);
 * assertEquals(Number(w), 1);
 * ```
 */
export class SGD extends Optimizer {
  readonly #momentum: number;
  readonly #nesterov: boolean;

  /** @param args Learning rate, momentum and whether it is Nesterov's; the rest by name. */
  constructor(...args: Arguments<SGDOptions, typeof PARAMETERS, keyof OptimizerOptions>) {
    const given = optimizerArguments<SGDOptions>(new.target, PARAMETERS, args);
    const { learningRate = 0.01, momentum = 0, nesterov = false } = given;
    fromCaller(new.target, () => {
      checkFinite(new.target.name, "momentum", momentum, { min: 0, max: 1 });
      checkBoolean(new.target.name, "nesterov", nesterov);
    });
    super(learningRate, baseOptions(given));
    this.#momentum = momentum;
    this.#nesterov = nesterov;
  }

  protected override update(gradient: Tensor, variable: Variable, { rate }: StepContext): void {
    const change = multiply(gradient, cast(rate, variable.dtype));
    if (this.#momentum === 0) {
      variable.put(subtract(variable.take(), change));
      return;
    }
    const momentum = this.slot(variable, "momentum");
    const share = scalar(this.#momentum, variable.dtype);
    momentum.put(subtract(multiply(momentum.take(), share), change));
    const step = this.#nesterov
      ? subtract(multiply(momentum.take(), share), change)
      : momentum.take();
    variable.put(add(variable.take(), step));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), momentum: this.#momentum, nesterov: this.#nesterov };
  }
}
