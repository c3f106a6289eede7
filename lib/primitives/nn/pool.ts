/**
 * What largest and mean of windows share: attributes, sizes, samples.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import { aval, type Shape } from "../../tensor/aval.ts";
import type { TensorFlowAttributes } from "../../tensor/primitive.ts";
import { leaf, type Tensor } from "../../tensor/tensor.ts";
import { asFloat64, fromFloat64 } from "../../tensor/host_map.ts";
import { elementsUnderWindows } from "./window_table.ts";
import {
  axesOfWindows,
  type Axis,
  each,
  kernelPadding,
  type Padding,
  requireImage,
} from "./windows.ts";

/** A pool: its window, how it moves, and what is around the image. */
export interface PoolAttributes {
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly padding: Padding;
}

/** The axes of the image under a pool's windows. */
export function axesOfPool(
  where: string,
  rank: number,
  shape: Shape,
  { window, strides, padding }: PoolAttributes,
): Axis[] {
  requireImage(where, "an image", shape, rank);
  if (window.length !== rank || window.some((it) => !Number.isInteger(it) || it < 1)) {
    throw new RangeError(
      `${where}: expected ksize to be ${rank} whole numbers >= 1, received ksize=${
        formatValue(window)
      }`,
    );
  }
  if (typeof padding !== "string") {
    padding.forEach((pair, axis) => {
      if (Math.max(...pair) < (window[axis] ?? 0)) return;
      throw new RangeError(
        `${where}: expected paddings smaller than the window ${
          formatValue(window)
        }, received padding=${formatValue(padding)}`,
      );
    });
  }
  const dilations = window.map(() => 1);
  return axesOfWindows(where, shape.slice(1, -1), window, { strides, dilations, padding });
}

/** The shape of a pool's result. */
export function pooledShape(shape: Shape, axes: readonly Axis[]): Shape {
  return [shape[0]!, ...each(axes, (it) => it.output), shape.at(-1)!];
}

/** A pool as TensorFlow's kernels take it. */
export function poolAttributes(
  { window, strides, padding }: PoolAttributes,
): TensorFlowAttributes {
  return {
    ksize: [1, ...window, 1],
    strides: [1, ...strides, 1],
    ...kernelPadding(padding),
  };
}

/** The largest element under each window, for samples that need results as inputs. */
export function largestOf(x: Tensor, attrs: PoolAttributes): Tensor {
  const axes = axesOfPool("", x.rank - 2, x.shape, attrs);
  const shape = pooledShape(x.shape, axes);
  const { places, members, table } = elementsUnderWindows(axes);
  const channels = x.shape.at(-1)!;
  const plane = each(axes, (it) => it.input).reduce((product, it) => product * it, channels);
  const values = asFloat64(x.host!, x.dtype);
  const type = aval(x.dtype, shape);
  const result = new Float64Array(type.size).fill(-Infinity);
  for (let i = 0; i < type.size * members; i++) {
    const [to, member] = [Math.floor(i / members), i % members];
    const [row, channel] = [Math.floor(to / channels), to % channels];
    const [image, place] = [Math.floor(row / places), row % places];
    const from = table[place * members + member]!;
    if (from < 0) continue;
    result[to] = Math.max(result[to]!, values[image * plane + from * channels + channel]!);
  }
  return leaf(fromFloat64(result, x.dtype), type);
}

/** Pools to try, by the last two axes of an image. */
export const POOLS: readonly {
  readonly image: readonly [number, number];
  readonly attrs: PoolAttributes;
  readonly batch?: number;
}[] = [
  { image: [4, 6], attrs: { window: [2, 2], strides: [2, 2], padding: "VALID" } },
  { image: [5, 7], attrs: { window: [3, 2], strides: [2, 2], padding: "SAME" } },
  { image: [5, 5], attrs: { window: [3, 3], strides: [1, 1], padding: "SAME" } },
  { image: [7, 5], attrs: { window: [2, 3], strides: [3, 1], padding: "VALID" } },
  { image: [7, 6], attrs: { window: [1, 2], strides: [2, 3], padding: "SAME" } },
  { image: [4, 6], attrs: { window: [1, 3], strides: [3, 3], padding: "SAME" } },
  { image: [2, 3], attrs: { window: [4, 5], strides: [1, 2], padding: "SAME" } },
  { image: [4, 4], attrs: { window: [2, 2], strides: [1, 1], padding: "VALID" }, batch: 0 },
];

/** A pool of two dimensions as one of three. */
export function deeper({ window, strides, padding }: PoolAttributes): PoolAttributes {
  return {
    window: [2, ...window],
    strides: [1, ...strides],
    padding: typeof padding === "string" ? padding : [[0, 0], ...padding],
  };
}
