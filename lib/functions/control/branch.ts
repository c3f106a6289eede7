/**
 * Branches and bodies: what a function of the user's recorded, as a graph whose inputs are those of
 * the node that runs it.
 *
 * @module
 */
import { Subgraph } from "../../tensor/subgraph.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Trace } from "../../tensor/trace.ts";
import type { VariableCore } from "../../tensor/variable_core.ts";

/** A graph that a node runs. */
export interface Branch {
  readonly graph: Subgraph;
  /** Where each input is: a place among the node's, or -1 - a place among what was drawn before. */
  readonly places: readonly number[];
  /** The variables whose values are inputs, by the inputs' places in the graph. */
  readonly variables: ReadonlyMap<number, VariableCore>;
}

/** A branch's inputs, of those of its node. */
export function inputsOf(
  { places }: Branch,
  inputs: readonly Tensor[],
  drawn: readonly Tensor[],
): Tensor[] {
  return places.map((place) => place < 0 ? drawn[-1 - place]! : inputs[place]!);
}

/** The same branch, which takes what it drew before instead of drawing. */
export function purified(branch: Branch): Branch {
  const { graph, places, variables } = branch;
  if (!graph.stateful) return branch;
  const all = [...places, ...graph.drawn.map((_, i) => -1 - i)];
  return { graph: graph.pure, places: all, variables };
}

/** The inputs of a node while its branches are put together: each tensor of the outside once. */
export class Inputs {
  readonly tensors: Tensor[];
  readonly #places = new Map<Tensor, number[]>();

  /** @param first Inputs that the node has in any case, such as the predicate. */
  constructor(first: readonly Tensor[]) {
    this.tensors = [...first];
  }

  /**
   * A branch of recorded nodes.
   *
   * @param own Places of inputs that are the branch's own: variables of a loop.
   */
  branch(trace: Trace, outputs: readonly Tensor[], own: ReadonlyMap<Tensor, number>): Branch {
    // Variables that it assigns are inputs in any case: their gradient is that of all reads in it.
    const written = [...trace.assigned.keys()].map((variable) => trace.standIn(variable));
    const graph = new Subgraph(trace.nodes, written, outputs);
    const read = new Map<Tensor, VariableCore>();
    for (const [variable, standIn] of trace.variables) read.set(standIn, variable);
    const variables = new Map<number, VariableCore>();
    graph.inputs.forEach((input, i) => {
      const variable = read.get(input);
      if (variable !== undefined) variables.set(i, variable);
    });
    const used = new Set<number>();
    const places = graph.inputs.map((input) => {
      const place = own.get(input) ??
        this.#place(read.get(input)?.take() ?? input, used);
      used.add(place);
      return place;
    });
    return { graph, places, variables };
  }

  /** A place for a tensor that the branch does not use for another one yet. */
  #place(tensor: Tensor, used: ReadonlySet<number>): number {
    const places = this.#places.get(tensor) ?? [];
    const free = places.find((place) => !used.has(place));
    if (free !== undefined) return free;
    const place = this.tensors.push(tensor) - 1;
    this.#places.set(tensor, [...places, place]);
    return place;
  }
}
