/**
 * Gradients through recorded nodes, backwards. They are made of operations themselves, so that a
 * gradient of a gradient needs nothing more.
 *
 * @module
 */
import { DTYPES } from "../arrays/dtypes.ts";
import { fill } from "../primitives/array/fill.ts";
import { add } from "../primitives/math/arithmetic.ts";
import { formatAval } from "../tensor/aval.ts";
import { many } from "../tensor/primitive.ts";
import type { Node, Tensor } from "../tensor/tensor.ts";

/** Whether gradients flow through a dtype. */
export function isDifferentiable({ dtype }: Pick<Tensor, "dtype">): boolean {
  const { kind } = DTYPES[dtype];
  return kind === "float" || kind === "complex";
}

/**
 * The nodes through which a change of the sources reaches something, in order.
 *
 * @param sources Tensors, with the number of nodes that had been recorded when their watch began.
 */
export function reachedNodes(
  nodes: readonly Node[],
  sources: ReadonlyMap<Tensor, number>,
): { path: Node[]; active: Set<Tensor> } {
  const active = new Set<Tensor>();
  const isActive = (tensor: Tensor, at: number): boolean => {
    if (active.has(tensor)) return true;
    const since = sources.get(tensor);
    return since !== undefined && since <= at;
  };
  const path: Node[] = [];
  for (let n = 0; n < nodes.length; n++) {
    const node = nodes[n]!;
    if (node.bound.primitive.vjp === "none") continue;
    if (!node.inputs.some((input) => isActive(input, n))) continue;
    let passes = false;
    for (const output of node.outputs) {
      if (!isDifferentiable(output)) continue;
      active.add(output);
      passes = true;
    }
    if (passes) path.push(node);
  }
  return { path, active };
}

/** The sum of two gradients of one tensor. */
function plus(before: Tensor | undefined, more: Tensor): Tensor {
  return before === undefined ? more : add(before, more);
}

/**
 * The gradients of the sum of `targets`, each weighted by its cotangent, with respect to whatever
 * the path leads back to.
 */
export function backpropagate(
  path: readonly Node[],
  isActive: (tensor: Tensor) => boolean,
  targets: readonly (readonly [Tensor, Tensor])[],
): Map<Tensor, Tensor> {
  const gradients = new Map<Tensor, Tensor>();
  for (const [target, cotangent] of targets) {
    gradients.set(target, plus(gradients.get(target), cotangent));
  }
  for (let n = path.length - 1; n >= 0; n--) {
    const { bound, inputs, outputs } = path[n]!;
    if (!outputs.some((output) => gradients.has(output))) continue;
    const { primitive } = bound;
    if (typeof primitive.vjp !== "function") {
      throw new TypeError(`tf.${primitive.name}: expected a function with a gradient; it has none`);
    }
    const needs = inputs.map((input) => isDifferentiable(input) && isActive(input));
    // No gradient looks at the cotangent of an output that has none.
    const cotangents = outputs.map((output) =>
      gradients.get(output) ?? (isDifferentiable(output) ? fill(0, output.aval) : output)
    );
    const parts = primitive.vjp(
      many(cotangents),
      {
        attrs: bound.attrs,
        inputs: many(inputs),
        outputs: many(outputs),
      },
      needs,
    );
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i];
      const input = inputs[i];
      if (part === undefined || input === undefined || !needs[i]) continue;
      if (part.aval !== input.aval) {
        throw new Error(
          `internal: the gradient of ${primitive.name} for input ${i} is ${
            formatAval(part)
          } instead of ${formatAval(input)}`,
        );
      }
      gradients.set(input, plus(gradients.get(input), part));
    }
  }
  return gradients;
}
