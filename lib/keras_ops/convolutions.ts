/**
 * Convolutions and pools of one to three dimensions, as `tf.keras.ops` has them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const images = tf.ones([1, 4, 4, 1]);
 * assertEquals(tf.keras.ops.maxPool(images, 2).shape, [1, 2, 2, 1]);
 * ```
 *
 * @module
 */
import { expandDims, squeeze } from "../ops/array/expand_dims.ts";
import { pad } from "../ops/array/pad.ts";
import { reshape } from "../ops/array/reshape.ts";
import { slice } from "../ops/array/slice.ts";
import { concat } from "../ops/array/concat.ts";
import { transpose } from "../ops/array/transpose.ts";
import { depthToSpace as deepened, spaceToDepth as flattened } from "../ops/array/space.ts";
import { checkOneOf } from "../errors/checks.ts";
import { asOneOrMore } from "../ops/integers.ts";
import { add } from "../ops/math/arithmetic.ts";
import * as convolutions from "../ops/nn/convolution.ts";
import * as transposed from "../ops/nn/convolution_transpose.ts";
import { depthwiseConv2d } from "../ops/nn/depthwise_convolution.ts";
import * as pooling from "../ops/nn/pooling.ts";
import { reduceMax, reduceMean } from "../ops/reduction/reductions.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { floatPair, floats, tensorOf } from "./dtypes.ts";
import { type KerasOperation, operation } from "./signature.ts";

/** Channels last: as they are computed. */
function channelsLast(x: Tensor, dataFormat: string | null): Tensor {
  if (dataFormat !== "channels_first") return x;
  return transpose(x, [0, ...Array.from({ length: x.rank - 2 }, (_, i) => i + 2), 1]);
}

function channelsBack(x: Tensor, dataFormat: string | null): Tensor {
  if (dataFormat !== "channels_first") return x;
  return transpose(x, [0, x.rank - 1, ...Array.from({ length: x.rank - 2 }, (_, i) => i + 1)]);
}

/** One number for each dimension. */
function each(name: string, value: number | readonly number[], rank: number): number[] {
  const list = asOneOrMore("sizes", name, value, { min: 0 });
  const all = list.length === 1 ? new Array<number>(rank).fill(list[0]!) : list;
  if (all.length === rank) return all;
  throw new TypeError(
    `sizes: expected ${name} to be one number or ${rank}, received ${name}=[${list.join(", ")}]`,
  );
}

const upper = (padding: string): "VALID" | "SAME" =>
  checkOneOf("padding", "padding", padding, ["valid", "same"]).toUpperCase() as "VALID" | "SAME";

/** A convolution. */
export type Convolution = KerasOperation<
  'inputs, kernel, strides:sizes=1, padding="valid", dataFormat=null, dilationRate:sizes=1'
>;

const CONVOLUTION =
  'inputs, kernel, strides:sizes=1, padding="valid", dataFormat=null, dilationRate:sizes=1';

/** Sums of products under a window that moves over the inputs. */
export const conv: Convolution = operation(
  "conv",
  CONVOLUTION,
  (inputs, kernel, strides, padding, dataFormat, dilationRate) => {
    const [x, filters] = floatPair(inputs, kernel);
    const images = channelsLast(x, dataFormat);
    const rank = images.rank - 2;
    const found = convolutions.convolution(images, filters, {
      strides: each("strides", strides, rank),
      padding: upper(padding),
      dilations: each("dilationRate", dilationRate, rank),
    });
    return channelsBack(found, dataFormat);
  },
);

/** Each channel with filters of its own; one dimension counts as an image of one row. */
function depthwise(
  x: Tensor,
  filters: Tensor,
  strides: readonly number[],
  padding: "VALID" | "SAME",
  dilations: readonly number[],
): Tensor {
  const isFlat = x.rank === 3;
  const [images, kernel] = isFlat ? [expandDims(x, 1), expandDims(filters, 0)] : [x, filters];
  const [down, right] = isFlat ? [strides[0]!, strides[0]!] : strides as [number, number];
  const rates = isFlat ? [1, dilations[0]!] : [...dilations];
  if (down === right) {
    const found = depthwiseConv2d(images, kernel, [1, down, right, 1], padding, {
      dilations: rates,
    });
    return isFlat ? squeeze(found, [1]) : found;
  }
  throw new RangeError(
    `depthwiseConv: expected strides that are equal, received strides=[${strides.join(", ")}]`,
  );
}

/** A convolution of each channel with filters of its own. */
export const depthwiseConv: Convolution = operation(
  "depthwiseConv",
  CONVOLUTION,
  (inputs, kernel, strides, padding, dataFormat, dilationRate) => {
    const [x, filters] = floatPair(inputs, kernel);
    const rank = x.rank - 2;
    const found = depthwise(
      channelsLast(x, dataFormat),
      filters,
      each("strides", strides, rank),
      upper(padding),
      each("dilationRate", dilationRate, rank),
    );
    return channelsBack(found, dataFormat);
  },
);

const SEPARABLE =
  'inputs, depthwiseKernel, pointwiseKernel, strides:sizes=1, padding="valid", dataFormat=null, dilationRate:sizes=1';

