/**
 * The calls of kernels that compute convolutions with filters of each channel's own.
 *
 * @module
 */
import { emitDepthwise, type EmittedWithTable } from "../kernels/depthwise.ts";
import { emitDepthwiseFilter } from "../kernels/depthwise_filter.ts";
import type { Depthwise } from "../kernels/depthwise_rows.ts";
import type { GraphNode, Value } from "../plan/graph_types.ts";
import { newValue } from "../plan/value.ts";
import { listOf } from "../cpu/plan_editor.ts";
import { DEPTHWISE, DEPTHWISE_FILTER } from "./kernels_only.ts";

/** A kernel, and the values that its operands are. */
export interface DepthwiseCall extends EmittedWithTable {
  readonly operands: readonly Value[];
}

/** The sizes of a convolution of an image, by filters, to a result. */
function formOf(node: GraphNode, image: Value, filters: Value, result: Value): Depthwise {
  const [strides, dilations, pads] = ["strides", "dilations", "pads"].map((name) =>
    listOf(node, name, [])
  );
  const axis = (at: 0 | 1) => ({
    image: image.shape[1 + at]!,
    windows: result.shape[1 + at]!,
    window: filters.shape[at]!,
    stride: strides![at]!,
    dilation: dilations![at]!,
    before: pads![at]!,
  });
  return { batch: image.shape[0]!, channels: image.shape[3]!, rows: axis(0), columns: axis(1) };
}

function tableValue(table: BigInt64Array<ArrayBuffer>): Value {
  return newValue("int64", [table.length], { host: table });
}

/** The kernel of a node; of a gradient for filters, the third operand may be partial sums. */
export function depthwiseCall(node: GraphNode): DepthwiseCall {
  const [a, b, bias] = node.inputs as [Value, Value, Value?];
  const [output] = node.outputs as [Value];
  if (node.op === DEPTHWISE_FILTER) {
    const call = emitDepthwiseFilter(formOf(node, a, output, b));
    return { ...call, operands: [tableValue(call.table), a, output, b] };
  }
  const isForward = node.op === DEPTHWISE;
  const form = isForward ? formOf(node, a, b, output) : formOf(node, output, b, a);
  const call = emitDepthwise(form, isForward ? "forward" : "image", bias !== undefined);
  return { ...call, operands: [tableValue(call.table), a, b, output, ...(bias ? [bias] : [])] };
}
