/**
 * Memory of the graphics card: a tensor there is a handle, as one of an array is. Runs allocate their
 * results; what goes there from the host is allocated by a session that computes nothing and stays
 * open for good.
 *
 * @module
 */
import { newArray } from "../host_buffers.ts";
import { identityModel } from "../onnx/onnx_model.ts";
import type { HostData } from "../onnx/onnx_types.ts";
import { OrtSession } from "../ort/ort_session.ts";
import {
  allocateHandle,
  copyElements,
  createHandle,
  type Described,
  deviceMemory,
  releaseHandle,
} from "../ort/ort_tensors.ts";
import { byteLength } from "../plan/value.ts";

/** What ONNX Runtime calls the buffers of its provider. */
const BUFFERS = "WebGPU_Buf";

/** A tensor that is read to wait. */
const MARK: Described = { type: "float32", shape: [] };

/** What a program's end is announced by: it comes to one, calls `Deno.exit`, or throws. */
const ENDS = ["unload", "error", "unhandledrejection"] as const;

interface Memory {
  /** What it is to ONNX Runtime. */
  readonly kind: bigint;
  /** What allocates it. */
  readonly allocator: bigint;
  /** Keeps the allocator usable. */
  readonly session: OrtSession;
}

let opened: Memory | undefined;

function open(): Memory {
  const options = { threads: 1, provider: "WebGPU" } as const;
  const session = new OrtSession(identityModel("float32"), ["x"], ["y"], options);
  const kind = deviceMemory(BUFFERS);
  const memory = opened = { kind, allocator: session.allocator(kind), session };
  const last = allocateHandle(memory.allocator, MARK);
  for (const end of ENDS) addEventListener(end, () => waitFor(last));
  return memory;
}

/** The memory of the card, as runs leave results there. */
export function bufferMemory(): bigint {
  return (opened ?? open()).kind;
}

/**
 * Waits until everything is done that was begun before: a driver that is taken down while it computes
 * ends the process with a fault of its own.
 */
function waitFor(buffer: bigint): void {
  try {
    download(buffer, MARK);
  } catch {
    // The program ends, and a device that is lost computes nothing.
  }
}

/** Runs with the handle of an array. */
function withHandle<T>(array: HostData, described: Described, use: (handle: bigint) => T): T {
  const handle = createHandle(array, described);
  try {
    return use(handle);
  } finally {
    releaseHandle(handle);
  }
}

/** A buffer with the elements of an array. */
export function upload(array: HostData, described: Described): bigint {
  const buffer = allocateHandle((opened ?? open()).allocator, described);
  try {
    withHandle(array, described, (handle) => copyElements(handle, buffer));
  } catch (error) {
    releaseHandle(buffer);
    throw error;
  }
  return buffer;
}

/** The elements of a buffer, once everything that writes it is done. */
export function download(buffer: bigint, described: Described): HostData {
  const array = newArray(described.type, byteLength(described));
  withHandle(array, described, (handle) => copyElements(buffer, handle));
  return array;
}
