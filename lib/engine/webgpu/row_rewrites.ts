/**
 * Operators of rows along an axis that ONNX Runtime's WebGPU provider computes wrong for some rows:
 *
 * - TopK sorts rows of a power of two and fills others up with the largest finite number, or the
 *   lowest, at place -1: an infinity behind it is lost, and -1 stands in its place.
 * - Softmax gives 0 for rows whose exponentials have no sum: all -Infinity, or one that is no number.
 * - LayerNormalization takes the variance as the mean of squares less the square of the mean, of
 *   which nothing is left where the mean is large: rows of 1000.25 got a variance of 0.06.
 *
 * @module
 */
import type { GraphNode } from "../plan/graph_types.ts";
import type { Rewriter } from "./rewrites.ts";

/** The axis of a node, counted from the front. */
function axisOf({ inputs: [x], attributes }: GraphNode): number {
  const axis = (attributes["axis"] ?? -1) as number;
  return axis < 0 ? axis + x!.shape.length : axis;
}

/** Rows filled up at their end with an infinity, which comes after one of theirs: it is further on. */
export function topK(node: GraphNode, to: Rewriter): boolean {
  const { inputs: [x, k], outputs, attributes } = node;
  if (x!.type !== "float32" || x!.shape.includes(0)) return false;
  const axis = axisOf(node);
  const [count, rank] = [x!.shape[axis]!, x!.shape.length];
  const padded = 2 ** Math.ceil(Math.log2(count));
  if (padded === count) return false;
  const pads = Array.from({ length: 2 * rank }, (_, i) => i === rank + axis ? padded - count : 0);
  const last = to.number(attributes["largest"] === 0 ? Infinity : -Infinity, "float32");
  const rows = to.op("Pad", [x, to.list(pads), last], x!.shape.with(axis, padded));
  to.node("TopK", [rows, k], outputs, attributes);
  return true;
}

/** In steps, which are right by themselves: what is no number stays none. */
export function softmax(node: GraphNode, to: Rewriter): boolean {
  const { inputs: [x], outputs } = node;
  if (x!.type !== "float32" || x!.shape.includes(0)) return false;
  const { shape } = x!;
  const axis = axisOf(node);
  const axes = to.list([axis]);
  const row = shape.with(axis, 1);
  const largest = to.op("ReduceMax", [x, axes], row, { keepdims: 1 });
  const powers = to.op("Exp", [to.op("Sub", [x, largest], shape)], shape);
  to.node("Div", [powers, to.op("ReduceSum", [powers, axes], row, { keepdims: 1 })], outputs);
  return true;
}

/** Of deviations from the mean, whose own mean is near 0. */
export function layerNormalization(node: GraphNode, to: Rewriter): boolean {
  const { inputs: [x, ...parameters], outputs: [y, mean, inverse], attributes } = node;
  if (x!.type !== "float32" || x!.shape.includes(0)) return false;
  const { shape } = x!;
  const axis = axisOf(node);
  const row = shape.map((dim, i) => i < axis ? dim : 1);
  const axes = to.list(shape.flatMap((_, i) => i < axis ? [] : [i]));
  const moment = mean ?? to.value("float32", row);
  to.node("ReduceMean", [x, axes], [moment], { keepdims: 1 });
  const centred = to.op("Sub", [x, moment], shape);
  const outputs = [y!, to.value("float32", row), inverse ?? to.value("float32", row)];
  to.node("LayerNormalization", [centred, ...parameters], outputs, attributes);
  return true;
}
