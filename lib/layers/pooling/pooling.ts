/**
 * The largest element or the mean under each window: what MaxPooling1D to AveragePooling3D share.
 *
 * @internal
 * @module
 */
import { type DType, isFloating } from "../../arrays/dtypes.ts";
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { oneOf, REQUIRED } from "../../configuration/rows.ts";
import { ofBase } from "../../configuration/rows.ts";
import { poolChannelsLast } from "../../ops/nn/pool_images.ts";
import { channelsBack, channelsLast } from "../../ops/nn/window_arguments.ts";
import { cast } from "../../primitives/math/cast.ts";
import type { KerasTensor, SymbolicShape } from "../../tensor/keras_tensor.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { imageShape, type Rank, shapeOfImage, windowsAlong } from "../base/images.ts";
import { InputSpec } from "../base/input_spec.ts";
import { keptDType } from "../base/kept_dtype.ts";
import { type LayerOptions, layerOptions } from "../base/options.ts";
import { type DataFormat, dataFormat, window } from "../base/rows.ts";
import { Weightless } from "../base/weightless.ts";

/** What a pool takes of each window. */
export type PoolType = "MAX" | "AVG";

/** The type of a pool's result: means of whole numbers are floats. */
export function pooledDType(type: PoolType, dtype: DType): DType {
  return type === "AVG" && !isFloating(dtype) ? "float32" : dtype;
}

/** Options of pools that have no usual window. */
export interface PoolingStepOptions extends LayerOptions {
  /** How far windows move, >= 1, for all axes or each; default `null`: as far as they are long. */
  strides?: number | readonly number[] | null | undefined;
  /** `"valid"` (default): only whole windows; `"same"`: as many results as there are strides. */
  padding?: "valid" | "same" | undefined;
  /** Where inputs and outputs have their channels; default last. */
  dataFormat?: DataFormat | null | undefined;
}

/** Options of pools. */
export interface PoolingOptions extends PoolingStepOptions {
  /** Size of the window, >= 1, for all axes or each; default 2. */
  poolSize?: number | readonly number[] | undefined;
}

/** Arguments of pools that have no usual window. */
export interface PoolingArguments extends PoolingStepOptions {
  /** Size of the window, >= 1, for all axes or each. */
  poolSize: number | readonly number[];
}

/** Their order. */
export type PoolingNames = ["poolSize", "strides", "padding", "dataFormat", "name"];

function tableOf(rank: Rank) {
  return [
    ["poolSize", window(rank, REQUIRED)],
    ["strides", window(rank, null)],
    ["padding", oneOf(["valid", "same"], "valid")],
    ["dataFormat", dataFormat()],
    ["name", ofBase<string>()],
  ] as const satisfies RowsOf<PoolingArguments, PoolingNames>;
}

type Table = ReturnType<typeof tableOf>;

/** The options of pools of images of `rank` dimensions. */
export function poolingRows(rank: Rank): Rows {
  return tableOf(rank);
}

/** The same with a window of two elements where none is given. */
export function usualPoolingRows(rank: Rank): Rows {
  const [, ...rest] = tableOf(rank);
  return [["poolSize", window(rank, 2)], ...rest] satisfies RowsOf<PoolingOptions, PoolingNames>;
}

/** A pool. */
export abstract class Pooling extends Weightless {
  readonly #type: PoolType;
  readonly #rank: Rank;
  readonly #table: Rows;
  readonly #options: Made<Table>;

  /** Takes the options of a class. */
  constructor(type: PoolType, table: Rows, args: readonly unknown[]) {
    const { own, base } = layerOptions(new.target, table as Table, args);
    super(base);
    this.#type = type;
    this.#table = table;
    this.#options = own;
    this.#rank = own.poolSize.length as Rank;
    this.inputSpec = new InputSpec({ ndim: this.#rank + 2 });
  }

  get #strides(): readonly number[] {
    return this.#options.strides ?? this.#options.poolSize;
  }

  override call(inputs: Tensor): Tensor {
    const { poolSize, padding, dataFormat } = this.#options;
    this.computeOutputShape(inputs.shape);
    const isFirst = dataFormat === "channels_first";
    const attrs = {
      window: poolSize,
      strides: this.#strides,
      padding: padding === "same" ? "SAME" : "VALID",
    } as const;
    return internally(() => {
      const x = channelsLast(cast(inputs, pooledDType(this.#type, inputs.dtype)), isFirst);
      return channelsBack(poolChannelsLast(this.#type, this.#rank, x, attrs), isFirst);
    });
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    const { poolSize, padding, dataFormat } = this.#options;
    const { image, ...it } = imageShape(this.label, inputShape, this.#rank, dataFormat);
    const pooled = image.map((length, axis) => {
      const window = { extent: poolSize[axis]!, stride: this.#strides[axis]!, padding };
      return windowsAlong(this.label, length, window);
    });
    return shapeOfImage({ ...it, image: pooled }, dataFormat);
  }

  protected override outputDtype({ dtype }: KerasTensor): KerasTensor["dtype"] {
    return pooledDType(this.#type, keptDType(dtype, this.computeDtype, this.common));
  }

  override getConfig(): Record<string, unknown> {
    const written = writeOptions(this.#table as Table, this.#options);
    return { ...super.getConfig(), ...written, strides: this.#strides };
  }
}
