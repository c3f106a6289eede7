/**
 * The tensorflow device: the backend of `@tensorflow/tfjs-node-gpu` over an installed TensorFlow,
 * with its memory given back when JavaScript forgets a tensor.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { loadTensorflow } from "./tensorflow_load.ts";
import { replaceKernels } from "./tensorflow_kernels.ts";
import { registerMissingKernels } from "./tensorflow_missing.ts";
import type { Binding } from "../engine/tensorflow/addon.ts";
import { loadPackage, type NodeBackend } from "./tensorflow_package.ts";
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
