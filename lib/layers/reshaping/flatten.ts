/**
 * Flatten: all axes but the batch become one.
 *
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { InputSpec } from "../base/input_spec.ts";
import { KeptDType } from "../base/kept_dtype.ts";
import { type LayerArguments, type LayerOptions, layerOptions } from "../base/options.ts";
import { type DataFormat, dataFormat } from "../base/rows.ts";
import { productOf } from "../base/shapes.ts";

/** Options of {@linkcode Flatten}. */
export interface FlattenOptions extends LayerOptions {
  /** Where inputs have their channels; `"channels_first"` moves them last. Default last. */
  dataFormat?: DataFormat | null | undefined;
}

const OPTIONS = [["dataFormat", dataFormat()]] as const satisfies RowsOf<
  FlattenOptions,
  ["dataFormat"]
>;

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
export class Flatten extends KeptDType {
  static override readonly rows: Rows = OPTIONS;
  readonly #options: Made<typeof OPTIONS>;

  /** @param args Data format, and by name what every layer takes. */
  constructor(...args: LayerArguments<FlattenOptions, ["dataFormat"]>) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#options = own;
    this.inputSpec = new InputSpec({ minNdim: 1 });
  }

  override call(inputs: Tensor): Tensor {
    const [batch, channels, ...rest] = inputs.shape as [number, ...number[]];
    const size = inputs.shape.slice(1).reduce((product, dim) => product * dim, 1);
    const isFirst = this.#options.dataFormat === "channels_first";
    const isMoved = isFirst && channels !== undefined && rest.length > 0;
    const x = isMoved ? transpose(inputs, [0, ...rest.map((_, axis) => axis + 2), 1]) : inputs;
    return distinct(reshape(x, [batch, size]), inputs);
  }

  override computeOutputShape([batch, ...rest]: SymbolicShape): SymbolicShape {
    return [batch!, productOf(rest)];
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
