/**
 * Convolutions of two and three dimensions, and those with filters of each channel's own. Three
 * primitives each, all linear in both arguments: the convolution, what gives the gradient for the
 * image (the transposed convolution), and what gives the gradient for the filters. Each one's
 * gradient is made of the two others, so that there are gradients of any order.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { type Aval, aval, sameShape, type Shape, sizeOf } from "../../tensor/aval.ts";
import { defineFamily, type TensorFlowInput } from "../../tensor/primitive.ts";
import { record } from "../../tensor/record.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Value } from "../../engine/plan/graph_types.ts";
import type { Lowering } from "../../tensor/lowering.ts";
import { cast } from "../math/cast.ts";
import { requireDType, requireSameDType } from "../support/infer.ts";
import { type DType, isFloating } from "../../arrays/dtypes.ts";
import { convolve, convolveBack, correlate, type Form } from "./convolution_lowering.ts";
import { byGroups } from "./convolution_parts.ts";
import { convolveBackByTaps, convolveByTaps, correlateByTaps } from "./convolution_taps.ts";
import { convolutionSamples, type Kind, type Role } from "./convolution_samples.ts";
import {
  axesOfWindows,
  each,
  kernelAttributes,
  type Padding,
  requireImage,
  type WindowAttributes,
} from "./windows.ts";

/** A convolution of which one operand's shape has to be said. */
interface ShapedAttributes extends WindowAttributes {
  readonly shape: Shape;
}

/** A convolution with what gives its gradients. */
export interface Convolution {
  /** `x [batch, ..., in]` by `filters [...window, in of a group, out]`. */
  readonly forward: (x: Tensor, filters: Tensor, attrs: WindowAttributes) => Tensor;
  /** The image, of a shape, whose convolution has `y` as its gradient. */
  readonly backToImage: (
    y: Tensor,
    filters: Tensor,
    attrs: WindowAttributes,
    shape: Shape,
  ) => Tensor;
  /** The filters, of a shape, which `y` is the gradient of the convolution of `x` by. */
  readonly backToFilters: (
    x: Tensor,
    y: Tensor,
    attrs: WindowAttributes,
    shape: Shape,
  ) => Tensor;
}

/** Of how many dimensions a convolution is, and whether each channel has filters of its own. */
export interface Shaping {
  readonly rank: 1 | 2 | 3;
  readonly depthwise: boolean;
}

/** What a convolution's sizes are. */
function formOf(
  where: string,
  { rank, depthwise }: Shaping,
  x: Shape,
  filters: Shape,
  attrs: WindowAttributes,
): Form {
  requireImage(where, "an image", x, rank);
  if (filters.length !== rank + 2 || filters.includes(0)) {
    throw new TypeError(
      `${where}: expected filters of ${rank + 2} dimensions >= 1 (window, ${
        depthwise ? "channels, multiplier" : "input channels, output channels"
      }), received shape ${formatShape(filters)}`,
    );
  }
  const inChannels = x.at(-1)!;
  const [inner, outer] = filters.slice(-2) as [number, number];
  const groups = depthwise ? inner : inChannels / inner;
  if (depthwise ? inner !== inChannels : inChannels === 0 || !Number.isInteger(groups)) {
    throw new TypeError(
      `${where}: expected filters for ${inChannels} input channels${
        depthwise ? "" : ", or for groups of them"
      }, received filters of shape ${formatShape(filters)} for an image of shape ${formatShape(x)}`,
    );
  }
  if (!depthwise && outer % groups !== 0) {
    throw new TypeError(
      `${where}: expected output channels that ${groups} groups share, received ${outer} in filters of shape ${
        formatShape(filters)
      }`,
    );
  }
  return {
    axes: axesOfWindows(where, x.slice(1, -1), filters.slice(0, rank), attrs),
    batch: x[0]!,
    inChannels,
    outChannels: depthwise ? inner * outer : outer,
    groups,
  };
}

/** Shape of the result. */
function outputShape({ axes, batch, outChannels }: Form): Shape {
  return [batch, ...each(axes, (it) => it.output), outChannels];
}

/**
 * The shape of a convolution's result, for a function that may be of one dimension.
 *
 * @throws {TypeError|RangeError} if shapes and attributes make no convolution, naming `where`.
 */
export function convolutionShape(
  where: string,
  shaping: Shaping,
  x: Shape,
  filters: Shape,
  attrs: WindowAttributes,
): Shape {
  return outputShape(formOf(where, shaping, x, filters, attrs));
}

/** Throws unless two inputs have one dtype that is convolved. */
export function requireConvolvable(name: string, takesInt: boolean, a: Aval, b: Aval): void {
  requireDType(
    name,
    a,
    (it) => isFloating(it) || (takesInt && it === "int32"),
    takesInt ? "floats or int32" : "floats",
  );
  requireSameDType(name, a, b);
}

