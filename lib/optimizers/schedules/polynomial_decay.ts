/**
 * A rate that falls to another along a power.
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
import { finite, flag, text } from "../../configuration/rows.ts";
import type { Arguments } from "../../ops/bind.ts";
import { add, divide, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { equal, less } from "../../primitives/math/comparison.ts";
import { minimum } from "../../primitives/math/extremes.ts";
import { pow } from "../../primitives/math/power.ts";
import { where } from "../../primitives/math/where.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { rate, steps } from "./rows.ts";
import { float, LearningRateSchedule, number } from "./schedule.ts";
import { wholeQuotient } from "./whole_quotient.ts";

/** Arguments of {@linkcode PolynomialDecay}. */
export interface PolynomialDecayArguments {
  /** The rate at first, >= 0. */
  initialLearningRate: number;
  /** How many steps one decay takes, > 0. */
  decaySteps: number;
  /** The rate at the end, >= 0; default 0.0001. */
  endLearningRate?: number | undefined;
  /** Power of what is left; default 1, a line. */
  power?: number | undefined;
  /** Whether the rate rises again after each end; default `false`. */
  cycle?: boolean | undefined;
  /** Name; default `"PolynomialDecay"`. */
  name?: string | undefined;
}

type Names = ["initialLearningRate", "decaySteps", "endLearningRate", "power", "cycle", "name"];

const OPTIONS = [
  ["initialLearningRate", rate()],
  ["decaySteps", steps()],
  ["endLearningRate", finite(0.0001, { min: 0 })],
  ["power", finite(1)],
  ["cycle", flag(false)],
  ["name", text("PolynomialDecay")],
] as const satisfies RowsOf<PolynomialDecayArguments, Names>;

/**
 * `(initialLearningRate - endLearningRate) (1 - min(step, n) / n)^power + endLearningRate`, where `n`
 * is `decaySteps`; in cycles, with the next multiple of it.
 *
 * Takes a scalar, gives a scalar of float32.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const decay = new tf.keras.optimizers.schedules.PolynomialDecay(0.5, 10, 0.1);
 * assertAlmostEquals(Number(decay(5)), 0.3, 1e-6);
 * ```
 */
export class PolynomialDecay extends LearningRateSchedule {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Its options, in Keras's order or by name. */
  constructor(...args: Arguments<PolynomialDecayArguments, Names>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    super();
    this.#options = own;
  }

  /** The rate after a number of steps. */
  override call(step: Tensor): Tensor {
    const { initialLearningRate, decaySteps, endLearningRate, power, cycle } = this.#options;
    const [first, end] = [number(initialLearningRate), number(endLearningRate)];
    let [made, all] = [float(step), number(decaySteps)];
    if (cycle) {
      const whole = wholeQuotient(made, all);
      const turns = where(less(multiply(whole, all), made), add(whole, number(1)), whole);
      const turn = where(equal(made, number(0)), number(1), turns);
      all = multiply(all, turn);
    } else {
      made = minimum(made, all);
    }
    const left = subtract(number(1), divide(made, all));
    return add(multiply(subtract(first, end), pow(left, number(power))), end);
  }

  override getConfig(): Record<string, unknown> {
    return writeOptions(OPTIONS, this.#options);
  }
}
