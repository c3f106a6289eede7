/**
 * AlphaDropout: dropout that keeps mean and variance, for networks of SELUs.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { seed } from "../../configuration/rows.ts";
import { add, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { greaterEqual } from "../../primitives/math/comparison.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import {
  floatOf,
  type NoiseShape,
  noiseShape,
  noiseShapeFor,
  rateBelowOne,
  type Seed,
} from "./noise.ts";
import { NoisyLayer } from "./noisy_layer.ts";

/** Options of {@linkcode AlphaDropout}. */
export interface AlphaDropoutOptions extends LayerOptions {
  /** Shape of the random numbers, which broadcasts; `null` for the length of the input's axis. */
  noiseShape?: NoiseShape | undefined;
  /** Seed of the random numbers: the same seed gives the same ones; default: drawn. */
  seed?: Seed | undefined;
}

/** Arguments of {@linkcode AlphaDropout}. */
export interface AlphaDropoutArguments extends AlphaDropoutOptions {
  /** The part of the elements that is dropped, >= 0 and < 1. */
  rate: number;
}

type Positional = ["rate", "noiseShape", "seed"];

const OPTIONS = [
  ["rate", rateBelowOne()],
  ["noiseShape", noiseShape()],
  ["seed", seed()],
] as const satisfies RowsOf<AlphaDropoutArguments, Positional>;

/** The value of a SELU far below zero: minus its factor times its slope. */
const LOWEST = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946;

/**
 * Drops elements at random in training to the lowest value of a SELU, `s = -1.7581`.
 *
 * `a (x kept + s (1 - kept)) + b`, where `a = ((1 - rate) (1 + rate s^2))^-0.5` and `b = -a s rate`
 * keep mean 0 and variance 1. Outside of training it gives its inputs. Input and output have the same
 * shape, any one; masks go on. State: the count of its seed generator. Source: Klambauer et al.,
 * Self-Normalizing Neural Networks, 2017.
 *
 * @throws {RangeError} for a rate that is none, or 1, which no factor makes up for.
 * @throws {TypeError} in a training call with inputs that are no floats, or to whose shape
 *   `noiseShape` does not broadcast.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const dropout = new tf.keras.layers.AlphaDropout(0.5, { seed: 1 });
 * assertEquals(dropout([1, 2]).numpy().toArray(), [1, 2]);
 * assertEquals(dropout(tf.ones([2, 3]), { training: true }).shape, [2, 3]);
 * ```
 */
export class AlphaDropout extends NoisyLayer {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Rate, shape of the random numbers, seed, and by name what every layer takes. */
  constructor(...args: LayerArguments<AlphaDropoutArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base, own.seed);
    this.#options = own;
  }

  override call(inputs: Tensor, { training }: CallOptions): Tensor {
    const { rate, noiseShape } = this.#options;
    if (!training || rate === 0) return inputs;
    const dtype = floatOf(this.label, inputs);
    const shape = noiseShapeFor(this.label, inputs, noiseShape);
    const a = ((1 - rate) * (1 + rate * LOWEST ** 2)) ** -0.5;
    const number = (value: number) => scalar(value, dtype);
    return internally(() => {
      // Keras draws float32 whatever the inputs are.
      const drawn = this.noise.uniform(shape, "float32");
      const kept = cast(greaterEqual(drawn, scalar(rate, "float32")), dtype);
      const dropped = multiply(number(LOWEST), subtract(number(1), kept));
      const x = add(multiply(inputs, kept), dropped);
      return add(multiply(number(a), x), number(-a * LOWEST * rate));
    });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
