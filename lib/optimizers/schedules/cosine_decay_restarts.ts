/**
 * A rate that falls along half a cosine, again and again.
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
import { log } from "../../primitives/math/exponential.ts";
import { pow } from "../../primitives/math/power.ts";
import { floor } from "../../primitives/math/rounding.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { halfWave } from "./cosine.ts";
import { rate, steps } from "./rows.ts";
import { float, LearningRateSchedule, number } from "./schedule.ts";
import { wholeQuotient } from "./whole_quotient.ts";

/** Arguments of {@linkcode CosineDecayRestarts}. */
export interface CosineDecayRestartsArguments {
  /** The rate at first, >= 0. */
  initialLearningRate: number;
  /** How many steps the first fall takes, > 0. */
  firstDecaySteps: number;
  /** How much longer each fall is than the one before, >= 1; default 2. */
  tMul?: number | undefined;
  /** The first rate of each fall, as a share of the one before; default 1. */
  mMul?: number | undefined;
  /** The least rate, as a share of the first; default 0. */
  alpha?: number | undefined;
  /** Name; default `"SGDRDecay"`. */
  name?: string | undefined;
}

type Names = ["initialLearningRate", "firstDecaySteps", "tMul", "mMul", "alpha", "name"];

const OPTIONS = [
  ["initialLearningRate", rate()],
  ["firstDecaySteps", steps()],
  ["tMul", finite(2, { min: 1 })],
  ["mMul", finite(1)],
  ["alpha", finite(0)],
  ["name", text("SGDRDecay")],
] as const satisfies RowsOf<CosineDecayRestartsArguments, Names>;

/**
 * `r ((1 - alpha) mMul^i (1 + cos(pi f)) / 2 + alpha)`, where `i` counts the falls that are over, `f`
 * is the share of the one under way, and `r` the first rate.
 *
 * Takes a scalar, gives a scalar of float32. After Loshchilov and Hutter, "SGDR: Stochastic Gradient
 * Descent with Warm Restarts" (2017).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const decay = new tf.keras.optimizers.schedules.CosineDecayRestarts(0.5, 10);
 * assertAlmostEquals(Number(decay(5)), 0.25, 1e-6);
 * assertAlmostEquals(Number(decay(20)), 0.25, 1e-6);
 * ```
 */
export class CosineDecayRestarts extends LearningRateSchedule {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Its options, in Keras's order or by name. */
  constructor(...args: Arguments<CosineDecayRestartsArguments, Names>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    super();
    this.#options = own;
  }

  /** The rate after a number of steps. */
  override call(step: Tensor): Tensor {
    const { initialLearningRate, mMul, alpha } = this.#options;
    const { falls, share } = this.#place(step);
    const one = number(1);
    const wave = multiply(pow(number(mMul), falls), halfWave(share));
    const decayed = add(multiply(subtract(one, number(alpha)), wave), number(alpha));
    return multiply(number(initialLearningRate), decayed);
  }

  /** How many falls are over, and the share of the one under way. */
  #place(step: Tensor): { falls: Tensor; share: Tensor } {
    const { firstDecaySteps, tMul } = this.#options;
    const [passed, first] = [float(step), number(firstDecaySteps)];
    const made = divide(passed, first);
    const one = number(1);
    if (tMul === 1) {
      const falls = wholeQuotient(passed, first);
      return { falls, share: subtract(made, falls) };
    }
    const longer = number(tMul);
    const rest = subtract(one, longer);
    const falls = floor(divide(log(subtract(one, multiply(made, rest))), log(longer)));
    const length = pow(longer, falls);
    const over = divide(subtract(one, length), rest);
    return { falls, share: divide(subtract(made, over), length) };
  }

  override getConfig(): Record<string, unknown> {
    return writeOptions(OPTIONS, this.#options);
  }
}