/** A shape as an input of TensorFlow's kernels. */
function shapeInput(shape: Shape): TensorFlowInput {
  return { dtype: "int32", shape: [shape.length], values: shape };
}

/**
 * Whether TensorFlow's kernels compute a convolution. Those for processors compute something else for
 * groups, for gradients with dilations, for the gradient for images of one channel that get one, and
 * in three dimensions for strides beyond the window; give what lies in memory, or end the program, for
 * results without elements; and lack strides that differ for filters of each channel's own. In bfloat16
 * they are wrong for some numbers of channels, such as 3, on processors with instructions for it.
 */
function isComputed(
  { rank, depthwise }: Shaping,
  { groups, batch, axes, inChannels, outChannels }: Form,
  role: Role,
  dtype: DType,
  padding: Padding,
): boolean {
  if (dtype === "bfloat16") return false;
  const isDilated = axes.some((it) => it.dilation > 1);
  if (batch === 0 || axes.some((it) => it.input === 0 || it.output === 0)) return false;
  if (role === "image" && inChannels === 1 && outChannels === 1) return false;
  if (depthwise) return !isDilated && axes.every((it) => it.stride === axes[0]!.stride);
  if (groups > 1 || isDilated && (role !== "forward" || rank === 3)) return false;
  return rank !== 3 ||
    typeof padding === "string" && axes.every((it) => it.stride <= it.window);
}

