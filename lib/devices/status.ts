/**
 * What is known of each device: whether it is there, what it computes on, how its self-test went,
 * and if it is not there, why and what to install. Found out once per process, at the first
 * question.
 *
 * @module
 */
import { host } from "../platform/host.ts";
import { type EngineDevice, providers } from "../engine/mod.ts";
import { readSystem } from "../platform/system_file.ts";
import { onnxBackend } from "../tensor/onnx_backend.ts";
import type { Device } from "./names.ts";
import { multiplies, selfTest } from "./self_test.ts";
import { isTensorflowOnGpu, openTensorflow } from "./tensorflow_device.ts";
import { readSetup } from "./tensorflow_setup.ts";
import { type Adapter, bestAdapter, graphicsAdapters, VULKAN_LOADER } from "./vulkan.ts";

/** What is known of a device. */
export interface DeviceStatus {
  /** Its name. */
  readonly device: Device;
  /** Whether it computes, and right. */
  readonly available: boolean;
  /** What it computes on, where that is known. */
  readonly adapter?: Adapter;
  /** Milliseconds its self-test took, with loading what it needs. */
  readonly selfTestMs?: number;
  /** Why it is not available. */
  readonly reason?: string;
  /** What would make it available. */
  readonly remedy?: string;
}

const REMEDIES: Readonly<Record<Device, string>> = {
  cpu: "allow the program to load ONNX Runtime: deno run --allow-ffi",
  webgpu:
    `install the graphics card's driver with Vulkan 1.1 or later and the Vulkan loader ${VULKAN_LOADER} (Debian: apt install libvulkan1); VK_DRIVER_FILES names a driver's file where the loader does not find it`,
  cuda:
    "install CUDA 12 and cuDNN 9, and put libonnxruntime_providers_cuda.so and libonnxruntime_providers_shared.so of ONNX Runtime 1.30.0 beside onnxruntime-node's libonnxruntime.so.1, as ONNXRUNTIME_NODE_INSTALL=cuda12 deno install --allow-scripts=npm:onnxruntime-node does",
  tensorflow:
    "run deno task setup:tensorflow, which builds its addon against an installed TensorFlow, and allow the program to load it: deno run --allow-ffi --allow-read --allow-env",
};

const known = new Map<Device, DeviceStatus>();

/** The part of ONNX Runtime's message that a user can read. */
export function readableReason(error: unknown): string {
  const { cause, message } = error as Error;
  const text = cause instanceof Error ? cause.message : message;
  return text.split(" was false. ").at(-1)!.trim();
}

function adapterOf(device: EngineDevice): Adapter | undefined {
  if (device === "cpu") return undefined;
  const adapters = graphicsAdapters() ?? [];
  return bestAdapter(
    device === "cuda" ? adapters.filter(({ name }) => name.includes("NVIDIA")) : adapters,
  );
}

function examine(device: EngineDevice): DeviceStatus {
  const adapter = adapterOf(device);
  const common = { device, ...(adapter ? { adapter } : {}) };
  const remedy = REMEDIES[device];
  const start = performance.now();
  try {
    const fault = selfTest(onnxBackend(providers[device]));
    const selfTestMs = performance.now() - start;
    return fault === undefined ? { ...common, available: true, selfTestMs } : {
      ...common,
      available: false,
      selfTestMs,
      reason: `its self-test failed: ${fault}`,
      remedy,
    };
  } catch (error) {
    return { ...common, available: false, reason: readableReason(error), remedy };
  }
}

function examineTensorflow(): DeviceStatus {
  const start = performance.now();
  const common = { device: "tensorflow", remedy: REMEDIES.tensorflow } as const;
  try {
    const { binding, backend } = openTensorflow();
    const isOnGpu = isTensorflowOnGpu();
    const adapter: Adapter = {
      name: `TensorFlow ${binding.TF_Version}`,
      kind: isOnGpu ? "discrete" : "software",
      driver: "",
      api: isOnGpu ? "CUDA" : "CPU kernels",
    };
    const fault = selfTest(backend);
    const selfTestMs = performance.now() - start;
    if (fault === undefined) return { device: "tensorflow", available: true, adapter, selfTestMs };
    const reason = `its self-test failed: ${fault}`;
    return { ...common, available: false, adapter, selfTestMs, reason };
  } catch (error) {
    return { ...common, available: false, reason: (error as Error).message };
  }
}

/** What is known of a device; the first question loads it and runs its self-test. */
export function deviceStatus(device: Device): DeviceStatus {
  let status = known.get(device);
  if (!status) {
    status = device === "tensorflow" ? examineTensorflow() : examine(device);
    known.set(device, status);
  }
  return status;
}

/**
 * Whether the cpu device computes, found out with one product: the test before a program's first
 * graph, which the whole one would keep waiting for as long as its own first value takes.
 */
export function cpuComputes(): boolean {
  try {
    return multiplies(onnxBackend(providers.cpu));
  } catch {
    return false;
  }
}

/** Devices that a GPU may be. */
export type GpuDevice = "tensorflow" | "cuda" | "webgpu";

/** Why TensorFlow's set-up has no GPU; it is not loaded if its record says so already. */
function whyNoTensorflowGpu(): string | undefined {
  let setup;
  try {
    setup = readSetup();
  } catch (error) {
    return `tensorflow: ${(error as Error).message}`;
  }
  const without =
    `tensorflow: TensorFlow ${setup.tensorflow} sees no GPU; set up a TensorFlow built for CUDA with deno task setup:tensorflow --gpu`;
  if (!setup.gpu) return without;
  const { available, reason } = deviceStatus("tensorflow");
  if (!available) return `tensorflow: ${reason}`;
  return isTensorflowOnGpu() ? undefined : without;
}

/** Why a device cannot be taken as a GPU, in words; `undefined` if it can. */
export function whyNoGpu(device: GpuDevice): string | undefined {
  if (device === "tensorflow") return whyNoTensorflowGpu();
  const { available, adapter, reason } = deviceStatus(device);
  if (!available) return `${device}: ${reason}`;
  if (device === "webgpu" && (!adapter || adapter.kind === "software")) {
    const what = adapter ? `only the software adapter ${adapter.name}` : "no adapter known";
    return `${device}: ${what}, which counts only when asked for by the name "webgpu"`;
  }
  return undefined;
}

/** What there is in Linux's `/dev` where a graphics card is. */
const SIGNS: ReadonlySet<string> = new Set(["dri", "nvidia0", "nvidiactl", "dxg"]);

/** Whether `/dev` has a graphics card; listed, because each file that is not there is an error. */
function hasSign(): boolean {
  return readSystem("/dev", (path) => host.files.list(path).some((name) => SIGNS.has(name))) ??
    false;
}

/**
 * Whether it is worth looking for a GPU: nothing is loaded to answer. On Linux a graphics card has
 * a file in `/dev`; other systems have a card nearly always.
 */
export function mayHaveGpu(): boolean {
  return host.system !== "linux" || hasSign();
}
