/**
 * Recorded nodes as a value: what a traced function, a branch or the body of a loop does. It can be
 * compiled, and it can be recorded again with other inputs, where a tape or an outer trace wants to
 * see its operations.
 *
 * A gradient runs a branch or a body once more, and must not draw anew: what the first run drew is
 * recorded, and given to the second.
 *
 * @module
 */
import { announce } from "./assigned.ts";
import type { Aval } from "./aval.ts";
import type { Backend } from "./backend.ts";
import { redraw } from "./draw.ts";
import { settle, settleAll } from "./graph.ts";
import type { Bound } from "./primitive.ts";
import type { Cached } from "./program_cache.ts";
import { recordAll } from "./record.ts";
import { state } from "./state.ts";
import { type Node, Tensor } from "./tensor.ts";
import { Trace } from "./trace.ts";

/** Nodes from inputs to outputs. */
export class Subgraph {
  /** Everything that is not computed inside, in order of first use; what was given comes first. */
  readonly inputs: readonly Tensor[];
  /** What it computes, in order. */
  readonly nodes: readonly Node[];
  /** What it gives. */
  readonly outputs: readonly Tensor[];
  /** Shapes and dtypes of what it drew, and of what its branches and loops drew. */
  readonly drawn: readonly Tensor[];
  readonly #programs = new Map<Backend, Cached>();
  /** Outputs that nodes compute, each once. */
  readonly #computed: readonly Tensor[];
  /** Where each output is: a place among those computed, or -1 - a place among the inputs. */
  readonly #places: readonly number[];
  #recording: Subgraph | undefined;
  #pure: Subgraph | undefined;

  /**
   * Takes what the outputs need of some nodes.
   *
   * @param nodes Nodes in order; those that nothing needs are left out.
   * @param parameters Inputs in the caller's order, whether used or not.
   */
  constructor(nodes: readonly Node[], parameters: readonly Tensor[], outputs: readonly Tensor[]) {
    const needed = new Set<Tensor>(outputs);
    this.nodes = nodes.toReversed().filter((node) => {
      const isLive = node.bound.stateful || node.outputs.some((it) => needed.has(it));
      if (isLive) { for (const input of node.inputs) needed.add(input); }
      return isLive;
    }).reverse();
    const inside = new Set(this.nodes.flatMap((node) => node.outputs));
    const inputs = new Map<Tensor, number>();
    const take = (input: Tensor): void => {
      if (!inside.has(input) && !inputs.has(input)) inputs.set(input, inputs.size);
    };
    for (const parameter of parameters) {
      if (inputs.has(parameter)) throw new Error("internal: a parameter is given twice");
      inputs.set(parameter, inputs.size);
    }
    for (const node of this.nodes) node.inputs.forEach(take);
    outputs.forEach(take);
    this.inputs = [...inputs.keys()];
    this.outputs = outputs;
    const computed = new Map<Tensor, number>();
    this.#places = outputs.map((output) => {
      const input = inputs.get(output);
      if (input !== undefined) return -1 - input;
      if (!computed.has(output)) computed.set(output, computed.size);
      return computed.get(output)!;
    });
    this.#computed = [...computed.keys()];
    this.drawn = this.nodes.flatMap(drawnBy);
  }

  /** What it takes besides the parameters. */
  captures(parameterCount: number): readonly Tensor[] {
    return this.inputs.slice(parameterCount);
  }

  /** Whether it does something besides giving its outputs. */
  get stateful(): boolean {
    return this.nodes.some(({ bound }) => bound.stateful);
  }

  /** The same, which gives what it drew after its outputs. */
  get recording(): Subgraph {
    this.#recording ??= this.drawn.length === 0
      ? this
      : new Subgraph(this.nodes, this.inputs, [...this.outputs, ...this.drawn]);
    return this.#recording;
  }

  /** The same, which takes what was drawn after its inputs instead of drawing. */
  get pure(): Subgraph {
    this.#pure ??= !this.stateful
      ? this
      : retrace([...this.inputs, ...this.drawn].map(({ aval }) => aval), (given) => {
        const count = this.inputs.length;
        return this.replay(given.slice(0, count), given.slice(count));
      }).graph;
    return this.#pure;
  }

  /**
   * Runs it compiled, for values of its inputs that are there or can be computed.
   *
   * @param owned Numbers of outputs that nobody will see but the variable whose value they become.
   */
  run(
    inputs: readonly Tensor[],
    backend: Backend,
    constants?: ReadonlySet<Tensor>,
    owned: readonly number[] = [],
  ): readonly Tensor[] {
    settleAll(inputs);
    const computed = this.#computed;
    const results = new Array<Tensor>(computed.length);
    for (let i = 0; i < results.length; i++) results[i] = new Tensor(computed[i]!.aval);
    for (let i = 0; i < owned.length; i++) {
      const place = this.#places[owned[i]!]!;
      if (place >= 0) results[place]!.forVariable = true;
    }
    if (this.nodes.length > 0) this.#compute(inputs, results, backend, constants);
    return this.#places.map((place) => place < 0 ? inputs[-1 - place]! : results[place]!);
  }

  #compute(
    inputs: readonly Tensor[],
    results: readonly Tensor[],
    backend: Backend,
    constants?: ReadonlySet<Tensor>,
  ): void {
    let entry = this.#programs.get(backend);
    if (entry === undefined) {
      this.#programs.set(backend, entry = { program: undefined, lastUsed: 0 });
    }
    const compile = () => {
      const outline = { nodes: this.nodes, leaves: this.inputs, outputs: this.#computed };
      return backend.compile(constants ? { ...outline, constants } : outline);
    };
    backend.programs.run(entry, compile, inputs, results);
  }

  /**
   * Records its nodes once more, for other inputs of the same shapes and dtypes.
   *
   * @param drawn What it drew before; default: it draws anew.
   */
  replay(inputs: readonly Tensor[], drawn?: readonly Tensor[]): readonly Tensor[] {
    const places = new Map<Tensor, Tensor>();
    this.inputs.forEach((tensor, i) => places.set(tensor, inputs[i]!));
    let used = 0;
    for (const node of this.nodes) {
      const given = node.inputs.map((input) => places.get(input)!);
      let outputs: readonly Tensor[];
      if (drawn === undefined || !node.bound.stateful) outputs = again(node, given);
      else {
        const count = drawnBy(node).length;
        outputs = resumed(node, given, drawn.slice(used, used + count));
        used += count;
      }
      node.outputs.forEach((output, i) => places.set(output, outputs[i]!));
    }
    return this.outputs.map((output) => places.get(output)!);
  }
}

