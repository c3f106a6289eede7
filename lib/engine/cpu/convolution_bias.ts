/**
 * Gives a convolution the bias that is added to its result: one pass over the result less.
 *
 * @module
 */
import type { Rule } from "./plan_editor.ts";
import { listOf } from "./plan_editor.ts";

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
