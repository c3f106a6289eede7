/**
 * Gives a convolution the bias that is added to its result, and the sign that a sigmoid takes of it:
 * a pass over the result less for each.
 *
 * @module
 */
import type { Value } from "../plan/graph_types.ts";
import { listOf, type PlanEditor, type Rule, sizeOf } from "./plan_editor.ts";

/** `Conv`, its channels moved last, `Add` of one number per channel: the sum is the convolution's. */
export const biasInConvolution: Rule = (node, editor) => {
  if (node.op !== "Add") return false;
  const [sum, bias] = node.inputs;
  const moved = editor.producer(sum, "Transpose");
  const conv = moved && editor.producer(moved.inputs[0], "Conv");
  if (!conv || conv.inputs.length !== 2 || !bias || !editor.isGiven(bias)) return false;
  const [result] = conv.outputs;
  const perm = listOf(moved, "perm", []);
  if (bias.shape.length !== 1 || bias.shape[0] !== result!.shape[1] || perm.at(-1) !== 1) {
    return false;
  }
  if (!editor.onlyUser(sum!) || !editor.onlyUser(result!)) return false;
  const { attributes } = conv;
  const biased = editor.add("Conv", [...conv.inputs, bias], { attributes, shape: result!.shape });
  editor.add("Transpose", [biased], { attributes: { perm }, output: node.outputs[0]! });
  return true;
};

/** A filter with the other sign; axes that were moved are moved after it. */
function negated(editor: PlanEditor, filter: Value): Value {
  const moved = editor.producer(filter, "Transpose");
  const { shape } = filter;
  if (!moved) return editor.add("Neg", [filter], { shape });
  const source = moved.inputs[0]!;
  const { attributes } = moved;
  const opposite = editor.add("Neg", [source], { shape: source.shape });
  return editor.add("Transpose", [opposite], { shape, attributes });
}

/**
 * `exp(-y)` of a convolution `y` with bias: filter and bias get the sign instead. That rounds the
 * same; only a zero may have the other sign, of which the exponential takes no notice.
 */
export const signInConvolution: Rule = (node, editor) => {
  if (node.op !== "Exp" || node.outputs[0]!.type !== "float32") return false;
  const neg = editor.producer(node.inputs[0], "Neg");
  const moved = neg && editor.producer(neg.inputs[0], "Transpose");
  const conv = moved && editor.producer(moved.inputs[0], "Conv");
  if (!conv) return false;
  const [image, filter, bias] = conv.inputs;
  const passes = [...neg.outputs, ...moved.outputs, ...conv.outputs];
  if (!bias || !passes.every((it) => editor.onlyUser(it))) return false;
  if (sizeOf(filter!) >= sizeOf(conv.outputs[0]!)) return false;
  const inputs = [image, negated(editor, filter!), negated(editor, bias)];
  const { shape } = conv.outputs[0]!;
  const opposite = editor.add("Conv", inputs, { attributes: conv.attributes, shape });
  const power = editor.add("Transpose", [opposite], {
    attributes: moved.attributes,
    shape: moved.outputs[0]!.shape,
  });
  editor.add("Exp", [power], { output: node.outputs[0]! });
  return true;
};
