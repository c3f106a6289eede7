/**
 * Values that a trace records but that do not depend on the function's arguments, such as products
 * of parts of `tf.shape(x)`: they can be computed while it is traced.
 *
 * @module
 */
import { recordAll } from "../tensor/record.ts";
import type { Node, Tensor } from "../tensor/tensor.ts";
import { outsideTrace } from "../tensor/trace.ts";

/**
 * A tensor with the same values that belongs to no trace; the tensor itself where it depends on
 * arguments, variables or draws, so that reading it is the error it has to be.
 */
export function knownOr(tensor: Tensor): Tensor {
  return tensor.trace === undefined ? tensor : known(tensor, new Map()) ?? tensor;
}

function known(tensor: Tensor, met: Map<Node, readonly Tensor[] | undefined>): Tensor | undefined {
  const { trace, node } = tensor;
  if (trace === undefined) return tensor;
  if (node === undefined) return undefined;
  if (!met.has(node)) met.set(node, again(node, met));
  return met.get(node)?.[node.outputs.indexOf(tensor)];
}

function again(node: Node, met: Map<Node, readonly Tensor[] | undefined>) {
  const { primitive } = node.bound;
  if (primitive.stateful === true || primitive.control !== undefined) return undefined;
  const inputs: Tensor[] = [];
  for (const input of node.inputs) {
    const it = known(input, met);
    if (it === undefined) return undefined;
    inputs.push(it);
  }
  return outsideTrace(() => recordAll(node.bound, inputs));
}
