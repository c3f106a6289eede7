/**
 * The largest element or the mean of as many windows as there are to be results: what
 * AdaptiveMaxPooling1D to AdaptiveAveragePooling3D share. Windows begin at `floor(i n / m)` and end
 * before `ceil((i + 1) n / m)`, for `n` elements and `m` results; they differ in length by one, and
 * neighbours may share an element.
 *
 * @internal
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { REQUIRED } from "../../configuration/rows.ts";
import { formatShape } from "../../errors/format.ts";
import { poolChannelsLast } from "../../ops/nn/pool_images.ts";
import { channelsBack, channelsLast } from "../../ops/nn/window_arguments.ts";
import { concat } from "../../primitives/array/concat.ts";
import { gather } from "../../primitives/array/gather.ts";
import { cast } from "../../primitives/math/cast.ts";
import type { KerasTensor, SymbolicShape } from "../../tensor/keras_tensor.ts";
import { aval } from "../../tensor/aval.ts";
import { internally } from "../../tensor/state.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { imageShape, type Rank, shapeOfImage } from "../base/images.ts";
import { InputSpec } from "../base/input_spec.ts";
import { keptDType } from "../base/kept_dtype.ts";
import { Layer } from "../base/layer.ts";
import { type LayerOptions, layerOptions } from "../base/options.ts";
import { type DataFormat, dataFormat, window } from "../base/rows.ts";
import { pooledDType, type PoolType } from "./pooling.ts";

/** Options of adaptive pools. */
export interface AdaptivePoolingOptions extends LayerOptions {
  /** Where inputs and outputs have their channels; default last. */
  dataFormat?: DataFormat | null | undefined;
}

/** Arguments of adaptive pools. */
export interface AdaptivePoolingArguments extends AdaptivePoolingOptions {
  /** Size of the outputs, >= 1, for all axes or each. */
  outputSize: number | readonly number[];
}

/** Their order. */
export type AdaptivePoolingNames = ["outputSize", "dataFormat"];

function tableOf(rank: Rank) {
  return [
    ["outputSize", window(rank, REQUIRED)],
    ["dataFormat", dataFormat()],
  ] as const satisfies RowsOf<AdaptivePoolingArguments, AdaptivePoolingNames>;
}

type Table = ReturnType<typeof tableOf>;

/** The options of adaptive pools of images of `rank` dimensions. */
export function adaptivePoolingRows(rank: Rank): Rows {
  return tableOf(rank);
}

/** A window from an element to the one before another. */
interface Span {
  readonly start: number;
  readonly length: number;
}

/** The windows of an axis. */
function spans(length: number, count: number): Span[] {
  return Array.from({ length: count }, (_, i) => {
    const start = Math.floor(i * length / count);
    return { start, length: Math.ceil((i + 1) * length / count) - start };
  });
}

/** The pool of windows along one axis of images whose channels are last. */
function pooledAlong(type: PoolType, x: Tensor, axis: number, count: number): Tensor {
  const [rank, length] = [x.rank - 2 as Rank, x.shape[axis + 1]!];
  if (length === count) return x;
  const along = (size: number) => Array.from({ length: rank }, (_, i) => i === axis ? size : 1);
  const pool = (size: number, stride: number) =>
    poolChannelsLast(type, rank, x, {
      window: along(size),
      strides: along(stride),
      padding: "VALID",
    });
  if (length % count === 0) return pool(length / count, length / count);
  const all = spans(length, count);
  const sizes = [...new Set(all.map((it) => it.length))].sort((a, b) => a - b);
  const pools = sizes.map((size) => pool(size, 1));
  const starts = sizes.map((_, i) =>
    sizes.slice(0, i).reduce((sum, size) => sum + length - size + 1, 0)
  );
  const places = Int32Array.from(all, (it) => starts[sizes.indexOf(it.length)]! + it.start);
  const joined = pools.length === 1 ? pools[0]! : concat(pools, axis + 1);
  return gather(joined, leaf(places, aval("int32", [count])), axis + 1);
}

/** An adaptive pool. */
export abstract class AdaptivePooling extends Layer {
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
    this.#rank = own.outputSize.length as Rank;
    this.inputSpec = new InputSpec({ ndim: this.#rank + 2 });
  }

  override call(inputs: Tensor): Tensor {
    const { outputSize, dataFormat } = this.#options;
    const isFirst = dataFormat === "channels_first";
    const { image } = imageShape(this.label, inputs.shape, this.#rank, dataFormat);
    if (image.includes(0)) {
      throw new TypeError(
        `Cannot call ${this.label}: expected images with elements, received shape ${
          formatShape(inputs.shape)
        }`,
      );
    }
    return internally(() => {
      const isMean = this.#type === "AVG";
      const x = channelsLast(cast(inputs, pooledDType(this.#type, inputs.dtype)), isFirst);
      const sizes = outputSize.map((count, axis) => x.shape[axis + 1]! / count);
      // Means of whole windows need no order of axes; of equal largest elements it decides which counts.
      const isWhole = isMean && sizes.every((it) => Number.isInteger(it));
      const attrs = { window: sizes, strides: sizes, padding: "VALID" } as const;
      const y = isWhole
        ? poolChannelsLast(this.#type, this.#rank, x, attrs)
        : outputSize.reduce((it, count, axis) => pooledAlong(this.#type, it, axis, count), x);
      return channelsBack(y, isFirst);
    });
  }

  override computeOutputShape(inputShape: SymbolicShape): SymbolicShape {
    const { outputSize, dataFormat } = this.#options;
    const { batch, channels } = imageShape(this.label, inputShape, this.#rank, dataFormat);
    return shapeOfImage({ batch, image: outputSize, channels }, dataFormat);
  }

  protected override outputDtype({ dtype }: KerasTensor): KerasTensor["dtype"] {
    return pooledDType(this.#type, keptDType(dtype, this.computeDtype, this.common));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(this.#table as Table, this.#options) };
  }
}