/** Enters a kind of convolution. */
function family(kind: Kind): Convolution {
  const { name, kernel, rank, depthwise } = kind;
  const where = `tf.${name}`;
  const form = (label: string, x: Shape, filters: Shape, attrs: WindowAttributes) =>
    formOf(label, kind, x, filters, attrs);
  /** Filters in the form of groups of channels. */
  const grouped = (to: Lowering, filters: Value, { outChannels }: Form): Value =>
    depthwise ? to.reshape(filters, [...filters.shape.slice(0, rank), 1, outChannels]) : filters;
  const requireResult = (label: string, y: Aval, expected: Shape): void => {
    if (sameShape(y.shape, expected)) return;
    throw new TypeError(
      `tf.${label}: expected a gradient of shape ${formatShape(expected)}, received shape ${
        formatShape(y.shape)
      }`,
    );
  };

  /** The shape of one of some groups of the last axis. */
  const part = (shape: Shape, groups: number): Shape => shape.with(-1, shape.at(-1)! / groups);
  /** Of bfloat16 in float32, of few groups group by group; nothing where that is no simpler. */
  const simpler = (
    a: Tensor,
    b: Tensor,
    { axes, groups }: Form,
    compute: (a: Tensor, b: Tensor, groups: number) => Tensor,
  ): Tensor | undefined => {
    if (a.dtype === "bfloat16") {
      return cast(compute(cast(a, "float32"), cast(b, "float32"), 1), a.dtype);
    }
    if (depthwise || groups === 1 || groups > sizeOf(each(axes, (it) => it.window))) return;
    return byGroups(groups, [a, b], (a, b) => compute(a, b, groups));
  };

  const forwards = defineFamily<WindowAttributes>({
    name,
    infer([x, filters], attrs) {
      requireConvolvable(name, !depthwise && rank === 2, x, filters);
      return aval(x.dtype, outputShape(form(where, x.shape, filters.shape, attrs)));
    },
    lower(to, [x, filters], [out], attrs) {
      if (x.shape.includes(0)) return to.fill(0, x.type, out.shape);
      const sizes = form(where, x.shape, filters.shape, attrs);
      return convolve(to, x, grouped(to, filters, sizes), sizes);
    },
    vjp: ([g], { inputs: [x, filters], attrs }, needs) => [
      needs[0] ? it.backToImage(g, filters, attrs, x.shape) : undefined,
      needs[1] ? it.backToFilters(x, g, attrs, filters.shape) : undefined,
    ],
    tensorflow: {
      name: kernel.forward,
      attributes: (attrs) => kernelAttributes(attrs),
      lacks: (attrs, [x, filters]) =>
        !isComputed(
          kind,
          form(where, x.shape, filters.shape, attrs),
          "forward",
          x.dtype,
          attrs.padding,
        ),
    },
    compose: ([x, filters], attrs) =>
      simpler(
        x,
        filters,
        form(where, x.shape, filters.shape, attrs),
        (x, filters) => it.forward(x, filters, attrs),
      ) ??
        convolveByTaps(x, filters, form(where, x.shape, filters.shape, attrs)),
    samples: () => convolutionSamples(kind, "forward"),
  });

  const imageName = `${name}BackpropInput`;
  const images = defineFamily<ShapedAttributes>({
    name: imageName,
    infer([y, filters], { shape, ...attrs }) {
      requireConvolvable(imageName, false, y, filters);
      const sizes = form(`tf.${imageName}`, shape, filters.shape, attrs);
      requireResult(imageName, y, outputShape(sizes));
      return aval(y.dtype, shape);
    },
    lower(to, [y, filters], [out], { shape, ...attrs }) {
      if (y.shape.includes(0)) return to.fill(0, y.type, out.shape);
      const sizes = form(where, shape, filters.shape, attrs);
      return convolveBack(to, y, grouped(to, filters, sizes), sizes);
    },
    vjp: ([g], { inputs: [y, filters], attrs: { shape: _, ...attrs } }, needs) => [
      needs[0] ? it.forward(g, filters, attrs) : undefined,
      needs[1] ? it.backToFilters(g, y, attrs, filters.shape) : undefined,
    ],
    tensorflow: {
      name: kernel.image,
      attributes: (attrs) => kernelAttributes(attrs),
      inputs: ({ shape }) => [shapeInput(shape), 1, 0],
      lacks: ({ shape, ...attrs }, [y, filters]) =>
        !isComputed(
          kind,
          form(where, shape, filters.shape, attrs),
          "image",
          y.dtype,
          attrs.padding,
        ),
    },
    compose: ([y, filters], { shape, ...attrs }) =>
      simpler(
        y,
        filters,
        form(where, shape, filters.shape, attrs),
        (y, filters, groups) => it.backToImage(y, filters, attrs, part(shape, groups)),
      ) ??
        convolveBackByTaps(y, filters, form(where, shape, filters.shape, attrs)),
    samples: () => convolutionSamples(kind, "image"),
  });

  const filterName = `${name}BackpropFilter`;
  const filterses = defineFamily<ShapedAttributes>({
    name: filterName,
    infer([x, y], { shape, ...attrs }) {
      requireConvolvable(filterName, false, x, y);
      const sizes = form(`tf.${filterName}`, x.shape, shape, attrs);
      requireResult(filterName, y, outputShape(sizes));
      return aval(x.dtype, shape);
    },
    lower(to, [x, y], [out], { shape, ...attrs }) {
      if (x.shape.includes(0) || y.shape.includes(0)) return to.fill(0, x.type, out.shape);
      return to.reshape(correlate(to, x, y, form(where, x.shape, shape, attrs)), shape);
    },
    vjp: ([g], { inputs: [x, y], attrs: { shape: _, ...attrs } }, needs) => [
      needs[0] ? it.backToImage(y, g, attrs, x.shape) : undefined,
      needs[1] ? it.forward(x, g, attrs) : undefined,
    ],
    tensorflow: {
      name: kernel.filters,
      attributes: (attrs) => kernelAttributes(attrs),
      inputs: ({ shape }) => [0, shapeInput(shape), 1],
      lacks: ({ shape, ...attrs }, [x]) =>
        !isComputed(kind, form(where, x.shape, shape, attrs), "filters", x.dtype, attrs.padding),
    },
    compose: ([x, y], { shape, ...attrs }) =>
      simpler(
        x,
        y,
        form(where, x.shape, shape, attrs),
        (x, y, groups) => it.backToFilters(x, y, attrs, part(shape, groups)),
      ) ??
        correlateByTaps(x, y, form(where, x.shape, shape, attrs), shape),
    samples: () => convolutionSamples(kind, "filters"),
  });

  const it: Convolution = {
    forward: (x, filters, attrs) => record(forwards(attrs), [x, filters]),
    backToImage: (y, filters, attrs, shape) => record(images({ ...attrs, shape }), [y, filters]),
    backToFilters: (x, y, attrs, shape) => record(filterses({ ...attrs, shape }), [x, y]),
  };
  return it;
}

/** Convolutions of two dimensions. */
export const conv2d: Convolution = family({
  name: "nn.conv2d",
  rank: 2,
  depthwise: false,
  kernel: { forward: "Conv2D", image: "Conv2DBackpropInput", filters: "Conv2DBackpropFilter" },
});

/** Convolutions of three dimensions. */
export const conv3d: Convolution = family({
  name: "nn.conv3d",
  rank: 3,
  depthwise: false,
  kernel: { forward: "Conv3D", image: "Conv3DBackpropInputV2", filters: "Conv3DBackpropFilterV2" },
});

/** Convolutions of two dimensions with filters `[...window, channels, multiplier]`. */
export const depthwiseConv2d: Convolution = family({
  name: "nn.depthwiseConv2d",
  rank: 2,
  depthwise: true,
  kernel: {
    forward: "DepthwiseConv2dNative",
    image: "DepthwiseConv2dNativeBackpropInput",
    filters: "DepthwiseConv2dNativeBackpropFilter",
  },
});
