/**
 * The engine: registers the lazy backend and its kernels with tfjs, once, as the backend in use.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { LazyBackend } from "./backend.ts";
import { cpuProvider } from "./cpu_provider.ts";
import { runOnHost } from "./fallback.ts";
import type { EngineStats } from "./graph.ts";
import { KernelCall, type KernelInputs } from "./kernels/mapping.ts";
import { mappings } from "./kernels/mod.ts";

/** Name under which the engine's cpu device is registered with tfjs. */
export const CPU_BACKEND = "kerasaur-cpu";

const device = new LazyBackend(cpuProvider);

function registerKernels(): void {
  for (const { kernelName } of tfjs.getKernelsForBackend("cpu")) {
    const mapping = mappings[kernelName];
    tfjs.registerKernel({
      kernelName,
      backendName: CPU_BACKEND,
      kernelFunc: ({ inputs, attrs }) => {
        const named = inputs as unknown as KernelInputs;
        const call = new KernelCall(device, named, attrs ?? {});
        if (mapping && call.computable) {
          const result = device.graph.recording(kernelName, () => mapping(call));
          if (result) return result;
        }
        device.graph.stats.fallbacks++;
        return runOnHost(device, kernelName, named, attrs ?? {});
      },
    });
  }
}

/** Makes the engine the backend in use; runs once, when the library is imported. */
export function startEngine(): void {
  if (tfjs.findBackendFactory(CPU_BACKEND)) return;
  tfjs.registerBackend(CPU_BACKEND, () => device, 10);
  registerKernels();
  tfjs.setBackend(CPU_BACKEND);
}

/** The engine's counters so far: what was recorded, compiled, run and left to the fall-back. */
export function engineStats(): EngineStats {
  return { ...device.graph.stats };
}

/** Runs everything that is pending; a training loop calls it once a step. */
export function flush(): void {
  device.graph.flush();
}
