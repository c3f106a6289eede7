/**
 * Probes: expressions evaluated in the kernel between cells, without a trace in the notebook. A
 * value comes back as its exact bytes, so that NaN, infinities and -0 survive the way.
 *
 * @module
 */
import { convertStorage, DTYPES, isDType, type Storage } from "../arrays/dtypes.ts";

/** A value of the kernel, as it travels. */
type Packed =
  | { kind: "array"; dtype: string; shape: number[]; base64: string }
  | { kind: "text"; value: string }
  | { kind: "json"; value: unknown }
  | { kind: "error"; value: string };

/** What a probe found. */
export type ProbeResult =
  | { kind: "array"; dtype: string; shape: number[]; bytes: Uint8Array; values: Float64Array }
  | { kind: "text"; value: string }
  | { kind: "json"; value: unknown }
  | { kind: "error"; value: string };

/**
 * Packs any value in the kernel; its text is sent there, so it uses nothing from this module.
 * Arrays are what has `numpy()`, what has data, shape and dtype, what has `dataSync()`, typed
 * arrays, numbers, booleans, and nested arrays of them.
 */
function pack(input: unknown): Packed {
  type Source = {
    data?: unknown;
    shape?: number[];
    dtype?: string;
    numpy?: () => Source;
    dataSync?: () => unknown;
  };
  const boxed = (value: unknown): value is Source =>
    value !== null && (typeof value === "object" || typeof value === "function");
  const array = (data: ArrayBufferView, shape: number[], dtype: string): Packed => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return { kind: "array", dtype, shape: [...shape], base64: bytes.toBase64() };
  };
  let value = input;
  if (boxed(value) && typeof value.numpy === "function") value = value.numpy();
  if (typeof value === "number") return array(Float64Array.of(value), [], "float64");
  if (typeof value === "boolean") return array(Uint8Array.of(Number(value)), [], "bool");
  if (typeof value === "string") return { kind: "text", value };
  if (ArrayBuffer.isView(value)) {
    const dtype = value.constructor.name.replace("Array", "").toLowerCase();
    return array(value, [(value as Uint8Array).length], dtype);
  }
  if (Array.isArray(value)) {
    const shape: number[] = [];
    for (let level: unknown = value; Array.isArray(level); level = level[0]) {
      shape.push(level.length);
    }
    const flat: unknown[] = value.flat(Infinity);
    const regular = flat.length === shape.reduce((size, dim) => size * dim, 1);
    if (regular && flat.every((item) => typeof item === "boolean")) {
      return array(Uint8Array.from(flat, Number), shape, "bool");
    }
    if (regular && flat.every((item) => typeof item === "number")) {
      return array(Float64Array.from(flat as number[]), shape, "float64");
    }
    return { kind: "json", value: JSON.parse(JSON.stringify(value)) };
  }
  if (boxed(value) && Array.isArray(value.shape) && typeof value.dtype === "string") {
    const data = typeof value.dataSync === "function" ? value.dataSync() : value.data;
    if (ArrayBuffer.isView(data)) return array(data, value.shape, value.dtype);
  }
  return { kind: "json", value: JSON.parse(JSON.stringify(value) ?? "null") };
}

/** The code that evaluates an expression and sends its value under a mark. */
export function probeCode(expression: string, mark: string): string {
  // The expression stands outside the function, whose own names must not hide the notebook's.
  return `await (async (evaluate) => {
  const pack = ${pack.toString()};
  let packed;
  try {
    packed = pack(await evaluate());
  } catch (error) {
    packed = { kind: "error", value: String(error) };
  }
  const content = { data: { [${JSON.stringify(mark)}]: packed }, metadata: {}, transient: {} };
  await Deno.jupyter.broadcast("display_data", content);
})(async () => (${expression}
));`;
}

/** The value that travelled. */
export function unpack(sent: unknown): ProbeResult {
  const packed = sent as Packed;
  if (packed.kind !== "array") return packed;
  const bytes = Uint8Array.fromBase64(packed.base64);
  const { dtype, shape } = packed;
  return { kind: "array", dtype, shape, bytes, values: numbers(bytes, dtype) };
}

/** The elements of an array as numbers; of complex ones, the parts by turns. */
function numbers(bytes: Uint8Array, dtype: string): Float64Array {
  // Typed arrays of 64-bit integers are sent under JavaScript's names.
  const own = dtype.replace(/^big(u?int64)$/, "$1");
  if (!isDType(own) || own === "string") return Float64Array.from(bytes);
  const data = new (DTYPES[own].array as new (buffer: ArrayBufferLike) => Storage)(bytes.buffer);
  return convertStorage(data, own === "complex64" ? "float32" : own, "float64");
}
