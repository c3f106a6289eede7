/**
 * The largest element or the mean of each channel of a whole image: what GlobalMaxPooling1D to
 * GlobalAveragePooling3D share.
 *
 * @internal
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { flag } from "../../configuration/rows.ts";
import { formatShape } from "../../errors/format.ts";
import { cast } from "../../primitives/math/cast.ts";
import { reduceMax } from "../../primitives/reduction/reduce_extreme.ts";
import { reduceMean } from "../../primitives/reduction/reduce_mean.ts";
import type { KerasTensor, SymbolicShape } from "../../tensor/keras_tensor.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { CallOptions } from "../base/call_arguments.ts";
import { imageAxes, imageShape, type Rank, shapeOfImage } from "../base/images.ts";
import { InputSpec } from "../base/input_spec.ts";
import { keptDType } from "../base/kept_dtype.ts";
import { type LayerOptions, layerOptions } from "../base/options.ts";
import { type DataFormat, dataFormat } from "../base/rows.ts";
import { Weightless } from "../base/weightless.ts";
import { pooledDType, type PoolType } from "./pooling.ts";

/** Options of pools of whole images. */
export interface GlobalPoolingOptions extends LayerOptions {
  /** Where inputs have their channels; default last. */
  dataFormat?: DataFormat | null | undefined;
  /** Whether the axes of the image stay, with length 1; default `false`. */
  keepdims?: boolean | undefined;
}

/** Their order. */
export type GlobalPoolingNames = ["dataFormat", "keepdims"];

const OPTIONS = [
  ["dataFormat", dataFormat()],
  ["keepdims", flag(false)],
] as const satisfies RowsOf<GlobalPoolingOptions, GlobalPoolingNames>;

/** A pool of whole images. */
export abstract class GlobalPooling extends Weightless {
  static override readonly rows: Rows = OPTIONS;
  readonly #type: PoolType;
  readonly #rank: Rank;
  readonly #options: Made<typeof OPTIONS>;

  /** Takes the options of a class. */
  constructor(type: PoolType, rank: Rank, args: readonly unknown[]) {
    const { own, base } = layerOptions(new.target, OPTIONS, args);
    super(base);
    this.#type = type;
    this.#rank = rank;
    this.#options = own;
    this.inputSpec = new InputSpec({ ndim: rank + 2 });
  }

  /** Whether the axes of the image stay. */
  get keepdims(): boolean {
    return this.#options.keepdims;
  }

  /** The axes of the image in the inputs. */
  protected get axes(): readonly number[] {
    return imageAxes(this.#rank, this.#options.dataFormat);
  }

  override call(inputs: Tensor, _options?: CallOptions): Tensor {
    const isMean = this.#type === "AVG";
    this.#checkPixels(inputs);
    return internally(() => {
      const x = cast(inputs, pooledDType(this.#type, inputs.dtype));
      return (isMean ? reduceMean : reduceMax)(x, this.axes, this.keepdims);
    });
  }

  /** Throws where there is nothing to take the largest or the mean of. */
  #checkPixels({ shape }: Tensor): void {
    // As in Keras, the largest of tensors without elements is refused, the mean of an empty batch not.
    const axes = this.#type === "MAX" ? shape.map((_, axis) => axis) : this.axes;
    if (axes.every((axis) => shape[axis]! > 0)) return;
    throw new TypeError(
      `Cannot call ${this.label}: expected images with elements, received shape ${
        formatShape(shape)
      }`,
    );
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    const { dataFormat } = this.#options;
    const { batch, image, channels } = imageShape(this.label, inputShape, this.#rank, dataFormat);
    if (!this.keepdims) return [batch, channels];
    return shapeOfImage({ batch, image: image.map(() => 1), channels }, dataFormat);
  }

  protected override outputDtype({ dtype }: KerasTensor): KerasTensor["dtype"] {
    return pooledDType(this.#type, keptDType(dtype, this.computeDtype, this.common));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(OPTIONS, this.#options) };
  }
}
