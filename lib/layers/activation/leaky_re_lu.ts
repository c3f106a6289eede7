/**
 * LeakyReLU: the rectifier that is not flat below zero.
 *
 * @module
 */
import { fromConfigCaller } from "../../errors/caller.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { leakyRelu } from "../../activations/rectifiers.ts";
import type { CustomObjects } from "../../configuration/registry.ts";
import { finite } from "../../configuration/rows.ts";
import { Layer } from "../base/layer.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { ShapeKeeping } from "../base/weightless.ts";

/** Options of {@linkcode LeakyReLU}. */
export interface LeakyReLUOptions extends LayerOptions {
  /** Slope below zero, >= 0; default 0.3. */
  negativeSlope?: number | undefined;
}

type Positional = ["negativeSlope"];

const OPTIONS = [
  ["negativeSlope", finite(0.3, { min: 0 })],
] as const satisfies RowsOf<LeakyReLUOptions, Positional>;

/**
 * Rectifies with a slope: `x` where it is positive, else `negativeSlope x`.
 *
 * Input and output have the same shape, any one; masks go on. No state.
 *
 * @throws {RangeError} for a slope below 0.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.LeakyReLU(0.5);
 * assertEquals(layer([-2, 1]).numpy().toArray(), [-1, 1]);
 * ```
 */
export class LeakyReLU extends ShapeKeeping {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args The slope, and by name what every layer takes. */
  constructor(...args: LayerArguments<LeakyReLUOptions, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
  }

  override call(inputs: Tensor): Tensor {
    return leakyRelu(inputs, this.#options.negativeSlope);
  }

  /** A layer of a configuration; before Keras 3 the slope is called `alpha`. */
  static override fromConfig<L>(
    this: new (options: never) => L,
    config: Record<string, unknown>,
    customObjects?: CustomObjects,
  ): L {
    return fromConfigCaller(this, config, () => {
      const { alpha, ...rest } = config;
      const made = alpha === undefined ? rest : { ...rest, negative_slope: alpha };
      return Layer.fromConfig.call(this as never, made, customObjects) as L;
    });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
