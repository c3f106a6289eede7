/**
 * The engine's devices: what compiles plans of operators and runs them.
 *
 * @module
 */
import { cpuProvider } from "./cpu/provider.ts";
import { cudaProvider } from "./cuda/provider.ts";
import type { Provider } from "./plan/graph_types.ts";
import { webgpuProvider } from "./webgpu/provider.ts";

/** Devices the engine computes on. */
export type EngineDevice = "cpu" | "webgpu" | "cuda";

/** Devices the engine computes on, the one that is always there first. */
export const ENGINE_DEVICES: readonly EngineDevice[] = ["cpu", "webgpu", "cuda"];

/** What runs the plans of each device. */
export const providers: Readonly<Record<EngineDevice, Provider>> = {
  cpu: cpuProvider,
  webgpu: webgpuProvider(),
  cuda: cudaProvider,
};
