/**
 * What a kernel mapping is: a function that records the ONNX operators of one tfjs kernel, or
 * declines by returning nothing, in which case tfjs's own cpu kernel computes the call.
 *
 * @module
 */
import type { DataType, NamedAttrMap, TensorInfo } from "@tensorflow/tfjs";
import { isGraphType, type LazyBackend, reshaped } from "../backend.ts";
import type { Attribute, Value } from "../graph_types.ts";
import { broadcastShape } from "./shapes.ts";
import { type HostData, onnxCode, type OnnxType } from "../onnx_types.ts";

/** Inputs of a kernel by name; some kernels take a list, under a name or as the whole. */
export type KernelInputs =
  | Readonly<Record<string, TensorInfo | TensorInfo[] | undefined>>
  | TensorInfo[];

/** Records one kernel call; `undefined` leaves it to the fall-back. */
export type Mapping = (call: KernelCall) => TensorInfo | TensorInfo[] | undefined;

/** Mappings by the names of tfjs's kernels. */
export type Mappings = Readonly<Record<string, Mapping>>;

/** Whether the graph can take an input; one that is left out is no obstacle. */
function isComputable(info: TensorInfo | undefined | null): boolean {
  return info === undefined || info === null ||
    (isGraphType(info.dtype) && !info.shape.includes(0));
}

/** Inputs by name, or by their place in a list. */
type Named = Readonly<Record<string, TensorInfo | TensorInfo[] | undefined>>;

/** One call of a kernel, with what a mapping needs to record it. */
export class KernelCall {
  /** Tensors the kernel was given. */
  readonly inputs: Named;
  /** Its attributes. */
  readonly attrs: NamedAttrMap;
  readonly #backend: LazyBackend;

  constructor(backend: LazyBackend, inputs: KernelInputs, attrs: NamedAttrMap) {
    this.#backend = backend;
    this.inputs = Array.isArray(inputs) ? Object.fromEntries(inputs.entries()) : inputs as Named;
    this.attrs = attrs;
  }

  /** Whether the graph can take this call at all: element types it knows, nothing empty. */
  get computable(): boolean {
    for (const name in this.inputs) {
      const input = this.inputs[name];
      if (Array.isArray(input) ? !input.every(isComputable) : !isComputable(input)) return false;
    }
    return true;
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
    attributes?: Readonly<Record<string, Attribute>>,
  ): Value {
    return this.#backend.graph.node(op, inputs, type, shape, attributes);
  }

  /** Records an operator with several outputs. */
  nodes(
    op: string,
    inputs: readonly (Value | undefined)[],
    outputs: readonly { type: OnnxType; shape: readonly number[] }[],
    attributes?: Readonly<Record<string, Attribute>>,
  ): Value[] {
    return this.#backend.graph.nodes(op, inputs, outputs, attributes);
  }

  /** A scalar constant of the graph. */
  scalar(number: number, type: OnnxType = "float32"): Value {
    const host = type === "float32"
      ? Float32Array.of(number)
      : type === "bool"
      ? Uint8Array.of(number === 0 ? 0 : 1)
      : Int32Array.of(number);
    return this.#backend.graph.constant(host, type, []);
  }

  /** A list of whole numbers, as ONNX wants axes, shapes and bounds. */
  list(numbers: readonly number[]): Value {
    const host = BigInt64Array.from(numbers, BigInt);
    return this.#backend.graph.constant(host, "int64", [numbers.length]);
  }

  /** A table computed on the host that the graph takes as an input, so that its key stays short. */
  table(host: HostData, type: OnnxType, shape: readonly number[]): Value {
    return this.#backend.graph.leaf(host, type, shape);
  }

  /** The same elements in another shape. */
  reshape(value: Value, shape: readonly number[]): Value {
    return reshaped(this.#backend.graph, value, shape);
  }

  /** The same elements in another type. */
  cast(value: Value, type: OnnxType): Value {
    return value.type === type
      ? value
      : this.node("Cast", [value], type, value.shape, { to: onnxCode(type) });
  }

  /** `a op b` with broadcasting; of the type of `a` unless another is given. */
  binary(op: string, a: Value, b: Value, type: OnnxType = a.type): Value {
    return this.node(op, [a, b], type, broadcastShape(a.shape, b.shape));
  }

  /** An operator of one argument that keeps its shape and its type, unless another is given. */
  unary(op: string, x: Value, type: OnnxType = x.type): Value {
    return this.node(op, [x], type, x.shape);
  }

  /** `condition ? a : b` with broadcasting. */
  where(condition: Value, a: Value, b: Value): Value {
    const shape = broadcastShape(condition.shape, broadcastShape(a.shape, b.shape));
    if (a.type !== "bool") return this.node("Where", [condition, a, b], a.type, shape);
    const yes = this.binary("And", condition, a);
    return this.binary("Or", yes, this.binary("And", this.unary("Not", condition), b));
  }

  /**
   * The axes in another order. A transpose of a transpose that has not run yet takes the data from
   * before both; nothing is recorded where that leaves the axes as they were.
   */
  transpose(value: Value, order: readonly number[]): Value {
    const before = value.producer?.op === "Transpose" ? value.producer : undefined;
    const source = before?.inputs[0] ?? value;
    const inner = before?.attributes["perm"] as readonly number[] | undefined;
    const perm = inner ? order.map((axis) => inner[axis]!) : [...order];
    const shape = order.map((axis) => value.shape[axis]!);
    const kept = perm.filter((axis) => source.shape[axis] !== 1);
    if (perm.every((axis, index) => axis === index)) return source;
    if (kept.every((axis, index) => index === 0 || kept[index - 1]! < axis)) {
      return this.reshape(source, shape);
    }
    return this.node("Transpose", [source], value.type, shape, { perm });
  }

  /** Elements `begin` to `begin + size` of each axis, in steps of `steps` where given. */
  slice(
    value: Value,
    begin: readonly number[],
    size: readonly number[],
    steps?: readonly number[],
  ): Value {
    const ends = size.map((count, axis) => {
      const end = begin[axis]! + count * (steps?.[axis] ?? 1);
      return end < 0 ? -value.shape[axis]! - 1 : end;
    });
    const whole = size.every((count, axis) =>
      count === value.shape[axis] && (steps?.[axis] ?? 1) === 1
    );
    if (whole) return value;
    const axes = size.map((_, axis) => axis);
    const inputs = [value, this.list(begin), this.list(ends), this.list(axes)];
    if (steps) inputs.push(this.list(steps));
    return this.node("Slice", inputs, value.type, size);
  }

  /** A recorded value as the kernel's result; one that a tensor may hold already is copied first. */
  output(value: Value, dtype: DataType = value.type as DataType): TensorInfo {
    const own = value.producer && !value.live ? value : this.unary("Identity", value);
    return this.#backend.output(own, own.shape, dtype);
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