/** A convolution of each channel, then one of single pixels over all channels. */
export const separableConv: KerasOperation<typeof SEPARABLE> = operation(
  "separableConv",
  SEPARABLE,
  (inputs, depthwiseKernel, pointwiseKernel, strides, padding, dataFormat, dilationRate) => {
    const [x, filters] = floatPair(inputs, depthwiseKernel);
    const rank = x.rank - 2;
    const deep = depthwise(
      channelsLast(x, dataFormat),
      filters,
      each("strides", strides, rank),
      upper(padding),
      each("dilationRate", dilationRate, rank),
    );
    return channelsBack(convolutions.convolution(deep, floats(pointwiseKernel)), dataFormat);
  },
);

const TRANSPOSED =
  'inputs, kernel, strides:sizes=1, padding="valid", outputPadding:optionalSizes=null, dataFormat=null, dilationRate:sizes=1';

/** The transpose of a convolution: each input adds a window to the outputs. */
export const convTranspose: KerasOperation<typeof TRANSPOSED> = operation(
  "convTranspose",
  TRANSPOSED,
  (inputs, kernel, strides, padding, outputPadding, dataFormat, dilationRate) => {
    const [given, filters] = floatPair(inputs, kernel);
    const x = channelsLast(given, dataFormat);
    const rank = x.rank - 2;
    const steps = each("strides", strides, rank);
    const rates = each("dilationRate", dilationRate, rank);
    const more = outputPadding === null ? undefined : each("outputPadding", outputPadding, rank);
    const edge = upper(padding);
    const sizes = steps.map((step, i) => {
      const [length, window] = [x.shape[i + 1]!, (filters.shape[i]! - 1) * rates[i]! + 1];
      const extra = more?.[i];
      if (edge === "VALID") {
        return (length - 1) * step +
          (extra === undefined ? Math.max(window, step) : window + extra);
      }
      return extra === undefined
        ? length * step
        : (length - 1) * step + window - 2 * Math.floor(window / 2) + extra;
    });
    const shape = [x.shape[0]!, ...sizes, filters.shape.at(-2)!];
    const found = transposed.convTranspose(x, filters, shape, steps, edge, { dilations: rates });
    return channelsBack(found, dataFormat);
  },
);

/** A pool. */
export type Pool = KerasOperation<
  'inputs, poolSize:sizes, strides:optionalSizes=null, padding="valid", dataFormat=null'
>;

const pool = (name: string, run: typeof pooling.maxPool): Pool =>
  operation(
    name,
    'inputs, poolSize:sizes, strides:optionalSizes=null, padding="valid", dataFormat=null',
    (inputs, poolSize, strides, padding, dataFormat) => {
      const x = channelsLast(floats(inputs), dataFormat);
      const sizes = each("poolSize", poolSize, x.rank - 2);
      const steps = strides === null ? sizes : each("strides", strides, x.rank - 2);
      return channelsBack(run(x, sizes, steps, upper(padding)), dataFormat);
    },
  );

/** The largest under a window. */
export const maxPool: Pool = pool("maxPool", pooling.maxPool);
/** The mean under a window. */
export const averagePool: Pool = pool("averagePool", pooling.avgPool as typeof pooling.maxPool);

/** A pool to a size. */
export type AdaptivePool = KerasOperation<"inputs, outputSize:sizes, dataFormat=null">;

const adaptive = (name: string, run: (x: Tensor, axis: number) => Tensor): AdaptivePool =>
  operation(name, "inputs, outputSize:sizes, dataFormat=null", (inputs, outputSize, dataFormat) => {
    const x = channelsLast(floats(inputs), dataFormat);
    const sizes = each("outputSize", outputSize, x.rank - 2);
    return channelsBack(
      sizes.reduce((sofar, size, i) => windows(sofar, i + 1, size, run), x),
      dataFormat,
    );
  });

/** As many windows along an axis as asked for, next to each other as evenly as can be. */
function windows(
  x: Tensor,
  axis: number,
  count: number,
  run: (x: Tensor, axis: number) => Tensor,
): Tensor {
  const length = x.shape[axis]!;
  const parts = Array.from({ length: count }, (_, i) => {
    const [begin, end] = [Math.floor(i * length / count), Math.ceil((i + 1) * length / count)];
    const start = x.shape.map((_, at) => at === axis ? begin : 0);
    return expandDims(run(slice(x, start, x.shape.with(axis, end - begin)), axis), axis);
  });
  return concat(parts, axis);
}

/** Means of as many windows as asked for. */
export const adaptiveAveragePool: AdaptivePool = adaptive(
  "adaptiveAveragePool",
  (x, axis) => reduceMean(x, axis),
);
/** The largest of as many windows as asked for. */
export const adaptiveMaxPool: AdaptivePool = adaptive(
  "adaptiveMaxPool",
  (x, axis) => reduceMax(x, axis),
);

/** Blocks of pixels and their channels. */
export type Blocks = KerasOperation<'x, blockSize:number, dataFormat="channels_last"'>;

