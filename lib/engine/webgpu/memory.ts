/**
 * Memory of the graphics card: a tensor there is a handle, as one of an array is. A session that
 * computes nothing stays open for good, since buffers come from sessions, and freeing one whose
 * session is gone ends the process; so results do not depend on the graphs that they came from.
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
  deviceAllocator,
  releaseHandle,
} from "../ort/ort_tensors.ts";
import { byteLength } from "../plan/value.ts";

/** What ONNX Runtime calls the buffers of its provider. */
const BUFFERS = "WebGPU_Buf";

/** What a program's end is announced by: it comes to one, calls `Deno.exit`, or throws. */
const ENDS = ["unload", "error", "unhandledrejection"] as const;

let opened: { readonly session: OrtSession; readonly allocator: bigint } | undefined;

function allocator(): bigint {
  if (opened === undefined) {
    const session = new OrtSession(identityModel("float32"), ["x"], ["y"], {
      threads: 1,
      provider: "WebGPU",
    });
    opened = { session, allocator: deviceAllocator(session, BUFFERS) };
    const last = allocate({ type: "float32", shape: [] });
    for (const end of ENDS) addEventListener(end, () => waitFor(last));
  }
  return opened.allocator;
}

/**
 * Waits until everything is done that was begun before: a driver that is taken down while it computes
 * ends the process with a fault of its own.
 */
function waitFor(buffer: bigint): void {
  try {
    download(buffer, { type: "float32", shape: [] });
  } catch {
    // The program ends, and a device that is lost computes nothing.
  }
}

/** A buffer with anything in it. */
export function allocate(described: Described): bigint {
  return allocateHandle(allocator(), described);
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
  const buffer = allocate(described);
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
