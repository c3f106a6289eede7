/**
 * Recorded nodes as a value: what a traced function, a branch or the body of a loop does. It can be
 * compiled, and it can be recorded again with other inputs, where a tape or an outer trace wants to
 * see its operations.
 *
 * @module
 */
import type { Backend, Program } from "./backend.ts";
import { redraw } from "./draw.ts";
import { settle } from "./graph.ts";
import type { Cached } from "./program_cache.ts";
import { recordAll } from "./record.ts";
import { type Node, Tensor } from "./tensor.ts";

/** Nodes from inputs to outputs. */
export class Subgraph {
  /** Everything that is not computed inside, in order of first use; what was given comes first. */
  readonly inputs: readonly Tensor[];
  readonly nodes: readonly Node[];
  readonly outputs: readonly Tensor[];
  readonly #programs = new Map<Backend, Cached>();
  readonly #isInput: ReadonlySet<Tensor>;

  /**
   * @param nodes Nodes in order; those that nothing needs are left out.
   * @param parameters Inputs in the caller's order, whether used or not.
   */
  constructor(nodes: readonly Node[], parameters: readonly Tensor[], outputs: readonly Tensor[]) {
    const needed = new Set<Tensor>(outputs);
    this.nodes = nodes.toReversed().filter((node) => {
      const isLive = node.bound.primitive.stateful || node.outputs.some((it) => needed.has(it));
      if (isLive) { for (const input of node.inputs) needed.add(input); }
      return isLive;
    }).reverse();
    const inside = new Set(this.nodes.flatMap((node) => node.outputs));
    const inputs = new Set(parameters);
    for (const node of this.nodes) {
      for (const input of node.inputs) if (!inside.has(input)) inputs.add(input);
    }
    for (const output of outputs) if (!inside.has(output)) inputs.add(output);
    this.inputs = [...inputs];
    this.outputs = outputs;
    this.#isInput = inputs;
  }

  /** What it takes besides the parameters. */
  captures(parameterCount: number): readonly Tensor[] {
    return this.inputs.slice(parameterCount);
  }

  /** Outputs that nodes compute, each once. */
  get #computed(): readonly Tensor[] {
    return [...new Set(this.outputs)].filter((output) => !this.#isInput.has(output));
  }

  /** Runs it compiled, for values of its inputs that are there or can be computed. */
  run(
    inputs: readonly Tensor[],
    backend: Backend,
    constants?: ReadonlySet<Tensor>,
  ): readonly Tensor[] {
    for (let i = 0; i < inputs.length; i++) settle(inputs[i]!);
    const computed = this.#computed;
    const results = computed.map(({ aval }) => new Tensor(aval));
    if (this.nodes.length > 0) {
      let entry = this.#programs.get(backend);
      if (entry === undefined) {
        this.#programs.set(backend, entry = { program: undefined, lastUsed: 0 });
      }
      this.#program(entry, backend, constants).run(inputs, results);
    }
    const places = new Map(computed.map((tensor, i) => [tensor, results[i]!]));
    this.inputs.forEach((tensor, i) => places.set(tensor, inputs[i]!));
    return this.outputs.map((output) => places.get(output)!);
  }

  #program(entry: Cached, backend: Backend, constants?: ReadonlySet<Tensor>): Program {
    return backend.programs.get(entry, () => {
      const { nodes, inputs } = this;
      const outline = { nodes, leaves: inputs, outputs: this.#computed };
      return backend.compile(constants ? { ...outline, constants } : outline);
    });
  }

  /** Records its nodes once more, for other inputs of the same shapes and dtypes. */
  replay(inputs: readonly Tensor[]): readonly Tensor[] {
    const places = new Map<Tensor, Tensor>();
    this.inputs.forEach((tensor, i) => places.set(tensor, inputs[i]!));
    for (const node of this.nodes) {
      const given = node.inputs.map((input) => places.get(input)!);
      const outputs = redraw(node, given) ?? recordAll(node.bound, given);
      node.outputs.forEach((output, i) => places.set(output, outputs[i]!));
    }
    return this.outputs.map((output) => places.get(output)!);
  }
}
