/**
 * Flatten: all axes but the batch become one.
 *
 * @module
 */
import { fromCaller } from "../../errors/caller.ts";
import { checkOneOf } from "../../errors/checks.ts";
import type { Arguments } from "../../ops/bind.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Layer } from "../base/layer.ts";
import { baseOptions, layerArguments, type LayerOptions } from "../base/options.ts";

/** Options of {@linkcode Flatten}. */
export interface FlattenOptions extends LayerOptions {
  /** Where inputs have their channels; `"channels_first"` moves them last. Default last. */
  dataFormat?: "channels_last" | "channels_first" | null | undefined;
}

const PARAMETERS = ["dataFormat"] as const;
const FORMATS = ["channels_last", "channels_first"] as const;

/**
 * Flattens each input of a batch.
 *
 * Input shape `(batch, ...)`, output shape `(batch, product of the rest)`; a vector `(batch,)`
 * becomes `(batch, 1)`. No state.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new tf.keras.layers.Flatten()(tf.zeros([2, 3, 4])).shape, [2, 12]);
 * ```
 */
export class Flatten extends Layer {
  readonly #channelsFirst: boolean;

  /** @param args Data format, and by name what every layer takes. */
  constructor(...args: Arguments<FlattenOptions, typeof PARAMETERS, keyof LayerOptions>) {
    const given = layerArguments<FlattenOptions>(new.target, PARAMETERS, 0, args);
    const format = fromCaller(
      new.target,
      () => checkOneOf(new.target.name, "dataFormat", given.dataFormat ?? FORMATS[0], FORMATS),
    );
    super(baseOptions(given));
    this.#channelsFirst = format === "channels_first";
  }

  override call(inputs: Tensor): Tensor {
    if (inputs.rank === 0) {
      throw new TypeError(
        `Cannot call ${this.label}: expected inputs of shape (batch, ...), received a scalar of shape ()`,
      );
    }
    const [batch, channels, ...rest] = inputs.shape as [number, ...number[]];
    const size = inputs.shape.slice(1).reduce((product, dim) => product * dim, 1);
    const isMoved = this.#channelsFirst && channels !== undefined && rest.length > 0;
    const x = isMoved ? transpose(inputs, [0, ...rest.map((_, axis) => axis + 2), 1]) : inputs;
    return reshape(x, [batch, size]);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      data_format: this.#channelsFirst ? "channels_first" : "channels_last",
    };
  }
}
