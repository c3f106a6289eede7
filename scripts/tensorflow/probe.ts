// deno-lint-ignore-file no-console -- its output is what another program reads
/**
 * Loads an addon and tests it, in a process of its own: what does not load may end the process.
 * Prints what it found as JSON.
 *
 *     deno run -A scripts/tensorflow/probe.ts ADDON
 *
 * @module
 */
import { selfTest } from "../../lib/devices/self_test.ts";
import { loadTensorflow } from "../../lib/devices/tensorflow_load.ts";
import { tensorflowBackend } from "../../lib/tensor/tensorflow_backend.ts";

/** What is known of an addon that was tried. */
export type Probe = { readonly version: string; readonly gpu: boolean } | {
  readonly error: string;
};

function probe(addon: string): Probe {
  try {
    const binding = loadTensorflow(addon);
    const fault = selfTest(tensorflowBackend(binding));
    if (fault !== undefined) return { error: `its self-test failed: ${fault}` };
    return { version: binding.TF_Version, gpu: binding.isUsingGpuDevice() };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

if (import.meta.main) {
  console.log(JSON.stringify(probe(Deno.args[0]!)));
  Deno.exit(0);
}
