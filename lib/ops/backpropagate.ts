/**
 * Reverse-mode differentiation over recorded operations: walks them backwards from the target and
 * adds up, for each tensor, the gradients of all its uses.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import type { TapeNode } from "../engine/tfjs_engine.ts";

/** Ids of the sources and of every tensor computed from them. */
export function reachableFrom(nodes: readonly TapeNode[], sources: Iterable<number>): Set<number> {
  const reached = new Set(sources);
  for (const node of nodes) {
    if (Object.values(node.inputs).some(({ id }) => reached.has(id))) {
      for (const output of node.outputs) reached.add(output.id);
    }
  }
  return reached;
}

/**
 * Gradients of a target with respect to tensors, by tensor id.
 *
 * @param nodes Operations in the order in which they ran.
 * @param target Tensor to differentiate.
 * @param targetGradient Gradient of whatever follows, in the target's shape.
 * @param sources Ids of the tensors whose gradients are wanted.
 */
export function backpropagate(
  nodes: readonly TapeNode[],
  target: tfjs.Tensor,
  targetGradient: tfjs.Tensor,
  sources: ReadonlySet<number>,
): Map<number, tfjs.Tensor> {
  const dependent = reachableFrom(nodes, sources);
  const gradients = new Map<number, tfjs.Tensor>([[target.id, targetGradient]]);
  for (const node of nodes.toReversed()) {
    const inputs = Object.entries(node.inputs).filter(([, { id }]) => dependent.has(id));
    const dys = node.outputs.map(({ id }) => gradients.get(id) ?? null);
    if (inputs.length === 0 || dys.every((dy) => dy === null)) continue;
    if (!node.gradient) {
      throw new TypeError(
        `tf.GradientTape.gradient: expected differentiable operations between source and target, received ${node.kernelName}, which has no gradient`,
      );
    }
    const byInput = node.gradient(dys);
    for (const [name, input] of inputs) {
      const gradient = byInput[name]?.();
      if (!gradient) continue;
      const sum = gradients.get(input.id);
      gradients.set(input.id, sum ? tfjs.add(sum, gradient) : gradient);
    }
  }
  return gradients;
}
