/**
 * The largest element or the mean of as many windows as there are to be results: what
 * AdaptiveMaxPooling1D to AdaptiveAveragePooling3D share. Windows begin at `floor(i n / m)` and end
 * before `ceil((i + 1) n / m)`, for `n` elements and `m` results; neighbours may share elements.
 *
 * @internal
 * @module
 */
import { type Made, type Rows, type RowsOf, writeOptions } from "../../configuration/options.ts";
import { REQUIRED } from "../../configuration/rows.ts";
import { formatShape } from "../../errors/format.ts";
import { poolChannelsLast } from "../../ops/nn/pool_images.ts";
import { channelsBack, channelsLast } from "../../ops/nn/window_arguments.ts";
import { gather } from "../../primitives/array/gather.ts";
import { distinct } from "../../primitives/array/identity.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import { cast } from "../../primitives/math/cast.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import type { KerasTensor, SymbolicShape } from "../../tensor/keras_tensor.ts";
import { aval, sizeOf } from "../../tensor/aval.ts";
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

/** The elements of the windows of an axis, as many of each: the last one of short windows again. */
interface Members {
  /** Elements of the longest window. */
  readonly most: number;
  /** Places along the axis, window by window. */
  readonly places: Tensor;
  /** Their parts of the means, of float32. */
  readonly weights: Tensor;
}

function membersOf(length: number, count: number): Members {
  const spans = Array.from({ length: count }, (_, i) => {
    const start = Math.floor(i * length / count);
    return { start, size: Math.ceil((i + 1) * length / count) - start };
  });
  const most = Math.max(...spans.map(({ size }) => size));
  const each = <T>(make: (start: number, size: number, member: number) => T): T[] =>
    spans.flatMap(({ start, size }) =>
      Array.from({ length: most }, (_, member) => make(start, size, member))
    );
  const places = each((start, size, member) => start + Math.min(member, size - 1));
  const weights = each((_, size, member) =>
    member < size - 1 ? 1 / size : 1 / size / (most - size + 1)
  );
  return {
    most,
    places: leaf(Int32Array.from(places), aval("int32", [places.length])),
    weights: leaf(Float32Array.from(weights), aval("float32", [places.length])),
  };
}

/** The pool of windows along one axis of images whose channels are last. */
function pooledAlong(type: PoolType, x: Tensor, image: number, count: number): Tensor {
  const [axis, length] = [image + 1, x.shape[image + 1]!];
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  // Along one axis everything before it is the batch, and everything behind it channels.
  const pool = (it: Tensor, size: number) => {
    const rows = reshape(it, [sizeOf(before), it.shape[axis]!, sizeOf(after)]);
    const attrs = { window: [size], strides: [size], padding: "VALID" } as const;
    return reshape(poolChannelsLast(type, 1, rows, attrs), [...before, count, ...after]);
  };
  if (length === count) return x;
  if (length % count === 0) return pool(x, length / count);
  // Windows side by side have much the faster gradients; of equal ones the first still counts.
  const { most, places, weights } = membersOf(length, count);
  const members = gather(x, places, axis);
  if (type === "MAX") return pool(members, most);
  const parts = reshape(cast(weights, x.dtype), [count, most, ...after.map(() => 1)]);
  const apart = reshape(members, [...before, count, most, ...after]);
  return reduceSum(multiply(apart, parts), [axis + 1]);
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
      return distinct(channelsBack(y, isFirst), inputs);
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
