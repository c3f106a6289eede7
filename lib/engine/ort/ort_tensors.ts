/**
 * How ONNX Runtime sees arrays: a handle says where one lies, of which type and shape it is. Arrays
 * that come again, as weights and their memory do, keep theirs until they are collected.
 *
 * @module
 */
import type { Value } from "../plan/graph_types.ts";
import { type HostData, onnxCode } from "../onnx/onnx_types.ts";
import { byteLength } from "../plan/value.ts";
import { check, created, cString, ortApi } from "./ort_api.ts";
import { ortEnvironment } from "./ort_session.ts";

/** What a handle says of an array. */
export type Described = Pick<Value, "type" | "shape">;

let memoryInfo: bigint | undefined;

/** Memory of the host's, from an arena or not: C's numbers for both. */
const DEVICE_ALLOCATOR = 0;
const DEFAULT_MEMORY = 0;

/** Dimensions as C has them. */
function dimensions(shape: readonly number[]): BigInt64Array<ArrayBuffer> {
  const dims = new BigInt64Array(new ArrayBuffer(8 * Math.max(1, shape.length)));
  shape.forEach((dim, axis) => dims[axis] = BigInt(dim));
  return dims;
}

/** Makes a handle; the array has to outlive it. */
export function createHandle(array: HostData, { type, shape }: Described): bigint {
  const api = ortApi();
  memoryInfo ??= created((place) =>
    api.createCpuMemoryInfo(DEVICE_ALLOCATOR, DEFAULT_MEMORY, place)
  );
  const info = memoryInfo;
  // Asking a small array for its buffer moves it out of the heap that the collector rearranges.
  void array.buffer;
  const dims = dimensions(shape);
  const [size, rank] = [BigInt(array.byteLength), BigInt(shape.length)];
  const bytes = array as HostData & { readonly buffer: ArrayBuffer };
  return created((place) =>
    api.createTensorWithData(info, bytes, size, dims, rank, onnxCode(type), place)
  );
}

/** A kind of memory by ONNX Runtime's name. */
export function deviceMemory(name: string): bigint {
  return created((place) =>
    ortApi().createMemoryInfo(cString(name), DEVICE_ALLOCATOR, 0, DEFAULT_MEMORY, place)
  );
}

/** Makes a handle of memory that it allocates, and that is freed with it. */
export function allocateHandle(allocator: bigint, { type, shape }: Described): bigint {
  const [dims, rank] = [dimensions(shape), BigInt(shape.length)];
  return created((place) => ortApi().createTensor(allocator, dims, rank, onnxCode(type), place));
}

/** Lists of one handle, in memory that stays where it is. */
const from = new BigUint64Array(new ArrayBuffer(8));
const to = new BigUint64Array(new ArrayBuffer(8));

/** Copies the elements of one tensor to another of the same type and shape, wherever they lie. */
export function copyElements(source: bigint, target: bigint): void {
  from[0] = source;
  to[0] = target;
  check(ortApi().copyTensors(ortEnvironment(), from, to, 0n, 1n));
}

/** Frees a handle. */
export function releaseHandle(handle: bigint): void {
  ortApi().releaseValue(handle);
}

interface Kept extends Described {
  readonly handle: bigint;
}

const seen = new WeakSet<HostData>();
const kept = new WeakMap<HostData, Kept>();
const collected = new FinalizationRegistry<bigint>(releaseHandle);

/** A handle that lives as long as its owner, if the owner does not free it. */
export function ownedHandle(owner: object, array: HostData, described: Described): bigint {
  const handle = createHandle(array, described);
  collected.register(owner, handle, owner);
  return handle;
}

/** Frees the handle of an owner. */
export function releaseOwned(owner: object, handle: bigint): void {
  collected.unregister(owner);
  releaseHandle(handle);
}

/** Throws if an array no longer has the elements its tensor was made with. */
export function checkLength(array: HostData, described: Described): void {
  const { type, shape } = described;
  const expected = byteLength(described);
  if (array.byteLength === expected) return;
  throw new TypeError(
    `cannot compute with a tensor of shape [${shape}] and type ${type}: expected its array to have ${expected} bytes, received ${array.byteLength}; an array must not be transferred or resized while a tensor is over it, so make the tensor of a copy: array.slice()`,
  );
}

/** The handle that is kept of an array, from the second time on that it is asked for. */
export function keptHandle(array: HostData, { type, shape }: Described): bigint | undefined {
  const known = kept.get(array);
  if (known) return isSame(known, { type, shape }) ? known.handle : undefined;
  if (!seen.has(array)) {
    seen.add(array);
    return undefined;
  }
  const handle = createHandle(array, { type, shape });
  kept.set(array, { handle, type, shape });
  collected.register(array, handle);
  return handle;
}

/** Whether two descriptions say the same. */
export function isSame(a: Described, b: Described): boolean {
  return a.type === b.type && a.shape.length === b.shape.length &&
    a.shape.every((dim, axis) => dim === b.shape[axis]);
}
