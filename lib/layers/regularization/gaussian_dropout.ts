/**
 * GaussianDropout: elements are multiplied by random numbers around 1 in training.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { seed } from "../../configuration/rows.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { floatOf, rateBelowOne, type Seed } from "./noise.ts";
import { NoisyLayer } from "./noisy_layer.ts";

/** Options of {@linkcode GaussianDropout}. */
export interface GaussianDropoutOptions extends LayerOptions {
  /** Seed of the random numbers: the same seed gives the same ones; default: drawn. */
  seed?: Seed | undefined;
}

/** Arguments of {@linkcode GaussianDropout}. */
export interface GaussianDropoutArguments extends GaussianDropoutOptions {
  /** The rate of a dropout with the same spread, >= 0 and < 1. */
  rate: number;
}

type Positional = ["rate", "seed"];

const OPTIONS = [
  ["rate", rateBelowOne()],
  ["seed", seed()],
] as const satisfies RowsOf<GaussianDropoutArguments, Positional>;

/**
 * Multiplies by normal random numbers in training: `x n`, `n` of mean 1 and deviation `sqrt(rate / (1 - rate))`.
 *
 * Outside of training it gives its inputs. Input and output have the same shape, any one; masks go on.
 * State: the count of its seed generator. Source: Srivastava et al., Dropout, 2014.
 *
 * @throws {RangeError} for a rate that is none, or 1, whose deviation is infinite.
 * @throws {TypeError} in a training call with inputs that are no floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const dropout = new tf.keras.layers.GaussianDropout(0.5, { seed: 1 });
 * assertEquals(dropout([1, 2]).numpy().toArray(), [1, 2]);
 * assertEquals(dropout(tf.ones([2, 3]), { training: true }).shape, [2, 3]);
 * ```
 */
export class GaussianDropout extends NoisyLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Rate, seed, and by name what every layer takes. */
  constructor(...args: LayerArguments<GaussianDropoutArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.seed);
    this.#options = own;
  }

  override call(inputs: Tensor, { training }: CallOptions): Tensor {
    const { rate } = this.#options;
    if (!training || rate === 0) return inputs;
    const dtype = floatOf(this.label, inputs);
    const moments = { mean: 1, stddev: Math.sqrt(rate / (1 - rate)) };
    return internally(() => multiply(inputs, this.noise.normal(inputs.shape, moments, dtype)));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
