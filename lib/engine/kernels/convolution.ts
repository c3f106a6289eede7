/**
 * Convolutions of two and three dimensions (tfjs makes those of one from them), plain, depthwise
 * and fused, with their gradients. The gradient for the input is a transposed convolution; the one
 * for the filter is a convolution of the input by the output's gradient with batch and channels
 * exchanged, in which strides and dilations swap their parts.
 *
 * @module
 */
import { backend_util } from "@tensorflow/tfjs";
import type { Value } from "../graph_types.ts";
import { activated } from "./activation.ts";
import {
  channelsOutermost,
  each,
  fromChannelsFirst,
  type Geometry,
  geometryOf,
  padsOf,
  toChannelsFirst,
  toDepthwiseFilter,
  toFilter,
} from "./convolution_geometry.ts";
import type { KernelCall, Mapping, Mappings } from "./mapping.ts";
import { sizeOf } from "./shapes.ts";

/** Which convolution: of how many dimensions, and whether each channel has filters of its own. */
interface Kind {
  readonly dims: 2 | 3;
  readonly depthwise?: boolean;
}

/** The geometry of a call. */
function geometry(
  call: KernelCall,
  { dims, depthwise = false }: Kind,
  inputShape: readonly number[],
  filterShape: readonly number[],
): Geometry | undefined {
  const strides = call.attr<[number, number]>("strides");
  const pad = call.attr<"same" | "valid">("pad");
  const dilations = (call.attrs["dilations"] ?? 1) as [number, number];
  if (dims === 3) {
    return geometryOf(backend_util.computeConv3DInfo(
      inputShape as [number, number, number, number, number],
      filterShape as [number, number, number, number, number],
      strides as never,
      dilations as never,
      pad,
    ));
  }
  const format = (call.attrs["dataFormat"] ?? "NHWC") as "NHWC" | "NCHW";
  return geometryOf(backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    dilations,
    pad,
    call.attrs["dimRoundingMode"] as "floor" | undefined,
    depthwise,
    depthwise ? "channelsLast" : backend_util.convertConv2DDataFormat(format),
  ));
}

/** The convolution in ONNX's layout; `bias` is one number per channel. */
function convolved(
  call: KernelCall,
  { depthwise = false }: Kind,
  form: Geometry,
  bias?: Value,
): Value {
  const filter = call.value("filter");
  const inputs = [
    toChannelsFirst(call, call.value("x"), form.channelsLast),
    depthwise ? toDepthwiseFilter(call, filter) : toFilter(call, filter),
  ];
  if (bias) inputs.push(bias);
  const shape = [form.batch, form.outChannels, ...each(form, (it) => it.output)];
  return call.node("Conv", inputs, "float32", shape, {
    kernel_shape: each(form, (it) => it.filter),
    strides: each(form, (it) => it.stride),
    dilations: each(form, (it) => it.dilation),
    pads: padsOf(form),
    group: depthwise ? form.inChannels : 1,
  });
}

/** Whether all inputs are floats and the filter takes all channels of the input. */
function suits(call: KernelCall, form: Geometry | undefined, filterShape: readonly number[]) {
  return form !== undefined && call.infos().every((info) => info?.dtype !== "int32") &&
    call.infos().every((info) => info?.dtype !== "bool") &&
    filterShape.at(-2) === form.inChannels;
}

/** A convolution. */
function forward(kind: Kind): Mapping {
  return (call) => {
    const filterShape = call.info("filter").shape;
    const form = geometry(call, kind, call.info("x").shape, filterShape);
    if (!form || !suits(call, form, filterShape)) return undefined;
    return call.output(fromChannelsFirst(call, convolved(call, kind, form), form.channelsLast));
  };
}

