// deno-lint-ignore-file no-console -- its output is what another program reads
/**
 * Loads an addon and tests it, in a process of its own: what does not load may end the process.
 * Prints what it found as JSON.
 *
 *     deno run -A scripts/tensorflow/probe.ts ADDON PACKAGE_FOLDER
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { TENSORFLOW_BACKEND } from "../../lib/devices/tensorflow_backend.ts";
import { loadTensorflow } from "../../lib/devices/tensorflow_load.ts";
import { loadPackage } from "../../lib/devices/tensorflow_package.ts";
import { tfjsSelfTest } from "../../lib/devices/tensorflow_self_test.ts";

/** What is known of an addon that was tried. */
export type Probe = { readonly version: string; readonly gpu: boolean } | {
  readonly error: string;
};

function probe([addon, packageFolder]: readonly string[]): Probe {
  try {
    const binding = loadTensorflow(addon!);
    const backend = loadPackage(packageFolder!, binding);
    tfjs.registerBackend(TENSORFLOW_BACKEND, () => backend, 0);
    tfjs.setBackend(TENSORFLOW_BACKEND);
    const fault = tfjsSelfTest();
    if (fault !== undefined) return { error: `its self-test failed: ${fault}` };
    return { version: binding.TF_Version, gpu: backend.isUsingGpuDevice };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

if (import.meta.main) {
  console.log(JSON.stringify(probe(Deno.args)));
  Deno.exit(0);
}
