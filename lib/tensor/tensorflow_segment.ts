/**
 * Nodes as calls of TensorFlow's operations, one after the other. Texts are whole numbers in here:
 * what is done to them is moving and comparing. What TensorFlow turns out to have no kernel for is
 * computed by the primitive's function on the host, if it has one.
 *
 * @module
 */
import type { DType } from "../arrays/dtypes.ts";
import { newStorage, writeElement } from "../arrays/dtypes.ts";
import type { Binding, OperationAttribute } from "../engine/tensorflow/addon.ts";
import { attributesOf, execute, NoKernelError } from "../engine/tensorflow/operations.ts";
import type { TensorflowPool } from "../engine/tensorflow/pool.ts";
import { type ArrayData, createTensor, readTensor } from "../engine/tensorflow/tensors.ts";
import type { Aval } from "./aval.ts";
import type { Outline } from "./backend.ts";
import { type Bound, kernelName, many, type TensorFlowInput } from "./primitive.ts";
import { hostOf, type PlacedStep, type Step } from "./program.ts";
import type { HostData, Tensor } from "./tensor.ts";

/** One call. Values are numbered: leaves, constants, results. */
interface Call {
  readonly bound: Bound;
  /** Name of the operation. */
  readonly name: string;
  readonly attributes: readonly OperationAttribute[];
  /** What TensorFlow is given. */
  readonly from: readonly number[];
  /** The primitive's own inputs and outputs. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly takes: readonly Aval[];
  readonly gives: readonly Aval[];
  /** Values that nothing needs after it. */
  readonly last: number[];
  /** Whether there is no kernel for what it is given. */
  onHost: boolean;
}

/** Whether a primitive's function on the host computes inputs; it may be for some types alone. */
export function isForHost({ primitive, attrs }: Bound, takes: readonly Aval[]): boolean {
  const { host, lower, onHost, wholeHost } = primitive;
  if (host === undefined) return false;
  return lower === undefined || wholeHost === true ||
    (onHost?.(many(takes), attrs) ?? false);
}

/** The type that values of a dtype have in TensorFlow. */
const typeOf = (dtype: DType): DType => dtype === "string" ? "int32" : dtype;

/** Texts of one run by their numbers. */
class Texts {
  readonly #texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  encode(host: HostData): Int32Array {
    return Int32Array.from(host as readonly string[], (text) => {
      let number = this.#numbers.get(text);
      if (number === undefined) this.#numbers.set(text, number = this.#texts.push(text) - 1);
      return number;
    });
  }

  decode(numbers: ArrayData): string[] {
    return Array.from(numbers as Int32Array, (number) => this.#texts[number]!);
  }
}

/** The values of one run: TensorFlow's tensors by the numbers of values. */
class Run {
  readonly binding: Binding;
  readonly ids: number[];
  readonly texts = new Texts();

  constructor(binding: Binding, count: number) {
    this.binding = binding;
    this.ids = new Array<number>(count).fill(-1);
  }

  read(value: number, dtype: DType): HostData {
    const data = readTensor(this.binding, this.ids[value]!, typeOf(dtype));
    return dtype === "string" ? this.texts.decode(data) : data;
  }

  write(value: number, { dtype, shape }: Pick<Aval, "dtype" | "shape">, host: HostData): void {
    const data = dtype === "string" ? this.texts.encode(host) : host as ArrayData;
    this.ids[value] = createTensor(this.binding, data, typeOf(dtype), shape);
  }

  writeEmpty(value: number, aval: Aval): void {
    this.write(value, aval, newStorage(aval.dtype, 0));
  }

  delete(value: number): void {
    const id = this.ids[value]!;
    if (id < 0) return;
    this.ids[value] = -1;
    this.binding.deleteTensor(id);
  }
}

/** A constant input of a kernel as an array. */
function constantOf({ dtype, values }: Exclude<TensorFlowInput, number>): ArrayData {
  const host = newStorage(dtype, values.length) as ArrayData;
  const isWide = dtype === "int64" || dtype === "uint64";
  values.forEach((it, i) =>
    writeElement(dtype, host, i, isWide ? BigInt(it) : dtype === "bool" ? it !== 0 : it)
  );
  return host;
}

