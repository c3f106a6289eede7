/**
 * The tensorflow device: TensorFlow's own kernels over the addon that was set up.
 *
 * @module
 */
import type { Binding } from "../engine/tensorflow/addon.ts";
import { type TensorflowBackend, tensorflowBackend } from "../tensor/tensorflow_backend.ts";
import { loadTensorflow } from "./tensorflow_load.ts";
import { readSetup, type TensorflowSetup } from "./tensorflow_setup.ts";

/** The device, loaded. */
export interface TensorflowDevice {
  readonly setup: TensorflowSetup;
  readonly binding: Binding;
  readonly backend: TensorflowBackend;
}

function load(): TensorflowDevice {
  const setup = readSetup();
  const binding = loadTensorflow(setup.addon);
  if (binding.TF_Version !== setup.tensorflow) {
    throw new Error(
      `its addon was built with TensorFlow ${setup.tensorflow}, and ${setup.library} is ${binding.TF_Version} now; run deno task setup:tensorflow again`,
    );
  }
  return { setup, binding, backend: tensorflowBackend(binding) };
}

let loaded: { device?: TensorflowDevice; error?: unknown } | undefined;

/**
 * The device; loads it the first time.
 *
 * @throws {Error} if it is not set up or does not load, with the reason.
 */
export function openTensorflow(): TensorflowDevice {
  if (loaded === undefined) {
    try {
      loaded = { device: load() };
    } catch (error) {
      loaded = { error };
    }
  }
  if (loaded.device === undefined) throw loaded.error;
  return loaded.device;
}

/** Whether the device is loaded and computes on a GPU. */
export function isTensorflowOnGpu(): boolean {
  return loaded?.device?.binding.isUsingGpuDevice() ?? false;
}