const blocks = (name: string, run: typeof deepened): Blocks =>
  operation(name, 'x, blockSize:number, dataFormat="channels_last"', (x, blockSize, dataFormat) => {
    const images = channelsLast(tensorOf(x), dataFormat);
    return channelsBack(run(images, blockSize), dataFormat);
  });

/** Channels as blocks of pixels. */
export const depthToSpace: Blocks = blocks("depthToSpace", deepened);
/** Blocks of pixels as channels. */
export const spaceToDepth: Blocks = blocks("spaceToDepth", flattened);

/** Windows of images with their channels first, a column each. */
export const unfold: KerasOperation<
  "x, kernelSize:sizes, dilation:sizes=1, padding:sizes=0, stride:sizes=1"
> = operation(
  "unfold",
  "x, kernelSize:sizes, dilation:sizes=1, padding:sizes=0, stride:sizes=1",
  (value, kernelSize, dilation, padding, stride) => {
    const given = tensorOf(value);
    const window = windowOf(kernelSize, dilation, padding, stride);
    const { size, rate, edge, step } = window;
    const x = pad(given, [[0, 0], [0, 0], [edge[0], edge[0]], [edge[1], edge[1]]]);
    const [rows, columns] = placesOf(x.shape.slice(2), window);
    const taps = tapsOf(size).map(([i, j]) =>
      x.at(
        ":",
        ":",
        `${i * rate[0]}:${i * rate[0] + (rows - 1) * step[0] + 1}:${step[0]}`,
        `${j * rate[1]}:${j * rate[1] + (columns - 1) * step[1] + 1}:${step[1]}`,
      )
    );
    const [batch, channels] = x.shape as [number, number];
    const parts = taps.map((it) => reshape(it, [batch, channels, 1, rows * columns]));
    return reshape(concat(parts, 2), [batch, channels * size[0] * size[1], rows * columns]);
  },
);

type Pair = readonly [number, number];

interface Window {
  readonly size: Pair;
  readonly rate: Pair;
  readonly edge: Pair;
  readonly step: Pair;
}

type Sizes = number | readonly number[];

function windowOf(size: Sizes, rate: Sizes, edge: Sizes, step: Sizes): Window {
  const two = (name: string, value: Sizes) => each(name, value, 2) as unknown as Pair;
  return {
    size: two("kernelSize", size),
    rate: two("dilation", rate),
    edge: two("padding", edge),
    step: two("stride", step),
  };
}

/** How many windows there are in images whose edges are filled up. */
function placesOf(shape: readonly number[], { size, rate, step }: Window): [number, number] {
  return [0, 1].map((i) =>
    Math.floor((shape[i]! - rate[i]! * (size[i]! - 1) - 1) / step[i]!) + 1
  ) as [number, number];
}

const tapsOf = ([height, width]: Pair): [number, number][] =>
  Array.from({ length: height * width }, (_, i) => [Math.floor(i / width), i % width]);

/** The images that {@linkcode unfold} took windows from: what overlaps is added up. */
export const fold: KerasOperation<
  "x, outputSize:sizes, kernelSize:sizes, dilation:sizes=1, padding:sizes=0, stride:sizes=1"
> = operation(
  "fold",
  "x, outputSize:sizes, kernelSize:sizes, dilation:sizes=1, padding:sizes=0, stride:sizes=1",
  (value, outputSize, kernelSize, dilation, padding, stride) => {
    const x = tensorOf(value);
    const window = windowOf(kernelSize, dilation, padding, stride);
    const { size, rate, edge, step } = window;
    const output = each("outputSize", outputSize, 2);
    const whole = [output[0]! + 2 * edge[0], output[1]! + 2 * edge[1]];
    const [rows, columns] = placesOf(whole, window);
    const [batch, depth] = x.shape as [number, number];
    const channels = depth / (size[0] * size[1]);
    const taps = reshape(x, [batch, channels, size[0] * size[1], rows, columns]);
    const sum = tapsOf(size).map(([i, j], tap) => {
      const spread = spaced(taps.at(":", ":", tap), step);
      const [down, right] = [i * rate[0], j * rate[1]];
      return pad(spread, [
        [0, 0],
        [0, 0],
        [down, whole[0]! - down - spread.shape[2]!],
        [right, whole[1]! - right - spread.shape[3]!],
      ]);
    }).reduce((sofar, it) => add(sofar, it));
    return slice(sum, [0, 0, edge[0], edge[1]], [batch, channels, output[0]!, output[1]!]);
  },
);

/** Zeros between the elements of the last two axes. */
function spaced(x: Tensor, [down, right]: Pair): Tensor {
  const [batch, channels, rows, columns] = x.shape as [number, number, number, number];
  const wide = pad(reshape(x, [batch, channels, rows, 1, columns, 1]), [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, down - 1],
    [0, 0],
    [0, right - 1],
  ]);
  const all = reshape(wide, [batch, channels, rows * down, columns * right]);
  return slice(all, [0, 0, 0, 0], [
    batch,
    channels,
    (rows - 1) * down + 1,
    (columns - 1) * right + 1,
  ]);
}
