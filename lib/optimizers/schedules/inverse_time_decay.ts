/**
 * A rate that falls with the inverse of the number of steps.
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
import { finite, flag, REQUIRED, text } from "../../configuration/rows.ts";
import type { Arguments } from "../../ops/bind.ts";
import { add, divide, multiply } from "../../primitives/math/arithmetic.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { rate, steps } from "./rows.ts";
import { float, LearningRateSchedule, number } from "./schedule.ts";
import { wholeQuotient } from "./whole_quotient.ts";

/** Arguments of {@linkcode InverseTimeDecay}. */
export interface InverseTimeDecayArguments {
  /** The rate at first, >= 0. */
  initialLearningRate: number;
  /** How many steps one decay takes, > 0. */
  decaySteps: number;
  /** What a decay is by. */
  decayRate: number;
  /** Whether the rate falls once in so many steps; default `false`. */
  staircase?: boolean | undefined;
  /** Name; default `"InverseTimeDecay"`. */
  name?: string | undefined;
}

type Names = ["initialLearningRate", "decaySteps", "decayRate", "staircase", "name"];

const OPTIONS = [
  ["initialLearningRate", rate()],
  ["decaySteps", steps()],
  ["decayRate", finite(REQUIRED)],
  ["staircase", flag(false)],
  ["name", text("InverseTimeDecay")],
] as const satisfies RowsOf<InverseTimeDecayArguments, Names>;

/**
 * `initialLearningRate / (1 + decayRate step / decaySteps)`; in stairs, with `step / decaySteps`
 * rounded down.
 *
 * Takes a scalar, gives a scalar of float32.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const decay = new tf.keras.optimizers.schedules.InverseTimeDecay(0.5, 10, 1);
 * assertAlmostEquals(Number(decay(10)), 0.25, 1e-6);
 * ```
 */
export class InverseTimeDecay extends LearningRateSchedule {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Its options, in Keras's order or by name. */
  constructor(...args: Arguments<InverseTimeDecayArguments, Names>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    super();
    this.#options = own;
  }

  /** The rate after a number of steps. */
  override call(step: Tensor): Tensor {
    const { initialLearningRate, decaySteps, decayRate, staircase } = this.#options;
    const [made, all] = [float(step), number(decaySteps)];
    const share = staircase ? wholeQuotient(made, all) : divide(made, all);
    const fall = multiply(number(decayRate), share);
    return divide(number(initialLearningRate), add(number(1), fall));
  }

  override getConfig(): Record<string, unknown> {
    return writeOptions(OPTIONS, this.#options);
  }
}