/** What a node drew, as far as it has to be known to do the same again. */
function drawnBy({ bound, outputs }: Node): readonly Tensor[] {
  if (!bound.stateful) return [];
  return bound.primitive.resume === undefined ? outputs : outputs.slice(-1);
}

/** Records a node for other inputs. */
function again(node: Node, inputs: readonly Tensor[]): readonly Tensor[] {
  return redraw(node, inputs) ?? recordCall(node.bound, inputs);
}

/** Records a call that may draw; where a function will run again, it draws the same then. */
export function recordCall(bound: Bound, inputs: readonly Tensor[]): readonly Tensor[] {
  const { log } = state;
  const { resume } = bound.primitive;
  if (log === undefined || resume === undefined || !bound.stateful) return recordNow(bound, inputs);
  let outputs: readonly Tensor[] | undefined;
  const record = log.next(() => (outputs = recordNow(bound, inputs)).at(-1)!);
  return outputs ?? resume(inputs, bound.attrs, record);
}

function recordNow(bound: Bound, inputs: readonly Tensor[]): readonly Tensor[] {
  const outputs = recordAll(bound, inputs);
  announce(bound, outputs);
  // Outside of traces, draws are made when they are recorded: in the order of the program.
  if (bound.stateful && state.trace === undefined) outputs.forEach(settle);
  return outputs;
}

/** Records a node for other inputs, without drawing. */
function resumed(
  { bound }: Node,
  inputs: readonly Tensor[],
  drawn: readonly Tensor[],
): readonly Tensor[] {
  const { resume } = bound.primitive;
  return resume === undefined ? drawn : resume(inputs, bound.attrs, drawn[0]!);
}

/** What was recorded, with what it takes besides the parameters: known values. */
export interface Retraced {
  readonly graph: Subgraph;
  readonly constants: readonly Tensor[];
}

/** Records what `run` makes of tensors that are anything of the given shapes and dtypes. */
export function retrace(
  avals: readonly Aval[],
  run: (parameters: readonly Tensor[]) => readonly Tensor[],
): Retraced {
  const trace = new Trace("gradient");
  const parameters = avals.map((aval, i) => trace.abstract(aval, `parameter ${i}`));
  const outputs = trace.record(() => run(parameters));
  const graph = new Subgraph(trace.nodes, parameters, outputs);
  return { graph, constants: graph.captures(parameters.length) };
}
