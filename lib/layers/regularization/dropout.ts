/**
 * Dropout: elements are dropped at random in training.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { finite, REQUIRED, seed } from "../../configuration/rows.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { type NoiseShape, noiseShape, noiseShapeFor, type Seed } from "./noise.ts";
import { NoisyLayer } from "./noisy_layer.ts";

/** Options of {@linkcode Dropout}. */
export interface DropoutOptions extends LayerOptions {
  /** Shape of the random numbers, which broadcasts; `null` for the length of the input's axis. */
  noiseShape?: NoiseShape | undefined;
  /** Seed of the random numbers: the same seed gives the same ones; default: drawn. */
  seed?: Seed | undefined;
}

/** Arguments of {@linkcode Dropout}. */
export interface DropoutArguments extends DropoutOptions {
  /** The part of the elements that is dropped, from 0 to 1. */
  rate: number;
}

type Positional = ["rate", "noiseShape", "seed"];

const OPTIONS = [
  ["rate", finite(REQUIRED, { min: 0, max: 1 })],
  ["noiseShape", noiseShape()],
  ["seed", seed()],
] as const satisfies RowsOf<DropoutArguments, Positional>;

/**
 * Drops elements at random in training: 0 with probability `rate`, else `x / (1 - rate)`.
 *
 * Outside of training it gives its inputs. Input and output have the same shape, any one; masks go on.
 * Random numbers are other ones at every call. State: the count of its seed generator.
 *
 * @throws {RangeError} for a rate that is none.
 * @throws {TypeError} in a training call with inputs that are no floats, or to whose shape
 *   `noiseShape` does not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const dropout = new tf.keras.layers.Dropout(0.5, { seed: 1 });
 * assertEquals(dropout([1, 2]).numpy().toArray(), [1, 2]);
 * const y = dropout(tf.ones([100]), { training: true });
 * assertEquals((y.numpy().toArray() as number[]).every((it) => it === 0 || it === 2), true);
 * ```
 */
export class Dropout extends NoisyLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Rate, shape of the random numbers, seed, and by name what every layer takes. */
  constructor(...args: LayerArguments<DropoutArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.seed);
    this.#options = own;
  }

  override call(inputs: Tensor, { training }: CallOptions): Tensor {
    const { rate, noiseShape } = this.#options;
    if (!training || rate === 0) return inputs;
    const shape = noiseShapeFor(this.label, inputs, noiseShape);
    return this.noise.dropout(this.label, inputs, rate, shape);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
