/**
 * The primitive of gradients that users write: its outputs are its last inputs as they are, its
 * gradient is what the user's function recorded, or does.
 *
 * @module
 */
import { identity } from "../primitives/array/identity.ts";
import { formatAval } from "../tensor/aval.ts";
import { type Bound, defineUnique } from "../tensor/primitive.ts";
import type { Subgraph } from "../tensor/subgraph.ts";
import { Node, type Tensor } from "../tensor/tensor.ts";
import { state, within } from "../tensor/state.ts";

/** What the user's gradient does: from cotangents, in a call with certain inputs. */
export type CustomVjp = (
  cotangents: readonly Tensor[],
  inputs: readonly Tensor[],
) => readonly (Tensor | undefined)[];

/** Attributes of a node: inputs are sources, then results, then what the gradient takes besides. */
export interface CustomAttributes {
  /** How many inputs have gradients; they come first. */
  readonly sources: number;
  /** How many of the inputs after them are the results. */
  readonly results: number;
  readonly gradient: CustomVjp;
  /** Whether the gradient is known to be linear in the cotangents, as true ones are. */
  readonly isLinear: boolean;
}

/** Enters a node with a gradient of its own. */
export const bindCustom: (attrs: CustomAttributes) => Bound = defineUnique<CustomAttributes>({
  name: "customGradient",
  infer: (inputs, { sources, results }) => inputs.slice(sources, sources + results),
  lower: (_, inputs, __, { sources, results }) => inputs.slice(sources, sources + results),
  compose: (inputs, { sources, results }) => inputs.slice(sources, sources + results).map(identity),
  vjp(cotangents, { attrs: { sources, results, gradient }, inputs }) {
    const made = gradient(cotangents.slice(0, results), inputs);
    for (let i = 0; i < sources; i++) {
      const part = made[i];
      if (part === undefined || part.aval === inputs[i]!.aval) continue;
      throw new TypeError(
        `tf.customGradient: expected the gradient of input ${i} to be ${
          formatAval(inputs[i]!)
        } like the input, received ${formatAval(part)}`,
      );
    }
    return made;
  },
  *samples() {},
});

/**
 * The results as tensors of their own, whose gradient on the tapes that record is the user's. The
 * graph has no node of the gradient: a program found by its structure would not be found again.
 */
export function withTapes(
  sources: readonly Tensor[],
  results: readonly Tensor[],
  gradient: CustomVjp,
): Tensor[] {
  const { tapes } = state;
  const outputs = within({ tapes: [] }, () => results.map(identity));
  const bound = bindCustom({
    sources: sources.length,
    results: results.length,
    gradient,
    isLinear: false,
  });
  const node = new Node(bound, [...sources, ...results], outputs);
  for (const tape of tapes) tape.add(node);
  return outputs;
}

/** Whether a graph, and those it runs, hold gradients of the user's that may not be linear. */
export function hasOddGradient(graph: Subgraph): boolean {
  return graph.nodes.some(({ bound: { primitive, attrs } }) =>
    primitive.name === "customGradient"
      ? !(attrs as CustomAttributes).isLinear
      : primitive.graphs?.(attrs).some(hasOddGradient) ?? false
  );
}
