/**
 * A rate that is constant between given steps.
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
import { text } from "../../configuration/rows.ts";
import { fromCaller } from "../../errors/caller.ts";
import { formatValue } from "../../errors/format.ts";
import type { Arguments } from "../../ops/bind.ts";
import { lessEqual } from "../../primitives/math/comparison.ts";
import { where } from "../../primitives/math/where.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { numbers } from "./rows.ts";
import { float, LearningRateSchedule, number } from "./schedule.ts";

/** Arguments of {@linkcode PiecewiseConstantDecay}. */
export interface PiecewiseConstantDecayArguments {
  /** Steps after which the next value holds, ascending. */
  boundaries: readonly number[];
  /** Rates, one more than boundaries. */
  values: readonly number[];
  /** Name; default `"PiecewiseConstant"`. */
  name?: string | undefined;
}

type Names = ["boundaries", "values", "name"];

const OPTIONS = [
  ["boundaries", numbers()],
  ["values", numbers()],
  ["name", text("PiecewiseConstant")],
] as const satisfies RowsOf<PiecewiseConstantDecayArguments, Names>;

/**
 * The first of `values` up to the first of `boundaries`, including it, the second up to the second,
 * and so on.
 *
 * Takes a scalar, gives a scalar of float32.
 *
 * @throws {TypeError} if there is not one value more than boundaries.
 * @throws {RangeError} if the boundaries do not ascend.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const decay = new tf.keras.optimizers.schedules.PiecewiseConstantDecay([10, 20], [1, 0.5, 0.25]);
 * assertAlmostEquals(Number(decay(10)), 1, 0);
 * assertAlmostEquals(Number(decay(11)), 0.5, 0);
 * ```
 */
export class PiecewiseConstantDecay extends LearningRateSchedule {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Its options, in Keras's order or by name. */
  constructor(...args: Arguments<PiecewiseConstantDecayArguments, Names>) {
    const { own } = readOptions(new.target, OPTIONS, [], args);
    const { boundaries, values } = own;
    fromCaller(new.target, () => {
      if (values.length !== boundaries.length + 1) {
        throw new TypeError(
          `${new.target.name}: expected one value more than boundaries, received ${values.length} values and ${boundaries.length} boundaries`,
        );
      }
      if (boundaries.some((it, i) => i > 0 && it <= boundaries[i - 1]!)) {
        throw new RangeError(
          `${new.target.name}: expected boundaries to ascend, received boundaries=${
            formatValue(boundaries)
          }`,
        );
      }
    });
    super();
    this.#options = own;
  }

  /** The rate after a number of steps. */
  override call(step: Tensor): Tensor {
    const { boundaries, values } = this.#options;
    const made = float(step);
    return boundaries.reduceRight(
      (later, boundary, i) => where(lessEqual(made, number(boundary)), number(values[i]!), later),
      number(values.at(-1)!),
    );
  }

  override getConfig(): Record<string, unknown> {
    return writeOptions(OPTIONS, this.#options);
  }
}
