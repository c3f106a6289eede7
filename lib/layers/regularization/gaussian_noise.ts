/**
 * GaussianNoise: normal random numbers are added in training.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite, REQUIRED, seed } from "../../configuration/rows.ts";
import { add } from "../../primitives/math/arithmetic.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { floatOf, type Seed } from "./noise.ts";
import { NoisyLayer } from "./noisy_layer.ts";

/** Options of {@linkcode GaussianNoise}. */
export interface GaussianNoiseOptions extends LayerOptions {
  /** Seed of the random numbers: the same seed gives the same ones; default: drawn. */
  seed?: Seed | undefined;
}

/** Arguments of {@linkcode GaussianNoise}. */
export interface GaussianNoiseArguments extends GaussianNoiseOptions {
  /** Standard deviation of the noise, from 0 to 1. */
  stddev: number;
}

type Positional = ["stddev", "seed"];

const OPTIONS = [
  ["stddev", finite(REQUIRED, { min: 0, max: 1 })],
  ["seed", seed()],
] as const satisfies RowsOf<GaussianNoiseArguments, Positional>;

/**
 * Adds normal random numbers of mean 0 in training: `x + stddev n`.
 *
 * Outside of training it gives its inputs. Input and output have the same shape, any one; masks go on.
 * State: the count of its seed generator.
 *
 * @throws {RangeError} for a deviation below 0 or above 1.
 * @throws {TypeError} in a training call with inputs that are no floats.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const noise = new tf.keras.layers.GaussianNoise(0.1, { seed: 1 });
 * assertEquals(noise([1, 2]).numpy().toArray(), [1, 2]);
 * assertEquals(noise(tf.ones([2, 3]), { training: true }).shape, [2, 3]);
 * ```
 */
export class GaussianNoise extends NoisyLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Standard deviation, seed, and by name what every layer takes. */
  constructor(...args: LayerArguments<GaussianNoiseArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.seed);
    this.#options = own;
  }

  override call(inputs: Tensor, { training }: CallOptions): Tensor {
    const { stddev } = this.#options;
    if (!training || stddev === 0) return inputs;
    const dtype = floatOf(this.label, inputs);
    const moments = { mean: 0, stddev };
    return internally(() => add(inputs, this.noise.normal(inputs.shape, moments, dtype)));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
