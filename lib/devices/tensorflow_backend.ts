/**
 * The tensorflow device: the backend of `@tensorflow/tfjs-node-gpu` over an installed TensorFlow,
 * with its memory given back when JavaScript forgets a tensor.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { replaceKernels } from "./tensorflow_kernels.ts";
import { registerMissingKernels } from "./tensorflow_missing.ts";
import { type Binding, loadAddon, loadPackage, type NodeBackend } from "./tensorflow_package.ts";
import { withoutStderr } from "./tensorflow_quiet.ts";
import { TensorflowStorage } from "./tensorflow_storage.ts";
import { readSetup, type TensorflowSetup } from "./tensorflow_setup.ts";

/** Name under which the device is registered with tfjs; the package's kernels have it too. */
export const TENSORFLOW_BACKEND = "tensorflow";

/** The device, loaded. */
export interface TensorflowDevice {
  readonly setup: TensorflowSetup;
  readonly backend: NodeBackend;
  readonly binding: Binding;
}

/** What TensorFlow reads when its library loads, unless the environment says otherwise. */
const SETTINGS = {
  // Errors only.
  TF_CPP_MIN_LOG_LEVEL: "2",
  // Takes a GPU's memory as it is needed, not all of it at once.
  TF_FORCE_GPU_ALLOW_GROWTH: "true",
};

/** Applies the settings; returns whether the user asked for TensorFlow's log. */
function applySettings(): boolean {
  let asked = false;
  for (const [variable, value] of Object.entries(SETTINGS)) {
    const { state } = Deno.permissions.querySync({ name: "env", variable });
    if (state !== "granted") continue;
    if (!Deno.env.has(variable)) Deno.env.set(variable, value);
    else if (variable === "TF_CPP_MIN_LOG_LEVEL") asked = Number(Deno.env.get(variable)) < 2;
  }
  return asked;
}

/**
 * Loads an addon and its TensorFlow, with our settings and without its log.
 *
 * @throws {Error} if it does not load.
 */
export function loadTensorflow(addon: string): Binding {
  return applySettings() ? loadAddon(addon) : withoutStderr(() => loadAddon(addon));
}

function load(): TensorflowDevice {
  const setup = readSetup();
  const binding = loadTensorflow(setup.addon);
  if (binding.TF_Version !== setup.tensorflow) {
    throw new Error(
      `its addon was built with TensorFlow ${setup.tensorflow}, and ${setup.library} is ${binding.TF_Version} now; run deno task setup:tensorflow again`,
    );
  }
  const backend = loadPackage(setup.packageFolder, binding);
  backend.tensorMap = new TensorflowStorage(backend);
  tfjs.registerBackend(TENSORFLOW_BACKEND, () => backend, 0);
  replaceKernels(TENSORFLOW_BACKEND, backend);
  registerMissingKernels(TENSORFLOW_BACKEND, backend);
  return { setup, backend, binding };
}

let loaded: { device?: TensorflowDevice; error?: unknown } | undefined;

/**
 * The device; loads and registers it the first time.
 *
 * @throws {Error} if it is not set up or does not load, with the reason.
 */
export function tensorflowDevice(): TensorflowDevice {
  if (!loaded) {
    try {
      loaded = { device: load() };
    } catch (error) {
      loaded = { error };
    }
  }
  if (!loaded.device) throw loaded.error;
  return loaded.device;
}

/** Whether the device is loaded and computes on a GPU. */
export function tensorflowOnGpu(): boolean {
  return loaded?.device?.backend.isUsingGpuDevice ?? false;
}
