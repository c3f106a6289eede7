/**
 * Largest and mean of windows in two and three dimensions (tfjs makes one from two), with their
 * gradients. A mean counts only elements inside the image, in its gradient too, as in TensorFlow;
 * the gradient of a largest goes to the first of equal elements.
 *
 * @module
 */
import { backend_util } from "@tensorflow/tfjs";
import type { Value } from "../graph_types.ts";
import {
  each,
  fromChannelsFirst,
  type Geometry,
  geometryOf,
  padsOf,
  toChannelsFirst,
} from "./convolution_geometry.ts";
import type { KernelCall, Mapping, Mappings } from "./mapping.ts";
import { sizeOf } from "./shapes.ts";

/** The largest float32 below minus infinity's neighbours: what ONNX Runtime starts a maximum from. */
const LOWEST = -3.4028234663852886e38;

/** The geometry of a call, or nothing where ONNX has none: paddings as long as the window. */
function geometry(call: KernelCall, dims: 2 | 3, shape: readonly number[]): Geometry | undefined {
  const window = call.attr<[number, number]>("filterSize");
  const strides = call.attr<[number, number]>("strides");
  const pad = call.attr<"same" | "valid">("pad");
  const rounding = call.attrs["dimRoundingMode"] as "floor" | undefined;
  const form = dims === 2
    ? geometryOf(backend_util.computePool2DInfo(
      shape as [number, number, number, number],
      window,
      strides,
      1,
      pad,
      rounding,
    ))
    : geometryOf(backend_util.computePool3DInfo(
      shape as [number, number, number, number, number],
      window as never,
      strides as never,
      1,
      pad,
      rounding,
      (call.attrs["dataFormat"] ?? "NDHWC") as "NDHWC",
    ));
  const outside = form?.axes.some(({ before, after, filter }) =>
    before >= filter || after >= filter
  );
  return outside ? undefined : form;
}

/** Window, strides and paddings as ONNX has them. */
function attributesOf(form: Geometry) {
  return {
    kernel_shape: each(form, (it) => it.filter),
    strides: each(form, (it) => it.stride),
    pads: padsOf(form),
  };
}

/** A pooling. */
function forward(op: "MaxPool" | "AveragePool", dims: 2 | 3): Mapping {
  return (call) => {
    const info = call.info("x");
    const form = geometry(call, dims, info.shape);
    if (!form || info.dtype !== "float32") return undefined;
    const x = toChannelsFirst(call, call.value(info), form.channelsLast);
    const shape = [form.batch, form.inChannels, ...each(form, (it) => it.output)];
    const y = call.node(op, [x], "float32", shape, attributesOf(form));
    return call.output(fromChannelsFirst(call, y, form.channelsLast));
  };
}

/** Adds the gradient of each window to the place its largest element came from. */
function maxGradient(dims: 2 | 3): Mapping {
  return (call) => {
    const info = call.info("input");
    const form = geometry(call, dims, info.shape);
    if (!form || info.dtype !== "float32" || call.info("dy").dtype !== "float32") return undefined;
    const x = toChannelsFirst(call, call.value(info), form.channelsLast);
    const dy = toChannelsFirst(call, call.value("dy"), form.channelsLast);
    const shape = dy.shape;
    const [largest, index] = call.nodes(
      "MaxPool",
      [x],
      [{ type: "float32", shape }, { type: "int64", shape }],
      attributesOf(form),
    ) as [Value, Value];
    // a window of NaN or -Infinity alone has no largest element, and an index before its own image:
    // nothing is added there, and the index only has to lie inside the tensor
    const found = call.binary("Greater", largest, call.scalar(LOWEST), "bool");
    const places = call.binary("Max", index, call.cast(call.scalar(0, "int32"), "int64"));
    const amounts = call.where(found, dy, call.scalar(0));
    const count = sizeOf(x.shape);
    const zeros = call.node("Expand", [call.scalar(0), call.list([count])], "float32", [count]);
    const windows = sizeOf(shape);
    const dx = call.node(
      "ScatterElements",
      [zeros, call.reshape(places, [windows]), call.reshape(amounts, [windows])],
      "float32",
      [count],
      { axis: 0, reduction: "add" },
    );
    return call.output(
      fromChannelsFirst(call, call.reshape(dx, x.shape), form.channelsLast),
    );
  };
}

