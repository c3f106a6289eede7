/**
 * One trace of a function: its graph for arguments of one signature.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { isGraphType, type LazyBackend } from "../engine/backend.ts";
import { CompiledTrace, type TracedOutput } from "../engine/compiled_trace.ts";
import type { Value } from "../engine/graph_types.ts";
import { engineInternals } from "../engine/tfjs_engine.ts";
import type { TfjsTensor } from "./tensor.ts";
import { putTogether, type Skeleton, takeApart } from "./structure.ts";
import type { Variable } from "./variable.ts";
import { liveVariables, whileWatching } from "./variable_registry.ts";

type DataId = tfjs.TensorInfo["dataId"];

/** What a trace puts in the place of a tensor's data. */
interface StandIn {
  readonly dataId: DataId;
  readonly value: Value;
}

/** A variable during a trace: its own data is put aside. */
interface Parked extends StandIn {
  readonly variable: Variable;
  readonly original: DataId;
}

/** The graph of a function for one signature, with what it reads and writes. */
export class ConcreteFunction {
  readonly #backend: LazyBackend;
  readonly #compiled: CompiledTrace;
  readonly #arguments: readonly Value[];
  readonly #variables: readonly { variable: WeakRef<Variable>; value: Value }[];
  readonly #assigned: readonly WeakRef<Variable>[];
  readonly #skeleton: Skeleton;
  readonly #results: number;

  /**
   * Traces a function.
   *
   * @param run The function, called with stand-ins for `tensors`.
   * @param mayCreate Whether it may create variables, as only the first trace may.
   */
  constructor(
    backend: LazyBackend,
    name: string,
    run: (standIns: tfjs.Tensor[]) => unknown,
    tensors: readonly tfjs.Tensor[],
    mayCreate: boolean,
  ) {
    this.#backend = backend;
    const inputs = tensors.map((tensor) => this.#standIn(tensor));
    const parked: Parked[] = [];
    const park = (variable: tfjs.Variable) => {
      const original = variable.dataId;
      const standIn = this.#standIn(variable);
      parked.push({ ...standIn, variable: variable as Variable, original });
      variable.dataId = standIn.dataId as typeof variable.dataId;
    };
    let created: string | undefined;
    backend.graph.flush();
    liveVariables().filter(({ dtype }) => isGraphType(dtype)).forEach(park);
    let outcome: { results: tfjs.Tensor[]; skeleton: Skeleton; changed: Parked[] };
    let trace;
    try {
      ({ result: outcome, trace } = backend.graph.trace(() => {
        const standIns = tensors.map((tensor, i) => this.#tensor(inputs[i]!, tensor));
        const result = whileWatching((variable) => {
          created ??= variable.name;
          park(variable);
        }, () => run(standIns));
        if (result instanceof Promise) {
          throw new TypeError(
            `tf.function '${name}': expected a synchronous function, received one that returns a promise`,
          );
        }
        const { tensors: results, skeleton } = takeApart(result);
        const changed = parked.filter(({ variable, dataId }) => variable.dataId !== dataId);
        return { results, skeleton, changed };
      }));
      if (created !== undefined && !mayCreate) {
        throw new TypeError(
          `tf.function '${name}': expected variables to be created on the first call only, received a new variable '${created}' on a later one`,
        );
      }
      const outputs = [...outcome.results, ...outcome.changed.map(({ variable }) => variable)];
      const changing = new Set([...inputs, ...parked].map(({ value }) => value));
      this.#compiled = new CompiledTrace(
        backend,
        trace,
        outputs.map((it) => this.#output(it)),
        changing,
      );
    } finally {
      for (const { variable, original, dataId } of parked) {
        if (variable.dataId !== dataId) backend.disposeData(variable.dataId);
        else backend.disposeData(dataId);
        variable.dataId = original as typeof variable.dataId;
      }
      for (const { dataId } of inputs) backend.disposeData(dataId);
    }
    this.#arguments = inputs.map(({ value }) => value);
    this.#variables = parked.map(({ variable, value }) => ({
      variable: new WeakRef(variable),
      value,
    }));
    this.#assigned = outcome.changed.map(({ variable }) => new WeakRef(variable));
    this.#skeleton = outcome.skeleton;
    this.#results = outcome.results.length;
  }

  #standIn(tensor: tfjs.Tensor): StandIn {
    const dataId = this.#backend.standIn(tensor);
    return { dataId, value: this.#backend.stored({ ...tensor, dataId }) };
  }

  #tensor({ dataId }: StandIn, { shape, dtype }: tfjs.Tensor): tfjs.Tensor {
    this.#backend.incRef(dataId);
    return tfjs.engine().makeTensorFromTensorInfo({ dataId, shape, dtype } as tfjs.TensorInfo);
  }

  #output(tensor: tfjs.Tensor): TracedOutput {
    const value = this.#backend.value(tensor);
    return { value, shape: tensor.shape, dtype: tensor.dtype };
  }

  /** Number of operators that a call runs. */
  get size(): number {
    return this.#compiled.size;
  }

  /** The values that stand for arguments and variables now. */
  #current(tensors: readonly tfjs.Tensor[]): Map<Value, Value> {
    const current = new Map<Value, Value>();
    const set = (value: Value, tensor: tfjs.Tensor) => {
      const now = this.#backend.value(tensor);
      if (now.producer) this.#backend.graph.flush();
      current.set(value, now);
    };
    tensors.forEach((tensor, index) => set(this.#arguments[index]!, tensor));
    for (const { variable, value } of this.#variables) {
      const it = variable.deref();
      if (it && !it.isDisposed) set(value, it);
    }
    return current;
  }

  /** Runs the graph for arguments of the signature it was traced for. */
  call(tensors: readonly TfjsTensor[]): unknown {
    const infos = this.#compiled.run(this.#current(tensors));
    const made = infos.map((info) => tfjs.engine().makeTensorFromTensorInfo(info));
    this.#assigned.forEach((reference, index) => {
      const value = made[this.#results + index]!;
      reference.deref()?.replace(value);
      value.dispose();
    });
    return putTogether(this.#skeleton, made.slice(0, this.#results));
  }

  /**
   * Writes the graph as an ONNX model: arguments are its inputs `input_0`, ..., results (and then
   * the new values of assigned variables) its outputs `output_0`, ..., variables are constants.
   */
  toOnnx(path: string | URL): void {
    const names = new Map(this.#arguments.map((value, index) => [value, `input_${index}`]));
    Deno.writeFileSync(path, this.#compiled.toModel(names, this.#current([])));
  }
}

/** Whether a tape is recording: then a function has to run operation by operation. */
export function isTapeRecording(): boolean {
  return engineInternals().state.gradientDepth > 0;
}
