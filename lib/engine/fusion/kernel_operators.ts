/**
 * Operators that only kernels have: patterns of ONNX's, recognised in a plan, that are computed in one
 * go.
 *
 * @module
 */
import type { GraphNode } from "../plan/graph_types.ts";

/** Their operator set. */
export const KERNELS_ONLY = "kerasaur";

/** Rows added to rows of a matrix: indices, rows, and the matrix, or the number `fill` everywhere. */
export const SCATTER_ADD = "ScatterAdd";

/** An image with its channels last, filters `[rows, columns, 1, channels]`, and perhaps a bias. */
export const DEPTHWISE = "DepthwiseConv";

/** The gradient of its result, and the filters: the gradient for the image. */
export const DEPTHWISE_IMAGE = "DepthwiseConvImage";

/** The image, and the gradient of the result: the gradient for the filters. */
export const DEPTHWISE_FILTER = "DepthwiseConvFilter";

const WHOLE = new Set([SCATTER_ADD, DEPTHWISE, DEPTHWISE_IMAGE, DEPTHWISE_FILTER]);

/** Whether a node is a kernel by itself, which others can't join. */
export function isWhole({ op, domain }: GraphNode): boolean {
  return domain === KERNELS_ONLY && WHOLE.has(op);
}
