/**
 * One trace of a function: its graph for arguments of one signature.
 *
 * @module
 */
import { host } from "../platform/host.ts";
import { encodeModel } from "../engine/onnx/onnx_model.ts";
import { hostBuffers } from "../engine/host_buffers.ts";
import type { HostData as EngineData } from "../engine/onnx/onnx_types.ts";
import { IndexError } from "../engine/plan/index_error.ts";
import { identity } from "../primitives/array/identity.ts";
import type { Aval } from "../tensor/aval.ts";
import { atCaller } from "../errors/caller.ts";
import { Callable } from "../objects/callable.ts";
import { isDraw } from "../tensor/draw.ts";
import { backendInUse, failureClass, read, stats } from "../tensor/graph.ts";
import { lowerSegment } from "../tensor/onnx_segment.ts";
import { isCut } from "../tensor/program.ts";
import { checkReach } from "../tensor/record.ts";
import { state } from "../tensor/state.ts";
import { Subgraph } from "../tensor/subgraph.ts";
import { Tensor } from "../tensor/tensor.ts";
import { Trace } from "../tensor/trace.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import { flatten, pack, type Structure } from "./nest.ts";

/** Where an input of the graph comes from: an argument by its place, a variable, or a constant. */
type Origin = number | VariableCore | Tensor;

/** What is traced. */
export interface Traceable {
  readonly name: string;
  /** The function, called with what stands for the tensors among the arguments. */
  readonly run: (standIns: readonly Tensor[]) => unknown;
  /** Shapes and dtypes of those. */
  readonly avals: readonly Aval[];
  /** Whether it may create variables, as only the first trace may. */
  readonly mayCreate: boolean;
  /** Function and arguments in one text. */
  readonly signature: string;
  /** The tensors among arguments, if they are of this signature; throws if they are not. */
  readonly accept: (args: readonly unknown[]) => readonly Tensor[];
}

/** A graph is called like the function it was recorded of. */
export interface ConcreteFunction {
  /** Runs the graph. */
  (...args: unknown[]): unknown;
}

/** The graph of a function for one signature, with what it reads and writes. */
export class ConcreteFunction extends Callable<unknown[], unknown> {
  /** Name of the function, for messages. */
  readonly name: string;
  /** Whether it takes tensors of the function around it, so that it is of use within that only. */
  readonly isInner: boolean;
  /** Whether tracing it created variables. */
  readonly hasCreated: boolean;
  readonly #graph: Subgraph;
  readonly #origins: readonly Origin[];
  readonly #constants: ReadonlySet<Tensor>;
  readonly #assigned: readonly VariableCore[];
  /** Whether nobody but the variable gets the new value, for each variable assigned. */
  readonly #isOwn: readonly boolean[];
  /** Numbers of the graph's outputs that are. */
  readonly #owned: readonly number[];
  /** Variables whose value goes through to somebody else. */
  readonly #seen: ReadonlySet<VariableCore>;
  readonly #structure: Structure;
  readonly #results: number;
  /** Whether somebody else has the tensor of a result: it is an input, or one before it. */
  readonly #isShared: readonly boolean[];
  readonly #accept: Traceable["accept"];

  /**
   * Traces a function.
   *
   * @throws {TypeError} if it is asynchronous, returns tensors of another function's trace, or
   *   creates variables though it may not.
   */
  constructor({ name, run, avals, mayCreate, signature, accept }: Traceable) {
    super();
    this.name = name;
    this.#accept = accept;
    const trace = new Trace(name, state.trace, signature);
    const created = trace.created.length;
    const parameters = avals.map((aval, i) => trace.abstract(aval, `argument ${i}`));
    const { leaves: results, structure } = trace.record(() => resultsOf(name, run(parameters)));
    this.hasCreated = trace.created.length > created;
    if (this.hasCreated && !mayCreate) {
      throw new TypeError(
        `tf.function '${name}': expected variables to be created on the first call only, received a new variable '${
          trace.created[created]!.name
        }' on a later one; create it outside of the function, or only where it does not exist yet`,
      );
    }
    const assigned = [...trace.assigned];
    const outputs = [...results, ...assigned.map(([, value]) => value)];
    for (const { trace: owner } of outputs) if (owner !== undefined) checkReach(owner, trace);
    this.#graph = new Subgraph(trace.nodes, parameters, outputs);
    const places = new Map<Tensor, Origin>(parameters.map((it, i) => [it, i]));
    for (const [variable, value] of trace.variables) places.set(value, variable);
    this.#origins = this.#graph.inputs.map((input) => places.get(input) ?? input);
    const constants = this.#origins.filter((it) => it instanceof Tensor);
    this.isInner = constants.some((it) => it.trace !== undefined);
    this.#constants = new Set(constants);
    this.#assigned = assigned.map(([variable]) => variable);
    this.#structure = structure;
    this.#results = results.length;
    // Steps on the host may give what they were given.
    const mayShare = this.#graph.nodes.some((node) => isCut(node) && !isDraw(node));
    const isInput = new Set(this.#graph.inputs);
    this.#isShared = results.map((it, i) => isInput.has(it) || outputs.indexOf(it) !== i);
    const isSingle = (value: Tensor) => outputs.indexOf(value) === outputs.lastIndexOf(value);
    this.#isOwn = assigned.map(([, value]) => !mayShare && !isInput.has(value) && isSingle(value));
    this.#owned = this.#isOwn.flatMap((it, i) => it ? [this.#results + i] : []);
    this.#seen = new Set(
      [...trace.variables].filter(([, value]) => mayShare || outputs.includes(value))
        .map(([variable]) => variable),
    );
  }

