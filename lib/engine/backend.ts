/**
 * The tfjs backend over the lazy graph: keeps which value each tensor's data is, and reads values
 * synchronously. Strings and complex numbers, which graphs do not compute with, stay on the host.
 *
 * @module
 */
import { type DataType, engine, KernelBackend, type TensorInfo } from "@tensorflow/tfjs";
import { Graph } from "./graph.ts";
import type { Provider, Value } from "./graph_types.ts";
import type { HostData, OnnxType } from "./onnx_types.ts";
import { engineInternals } from "./tfjs_engine.ts";

/** Values as tfjs hands them over. */
export type BackendValues = Float32Array | Int32Array | Uint8Array | Uint8Array[];
type DataId = TensorInfo["dataId"];

/** Data of one tensor: a value of the graph, strings, or the two parts of complex numbers. */
interface Entry {
  references: number;
  readonly dtype: DataType;
  readonly value?: Value;
  readonly strings?: Uint8Array[];
  readonly complex?: { readonly real: TensorInfo; readonly imag: TensorInfo };
}

/** Whether the graph computes with this element type. */
export function isGraphType(dtype: DataType): dtype is "float32" | "int32" | "bool" {
  return dtype === "float32" || dtype === "int32" || dtype === "bool";
}

/** A tfjs backend that records kernels and runs them when a value is read. */
export class LazyBackend extends KernelBackend {
  /** Where kernels are recorded. */
  readonly graph: Graph;
  readonly #entries = new WeakMap<DataId, Entry>();
  #count = 0;

  /** @param provider Where the graph runs. */
  constructor(provider: Provider) {
    super();
    this.graph = new Graph(provider);
  }

