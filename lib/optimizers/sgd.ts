/**
 * Gradient descent, plain or with momentum.
 *
 * @module
 */
import { checkFinite } from "../errors/checks.ts";
import { add, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Variable } from "../functions/variable.ts";
import { Optimizer, type OptimizerOptions, type StepContext } from "./optimizer.ts";

/** Options of {@linkcode SGD}. */
export interface SGDOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.01. */
  learningRate?: number;
  /** Share of the last step in the next, from 0 to 1; default 0. */
  momentum?: number;
  /** Whether the gradient counts as if the momentum had been applied; default `false`. */
  nesterov?: boolean;
}

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
 * const w = new tf.Variable(2, { dtype: "float32" });
 * new tf.keras.optimizers.SGD(0.25).minimize(() => tf.square(w), [w]);
 * assertEquals(Number(w), 1);
 * ```
 */
export class SGD extends Optimizer {
  readonly #momentum: number;
  readonly #nesterov: boolean;

  /** Makes an optimizer of a learning rate and options, or of options alone. */
  constructor(first: number | SGDOptions = {}, rest: SGDOptions = {}) {
    const options = typeof first === "number" ? { ...rest, learningRate: first } : first;
    const { learningRate = 0.01, momentum = 0, nesterov = false } = options;
    checkFinite("SGD", "momentum", momentum, { min: 0, max: 1 });
    super(learningRate, options);
    this.#momentum = momentum;
    this.#nesterov = nesterov;
  }

  protected override update(gradient: Tensor, variable: Variable, { rate }: StepContext): void {
    const change = multiply(gradient, rate);
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
