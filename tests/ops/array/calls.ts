/**
 * Calls of the functions of lib/ops/array with what TensorFlow gives for them: the files that
 * `tests/goldens/ops/make_array_goldens.py` reads and makes.
 *
 * @module
 */
import { gunzipSync } from "node:zlib";
import { type DType, newStorage } from "../../../lib/arrays/dtypes.ts";
import { convertStorage, writeElement } from "../../../lib/arrays/dtypes.ts";
import { aval, type Shape } from "../../../lib/tensor/aval.ts";
import { type HostData, leaf, Tensor } from "../../../lib/tensor/tensor.ts";

/** A tensor as the files write it. */
interface Written {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly data: readonly (number | string | boolean)[];
}

/** One call. */
export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly outputs: readonly Written[];
  readonly gradients?: readonly Written[];
}

const FOLDER = new URL("../../goldens/ops/", import.meta.url);

/** All calls. */
export function readCalls(): Call[] {
  const calls = JSON.parse(Deno.readTextFileSync(new URL("array_calls.json", FOLDER))) as Call[];
  const bytes = gunzipSync(Deno.readFileSync(new URL("array.json.gz", FOLDER)));
  const { results } = JSON.parse(new TextDecoder().decode(bytes)) as { results: Call[] };
  return calls.map((call, i) => ({ ...call, ...results[i]! }));
}

/** A tensor of numbers in row-major order; texts stand for what JSON cannot write. */
export function tensorOf({ dtype, shape, data }: Written): Tensor {
  return leaf(hostOf(dtype, shape, data), aval(dtype, shape));
}

/** The values of a written tensor. */
export function valuesOf({ dtype, shape, data }: Written): HostData {
  return hostOf(dtype, shape, data);
}

function hostOf(dtype: DType, shape: Shape, data: Written["data"]): HostData {
  if (dtype === "complex64") return Float32Array.from(data, Number);
  const { size } = aval(dtype, shape);
  const host = newStorage(dtype, size);
  data.forEach((it, i) => {
    if (dtype === "string") (host as string[])[i] = it as string;
    else if (dtype === "int64" || dtype === "uint64") writeElement(dtype, host, i, BigInt(it));
    else writeElement(dtype, host, i, typeof it === "string" ? Number(it) : it);
  });
  return host;
}

/** The argument that the file writes: tensors for `{ tensor, dtype }`, also in arrays. */
export function argumentOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(argumentOf);
  if (typeof value !== "object" || value === null) return value;
  const { tensor, dtype } = value as { tensor: unknown; dtype: DType };
  const shape: number[] = [];
  for (let it = tensor; Array.isArray(it); it = it[0]) shape.push(it.length);
  const data = [tensor].flat(Infinity) as (number | string | boolean)[];
  if (dtype !== "complex64") return tensorOf({ dtype, shape, data });
  const real = Float64Array.from(data, Number);
  return leaf(convertStorage(real, "float64", dtype), aval(dtype, shape));
}

/** All tensors in arguments, in order. */
export function tensorsIn(value: unknown): Tensor[] {
  if (value instanceof Tensor) return [value];
  return Array.isArray(value) ? value.flatMap(tensorsIn) : [];
}

/** Arguments with their tensors replaced in order. */
export function withTensors(value: unknown, next: () => Tensor): unknown {
  if (value instanceof Tensor) return next();
  return Array.isArray(value) ? value.map((it) => withTensors(it, next)) : value;
}
