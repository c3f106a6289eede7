/**
 * The mean of each window. Elements outside the image do not count, in the gradient neither.
 *
 * @module
 */
import type { Value } from "../../engine/plan/graph_types.ts";
import { newStorageOf } from "../../engine/onnx/onnx_types.ts";
import { formatShape } from "../../errors/format.ts";
import { aval, sameShape, type Shape, sizeOf } from "../../tensor/aval.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { type Bound, defineFamily, type Sample } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { slice } from "../array/slice.ts";
import { requireFloat } from "../support/infer.ts";
import { sample } from "../support/samples.ts";
import { fromChannelsFirst, toChannelsFirst } from "./convolution_lowering.ts";
import {
  axesOfPool,
  deeper,
  type PoolAttributes,
  poolAttributes,
  pooledShape,
  POOLS,
} from "./pool.ts";
import {
  elementsUnderWindows,
  gatherMembers,
  isNative,
  windowsOverElements,
} from "./window_table.ts";
import { type Axis, each, padsOf } from "./windows.ts";

interface BackAttributes extends PoolAttributes {
  readonly shape: Shape;
}

/** The mean of each window of `x [batch, ..., channels]`. */
export type AvgPool = (x: Tensor, attrs: PoolAttributes) => Tensor;

/** How many elements of the image each window holds, along one axis. */
function counts({ output, window, stride, before, input }: Axis): number[] {
  return Array.from({ length: output }, (_, place) => {
    const start = place * stride - before;
    return Math.min(start + window, input) - Math.max(start, 0);
  });
}

/** How many elements of the image each window holds: one number, or `[...windows]` with ones. */
function counted(to: Lowering, axes: readonly Axis[], type: Value["type"], tail: number): Value[] {
  return axes.map((axis, index) => {
    const numbers = counts(axis);
    if (numbers.every((it) => it === axis.window)) return to.number(axis.window, type);
    const host = newStorageOf(type, numbers.length) as Float32Array;
    numbers.forEach((it, i) => host[i] = it);
    const place = axes.map((it, i) => i === index ? it.output : 1);
    return to.constant(host, type, [...place, ...Array.from({ length: tail }, () => 1)]);
  });
}

/** Windows side by side: their elements get equal shares. */
function shared(to: Lowering, g: Value, axes: readonly Axis[], shape: Shape): Value {
  const share = to.binary("Div", g, to.number(sizeOf(each(axes, (it) => it.window)), g.type));
  const [batch, channels] = [shape[0]!, shape.at(-1)!];
  const once = [batch, ...axes.flatMap((it) => [it.output, 1]), channels];
  const often = [batch, ...axes.flatMap((it) => [it.output, it.window]), channels];
  return to.reshape(to.expand(to.reshape(share, once), often), shape);
}

/** Shares the gradient of each window among its elements: a transposed convolution with ones. */
function spread(to: Lowering, g: Value, axes: readonly Axis[], [batch]: Shape): Value {
  const moved = toChannelsFirst(to, g);
  const channels = moved.shape[1]!;
  const shares = counted(to, axes, g.type, 0)
    .reduce((value, count) => to.binary("Div", value, count), moved);
  const [inputs, outputs] = [each(axes, (it) => it.input), each(axes, (it) => it.output)];
  const ones = to.fill(1, g.type, [1, 1, ...each(axes, (it) => it.window)]);
  const images = to.reshape(shares, [batch! * channels, 1, ...outputs]);
  const dx = to.op(
    "ConvTranspose",
    [images, ones],
    g.type,
    [batch! * channels, 1, ...inputs],
    {
      kernel_shape: each(axes, (it) => it.window),
      strides: each(axes, (it) => it.stride),
      pads: padsOf(axes),
      output_padding: each(axes, (it) => Math.max(0, -it.after)),
    },
  );
  return fromChannelsFirst(to, to.reshape(dx, [batch!, channels, ...inputs]));
}

/** The gradient of each window shared out among its elements. */
function shareOut(to: Lowering, g: Value, axes: readonly Axis[], shape: Shape): Value {
  if (axes.every((it) => it.stride === it.window && it.input === it.output * it.window)) {
    return shared(to, g, axes, shape);
  }
  if (isNative(g.type)) return spread(to, g, axes, shape);
  const shares = counted(to, axes, g.type, 1)
    .reduce((value, count) => to.binary("Div", value, count), g);
  const members = gatherMembers(to, shares, windowsOverElements(axes));
  return to.reshape(to.reduce("ReduceSum", members, [2]), shape);
}

/**
 * Whether padded windows leave elements behind the last one: where TensorFlow computes without
 * oneDNN, as on processors without AVX-512, its pool of three dimensions then takes wrong windows.
 */
const leavesBehind = (axes: readonly Axis[], { padding }: PoolAttributes): boolean =>
  padding === "SAME" && axes.some(({ after }) => after < 0);

/** The part of the image that lies under windows. */
function covered(x: Tensor, axes: readonly Axis[]): Tensor {
  const sizes = axes.map(({ input, after }) => input + Math.min(0, after));
  return slice(x, x.shape.map(() => 0), [x.shape[0]!, ...sizes, x.shape.at(-1)!]);
}

