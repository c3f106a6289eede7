/**
 * A rate that falls along half a cosine, after it has risen.
 *
 * @module
 */
import {
  type Made,
  readOptions,
  type Rows,
  type RowsOf,
  writeOptions,
} from "../../configuration/options.ts";
import { finite, text } from "../../configuration/rows.ts";
import type { Arguments } from "../../ops/bind.ts";
import { add, divide, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { less } from "../../primitives/math/comparison.ts";
import { minimum } from "../../primitives/math/extremes.ts";
import { where } from "../../primitives/math/where.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { halfWave } from "./cosine.ts";
import { rate, steps } from "./rows.ts";
import { float, LearningRateSchedule, number } from "./schedule.ts";

/** Arguments of {@linkcode CosineDecay}. */
export interface CosineDecayArguments {
  /** The rate at first, >= 0. */
  initialLearningRate: number;
  /** How many steps one decay takes, > 0. */
  decaySteps: number;
  /** The least rate, as a share of the first; default 0. */
  alpha?: number | undefined;
  /** Name; default `"CosineDecay"`. */
  name?: string | undefined;
  /** The rate that is reached by rising; default `null`: it does not rise. */
  warmupTarget?: number | null | undefined;
  /** How many steps the rise takes, >= 0; default 0. */
  warmupSteps?: number | undefined;
}

type Names = ["initialLearningRate", "decaySteps", "alpha", "name", "warmupTarget", "warmupSteps"];

const OPTIONS = [
  ["initialLearningRate", rate()],
  ["decaySteps", steps()],
  ["alpha", finite(0)],
  ["name", text("CosineDecay")],
  ["warmupTarget", finite(null)],
  ["warmupSteps", finite(0, { min: 0 })],
] as const satisfies RowsOf<CosineDecayArguments, Names>;

/**
 * `r ((1 - alpha) (1 + cos(pi s / decaySteps)) / 2 + alpha)`, where `s` is the number of steps, at
 * most `decaySteps`, and `r` the first rate. With a `warmupTarget` the rate first rises to it along a
 * line, in `warmupSteps`, and falls from there.
 *
 * Takes a scalar, gives a scalar of float32. After Loshchilov and Hutter, "SGDR: Stochastic Gradient
 * Descent with Warm Restarts" (2017).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const decay = new tf.keras.optimizers.schedules.CosineDecay(0.5, 10);
 * assertAlmostEquals(Number(decay(5)), 0.25, 1e-6);
 * ```
 */
export class CosineDecay extends LearningRateSchedule {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Its options, in Keras's order or by name. */
  constructor(...args: Arguments<CosineDecayArguments, Names>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    super();
    this.#options = own;
  }

  /** The rate after a number of steps. */
  override call(step: Tensor): Tensor {
    const { initialLearningRate, decaySteps, warmupTarget, warmupSteps } = this.#options;
    const [first, all, rise] = [initialLearningRate, decaySteps, warmupSteps].map(number);
    if (warmupTarget === null) return this.#fall(minimum(float(step), all!), first!);
    const target = number(warmupTarget);
    const made = minimum(float(step), add(all!, rise!));
    const risen = add(multiply(subtract(target, first!), divide(made, rise!)), first!);
    return where(less(made, rise!), risen, this.#fall(subtract(made, rise!), target));
  }

  #fall(made: Tensor, from: Tensor): Tensor {
    const { alpha, decaySteps } = this.#options;
    const share = halfWave(divide(made, number(decaySteps)));
    return multiply(from, add(multiply(number(1 - alpha), share), number(alpha)));
  }

  override getConfig(): Record<string, unknown> {
    return writeOptions(OPTIONS, this.#options);
  }
}
