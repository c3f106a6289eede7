/**
 * The engine: one tfjs backend for each device, all with the same kernels. The cpu device is
 * registered when the library is imported; another one when it is first used.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { LazyBackend } from "./backend.ts";
import { cpuProvider } from "./cpu/provider.ts";
import { cudaProvider } from "./cuda_provider.ts";
import { runOnHost } from "./fallback.ts";
import type { EngineStats } from "./graph.ts";
import type { Provider } from "./graph_types.ts";
import { registerGradients } from "./gradients.ts";
import { KernelCall, type KernelInputs } from "./kernels/mapping.ts";
import { mappings } from "./kernels/mod.ts";
import { webgpuProvider } from "./webgpu_provider.ts";

/** Devices the engine computes on. */
export type EngineDevice = "cpu" | "webgpu" | "cuda";

/** Devices the engine computes on, the one that is always there first. */
export const ENGINE_DEVICES: readonly EngineDevice[] = ["cpu", "webgpu", "cuda"];

/** Where the graphs of each device run. */
export const providers: Readonly<Record<EngineDevice, Provider>> = {
  cpu: cpuProvider,
  webgpu: webgpuProvider(),
  cuda: cudaProvider,
};

/** Name under which a device is registered with tfjs. */
export function backendName(device: EngineDevice): string {
  return `kerasaur-${device}`;
}

/** Name under which the engine's cpu device is registered with tfjs. */
export const CPU_BACKEND = backendName("cpu");

const backends = new Map<EngineDevice, LazyBackend>();

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

function registerKernels(device: EngineDevice, backend: LazyBackend): void {
  for (const { kernelName } of tfjs.getKernelsForBackend("cpu")) {
    const mapping = mappings[kernelName];
    tfjs.registerKernel({
      kernelName,
      backendName: backendName(device),
      kernelFunc: ({ inputs, attrs }) => {
        const named = inputs as unknown as KernelInputs;
        const call = new KernelCall(backend, named, attrs ?? {});
        if (mapping && call.computable) {
          const result = backend.graph.recording(kernelName, () => mapping(call));
          if (result) return result;
        }
        backend.graph.stats.fallbacks++;
        return runOnHost(backend, kernelName, named, attrs ?? {});
      },
    });
  }
}

/** Makes a device the one in use; registers it the first time. */
export function useDevice(device: EngineDevice): void {
  if (!backends.has(device)) {
    const backend = new LazyBackend(checkedProvider(device));
    backends.set(device, backend);
    tfjs.registerBackend(backendName(device), () => backend, device === "cpu" ? 10 : 0);
    registerKernels(device, backend);
  }
  tfjs.setBackend(backendName(device));
}

/** The device in use; `undefined` while a backend that is not the engine's is in use. */
export function deviceInUse(): EngineDevice | undefined {
  const name = tfjs.getBackend();
  return ENGINE_DEVICES.find((device) => backendName(device) === name);
}

/** Makes the engine the backend in use; runs once, when the library is imported. */
export function startEngine(): void {
  if (backends.has("cpu")) return;
  registerGradients();
  useDevice("cpu");
}

/** The counters so far, of all devices: what was recorded, compiled, run and left to the fall-back. */
export function engineStats(): EngineStats {
  const total: EngineStats = { compilations: 0, runs: 0, nodes: 0, fallbacks: 0 };
  for (const { graph } of backends.values()) {
    for (const key of Object.keys(total) as (keyof EngineStats)[]) total[key] += graph.stats[key];
  }
  return total;
}

/** Runs everything that is pending; a training loop calls it once a step. */
export function flush(): void {
  for (const { graph } of backends.values()) graph.flush();
}