function family(rank: 2 | 3, suffix: "" | "3D"): AvgPool {
  const name = `nn.avgPool${rank}d`;
  const axesFor = (label: string, shape: Shape, attrs: PoolAttributes) => {
    if (typeof attrs.padding !== "string") {
      throw new TypeError(
        `tf.${label}: expected padding to be "SAME" or "VALID", received a list; use tf.pad`,
      );
    }
    return axesOfPool(`tf.${label}`, rank, shape, attrs);
  };

  const forwards: (attrs: PoolAttributes) => Bound = defineFamily<PoolAttributes>({
    name,
    infer([x], attrs) {
      requireFloat(name, x);
      return aval(x.dtype, pooledShape(x.shape, axesFor(name, x.shape, attrs)));
    },
    lower(to, [x], [out], attrs) {
      const axes = axesFor(name, x.shape, attrs);
      if (isNative(x.type)) {
        const shape = [out.shape[0]!, out.shape.at(-1)!, ...out.shape.slice(1, -1)];
        return fromChannelsFirst(
          to,
          to.op("AveragePool", [toChannelsFirst(to, x)], x.type, shape, {
            kernel_shape: each(axes, (it) => it.window),
            strides: each(axes, (it) => it.stride),
            pads: padsOf(axes),
          }),
        );
      }
      const members = gatherMembers(to, x, elementsUnderWindows(axes));
      const sums = to.reshape(to.reduce("ReduceSum", members, [2]), out.shape);
      return counted(to, axes, x.type, 1)
        .reduce((value, count) => to.binary("Div", value, count), sums);
    },
    vjp: ([g], { inputs: [x], attrs }) => [
      record(backs({ ...attrs, shape: x.shape }), [g]),
    ],
    tensorflow: {
      name: `AvgPool${suffix}`,
      attributes: (attrs) => poolAttributes(attrs),
      lacks: (attrs, [x]) => rank === 3 && leavesBehind(axesFor(name, x.shape, attrs), attrs),
    },
    ...(rank === 3
      ? {
        compose: ([x], attrs) =>
          record(forwards(attrs), [covered(x, axesFor(name, x.shape, attrs))]),
      }
      : {}),
    *samples() {
      for (const { inputs: [x], attrs } of samplesOf(rank)) yield { inputs: [x!], attrs };
    },
  });

  const backName = `${name}Grad`;
  const backs: (attrs: BackAttributes) => Bound = defineFamily<BackAttributes>({
    name: backName,
    infer([g], { shape, ...attrs }) {
      requireFloat(backName, g);
      const expected = pooledShape(shape, axesFor(backName, shape, attrs));
      if (sameShape(g.shape, expected)) return aval(g.dtype, shape);
      throw new TypeError(
        `tf.${backName}: expected a gradient of shape ${formatShape(expected)}, received shape ${
          formatShape(g.shape)
        }`,
      );
    },
    lower(to, [g], [out], { shape, ...attrs }) {
      if (g.shape.includes(0)) return to.fill(0, g.type, out.shape);
      const axes = axesFor(backName, shape, attrs);
      const wide = g.type === "float64" ? g : to.cast(g, "float32");
      return to.cast(shareOut(to, wide, axes, shape), g.type);
    },
    vjp: ([h], { attrs: { shape: _, ...attrs } }) => [record(forwards(attrs), [h])],
    tensorflow: {
      name: `AvgPool${suffix}Grad`,
      attributes: (attrs) => poolAttributes(attrs),
      inputs: ({ shape }) => [{ dtype: "int32", shape: [shape.length], values: shape }, 0],
    },
    *samples() {
      for (const { inputs: [x], attrs } of samplesOf(rank)) {
        const { shape } = x!.aval;
        const g = pooledShape(shape, axesFor(backName, shape, attrs));
        yield { inputs: [sample(g, { dtype: x!.dtype, seed: 5 })], attrs: { ...attrs, shape } };
      }
    },
  });
  return (x, attrs) => record(forwards(attrs), [x]);
}

function* samplesOf(rank: 2 | 3): Iterable<Sample<PoolAttributes>> {
  const lead = rank === 3 ? [3] : [];
  for (const dtype of ["float32", "float64"] as const) {
    for (const { image, attrs, batch = 2 } of POOLS) {
      const shape = [batch, ...lead, ...image, 2];
      yield { inputs: [sample(shape, { dtype })], attrs: rank === 3 ? deeper(attrs) : attrs };
    }
  }
  if (rank === 3) return;
  const [, { attrs }] = POOLS as [unknown, typeof POOLS[number]];
  for (const dtype of ["float16", "bfloat16"] as const) {
    yield { inputs: [sample([2, 5, 7, 2], { dtype })], attrs };
  }
}

/** Means of windows of two dimensions. */
export const avgPool2d: AvgPool = family(2, "");
/** Means of windows of three dimensions. */
export const avgPool3d: AvgPool = family(3, "3D");
