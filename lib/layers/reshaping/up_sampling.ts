/**
 * Images with each element several times: what UpSampling1D, UpSampling2D and UpSampling3D share.
 *
 * @internal
 * @module
 */
import { channelsBack, channelsLast } from "../../ops/nn/window_arguments.ts";
import { distinct } from "../../primitives/array/identity.ts";
import type { SymbolicShape } from "../../tensor/keras_tensor.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { imageShape, type Rank, shapeOfImage } from "../base/images.ts";
import { InputSpec } from "../base/input_spec.ts";
import { KeptDType } from "../base/kept_dtype.ts";
import type { LayerOptions } from "../base/options.ts";
import type { DataFormat } from "../base/rows.ts";
import { repeated } from "./repeated.ts";

/** A layer that repeats elements. */
export abstract class UpSampling extends KeptDType {
  readonly #sizes: readonly number[];
  readonly #format: DataFormat;

  /** Takes how often to repeat along each axis, and where channels are. */
  constructor(sizes: readonly number[], format: DataFormat, base: LayerOptions) {
    super(base);
    this.#sizes = sizes;
    this.#format = format;
    this.inputSpec = new InputSpec({ ndim: sizes.length + 2 });
  }

  override call(inputs: Tensor): Tensor {
    const isFirst = this.#format === "channels_first";
    // Channels last even then: whole rows of them are copied, and layers beside this one move them too.
    return internally(() => {
      const y = repeated(channelsLast(inputs, isFirst), [1, ...this.#sizes, 1]);
      return distinct(channelsBack(y, isFirst), inputs);
    });
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    const rank = this.#sizes.length as Rank;
    const { image, ...it } = imageShape(this.label, inputShape, rank, this.#format);
    const larger = image.map((length, axis) =>
      length === null ? null : length * this.#sizes[axis]!
    );
    return shapeOfImage({ ...it, image: larger }, this.#format);
  }
}
