/**
 * Convolutions whose window is a single place, and their gradients for the image: products of the
 * pixels by a matrix, for which nothing has to be moved where channels are last outside.
 *
 *     y[n, i, j, o] = sum over c of x[n, i, j, c] filter[0, 0, c, o]
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import { listOf, type PlanEditor, type Rule, sizeOf } from "./plan_editor.ts";

/** What is before a move of axes, if a value comes from that one. */
function beforeMove(editor: PlanEditor, value: Value | undefined, perm: string) {
  const moved = editor.producer(value, "Transpose");
  return moved && listOf(moved, "perm", []).join() === perm ? moved.inputs[0] : undefined;
}

/** Whether a window has one place, and moves from each place of the image to the next. */
function isPoint(node: GraphNode): boolean {
  const all = (name: string, value: number) => listOf(node, name, []).every((it) => it === value);
  return all("kernel_shape", 1) && all("strides", 1) && all("pads", 0) &&
    all("output_padding", 0) && (node.attributes["group"] ?? 1) === 1;
}

/** Where the bias of a product is added: by the product, or after it. */
export type BiasPlace = "inside" | "after";

/**
 * The move of a point convolution's channels to the end, with all before it, as a product.
 *
 * @param biasPlace ONNX Runtime writes the bias to all rows, with one thread, before it multiplies: what a
 * kernel adds with what follows costs nothing.
 */
export const pointConvolutions = (biasPlace: BiasPlace): Rule => (node, editor) => {
  if (node.op !== "Transpose" || listOf(node, "perm", []).join() !== "0,2,3,1") return false;
  const [moved] = node.inputs as [Value];
  const [output] = node.outputs as [Value];
  const convolution = editor.producer(moved, "Conv") ?? editor.producer(moved, "ConvTranspose");
  if (!convolution || output.type !== "float32" || editor.onlyUser(moved) !== node) return false;
  const [image, filter, bias] = convolution.inputs;
  const x = beforeMove(editor, image, "0,3,1,2");
  const w = beforeMove(editor, filter, "3,2,0,1");
  if (!x || !w || !isPoint(convolution)) return false;
  const [inner, outer] = [w.shape[2]!, w.shape[3]!];
  const [taken, given] = [x.shape[3]!, output.shape[3]!];
  const isForward = convolution.op === "Conv";
  const [from, to] = isForward ? [inner, outer] : [outer, inner];
  if (taken !== from || given !== to) return false;
  const pixels = editor.reshape(x, [sizeOf(x) / taken, taken]);
  const matrix = editor.reshape(w, [inner, outer]);
  const isInside = biasPlace === "inside" && bias !== undefined;
  const product = editor.add("Gemm", isInside ? [pixels, matrix, bias] : [pixels, matrix], {
    attributes: { transB: isForward ? 0 : 1 },
    shape: [sizeOf(x) / taken, given],
  });
  if (isInside || bias === undefined) editor.reshape(product, output.shape, output);
  else editor.add("Add", [editor.reshape(product, output.shape), bias], { output });
  return true;
};
