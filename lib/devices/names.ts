/**
 * All devices by their names, and which one is in use.
 *
 * @module
 */
import { ENGINE_DEVICES, type EngineDevice, providers } from "../engine/mod.ts";
import type { Provider } from "../engine/plan/graph_types.ts";
import type { Backend } from "../tensor/backend.ts";
import { flush } from "../tensor/graph.ts";
import { onnxBackend } from "../tensor/onnx_backend.ts";
import { state } from "../tensor/state.ts";
import { isTensorflowOnGpu, openTensorflow } from "./tensorflow_device.ts";

/** A device: one of the engine's, or `tensorflow`. */
export type Device = EngineDevice | "tensorflow";

/** All devices. */
export const DEVICES: readonly Device[] = [...ENGINE_DEVICES, "tensorflow"];

/** Called once with each device, before its first graph is compiled. */
let beforeFirstGraph: (device: EngineDevice) => void = () => {};

/** Sets what has to happen before a device compiles its first graph; it may throw. */
export function onFirstGraph(check: (device: EngineDevice) => void): void {
  beforeFirstGraph = check;
}

/** A device's provider that is checked before its first graph. */
function checkedProvider(device: EngineDevice): Provider {
  const provider = providers[device];
  let checked = false;
  return {
    name: provider.name,
    compile(plan) {
      if (!checked) beforeFirstGraph(device);
      checked = true;
      return provider.compile(plan);
    },
    download: (value) => provider.download(value),
  };
}

const backends = new Map<Device, Backend>();

/** What computes on a device; loads it the first time. */
export function backendOf(device: Device): Backend {
  let backend = backends.get(device);
  if (backend === undefined) {
    backend = device === "tensorflow"
      ? openTensorflow().backend
      : onnxBackend(checkedProvider(device));
    backends.set(device, backend);
  }
  return backend;
}

/**
 * Makes a device the one in use; what is pending is computed where it was recorded.
 *
 * @throws {TypeError} while a function is traced: it runs on the device that it is called on.
 */
export function useDevice(device: Device): void {
  const backend = backendOf(device);
  if (backend === state.backend) return;
  if (state.trace !== undefined) {
    throw new TypeError(
      `tf.function '${state.trace.name}': expected one device for the whole function, received ${device} inside of it; choose the device around the call`,
    );
  }
  if (state.backend !== undefined) flush();
  state.backend = backend;
}

/** The device in use. */
export function deviceInUse(): Device {
  return DEVICES.find((device) => backends.get(device) === state.backend) ?? "cpu";
}

/** Whether a device computes on a GPU, as far as is known of one that is loaded. */
export function isGpuDevice(device: Device): boolean {
  return device === "tensorflow" ? isTensorflowOnGpu() : device !== "cpu";
}

/** Runs `run` with a backend in use, apart from everything that is going on. */
export function withBackend<T>(backend: Backend, run: () => T): T {
  const before = { ...state };
  Object.assign(state, { backend, pending: [], pendingBytes: 0, trace: undefined, tapes: [] });
  try {
    const result = run();
    flush();
    return result;
  } finally {
    Object.assign(state, before);
  }
}
