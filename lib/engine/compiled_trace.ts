/**
 * A traced function, compiled: runs its graph with new arguments, the variables' values of the
 * moment and freshly drawn random numbers.
 *
 * @module
 */
import type { DataType, TensorInfo } from "@tensorflow/tfjs";
import type { LazyBackend } from "./backend.ts";
import type { Executable, GraphNode, Plan, Value } from "./graph_types.ts";
import { encodeModel } from "./onnx_model.ts";
import { planTrace, type Trace } from "./trace.ts";

/** A tensor of a trace, as its graph knows it. */
export interface TracedOutput {
  readonly value: Value;
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/** Seals the values of a trace: whoever kept one learns that it was never computed. */
function seal(nodes: readonly GraphNode[]): void {
  for (const node of nodes) {
    for (const output of node.outputs) {
      output.producer = undefined;
      output.failure = new TypeError(
        `tf.function: the result of ${node.kernel} belongs to the trace of a function and has no value: expected it to be returned from the function, not kept in a variable outside`,
      );
    }
  }
}

/** The graph of one trace on one device. */
export class CompiledTrace {
  readonly #backend: LazyBackend;
  readonly #trace: Trace;
  readonly #outputs: readonly TracedOutput[];
  readonly #plan: Plan;
  readonly #executable: Executable | undefined;
  /** Whether the draws of the trace itself have been used, by the first run. */
  #drawn = false;

  /**
   * @param changing Values that change between calls: arguments and variables.
   */
  constructor(
    backend: LazyBackend,
    trace: Trace,
    outputs: readonly TracedOutput[],
    changing: ReadonlySet<Value>,
  ) {
    this.#backend = backend;
    this.#trace = trace;
    this.#outputs = outputs;
    const draws = new Set(trace.draws.map(({ value }) => value));
    const computed = outputs.map(({ value }) => value).filter((value) => value.producer);
    this.#plan = planTrace(trace, computed, (value) => changing.has(value) || draws.has(value));
    seal(trace.nodes);
    this.#executable = computed.length > 0 ? backend.graph.compileTrace(this.#plan) : undefined;
  }

  /** Number of operators that a call runs. */
  get size(): number {
    return this.#plan.nodes.length;
  }

  /**
   * Runs the graph.
   *
   * @param current The value that stands for an argument or a variable now.
   * @returns The outputs as tensors.
   */
  run(current: ReadonlyMap<Value, Value>): TensorInfo[] {
    const { graph } = this.#backend;
    const fresh = new Map(current);
    const drawn: Value[] = [];
    for (const { value, redraw } of this.#trace.draws) {
      const leaf = graph.leaf(this.#drawn ? redraw() : value.host!, value.type, value.shape);
      leaf.owned = this.#drawn;
      drawn.push(leaf);
      fresh.set(value, leaf);
    }
    this.#drawn = true;
    const resolve = (value: Value) => fresh.get(value) ?? value;
    const results = new Map(this.#plan.outputs.map((value) => [
      value,
      graph.leaf(undefined, value.type, value.shape),
    ]));
    this.#executable?.run(this.#plan.inputs.map(resolve), [...results.values()]);
    graph.stats.runs++;
    const outputs = this.#outputs.map(({ value, shape, dtype }) =>
      this.#backend.output(results.get(value) ?? resolve(value), shape, dtype)
    );
    for (const leaf of drawn) graph.retire(leaf);
    return outputs;
  }

  /**
   * The graph as an ONNX model, with the variables' values of the moment inside.
   *
   * @param inputNames Names of the arguments among the inputs.
   */
  toModel(inputNames: ReadonlyMap<Value, string>, current: ReadonlyMap<Value, Value>): Uint8Array {
    const inputs = this.#plan.inputs.filter((value) => inputNames.has(value));
    const constants = [
      ...this.#plan.constants,
      ...this.#plan.inputs.filter((value) => !inputNames.has(value)).map((value) => {
        const now = current.get(value) ?? value;
        return { ...value, host: this.#backend.graph.read(now) };
      }),
    ];
    const names = new Map([...inputNames].map(([value, name]) => [value.slot, name]));
    this.#plan.outputs.forEach((value, index) => names.set(value.slot, `output_${index}`));
    return encodeModel({ ...this.#plan, inputs, constants }, names);
  }
}
