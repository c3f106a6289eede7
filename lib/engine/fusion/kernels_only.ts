/**
 * Operators that only kernels have.
 *
 * @module
 */

/** The set of operators that only kernels have. */
export const KERNELS_ONLY = "kerasaur";

/** Rows added to rows of a matrix: indices, rows, and the matrix, or the number `fill` everywhere. */
export const SCATTER_ADD = "ScatterAdd";

/** The exponential function of numbers that are not above 0. */
export const EXP_BELOW = "ExpBelow";

/** `e^x - 1`. */
export const EXPM1 = "Expm1";

/** `log(1 + x)`. */
export const LOG1P = "Log1p";

/** Sums of rows of a matrix: the matrix, and the rows' indices, those of a sum along the last axis. */
export const GATHER_SUM = "GatherSum";

/** An image with its channels last, filters `[rows, columns, 1, channels]`, and perhaps a bias. */
export const DEPTHWISE = "DepthwiseConv";

/** The gradient of its result, and the filters: the gradient for the image. */
export const DEPTHWISE_IMAGE = "DepthwiseConvImage";

/** The image, and the gradient of the result: the gradient for the filters. */
export const DEPTHWISE_FILTER = "DepthwiseConvFilter";

/** Operators that have a kernel written for them alone. */
export const SINGULAR: ReadonlySet<string> = new Set([
  SCATTER_ADD,
  GATHER_SUM,
  DEPTHWISE,
  DEPTHWISE_IMAGE,
  DEPTHWISE_FILTER,
]);
