/**
 * What a kernel mapping is: a function that records the ONNX operators of one tfjs kernel, or
 * declines by returning nothing, in which case tfjs's own cpu kernel computes the call.
 *
 * @module
 */
import type { DataType, NamedAttrMap, TensorInfo } from "@tensorflow/tfjs";
import { isGraphType, type LazyBackend, reshaped } from "../backend.ts";
import type { Attribute, Value } from "../graph_types.ts";
import type { HostData, OnnxType } from "../onnx_types.ts";

/** Inputs of a kernel by name; some kernels take a list, under a name or as the whole. */
export type KernelInputs =
  | Readonly<Record<string, TensorInfo | TensorInfo[] | undefined>>
  | TensorInfo[];

/** Records one kernel call; `undefined` leaves it to the fall-back. */
export type Mapping = (call: KernelCall) => TensorInfo | TensorInfo[] | undefined;

/** Mappings by the names of tfjs's kernels. */
export type Mappings = Readonly<Record<string, Mapping>>;

/** One call of a kernel, with what a mapping needs to record it. */
export class KernelCall {
  /** Tensors the kernel was given. */
  readonly inputs: Readonly<Record<string, TensorInfo | TensorInfo[] | undefined>>;
  /** Its attributes. */
  readonly attrs: NamedAttrMap;
  readonly #backend: LazyBackend;

  constructor(backend: LazyBackend, inputs: KernelInputs, attrs: NamedAttrMap) {
    this.#backend = backend;
    this.inputs = { ...inputs } as KernelCall["inputs"];
    this.attrs = attrs;
  }

  /** Whether the graph can take this call at all: element types it knows, nothing empty. */
  get computable(): boolean {
    return Object.values(this.inputs).flat().every((it) =>
      it === undefined || it === null || (isGraphType(it.dtype) && !it.shape.includes(0))
    );
  }

  /** An input tensor. */
  info(name: string): TensorInfo {
    return this.inputs[name] as TensorInfo;
  }

  /** An input list. */
  infos(): TensorInfo[] {
    return Object.values(this.inputs).flat() as TensorInfo[];
  }

  /** An input's value. */
  value(input: string | TensorInfo): Value {
    return this.#backend.value(typeof input === "string" ? this.info(input) : input);
  }

  /** An attribute. */
  attr<T>(name: string): T {
    return this.attrs[name] as T;
  }

  /** Records an operator with one output. */
  node(
    op: string,
    inputs: readonly (Value | undefined)[],
    type: OnnxType,
    shape: readonly number[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): Value {
    return this.#backend.graph.node(op, inputs, type, shape, attributes);
  }

  /** Records an operator with several outputs. */
  nodes(
    op: string,
    inputs: readonly (Value | undefined)[],
    outputs: readonly { type: OnnxType; shape: readonly number[] }[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): Value[] {
    return this.#backend.graph.nodes(op, inputs, outputs, attributes);
  }

  /** A float constant of the graph. */
  scalar(number: number, type: "float32" | "int32" = "float32"): Value {
    const host = type === "float32" ? Float32Array.of(number) : Int32Array.of(number);
    return this.#backend.graph.constant(host, type, []);
  }

  /** A list of whole numbers, as ONNX wants axes, shapes and bounds. */
  list(numbers: readonly number[]): Value {
    const host = BigInt64Array.from(numbers, BigInt);
    return this.#backend.graph.constant(host, "int64", [numbers.length]);
  }

  /** The same elements in another shape. */
  reshape(value: Value, shape: readonly number[]): Value {
    return reshaped(this.#backend.graph, value, shape);
  }

  /** The same elements in another type. */
  cast(value: Value, type: OnnxType): Value {
    return value.type === type ? value : this.node("Cast", [value], type, value.shape, {
      to: ({ float32: 1, int32: 6, int64: 7, bool: 9 })[type],
    });
  }

  /** A recorded value as the kernel's result. */
  output(value: Value, dtype: DataType = value.type as DataType): TensorInfo {
    return this.#backend.output(value, value.shape, dtype);
  }

  /** Values the host already has as the kernel's result. */
  hostOutput(host: HostData, shape: number[], dtype: "float32" | "int32" | "bool"): TensorInfo {
    return { dataId: this.#backend.write(host as Float32Array, shape, dtype), shape, dtype };
  }

  /** An input under another shape or name: the same data, referenced once more. */
  alias(info: TensorInfo, shape: number[] = info.shape): TensorInfo {
    this.#backend.incRef(info.dataId);
    return { dataId: info.dataId, shape, dtype: info.dtype };
  }
}

/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dim) => product * dim, 1);
}

/** The shape two shapes broadcast to, as NumPy does it; tfjs has checked that they do. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    return left === 1 ? right : left;
  });
}
