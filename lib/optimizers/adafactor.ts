/**
 * Adafactor: Adam without momentum, whose means of squares of a matrix are a row and a column.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../configuration/options.ts";
import { finite, flag } from "../configuration/rows.ts";
import type { Variable } from "../functions/variable.ts";
import type { Arguments } from "../ops/bind.ts";
import { add, divide, multiply, square, subtract } from "../primitives/math/arithmetic.ts";
import { cast } from "../primitives/math/cast.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { maximum, minimum } from "../primitives/math/extremes.ts";
import { pow } from "../primitives/math/power.ts";
import { reshape } from "../primitives/array/reshape.ts";
import { reduceMean } from "../primitives/reduction/reduce_mean.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type LearningRate, learningRate } from "./learning_rate.ts";
import { Optimizer, type StepContext } from "./optimizer.ts";
import { COMMON, type OptimizerOptions, optimizerOptions } from "./options.ts";

/** Options of {@linkcode Adafactor}. */
export interface AdafactorOptions extends OptimizerOptions {
  /** Length of a step, >= 0; default 0.001. */
  learningRate?: LearningRate | undefined;
  /** How fast the share of the past grows: `1 - t^beta2Decay`; default -0.8. */
  beta2Decay?: number | undefined;
  /** Added to squares of the gradient, >= 0; default 1e-30. */
  epsilon1?: number | undefined;
  /** The least size of a weight that steps are in proportion to, >= 0; default 0.001. */
  epsilon2?: number | undefined;
  /** The largest root of the mean square of a step before the rate, > 0; default 1. */
  clipThreshold?: number | undefined;
  /** Taken for the sake of Keras, where the rate is at most `1 / sqrt(t)` either way; default `true`. */
  relativeStep?: boolean | undefined;
}

type Own = ["beta2Decay", "epsilon1", "epsilon2", "clipThreshold", "relativeStep"];

const OWN = [
  ["beta2Decay", finite(-0.8), "beta_2_decay"],
  ["epsilon1", finite(1e-30, { min: 0 }), "epsilon_1"],
  ["epsilon2", finite(1e-3, { min: 0 }), "epsilon_2"],
  ["clipThreshold", finite(1, { min: 0 })],
  ["relativeStep", flag(true)],
] as const satisfies RowsOf<AdafactorOptions, Own>;

const OPTIONS = [["learningRate", learningRate(0.001)], ...OWN, ...COMMON] as const;

/**
 * `beta = 1 - t^beta2Decay`, `s = g^2 + epsilon1`; of a matrix
 * `r = beta r + (1 - beta) mean(s over columns)`, `c = beta c + (1 - beta) mean(s over rows)`,
 * `v = r c / mean(r)`, of others `v = beta v + (1 - beta) s`; `u = g / sqrt(v)`,
 * `w -= max(epsilon2, rms(w)) min(rate, 1 / sqrt(t)) u / max(1, rms(u) / clipThreshold)`.
 *
 * State, beside each weight: `velocity`, and a row and a column of matrices. After Shazeer and Stern,
 * "Adafactor: Adaptive Learning Rates with Sublinear Memory Cost" (2018).
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assert } from "@std/assert";
 *
 * const w = new tf.Variable(2);
 * const optimizer = new tf.keras.optimizers.Adafactor(0.5);
 * for (let i = 0; i < 5; i++) optimizer.minimize(() => tf.square(w), [w]);
 * assert(Number(w) < 1);
 * ```
 */
export class Adafactor extends Optimizer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OWN>;

  /** @param args Learning rate and its own options; the rest by name. */
  constructor(
    ...args: Arguments<AdafactorOptions, ["learningRate", ...Own], keyof OptimizerOptions>
  ) {
    const { own, base } = optimizerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
  }

  protected override makeSlots(variables: readonly Variable[]): void {
    for (const variable of variables) {
      const { shape, dtype, path } = variable;
      // Keras has a row and a column beside vectors as well, of one number, without a use.
      const isMatrix = shape.length >= 2;
      const shapes = {
        row: isMatrix ? shape.slice(0, -1) : [],
        column: isMatrix ? [...shape.slice(0, -2), shape.at(-1)!] : [],
      };
      for (const [key, its] of Object.entries(shapes)) {
        const name = path.slice(path.lastIndexOf("/") + 1);
        const type = isMatrix ? dtype : "float32";
        const slot = this.slots.add({ name, older: `${path}/${key}`, shape: its, dtype: type });
        this.slots.keep(variable, key, slot);
      }
      this.addSlots([variable], [{ name: "velocity" }]);
    }
  }

  protected override update(gradient: Tensor, variable: Variable, { rate, step }: StepContext) {
    const { epsilon2, clipThreshold } = this.#options;
    const { dtype } = variable;
    const number = (x: number) => scalar(x, dtype);
    const time = cast(step, dtype);
    // The same with and without relative steps: Keras takes the smaller of the two anyway.
    const length = minimum(cast(rate, dtype), divide(number(1), sqrt(time)));
    const size = multiply(maximum(number(epsilon2), rms(variable.take())), length);
    const change = divide(gradient, sqrt(this.#spread(gradient, variable, time)));
    const limit = maximum(number(1), divide(rms(change), number(clipThreshold)));
    variable.put(subtract(variable.take(), multiply(size, divide(change, limit))));
  }

  /** The mean of squares, moved on. */
  #spread(gradient: Tensor, variable: Variable, time: Tensor): Tensor {
    const { beta2Decay, epsilon1 } = this.#options;
    const number = (x: number) => scalar(x, variable.dtype);
    const stays = subtract(number(1), pow(time, number(beta2Decay)));
    const squares = add(square(gradient), number(epsilon1));
    const rank = squares.shape.length;
    const move = (slot: Variable, value: Tensor) => {
      const next = add(
        multiply(stays, slot.take()),
        multiply(subtract(number(1), stays), value),
      );
      slot.put(next);
      return next;
    };
    const velocity = this.slot(variable, "velocity");
    if (rank < 2) return move(velocity, squares);
    const row = move(this.slot(variable, "row"), reduceMean(squares, [rank - 1]));
    const column = move(this.slot(variable, "column"), reduceMean(squares, [rank - 2]));
    const share = divide(row, reduceMean(row, [rank - 2], true));
    const product = multiply(
      reshape(share, [...share.shape, 1]),
      reshape(column, [...column.shape.slice(0, -1), 1, column.shape.at(-1)!]),
    );
    velocity.put(product);
    return product;
  }
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OWN, this.#options) };
  }
}

/** The root of the mean of squares. */
function rms(x: Tensor): Tensor {
  return sqrt(reduceMean(square(x), x.shape.map((_, axis) => axis)));
}