/** Compiles nodes whose primitives have a kernel of TensorFlow's. */
export function tensorflowSegment(outline: Outline, pool: TensorflowPool): PlacedStep[] {
  const { nodes, leaves, outputs } = outline;
  const { binding } = pool;
  const places = new Map<Tensor, number>();
  leaves.forEach((leaf, i) => places.set(leaf, i));
  let count = leaves.length;
  const constants = new Map<number, number>();
  const add = (it: Exclude<TensorFlowInput, number>): number => {
    constants.set(count, createTensor(binding, constantOf(it), it.dtype, it.shape));
    return count++;
  };
  const calls = nodes.map(({ bound, inputs, outputs: results }): Call => {
    const kernel = bound.primitive.tensorflow!;
    const takes = inputs.map(({ aval }) => aval);
    const gives = results.map(({ aval }) => aval);
    const [from, to] = [many(takes), many(gives)];
    const own = inputs.map((input) => places.get(input)!);
    const given = kernel.inputs?.(bound.attrs, from, to) ?? own.map((_, i) => i);
    const dtypes = given.map((it) => typeof it === "number" ? typeOf(takes[it]!.dtype) : it.dtype);
    const attributes = kernel.attributes?.(bound.attrs, from, to) ?? {};
    const name = kernelName(kernel, bound.attrs, takes);
    const call: Call = {
      bound,
      name,
      attributes: attributesOf(binding, name, attributes, dtypes),
      from: given.map((it) => typeof it === "number" ? own[it]! : add(it)),
      inputs: own,
      outputs: results.map(() => count++),
      takes,
      gives,
      last: [],
      onHost: false,
    };
    results.forEach((result, i) => places.set(result, call.outputs[i]!));
    return call;
  });
  markLast(calls, leaves.length, new Set(outputs.map((it) => places.get(it)!)));
  const results = outputs.map((it) => places.get(it)!);
  const step: Step = {
    bytes: 64 * count,
    release: () => {
      for (const id of constants.values()) binding.deleteTensor(id);
      constants.clear();
    },
    run: (from, to) => runCalls(calls, { pool, count, constants, results }, from, to),
  };
  return [{ step, inputs: leaves, outputs }];
}

/** Notes for each call which values nothing needs after it: those that calls computed. */
function markLast(calls: readonly Call[], leaves: number, wanted: ReadonlySet<number>): void {
  const met = new Set<number>();
  for (const call of calls.toReversed()) {
    for (const value of [...call.outputs, ...call.inputs]) {
      if (value < leaves || wanted.has(value) || met.has(value)) continue;
      met.add(value);
      call.last.push(value);
    }
  }
}

/** What a segment was compiled to, besides its calls. */
interface Compiled {
  readonly pool: TensorflowPool;
  readonly count: number;
  /** Ids of constants by the numbers of values. */
  readonly constants: ReadonlyMap<number, number>;
  readonly results: readonly number[];
}

function runCalls(
  calls: readonly Call[],
  { pool, count, constants, results }: Compiled,
  from: readonly Tensor[],
  to: readonly Tensor[],
): void {
  const run = new Run(pool.binding, count);
  // What belongs to others is not deleted: leaves, except for texts, and constants.
  const borrowed = new Set<number>(constants.keys());
  for (const [value, id] of constants) run.ids[value] = id;
  try {
    from.forEach((leaf, value) => {
      if (leaf.dtype === "string") return run.write(value, leaf, hostOf(leaf));
      run.ids[value] = pool.idOf(leaf);
      borrowed.add(value);
    });
    for (const call of calls) {
      runCall(call, run);
      for (const value of call.last) run.delete(value);
    }
    to.forEach((output, i) => {
      const value = results[i]!;
      if (output.dtype === "string" || output.size === 0) {
        output.host = run.read(value, output.dtype);
        return;
      }
      pool.keep(output, run.ids[value]!);
      output.owned = true;
      borrowed.add(value);
    });
  } finally {
    for (let value = 0; value < count; value++) if (!borrowed.has(value)) run.delete(value);
  }
  pool.fit();
}

function runCall(call: Call, run: Run): void {
  if (call.gives.every(({ size }) => size === 0)) {
    // Some kernels give what is empty another shape.
    call.outputs.forEach((value, i) => run.writeEmpty(value, call.gives[i]!));
    return;
  }
  const { primitive, attrs } = call.bound;
  const kernel = primitive.tensorflow!;
  if (!call.onHost) {
    const ids = call.from.map((value) => run.ids[value]!);
    const positions = kernel.outputs ?? call.outputs.map((_, i) => i);
    const least = Math.max(...positions) + 1;
    try {
      const given = execute(run.binding, call.name, call.attributes, ids, least);
      given.forEach(({ id, shape }, position) => {
        const i = positions.indexOf(position);
        if (i < 0) return run.binding.deleteTensor(id);
        run.ids[call.outputs[i]!] = id;
        const wanted = call.gives[i]!.shape;
        if (`${shape}` === `${wanted}`) return;
        throw new Error(
          `internal: TensorFlow's ${call.name} gives shape [${shape}] instead of [${wanted}]`,
        );
      });
      return;
    } catch (error) {
      if (!(error instanceof NoKernelError) || !isForHost(call.bound, call.takes)) throw error;
      call.onHost = true;
    }
  }
  const given = primitive.host!(
    many(call.inputs.map((value, i) => run.read(value, call.takes[i]!.dtype))),
    many(call.takes),
    attrs,
    many(call.gives),
  );
  call.outputs.forEach((value, i) => run.write(value, call.gives[i]!, given[i]!));
}
