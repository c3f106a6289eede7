/**
 * The lazy graph: kernels record nodes here and return at once; nothing is computed until a value
 * is read. Then everything pending is compiled to one ONNX graph, or found compiled by its
 * structure, and run in one go. A training step written the same way twice compiles once.
 *
 * @module
 */
import type { Attribute, Executable, GraphNode, Plan, Provider, Value } from "./graph_types.ts";
import type { HostData, OnnxType } from "./onnx_types.ts";
import type { Trace } from "./trace.ts";
import { Retirement } from "./host_buffers.ts";
import { SessionCache } from "./session_cache.ts";
import { newValue } from "./value.ts";

/** Counters of the engine since the process started. */
export interface EngineStats {
  /** Graphs compiled. */
  compilations: number;
  /** Graphs run. */
  runs: number;
  /** Nodes recorded. */
  nodes: number;
  /** Kernels that went to tfjs's own cpu implementation. */
  fallbacks: number;
}

const NO_ATTRIBUTES: Readonly<Record<string, Attribute>> = {};

/** Pending nodes at which the graph runs by itself, to bound what an unread loop can pile up. */
const PENDING_LIMIT = 1024;

/** Records nodes and runs them. */
export class Graph {
  readonly stats: EngineStats = { compilations: 0, runs: 0, nodes: 0, fallbacks: 0 };
  readonly #sessions = new SessionCache<Executable>();
  readonly #provider: Provider;
  #trace: Trace | undefined;
  /** Traces under way, those included that have paused to create variables. */
  #traces = 0;
  #pending: GraphNode[] = [];
  readonly #retired = new Retirement();
  #epoch = 0;
  #kernel = "";

  /** @param provider Where it runs. */
  constructor(provider: Provider) {
    this.#provider = provider;
  }

  /** A value that is on the host already, or that a run is about to give. */
  leaf(host: HostData | undefined, type: OnnxType, shape: readonly number[]): Value {
    const value = newValue(type, shape, { host });
    value.live = true;
    return value;
  }

  /** A small constant that belongs to the structure of the graph: axes, shapes, thresholds. */
  constant(host: HostData, type: OnnxType, shape: readonly number[]): Value {
    const constantKey = `${type}[${shape}]${Array.from(host as ArrayLike<unknown>).join()}`;
    return { ...newValue(type, shape, { host }), constantKey };
  }

