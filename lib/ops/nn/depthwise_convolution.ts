/**
 * Convolutions of each channel by filters of its own: `tf.nn.depthwiseConv2d`, what gives its
 * gradients, and `tf.nn.separableConv2d`.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { convolutionShape, depthwiseConv2d as primitive } from "../../primitives/nn/convolution.ts";
import { sameShape } from "../../tensor/aval.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asOperands, asTensors } from "../as_tensor.ts";
import type { ShapeLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asShape } from "../integers.ts";
import { attributesOf, convolve, convolveBack } from "./convolve.ts";
import {
  channelsLast,
  type Counts,
  type DataFormat,
  type ExplicitPadding,
} from "./window_arguments.ts";

/** What the functions of this file share. */
interface Common {
  /** How far windows move, >= 1: for both axes, each, or each dimension. */
  strides: Counts;
  /** `"SAME"`, `"VALID"`, or two numbers for each dimension. */
  padding: "SAME" | "VALID" | ExplicitPadding;
  /** Where the channels are; default: last. */
  dataFormat?: DataFormat<2> | null;
  /** Distance of the elements under a window, >= 1; default 1. */
  dilations?: Counts | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

/** Arguments of {@linkcode depthwiseConv2d}. */
export interface DepthwiseConv2dArguments extends Common {
  /** Images `[batch, height, width, channels]`, or as `dataFormat` says. */
  input: TensorLike;
  /** Filters `[height, width, channels, multiplier]`. */
  filter: TensorLike;
}

/**
 * Convolution of each channel by filters of its own; channel `c` gives channels `c m` to `c m + m - 1`
 * for a multiplier `m`.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for strides or dilations < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const y = tf.nn.depthwiseConv2d(tf.ones([1, 5, 5, 3]), tf.ones([3, 3, 3, 2]), 1, "VALID");
 * assertEquals(y.shape, [1, 3, 3, 6]);
 * ```
 */
export const depthwiseConv2d: Operation<
  DepthwiseConv2dArguments,
  ["input", "filter", "strides", "padding", "dataFormat", "dilations", "name"],
  Tensor
> = bind(
  "tf.nn.depthwiseConv2d",
  ["input", "filter", "strides", "padding", "dataFormat", "dilations", "name"],
  4,
  (input, filter, strides, padding, dataFormat, dilations) => {
    const where = "tf.nn.depthwiseConv2d";
    const [x, f] = asOperands(where, input, filter);
    const request = { where, rank: 2, strides, padding, dataFormat, dilations } as const;
    return convolve({ ...request, depthwise: true }, x, f);
  },
);

/** Arguments of {@linkcode depthwiseConv2dBackpropInput}. */
export interface DepthwiseConv2dBackpropInputArguments extends Common {
  /** Shape of the image. */
  inputSizes: ShapeLike;
  /** Filters `[height, width, channels, multiplier]`. */
  filter: TensorLike;
  /** The gradient of the result. */
  outBackprop: TensorLike;
}

/**
 * The gradient of {@linkcode depthwiseConv2d} for its input.
 *
 * @throws {TypeError} if the gradient does not have the shape of the result.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const g = tf.ones([1, 3, 3, 2]);
 * const x = tf.nn.depthwiseConv2dBackpropInput([1, 4, 4, 2], tf.ones([2, 2, 2, 1]), g, 1, "VALID");
 * assertEquals(x.shape, [1, 4, 4, 2]);
 * ```
 */
export const depthwiseConv2dBackpropInput: Operation<
  DepthwiseConv2dBackpropInputArguments,
  ["inputSizes", "filter", "outBackprop", "strides", "padding", "dataFormat", "dilations", "name"],
  Tensor
> = bind(
  "tf.nn.depthwiseConv2dBackpropInput",
  ["inputSizes", "filter", "outBackprop", "strides", "padding", "dataFormat", "dilations", "name"],
  5,
  (inputSizes, filter, outBackprop, strides, padding, dataFormat, dilations) => {
    const where = "tf.nn.depthwiseConv2dBackpropInput";
    const [f, g] = asOperands(where, filter, outBackprop);
    const request = { where, rank: 2, strides, padding, dataFormat, dilations } as const;
    return convolveBack({ ...request, depthwise: true }, g, f, inputSizes);
  },
);

/** Arguments of {@linkcode depthwiseConv2dBackpropFilter}. */
export interface DepthwiseConv2dBackpropFilterArguments extends Common {
  /** Images `[batch, height, width, channels]`, or as `dataFormat` says. */
  input: TensorLike;
  /** Shape of the filters. */
  filterSizes: ShapeLike;
  /** The gradient of the result. */
  outBackprop: TensorLike;
}

/**
 * The gradient of {@linkcode depthwiseConv2d} for its filters.
 *
 * @throws {TypeError} if the gradient does not have the shape of the result.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [x, g] = [tf.ones([1, 4, 4, 2]), tf.ones([1, 3, 3, 2])];
 * const f = tf.nn.depthwiseConv2dBackpropFilter(x, [2, 2, 2, 1], g, 1, "VALID");
 * assertEquals(f.shape, [2, 2, 2, 1]);
 * ```
 */
export const depthwiseConv2dBackpropFilter: Operation<
  DepthwiseConv2dBackpropFilterArguments,
  ["input", "filterSizes", "outBackprop", "strides", "padding", "dataFormat", "dilations", "name"],
  Tensor
> = bind(
  "tf.nn.depthwiseConv2dBackpropFilter",
  ["input", "filterSizes", "outBackprop", "strides", "padding", "dataFormat", "dilations", "name"],
  5,
  (input, filterSizes, outBackprop, strides, padding, dataFormat, dilations) => {
    const where = "tf.nn.depthwiseConv2dBackpropFilter";
    const [x, g] = asOperands(where, input, outBackprop);
    const shape = asShape(where, filterSizes, "filterSizes");
    const request = { where, rank: 2, strides, padding, dataFormat, dilations } as const;
    const { first, attrs } = attributesOf(request);
    return internally(() => {
      const [image, gradient] = [channelsLast(x, first), channelsLast(g, first)];
      const kind = { rank: 2, depthwise: true } as const;
      const expected = convolutionShape(where, kind, image.shape, shape, attrs);
      if (!sameShape(expected, gradient.shape)) {
        throw new TypeError(
          `${where}: expected outBackprop of the shape of the result, ${
            formatShape(expected)
          } with channels last, received ${formatShape(gradient.shape)}`,
        );
      }
      return primitive.backToFilters(image, gradient, attrs, shape);
    });
  },
);

/** Arguments of {@linkcode separableConv2d}. */
export interface SeparableConv2dArguments extends Common {
  /** Images `[batch, height, width, channels]`, or as `dataFormat` says. */
  input: TensorLike;
  /** Filters of each channel, `[height, width, channels, multiplier]`. */
  depthwiseFilter: TensorLike;
  /** What mixes their results, `[1, 1, channels * multiplier, output channels]`. */
  pointwiseFilter: TensorLike;
}

/**
 * {@linkcode depthwiseConv2d}, then a {@linkcode conv2d} that mixes channels.
 *
 * @throws {TypeError} for shapes or dtypes that do not fit, {RangeError} for strides or dilations < 1.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const [x, depth, point] = [tf.ones([1, 5, 5, 3]), tf.ones([3, 3, 3, 2]), tf.ones([1, 1, 6, 4])];
 * assertEquals(tf.nn.separableConv2d(x, depth, point, 1, "SAME").shape, [1, 5, 5, 4]);
 * ```
 */
export const separableConv2d: Operation<
  SeparableConv2dArguments,
  [
    "input",
    "depthwiseFilter",
    "pointwiseFilter",
    "strides",
    "padding",
    "dataFormat",
    "dilations",
    "name",
  ],
  Tensor
> = bind(
  "tf.nn.separableConv2d",
  [
    "input",
    "depthwiseFilter",
    "pointwiseFilter",
    "strides",
    "padding",
    "dataFormat",
    "dilations",
    "name",
  ],
  5,
  (input, depthwiseFilter, pointwiseFilter, strides, padding, dataFormat, dilations) => {
    const where = "tf.nn.separableConv2d";
    const [x, depth, point] = asTensors(where, [input, depthwiseFilter, pointwiseFilter]);
    if (point!.rank !== 4 || point!.shape[0] !== 1 || point!.shape[1] !== 1) {
      throw new TypeError(
        `${where}: expected pointwiseFilter of shape (1, 1, channels, output channels), received ${
          formatShape(point!.shape)
        }`,
      );
    }
    const request = { where, rank: 2, dataFormat } as const;
    return internally(() => {
      const parts = convolve(
        { ...request, depthwise: true, strides, padding, dilations },
        x!,
        depth!,
      );
      const whole = { strides: 1, padding: "VALID", dilations: 1 };
      return convolve({ ...request, ...whole }, parts, point!);
    });
  },
);
