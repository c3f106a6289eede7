/**
 * One trace of a function: its graph for arguments of one signature.
 *
 * @module
 */
import { encodeModel } from "../engine/onnx_model.ts";
import { hostBuffers } from "../engine/host_buffers.ts";
import type { HostData as EngineData } from "../engine/onnx_types.ts";
import { asTensor, type TensorLike } from "../ops/as_tensor.ts";
import type { Aval } from "../tensor/aval.ts";
import { backendInUse, read, stats } from "../tensor/graph.ts";
import { lowerSegment } from "../tensor/onnx_segment.ts";
import { state } from "../tensor/state.ts";
import { Subgraph } from "../tensor/subgraph.ts";
import { Tensor } from "../tensor/tensor.ts";
import { Trace } from "../tensor/trace.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import { flatten, pack, type Structure } from "./nest.ts";

/** Where an input of the graph comes from: an argument by its place, a variable, or a constant. */
type Origin = number | VariableCore | Tensor;

/** The graph of a function for one signature, with what it reads and writes. */
export class ConcreteFunction {
  readonly #name: string;
  readonly #graph: Subgraph;
  readonly #origins: readonly Origin[];
  readonly #constants: ReadonlySet<Tensor>;
  readonly #assigned: readonly VariableCore[];
  readonly #structure: Structure;
  readonly #results: number;

  /**
   * Traces a function.
   *
   * @param run The function, called with what stands for the arguments.
   * @param avals Shapes and dtypes of the tensors among them.
   * @param mayCreate Whether it may create variables, as only the first trace may.
   */
  constructor(
    name: string,
    run: (standIns: readonly Tensor[]) => unknown,
    avals: readonly Aval[],
    mayCreate: boolean,
  ) {
    const trace = new Trace(name);
    const parameters = avals.map((aval, i) => trace.abstract(aval, `argument ${i}`));
    const result = trace.record(() => withValues(run(parameters)));
    if (result instanceof Promise) {
      throw new TypeError(
        `tf.function '${name}': expected a synchronous function, received one that returns a promise`,
      );
    }
    const [created] = trace.created;
    if (created !== undefined && !mayCreate) {
      throw new TypeError(
        `tf.function '${name}': expected variables to be created on the first call only, received a new variable '${created.name}' on a later one`,
      );
    }
    const { leaves: results, structure } = flatten(
      result,
      (it) => it instanceof Tensor ? it : undefined,
    );
    const assigned = [...trace.assigned];
    const outputs = [...results, ...assigned.map(([, value]) => value)];
    this.#name = name;
    this.#graph = new Subgraph(trace.nodes, parameters, outputs);
    const places = new Map<Tensor, Origin>(parameters.map((it, i) => [it, i]));
    for (const [variable, value] of trace.variables) places.set(value, variable);
    this.#origins = this.#graph.inputs.map((input) => places.get(input) ?? input);
    this.#constants = new Set(this.#origins.filter((it) => it instanceof Tensor));
    this.#assigned = assigned.map(([variable]) => variable);
    this.#structure = structure;
    this.#results = results.length;
  }

  /** Number of operations that a call runs. */
  get size(): number {
    return this.#graph.nodes.length;
  }