  /** Runs `record` with the name of the tfjs kernel its nodes belong to. */
  recording<T>(kernel: string, record: () => T): T {
    const outer = this.#kernel;
    // Between kernels only: what a kernel has recorded so far is not held by any tensor yet.
    const full = this.#pending.length >= PENDING_LIMIT;
    if (full && outer === "" && !this.#trace) this.flush();
    this.#kernel = kernel;
    try {
      return record();
    } finally {
      this.#kernel = outer;
    }
  }

  /** Records a node with several outputs. */
  nodes(
    op: string,
    inputs: readonly (Value | undefined)[],
    outputs: readonly { type: OnnxType; shape: readonly number[] }[],
    attributes: Readonly<Record<string, Attribute>> = NO_ATTRIBUTES,
  ): Value[] {
    for (const input of inputs) {
      if (input?.failure) throw input.failure;
    }
    const key = attributes === NO_ATTRIBUTES ? op : `${op}${JSON.stringify(attributes)}`;
    const node: GraphNode = { op, kernel: this.#kernel, inputs, attributes, key, outputs: [] };
    for (const { type, shape } of outputs) {
      node.outputs.push(newValue(type, shape, { producer: node }));
    }
    (this.#trace?.nodes ?? this.#pending).push(node);
    this.stats.nodes++;
    return node.outputs;
  }

  /** Records a node with one output. */
  node(
    op: string,
    inputs: readonly (Value | undefined)[],
    type: OnnxType,
    shape: readonly number[],
    attributes: Readonly<Record<string, Attribute>> = NO_ATTRIBUTES,
  ): Value {
    return this.nodes(op, inputs, [{ type, shape }], attributes)[0]!;
  }

  /** The data of a value; runs what is pending if it has to. */
  read(value: Value): HostData {
    if (value.producer !== undefined) {
      if (this.#trace) throw readWhileTracing(value.producer);
      this.flush();
    }
    if (value.failure) throw value.failure;
    if (value.host === undefined && value.resident !== undefined) {
      value.host = this.#provider.download(value);
    }
    if (value.host === undefined) throw new Error("internal: a value was dropped before its read");
    value.owned = false;
    return value.host;
  }

  /** Whether a function is being traced. */
  get tracing(): boolean {
    return this.#trace !== undefined;
  }

  /**
   * Runs `record` and keeps the operators it records, which stay out of every run of this graph.
   * What `record` leaves behind cannot be read once the trace has been planned.
   */
  trace<T>(record: () => T): { result: T; trace: Trace } {
    this.flush();
    const trace: Trace = { nodes: [], draws: [] };
    this.#trace = trace;
    this.#traces++;
    try {
      return { result: record(), trace };
    } finally {
      this.#trace = undefined;
      this.#traces--;
    }
  }

  /** Runs `run` as if no function was being traced: what creates variables is no part of it. */
  outsideTrace<T>(run: () => T): T {
    const trace = this.#trace;
    this.#trace = undefined;
    try {
      return run();
    } finally {
      if (trace) this.flush();
      this.#trace = trace;
    }
  }

  /** Notes that a value was drawn at random, and how the next call draws its own. */
  noteDraw(value: Value, redraw: () => HostData): void {
    this.#trace?.draws.push({ value, redraw });
  }

  /** Compiles the graph of a trace. */
  compileTrace(plan: Plan): Executable {
    this.stats.compilations++;
    for (const value of [...plan.inputs, ...plan.constants]) value.holders++;
    return this.#provider.compile(plan);
  }

  /** Frees a value's memory, as soon as nothing that waits to run needs it. */
  retire(value: Value): void {
    if (value.resident === undefined && !value.owned) return;
    this.#retired.add(value);
    if (this.#pending.length === 0 && this.#traces === 0) this.#retired.complete();
  }

  /** Computes every pending value that a tensor still holds. */
  flush(): void {
    const pending = this.#pending;
    if (pending.length === 0) return;
    this.#pending = [];
    const plan = this.#plan(pending);
    if (plan.outputs.length > 0) {
      try {
        const executable = this.#sessions.get(plan.key, () => {
          this.stats.compilations++;
          return this.#provider.compile(plan);
        });
        executable.run(plan.inputs, plan.outputs);
        this.stats.runs++;
      } catch (error) {
        const failure = failureOf(error as Error, plan);
        for (const value of plan.outputs) value.failure = failure;
        throw failure;
      } finally {
        for (const node of pending) {
          for (const output of node.outputs) output.producer = undefined;
        }
      }
    }
    if (this.#traces === 0) this.#retired.complete();
  }

  /** The nodes that must run, their numbered inputs and outputs, and the key of this structure. */
  #plan(pending: readonly GraphNode[]): Plan {
    const wanted = ++this.#epoch;
    const needed: GraphNode[] = [];
    for (let i = pending.length - 1; i >= 0; i--) {
      const node = pending[i]!;
      if (!node.outputs.some((output) => output.live || output.epoch === wanted)) continue;
      needed.push(node);
      for (const input of node.inputs) if (input) input.epoch = wanted;
    }
    needed.reverse();

    const epoch = ++this.#epoch;
    const plan: Plan = { nodes: needed, inputs: [], constants: [], outputs: [], key: "" };
    const parts: string[] = [];
    let slots = 0;
    for (const node of needed) {
      const ids: (number | string)[] = [];
      for (const input of node.inputs) {
        if (input === undefined) {
          ids.push("");
          continue;
        }
        if (input.epoch !== epoch) {
          input.epoch = epoch;
          input.slot = slots++;
          if (input.constantKey !== undefined) {
            plan.constants.push(input);
            parts.push(`=${input.constantKey}`);
          } else {
            plan.inputs.push(input);
            parts.push(`${input.type}[${input.shape}]`);
          }
        }
        ids.push(input.slot);
      }
      for (const output of node.outputs) {
        output.epoch = epoch;
        output.slot = slots++;
        if (output.live) plan.outputs.push(output);
      }
      parts.push(
        `${node.key}(${ids.join()})${
          node.outputs.map((output) => output.live ? "!" : ".").join("")
        }`,
      );
    }
    plan.key = parts.join(";");
    return plan;
  }
}

/** What a run failed for: an argument that cannot be computed with, or something of our own. */
function failureOf(error: Error, { nodes }: Plan): Error {
  if (error instanceof TypeError) return error;
  const text = `internal: cannot run the graph of ${nodes.length} operators: ${error.message}`;
  return new Error(text, { cause: error });
}

/** The error for reading a value that a traced function has yet to compute. */
function readWhileTracing(node: GraphNode): TypeError {
  return new TypeError(
    `tf.function: cannot read the result of ${node.kernel} while the function is traced: expected it to be computed when the traced graph runs; return it and read it outside, or take the code that reads it out of the function`,
  );
}