  /** Number of operations that a call runs. */
  get size(): number {
    return this.#graph.nodes.length;
  }

  /** Runs the graph for arguments of the signature it was traced for. */
  protected override invoke(...args: unknown[]): unknown {
    try {
      return this.run(this.#accept(args));
    } catch (error) {
      throw atCaller(error, this);
    }
  }

  /** Runs the graph for the tensors among the arguments, unchecked. */
  run(args: readonly Tensor[]): unknown {
    const { trace, tapes, log } = state;
    // Whoever records sees the operations, as if the function had been written out here.
    if (trace !== undefined || tapes.length > 0 || log !== undefined) return this.#inline(args);
    const inputs = new Array<Tensor>(this.#origins.length);
    for (let i = 0; i < inputs.length; i++) {
      const origin = this.#origins[i]!;
      inputs[i] = typeof origin === "number"
        ? args[origin]!
        : origin instanceof Tensor
        ? origin
        : this.#seen.has(origin)
        ? origin.current
        : origin.peek();
    }
    let outputs: readonly Tensor[];
    try {
      outputs = this.#graph.run(inputs, backendInUse(), this.#constants, this.#owned);
    } catch (error) {
      throw failureIn(this.name, error);
    }
    stats.runs++;
    const free: Tensor[] = [];
    for (let i = 0; i < this.#assigned.length; i++) {
      const old = this.#assigned[i]!.replace(outputs[this.#results + i]!, this.#isOwn[i]!);
      if (old !== undefined) free.push(old);
    }
    free.forEach(recycle);
    return this.#pack(outputs);
  }

  /** Records the operations where somebody sees them. */
  #inline(args: readonly Tensor[]): unknown {
    const inputs = this.#origins.map((origin) =>
      typeof origin === "number" ? args[origin]! : origin instanceof Tensor ? origin : origin.take()
    );
    const outputs = this.#graph.replay(inputs);
    this.#assigned.forEach((variable, i) => variable.put(outputs[this.#results + i]!));
    return this.#pack(outputs);
  }

  /** The results as the function nests them: tensors of their own, also where it gave what it took. */
  #pack(outputs: readonly Tensor[]): unknown {
    const results = new Array<Tensor>(this.#results);
    for (let i = 0; i < results.length; i++) {
      results[i] = this.#isShared[i]! ? identity(outputs[i]!) : outputs[i]!;
    }
    return pack(this.#structure, results);
  }

  /**
   * Writes the graph as an ONNX model: arguments are its inputs `input_0`, ..., results (and then
   * the new values of assigned variables) its outputs `output_0`, ..., variables are constants.
   *
   * @throws {TypeError} if something in it is computed on the host, as ONNX has no operator for it.
   */
  toOnnx(path: string | URL): void {
    host.files.write(path, this.#model());
  }

  #model(): Uint8Array {
    const graph = this.#graph;
    const onHost = graph.nodes.find(isCut);
    if (onHost !== undefined) {
      throw new TypeError(
        `tf.function '${this.name}': expected operations that ONNX has, received tf.${onHost.bound.primitive.name}`,
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

/** What a function returned: its tensors, variables as their values at that point, and the rest. */
function resultsOf(name: string, result: unknown): { leaves: Tensor[]; structure: Structure } {
  if (result instanceof Promise) {
    result.catch(() => {});
    throw new TypeError(
      `tf.function '${name}': expected a synchronous function, received one that returns a promise`,
    );
  }
  return flatten(
    result,
    (it) => it instanceof Tensor ? it : it instanceof VariableCore ? it.take() : undefined,
  );
}

/** One for all: an error notes its stack, which a step would do for each variable. */
const RECYCLED = new Error("internal: a recycled value was read");

/** The memory of a variable's old value, which nobody else ever saw. */
function recycle(old: Tensor): void {
  if (old.holders > 0) return;
  if (old.owned && old.host !== undefined) {
    hostBuffers.give(old.type as never, old.host as EngineData);
  }
  old.resident?.dispose();
  old.host = undefined;
  old.resident = undefined;
  old.failure = RECYCLED;
}

/** A failed run, with the operation's name where ONNX Runtime says it. */
function failureIn(name: string, error: unknown): unknown {
  if (!(error instanceof Error) || error.message.startsWith("internal:")) return error;
  const node = error instanceof IndexError
    ? error.operation
    : /Name:'(.+?)_\d+'/.exec(error.message)?.[1];
  const place = node === undefined ? "" : `tf.${node}: `;
  return new (failureClass(error))(
    `tf.function '${name}': ${place}cannot compute: ${error.message}`,
    {
      cause: error,
    },
  );
}