/** A convolution with bias and activation. */
function fused(kind: Kind): Mapping {
  return (call) => {
    const filterShape = call.info("filter").shape;
    const form = geometry(call, kind, call.info("x").shape, filterShape);
    if (!form || !suits(call, form, filterShape)) return undefined;
    const bias = call.inputs["bias"] ? call.value("bias") : undefined;
    const perChannel = bias && sizeOf(bias.shape) === form.outChannels &&
      bias.shape.at(-1) === form.outChannels;
    if (bias && (!perChannel || !form.channelsLast)) return undefined;
    const name = (call.attrs["activation"] as string | null) ?? "linear";
    if (name === "prelu") return undefined;
    const flat = bias && call.reshape(bias, [form.outChannels]);
    const alpha = call.attrs["leakyreluAlpha"] as number | undefined;
    const result = activated(call, convolved(call, kind, form, flat), name, { alpha });
    return result && call.output(fromChannelsFirst(call, result, form.channelsLast));
  };
}

/** The gradient for the input, which is also the transposed convolution. */
function inputGradient(kind: Kind): Mapping {
  return (call) => {
    const filter = call.value("filter");
    const inputShape = call.attr<number[]>("inputShape");
    const form = geometry(call, kind, inputShape, filter.shape);
    if (!form || !suits(call, form, filter.shape)) return undefined;
    const inputs = [
      toChannelsFirst(call, call.value("dy"), form.channelsLast),
      kind.depthwise ? toDepthwiseFilter(call, filter) : toFilter(call, filter),
    ];
    const shape = [form.batch, form.inChannels, ...each(form, (it) => it.input)];
    const result = call.node("ConvTranspose", inputs, "float32", shape, {
      kernel_shape: each(form, (it) => it.filter),
      strides: each(form, (it) => it.stride),
      dilations: each(form, (it) => it.dilation),
      pads: padsOf(form),
      output_padding: each(form, (it) => Math.max(0, -it.after)),
      group: kind.depthwise ? form.inChannels : 1,
    });
    return call.output(fromChannelsFirst(call, result, form.channelsLast));
  };
}

/** The gradient for the filter. */
function filterGradient(kind: Kind): Mapping {
  return (call) => {
    const filterShape = call.attr<number[]>("filterShape");
    const form = geometry(call, kind, call.info("x").shape, filterShape);
    if (!form || !suits(call, form, filterShape)) return undefined;
    const { batch, inChannels, outChannels } = form;
    const inputs = each(form, (it) => it.input);
    const outputs = each(form, (it) => it.output);
    // elements left over at the end let the window move on: what it finds there is cut off
    const spare = each(
      form,
      (it) => it.filter + Math.floor(Math.max(0, -it.after) / it.dilation),
    );
    let x = channelsOutermost(call, call.value("x"), form.channelsLast);
    const dy = channelsOutermost(call, call.value("dy"), form.channelsLast);
    if (kind.depthwise) x = call.reshape(x, [1, inChannels * batch, ...inputs]);
    const lead = kind.depthwise ? [1, outChannels] : [inChannels, outChannels];
    const sums = call.node("Conv", [x, dy], "float32", [...lead, ...spare], {
      kernel_shape: outputs,
      strides: each(form, (it) => it.dilation),
      dilations: each(form, (it) => it.stride),
      pads: padsOf(form),
      group: kind.depthwise ? inChannels : 1,
    });
    const window = each(form, (it) => it.filter);
    const cut = call.slice(sums, sums.shape.map(() => 0), [...lead, ...window]);
    const pair = call.reshape(cut, [inChannels, filterShape.at(-1)!, ...window]);
    const order = window.map((_, axis) => axis + 2);
    return call.output(call.transpose(pair, [...order, 0, 1]));
  };
}

/** Convolutions by name. */
export const convolutions: Mappings = {
  Conv2D: forward({ dims: 2 }),
  Conv2DBackpropInput: inputGradient({ dims: 2 }),
  Conv2DBackpropFilter: filterGradient({ dims: 2 }),
  FusedConv2D: fused({ dims: 2 }),
  Conv3D: forward({ dims: 3 }),
  Conv3DBackpropInputV2: inputGradient({ dims: 3 }),
  Conv3DBackpropFilterV2: filterGradient({ dims: 3 }),
  DepthwiseConv2dNative: forward({ dims: 2, depthwise: true }),
  DepthwiseConv2dNativeBackpropInput: inputGradient({ dims: 2, depthwise: true }),
  DepthwiseConv2dNativeBackpropFilter: filterGradient({ dims: 2, depthwise: true }),
  FusedDepthwiseConv2D: fused({ dims: 2, depthwise: true }),
};
