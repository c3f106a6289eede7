/**
 * Rescaling: numbers times a scale, plus an offset.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { REQUIRED } from "../../configuration/rows.ts";
import { asTensor } from "../../ops/as_tensor.ts";
import { add, multiply } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { ShapeKeepingData } from "./data_layer.ts";
import { numbers } from "./rows.ts";

/** Options of {@linkcode Rescaling}. */
export interface RescalingOptions extends LayerOptions {
  /** What is added, a number or numbers that broadcast; default 0. */
  offset?: TensorLike | undefined;
}

/** Arguments of {@linkcode Rescaling}. */
export interface RescalingArguments extends RescalingOptions {
  /** The factor, a number or numbers that broadcast. */
  scale: TensorLike;
}

type Positional = ["scale", "offset"];

const OPTIONS = [
  ["scale", numbers(REQUIRED)],
  ["offset", numbers(0)],
] as const satisfies RowsOf<RescalingArguments, Positional>;

/**
 * `x scale + offset`, in training and outside of it, in the layer's type.
 *
 * Input and output have the same shape, any one; masks go on. No state.
 *
 * @throws {TypeError} for a scale or an offset that is no number and no list of them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const layer = new tf.keras.layers.Rescaling(0.5, -1);
 * assertEquals(layer(tf.constant([0, 2, 4], { dtype: "uint8" })).numpy().toArray(), [-1, 0, 1]);
 * ```
 */
export class Rescaling extends ShapeKeepingData {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Scale, offset, and by name what every layer takes. */
  constructor(...args: LayerArguments<RescalingArguments, Positional>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
  }

  override call(inputs: Tensor): Tensor {
    const { scale, offset } = this.#options;
    const as = (it: TensorLike) => cast(asTensor(this.label, it), this.computeDtype);
    return internally(() => add(multiply(cast(inputs, this.computeDtype), as(scale)), as(offset)));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