  /** Runs the graph for arguments of the signature it was traced for. */
  call(args: readonly Tensor[]): unknown {
    const { trace, tapes } = state;
    // Whoever records sees the operations, as if the function had been written out here.
    if (trace !== undefined || tapes.length > 0) return this.#inline(args);
    const inputs = new Array<Tensor>(this.#origins.length);
    for (let i = 0; i < inputs.length; i++) {
      const origin = this.#origins[i]!;
      inputs[i] = typeof origin === "number"
        ? args[origin]!
        : origin instanceof Tensor
        ? origin
        : origin.current;
    }
    let outputs: readonly Tensor[];
    try {
      outputs = this.#graph.run(inputs, backendInUse(), this.#constants);
    } catch (error) {
      throw failureIn(this.#name, error);
    }
    stats.runs++;
    const results = outputs.slice(0, this.#results);
    for (let i = 0; i < this.#assigned.length; i++) {
      const variable = this.#assigned[i]!;
      const old = variable.current;
      const next = outputs[this.#results + i]!;
      variable.replace(next);
      recycle(old);
      // The caller holds the results, also where one is a variable's new value.
      if (!results.includes(next)) unseen.add(next);
    }
    return pack(this.#structure, results);
  }

  /** Records the operations where somebody sees them. */
  #inline(args: readonly Tensor[]): unknown {
    const inputs = this.#origins.map((origin) =>
      typeof origin === "number" ? args[origin]! : origin instanceof Tensor ? origin : origin.take()
    );
    const outputs = this.#graph.replay(inputs);
    this.#assigned.forEach((variable, i) => variable.put(outputs[this.#results + i]!));
    return pack(this.#structure, outputs.slice(0, this.#results));
  }

  /**
   * Writes the graph as an ONNX model: arguments are its inputs `input_0`, ..., results (and then
   * the new values of assigned variables) its outputs `output_0`, ..., variables are constants.
   *
   * @throws {TypeError} if something in it is computed on the host, as ONNX has no operator for it.
   */
  toOnnx(path: string | URL): void {
    Deno.writeFileSync(path, this.#model());
  }

  #model(): Uint8Array {
    const graph = this.#graph;
    const onHost = graph.nodes.find(({ bound }) => bound.primitive.lower === undefined);
    if (onHost !== undefined) {
      throw new TypeError(
        `tf.function '${this.#name}': expected operations that ONNX has, received tf.${onHost.bound.primitive.name}`,
      );
    }
    const { plan, inputs } = lowerSegment({
      nodes: graph.nodes,
      leaves: graph.inputs,
      outputs: graph.outputs,
      constants: this.#constants,
    });
    const names = new Map<number, string>();
    const constants = [...plan.constants];
    const changing = plan.inputs.filter((value, i) => {
      const origin = this.#origins[graph.inputs.indexOf(inputs[i]!)]!;
      if (typeof origin === "number") {
        names.set(value.slot, `input_${origin}`);
        return true;
      }
      const tensor = origin instanceof Tensor ? origin : origin.current;
      constants.push({ ...value, host: read(tensor) as EngineData });
      return false;
    });
    plan.outputs.forEach((value, i) => names.set(value.slot, `output_${i}`));
    return encodeModel({ ...plan, inputs: changing, constants }, names);
  }
}

/** What a function returned, with tensors in the place of variables: their values at that point. */
function withValues(result: unknown): unknown {
  if (result instanceof Promise) return result;
  const { leaves, structure } = flatten(
    result,
    (it) => it instanceof Tensor || it instanceof VariableCore ? it : undefined,
  );
  return pack(structure, leaves.map((it) => asTensor("tf.function", it as TensorLike)));
}

/** Values that calls gave to variables and to nobody else. */
const unseen = new WeakSet<Tensor>();

/** The memory of a variable's old value, used again if nobody else ever saw it. */
function recycle(old: Tensor): void {
  if (!unseen.has(old) || !old.owned || old.used || old.holders > 0) return;
  if (old.host !== undefined) hostBuffers.give(old.type as never, old.host as EngineData);
  old.resident?.dispose();
  old.host = undefined;
  old.resident = undefined;
  old.failure = new Error("internal: a recycled value was read");
}

/** A failed run, with the operation's name where ONNX Runtime says it. */
function failureIn(name: string, error: unknown): unknown {
  if (!(error instanceof Error) || error.message.startsWith("internal:")) return error;
  const node = /Name:'(.+?)_\d+'/.exec(error.message)?.[1];
  const Class = error instanceof RangeError
    ? RangeError
    : error instanceof TypeError
    ? TypeError
    : Error;
  const place = node === undefined ? "" : `tf.${node}: `;
  return new Class(`tf.function '${name}': ${place}cannot compute: ${error.message}`, {
    cause: error,
  });
}
