/**
 * Convolutions of one to three dimensions, as their public functions share them.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import {
  conv2d,
  conv3d,
  type Convolution,
  convolutionShape,
  depthwiseConv2d,
  requireConvolvable,
  type Shaping,
} from "../../primitives/nn/convolution.ts";
import type { Padding, WindowAttributes } from "../../primitives/nn/windows.ts";
import { sameShape, type Shape } from "../../tensor/aval.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asShape } from "../integers.ts";
import {
  channelsBack,
  channelsLast,
  type Counts,
  countsOf,
  type ImageRank,
  isChannelsFirst,
  onImages,
  paddingOf,
  shapeChannelsLast,
} from "./window_arguments.ts";

/** How a convolution was asked for. */
export interface Request {
  readonly where: string;
  readonly rank: ImageRank;
  readonly depthwise?: boolean;
  readonly strides: Counts | null | undefined;
  readonly padding: unknown;
  readonly dataFormat: unknown;
  readonly dilations: Counts | null | undefined;
}

/** What it comes down to. */
export function attributesOf({ where, rank, strides, padding, dataFormat, dilations }: Request) {
  const first = isChannelsFirst(where, dataFormat, rank);
  const attrs: WindowAttributes = {
    strides: countsOf(where, "strides", strides, rank, first),
    dilations: countsOf(where, "dilations", dilations, rank, first),
    padding: paddingOf(where, padding, rank, first),
  };
  return { first, attrs };
}

/** The primitives of a number of dimensions; those of one are those of images of height 1. */
function primitivesOf({ rank, depthwise }: Shaping): Convolution {
  return depthwise ? depthwiseConv2d : rank === 3 ? conv3d : conv2d;
}

/** Images of one dimension are images of height 1. */
export function raisedPadding(padding: Padding): Padding {
  return typeof padding === "string" ? padding : [[0, 0], ...padding];
}

/** Attributes of one dimension as those of two. */
function raised({ strides, dilations, padding }: WindowAttributes): WindowAttributes {
  return {
    strides: [1, ...strides],
    dilations: [1, ...dilations],
    padding: raisedPadding(padding),
  };
}

const withHeight = (shape: Shape): Shape => [shape[0]!, 1, ...shape.slice(1)];
const withoutHeight = (shape: Shape): Shape => [shape[0]!, ...shape.slice(2)];

/** A convolution of images whose channels are last. */
export function convolveImages(
  shaping: Shaping,
  x: Tensor,
  filters: Tensor,
  attrs: WindowAttributes,
): Tensor {
  const { forward } = primitivesOf(shaping);
  if (shaping.rank > 1) return forward(x, filters, attrs);
  const flat = reshape(filters, [1, ...filters.shape]);
  const y = forward(reshape(x, withHeight(x.shape)), flat, raised(attrs));
  return reshape(y, withoutHeight(y.shape));
}

/** The image of a shape, channels last, whose convolution has `y` as its gradient. */
export function convolveImagesBack(
  shaping: Shaping,
  y: Tensor,
  filters: Tensor,
  attrs: WindowAttributes,
  shape: Shape,
): Tensor {
  const { backToImage } = primitivesOf(shaping);
  if (shaping.rank > 1) return backToImage(y, filters, attrs, shape);
  const flat = reshape(filters, [1, ...filters.shape]);
  const high = reshape(y, withHeight(y.shape));
  const wide = backToImage(high, flat, raised(attrs), withHeight(shape));
  return reshape(wide, withoutHeight(wide.shape));
}

/** A convolution. */
export function convolve(request: Request, input: Tensor, filters: Tensor): Tensor {
  const { where, rank, depthwise = false } = request;
  const { first, attrs } = attributesOf(request);
  requireConvolvable(where.slice(3), !depthwise && rank < 3, input.aval, filters.aval);
  return internally(() =>
    onImages(where, input, rank, first, (x) => {
      convolutionShape(where, { rank, depthwise }, x.shape, filters.shape, attrs);
      return convolveImages({ rank, depthwise }, x, filters, attrs);
    })
  );
}

/** A transposed convolution: what has `input` as its convolution's gradient. */
export function convolveBack(
  request: Request,
  input: Tensor,
  filters: Tensor,
  outputShape: unknown,
): Tensor {
  const { where, rank, depthwise = false } = request;
  const { first, attrs } = attributesOf(request);
  requireConvolvable(where.slice(3), false, input.aval, filters.aval);
  const given = asShape(where, outputShape, "outputShape");
  if (given.length !== rank + 2) {
    throw new TypeError(
      `${where}: expected outputShape of ${rank + 2} dimensions, received outputShape=${
        formatShape(given)
      }`,
    );
  }
  const shape = shapeChannelsLast(given, first);
  return internally(() => {
    const y = channelsLast(input, first);
    const expected = convolutionShape(where, { rank, depthwise }, shape, filters.shape, attrs);
    if (!sameShape(y.shape, expected)) {
      throw new TypeError(
        `${where}: expected input of the shape that an image of outputShape=${
          formatShape(given)
        } is convolved to, ${
          formatShape(first ? channelsFirstShape(expected) : expected)
        }, received shape ${formatShape(input.shape)}`,
      );
    }
    const x = convolveImagesBack({ rank, depthwise }, y, filters, attrs, shape);
    return channelsBack(x, first);
  });
}

const channelsFirstShape = (
  shape: Shape,
): Shape => [shape[0]!, shape.at(-1)!, ...shape.slice(1, -1)];
