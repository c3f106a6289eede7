/**
 * Gradient descent, plain or with momentum.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../configuration/options.ts";
import { finite, flag } from "../configuration/rows.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, multiply, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Variable } from "../functions/variable.ts";
import { type LearningRate, learningRate } from "./learning_rate.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { COMMON, type OptimizerOptions, optimizerOptions } from "./options.ts";

/** Options of {@linkcode SGD}. */
export interface SGDOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.01. */
  learningRate?: LearningRate | undefined;
  /** Share of the last step in the next, from 0 to 1; default 0. */
  momentum?: number | undefined;
  /** Whether the gradient counts as if the momentum had been applied; default `false`. */
  nesterov?: boolean | undefined;
}

type Positional = ["learningRate", "momentum", "nesterov"];

const OWN = [
  ["momentum", finite(0, { min: 0, max: 1 })],
  ["nesterov", flag(false)],
] as const satisfies RowsOf<SGDOptions, ["momentum", "nesterov"]>;

const OPTIONS = [["learningRate", learningRate(0.01)], ...OWN, ...COMMON] as const;

/**
 * `w -= rate g`; with momentum `v = momentum v - rate g`, `w += v`, or with Nesterov's
 * `w += momentum v - rate g`.
 *
 * State: `momentum` beside each weight, if there is momentum. After Sutskever and others, "On the
 * importance of initialization and momentum in deep learning" (2013).
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
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OWN>;

  /** @param args Learning rate, momentum and whether it is Nesterov's; the rest by name. */
  constructor(...args: Arguments<SGDOptions, Positional, keyof OptimizerOptions>) {
    const { own, base } = optimizerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
  }

  protected override makeSlots(variables: readonly Variable[]): void {
    if (this.#options.momentum !== 0) this.addSlots(variables, [{ name: "momentum" }]);
  }

  protected override update(gradient: Tensor, variable: Variable, { rate }: StepContext): void {
    const change = multiply(gradient, cast(rate, variable.dtype));
    if (this.#options.momentum === 0) {
      variable.put(subtract(variable.take(), change));
      return;
    }
    const momentum = this.slot(variable, "momentum");
    const share = scalar(this.#options.momentum, variable.dtype);
    momentum.put(subtract(multiply(momentum.take(), share), change));
    const step = this.#options.nesterov
      ? subtract(multiply(momentum.take(), share), change)
      : momentum.take();
    variable.put(add(variable.take(), step));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OWN, this.#options) };
  }
}
