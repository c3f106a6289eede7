/**
 * Sizes, strides and paddings of convolutions and poolings, axis by axis, from the numbers that
 * tfjs computes for two and three dimensions.
 *
 * @module
 */
import type { backend_util } from "@tensorflow/tfjs";
import type { Value } from "../graph_types.ts";
import type { KernelCall } from "./mapping.ts";
import { sizeOf } from "./shapes.ts";

/** One axis of the image. */
export interface Axis {
  readonly input: number;
  readonly output: number;
  readonly filter: number;
  readonly stride: number;
  readonly dilation: number;
  /** Zeros in front of the input. */
  readonly before: number;
  /** Zeros behind what the last window covers; negative where elements are left over. */
  readonly after: number;
}

/** A convolution or pooling. */
export interface Geometry {
  readonly axes: readonly Axis[];
  readonly batch: number;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly channelsLast: boolean;
}

/** What tfjs says of two and three dimensions, under one name each. */
type Info = ReturnType<typeof backend_util.computeConv2DInfo>;
type Info3D = ReturnType<typeof backend_util.computeConv3DInfo>;

const NAMES = ["Depth", "Height", "Width"] as const;
const FRONT_PADS = { Depth: "front", Height: "top", Width: "left" } as const;

/** The geometry behind tfjs's numbers, or nothing where they make no window or an odd one. */
export function geometryOf(info: Info | Info3D): Geometry | undefined {
  const numbers = info as unknown as Record<string, number>;
  const pads = info.padInfo as unknown as Record<string, number>;
  const axes = NAMES.filter((name) => `in${name}` in info).map((name) => {
    const [input, output, filter] = ["in", "out", "filter"].map((it) => numbers[it + name]!);
    const [stride, dilation] = ["stride", "dilation"].map((it) => numbers[it + name]!);
    // in three dimensions tfjs pads by less than nothing where the window is smaller than the stride
    const before = Math.max(0, pads[FRONT_PADS[name]]!);
    const extent = (filter! - 1) * dilation! + 1;
    const after = (output! - 1) * stride! + extent - input! - before;
    return {
      input: input!,
      output: output!,
      filter: filter!,
      stride: stride!,
      dilation: dilation!,
      before,
      after,
    };
  });
  const odd = axes.some(({ after, stride, output, input }) =>
    after <= -stride || output < 1 || input < 1 || !Number.isInteger(after)
  );
  return odd ? undefined : {
    axes,
    batch: info.batchSize,
    inChannels: info.inChannels,
    outChannels: info.outChannels,
    channelsLast: info.dataFormat === "channelsLast",
  };
}

/** One number of each axis. */
export function each(geometry: Geometry, pick: (axis: Axis) => number): number[] {
  return geometry.axes.map(pick);
}

/** Paddings as ONNX lists them: all that come before, then all that come after. */
export function padsOf(geometry: Geometry): number[] {
  return [...each(geometry, (it) => it.before), ...each(geometry, (it) => Math.max(0, it.after))];
}

/** An image with its channels second, as ONNX has them. */
export function toChannelsFirst(call: KernelCall, value: Value, channelsLast = true): Value {
  if (!channelsLast) return value;
  const rank = value.shape.length;
  const axes = value.shape.map((_, axis) => axis);
  return call.transpose(value, [0, rank - 1, ...axes.slice(1, -1)]);
}

/** An image with its channels where tfjs wants them. */
export function fromChannelsFirst(call: KernelCall, value: Value, channelsLast = true): Value {
  if (!channelsLast) return value;
  const axes = value.shape.map((_, axis) => axis);
  return call.transpose(value, [0, ...axes.slice(2), 1]);
}

/** Batch and channels exchanged: the form in which a filter's gradient is a convolution. */
export function channelsOutermost(call: KernelCall, value: Value, channelsLast = true): Value {
  const axes = value.shape.map((_, axis) => axis);
  const rank = axes.length;
  return channelsLast
    ? call.transpose(value, [rank - 1, ...axes.slice(0, -1)])
    : call.transpose(value, [1, 0, ...axes.slice(2)]);
}

/** A filter `[...window, in, out]` as ONNX has it, `[out, in, ...window]`. */
export function toFilter(call: KernelCall, filter: Value): Value {
  const axes = filter.shape.map((_, axis) => axis);
  return call.transpose(filter, [axes.at(-1)!, axes.at(-2)!, ...axes.slice(0, -2)]);
}

/** A depthwise filter `[...window, channels, multiplier]` as `[channels * multiplier, 1, ...window]`. */
export function toDepthwiseFilter(call: KernelCall, filter: Value): Value {
  const axes = filter.shape.map((_, axis) => axis);
  const window = filter.shape.slice(0, -2);
  const moved = call.transpose(filter, [axes.at(-2)!, axes.at(-1)!, ...axes.slice(0, -2)]);
  return call.reshape(moved, [sizeOf(filter.shape.slice(-2)), 1, ...window]);
}