  #store(entry: Omit<Entry, "references">, references = 1): DataId {
    const dataId: DataId = {};
    this.#hold(dataId, { ...entry, references });
    return dataId;
  }

  #hold(dataId: DataId, entry: Entry): void {
    if (entry.value) {
      entry.value.live = true;
      entry.value.holders++;
    }
    this.#entries.set(dataId, entry);
    this.#count++;
  }

  /** Data of a tensor; what lies on another device moves here, as tfjs's backends have it. */
  #entry(dataId: DataId): Entry {
    const entry = this.#entries.get(dataId);
    if (entry) return entry;
    if (!engineInternals().state.tensorInfo.has(dataId)) throw new Error("Tensor is disposed.");
    engine().moveData(this, dataId);
    return this.#entries.get(dataId)!;
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): DataId {
    return this.#store(this.#hostEntry(values, shape, dtype));
  }

  override move(
    dataId: DataId,
    values: BackendValues,
    shape: number[],
    dtype: DataType,
    references: number,
  ): void {
    const entry = dtype === "complex64"
      ? { dtype, complex: this.#complexEntry(values as Float32Array, shape) }
      : this.#hostEntry(values, shape, dtype);
    this.#hold(dataId, { ...entry, references });
  }

  /** Complex numbers, real and imaginary parts in turn, as two tensors. */
  #complexEntry(values: Float32Array, shape: number[]) {
    const part = (offset: number): TensorInfo => {
      const numbers = Float32Array.from({ length: values.length / 2 }, (_, i) => {
        return values[2 * i + offset]!;
      });
      return { dataId: this.write(numbers, shape, "float32"), shape, dtype: "float32" };
    };
    return { real: part(0), imag: part(1) };
  }

  #hostEntry(values: BackendValues, shape: number[], dtype: DataType): Omit<Entry, "references"> {
    if (!isGraphType(dtype)) return { dtype, strings: values as Uint8Array[] };
    const host = typedArray(values as ArrayLike<number>, dtype);
    return { dtype, value: this.graph.leaf(host, dtype, [...shape]) };
  }

  /** Stores a computed value as the data of a new tensor. */
  output(value: Value, shape: readonly number[], dtype: DataType): TensorInfo {
    return { dataId: this.#store({ dtype, value }), shape: [...shape], dtype };
  }

  /** Stores complex numbers; takes over one reference of each part. */
  outputComplex(real: TensorInfo, imag: TensorInfo): TensorInfo {
    const dataId = this.#store({ dtype: "complex64", complex: { real, imag } });
    return { dataId, shape: real.shape, dtype: "complex64" };
  }

  /** The two parts of complex numbers. */
  complexParts(info: TensorInfo): { real: TensorInfo; imag: TensorInfo } {
    return this.#entry(info.dataId).complex!;
  }

  /** Whether a tensor's value is still to be computed. */
  isPending(info: TensorInfo): boolean {
    return this.#entry(info.dataId).value?.producer !== undefined;
  }

  /** The value behind a tensor, as it was stored. */
  stored(info: TensorInfo): Value {
    return this.#entry(info.dataId).value!;
  }

  /** A stand-in for a tensor's data: another value that holds the same, known by itself. */
  standIn(info: TensorInfo): DataId {
    const value = this.value(info);
    if (value.producer) this.graph.flush();
    value.owned = false;
    // One holder too many: what is on the device belongs to the value that is copied.
    return this.#store({ dtype: info.dtype, value: { ...value, holders: 1 } });
  }

  /** The value behind a tensor, in the tensor's shape. */
  value(info: TensorInfo & { readonly isDisposed?: boolean }): Value {
    if (info.isDisposed) throw new Error("Tensor is disposed.");
    const value = this.#entry(info.dataId).value;
    if (!value) throw new Error(`internal: ${info.dtype} tensors have no graph value`);
    return reshaped(this.graph, value, info.shape);
  }

  override readSync(dataId: DataId): BackendValues {
    const entry = this.#entry(dataId);
    if (entry.strings) return entry.strings;
    if (entry.complex) {
      const real = this.readSync(entry.complex.real.dataId) as Float32Array;
      const imag = this.readSync(entry.complex.imag.dataId) as Float32Array;
      const merged = new Float32Array(real.length * 2);
      for (let i = 0; i < real.length; i++) {
        merged[2 * i] = real[i]!;
        merged[2 * i + 1] = imag[i]!;
      }
      return merged;
    }
    return this.graph.read(entry.value!) as Float32Array | Int32Array | Uint8Array;
  }

  // deno-lint-ignore require-await -- tfjs's interface is asynchronous, this read is not
  override async read(dataId: DataId): Promise<BackendValues> {
    return this.readSync(dataId);
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const entry = this.#entries.get(dataId);
    if (!entry) return true;
    entry.references--;
    if (!force && entry.references > 0) return false;
    if (entry.value && --entry.value.holders === 0) {
      entry.value.live = false;
      this.graph.retire(entry.value);
    }
    if (entry.complex) {
      this.disposeData(entry.complex.real.dataId, force);
      this.disposeData(entry.complex.imag.dataId, force);
    }
    this.#entries.delete(dataId);
    this.#count--;
    return true;
  }

  override refCount(dataId: DataId): number {
    return this.#entries.get(dataId)?.references ?? 0;
  }

  override incRef(dataId: DataId): void {
    this.#entry(dataId).references++;
  }

  override numDataIds(): number {
    return this.#count;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override timerAvailable(): boolean {
    return true;
  }

  // deno-lint-ignore require-await -- tfjs's interface is asynchronous, this run is not
  override async time(run: () => void): Promise<{ kernelMs: number }> {
    const start = performance.now();
    run();
    this.graph.flush();
    return { kernelMs: performance.now() - start };
  }

  override dispose(): void {
    this.graph.flush();
  }
}

/** The typed array of an element type, without a copy where it is one already. */
function typedArray(values: ArrayLike<number>, type: OnnxType): HostData {
  if (type === "int32") return values instanceof Int32Array ? values : Int32Array.from(values);
  if (type === "bool") return values instanceof Uint8Array ? values : Uint8Array.from(values);
  return values instanceof Float32Array ? values : Float32Array.from(values);
}

/** The same elements in another shape. */
export function reshaped(graph: Graph, value: Value, shape: readonly number[]): Value {
  const { length } = shape;
  if (value.shape.length === length && value.shape.every((dim, axis) => dim === shape[axis])) {
    return value;
  }
  if (value.host !== undefined && value.resident === undefined) {
    value.owned = false;
    return graph.leaf(value.host, value.type, [...shape]);
  }
  const target = graph.constant(BigInt64Array.from(shape, BigInt), "int64", [length]);
  return graph.node("Reshape", [value, target], value.type, [...shape]);
}