/** Each element `count` times in a row along an axis. */
function repeated(call: KernelCall, value: Value, axis: number, count: number): Value {
  const lead = sizeOf(value.shape.slice(0, axis + 1));
  const tail = sizeOf(value.shape.slice(axis + 1));
  const rows = call.reshape(value, [lead, tail]);
  const shape = value.shape.map((dim, i) => i === axis ? dim * count : dim);
  const copies = Array.from({ length: count }, () => rows);
  const joined = call.node("Concat", copies, "float32", [lead, tail * count], { axis: 1 });
  return call.reshape(joined, shape);
}

/** Windows side by side: their elements get equal shares, in whichever layout the gradient is. */
function shared(call: KernelCall, form: Geometry): Value {
  const dy = call.value("dy");
  const first = !form.channelsLast || dy.producer?.op === "Transpose";
  const source = first ? toChannelsFirst(call, dy, form.channelsLast) : dy;
  const window = sizeOf(each(form, (it) => it.filter));
  const share = call.binary("Div", source, call.scalar(window));
  const spread = form.axes.reduceRight(
    (value, { filter }, axis) => repeated(call, value, axis + (first ? 2 : 1), filter),
    share,
  );
  return first ? fromChannelsFirst(call, spread, form.channelsLast) : spread;
}

/** Shares the gradient of each window among its elements: a transposed convolution with ones. */
function meanGradient(dims: 2 | 3): Mapping {
  return (call) => {
    const info = call.info("input");
    const form = geometry(call, dims, info.shape);
    if (!form || info.dtype !== "float32" || call.info("dy").dtype !== "float32") return undefined;
    if (form.axes.every((it) => it.stride === it.filter && it.input === it.output * it.filter)) {
      return call.output(shared(call, form));
    }
    const { batch, inChannels, channelsLast } = form;
    let shares = toChannelsFirst(call, call.value("dy"), channelsLast);
    form.axes.forEach(({ output, filter, stride, before, input }, index) => {
      const counts = Float32Array.from({ length: output }, (_, position) => {
        const start = position * stride - before;
        return Math.min(start + filter, input) - Math.max(start, 0);
      });
      const full = counts.every((count) => count === filter);
      const place = form.axes.map((_, axis) => axis === index && !full ? output : 1);
      const divisor = full ? call.scalar(filter) : call.table(counts, "float32", place);
      shares = call.binary("Div", shares, divisor);
    });
    const outputs = each(form, (it) => it.output);
    const inputs = each(form, (it) => it.input);
    const window = [1, 1, ...each(form, (it) => it.filter)];
    const ones = call.node("Expand", [call.scalar(1), call.list(window)], "float32", window);
    const images = call.reshape(shares, [batch * inChannels, 1, ...outputs]);
    const dx = call.node(
      "ConvTranspose",
      [images, ones],
      "float32",
      [batch * inChannels, 1, ...inputs],
      { ...attributesOf(form), output_padding: each(form, (it) => Math.max(0, -it.after)) },
    );
    const shape = [batch, inChannels, ...inputs];
    return call.output(fromChannelsFirst(call, call.reshape(dx, shape), channelsLast));
  };
}

/** Poolings by name. */
export const poolings: Mappings = {
  MaxPool: forward("MaxPool", 2),
  MaxPool3D: forward("MaxPool", 3),
  AvgPool: forward("AveragePool", 2),
  AvgPool3D: forward("AveragePool", 3),
  MaxPoolGrad: maxGradient(2),
  MaxPool3DGrad: maxGradient(3),
  AvgPoolGrad: meanGradient(2),
  AvgPool3DGrad: meanGradient(3),
};
