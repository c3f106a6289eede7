/**
 * The ways to an addon: one that is there, or one built against an installed TensorFlow.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  PACKAGE_VERSION,
  readSetup,
  type TensorflowSetup,
} from "../../lib/devices/tensorflow_setup.ts";
import { compileAddon, type Compiler } from "./compile.ts";
import type { Installation } from "./inspect.ts";
import { placeWhole } from "./place.ts";
import type { Probe } from "./probe.ts";
import { lastLines, SetupError } from "./report.ts";
import type { Sources } from "./sources.ts";

/** What a set-up holds, before it is written down. */
export type Setup = Omit<TensorflowSetup, "layout">;

const PROBE = fileURLToPath(new URL("./probe.ts", import.meta.url));
const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

/**
 * Loads an addon in a process of its own.
 *
 * @throws {SetupError} if it does not load or computes wrong.
 */
export async function probeAddon(addon: string) {
  const { stdout, stderr, code, signal } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", "--no-check", "--config", CONFIG, PROBE, addon],
    env: { NO_COLOR: "1" },
  }).output();
  const last = lastLines(stdout, 1);
  const result: Probe = last.startsWith("{") ? JSON.parse(last) : {
    error: `loading ${addon} ended the process with ${signal ?? `status ${code}`}: ${
      lastLines(stderr, 4)
    }`,
  };
  if ("error" in result) {
    throw new SetupError(
      result.error,
      "install the library that is missing, add its folder to LD_LIBRARY_PATH, or name another TensorFlow with --tensorflow",
    );
  }
  return result;
}

/** Fails if a GPU was asked for and TensorFlow sees none. */
export function checkGpu(wanted: boolean, { version, gpu }: { version: string; gpu: boolean }) {
  if (!wanted || gpu) return;
  throw new SetupError(
    `TensorFlow ${version} sees no GPU, and --gpu asks for one`,
    "install a TensorFlow built for CUDA (pip install 'tensorflow[and-cuda]') and NVIDIA's driver; nvidia-smi shows whether the driver works; without --gpu the device computes on the processor",
  );
}

/** The set-up that is there, if it works. */
export async function tryCurrent(root: string): Promise<Setup> {
  const setup = readSetup(root);
  const { version, gpu } = await probeAddon(setup.addon);
  return { ...setup, tensorflow: version, gpu };
}

/** Name of a set-up: everything it was made of. */
export async function setupKey(tensorflow: Installation, sources: Sources): Promise<string> {
  const facts = tensorflow.libraries.map((path) => {
    const { size, mtime } = Deno.statSync(path);
    return `${path} ${size} ${mtime?.getTime()}`;
  });
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(facts.join("\n")));
  const short = new Uint8Array(hash).subarray(0, 4).toHex();
  return [
    `tensorflow-${tensorflow.version}`,
    `addon-${PACKAGE_VERSION}`,
    `nodeapi-${sources.nodeApiVersion}`,
    `${Deno.build.os}-${Deno.build.arch}`,
    short,
  ].join("_");
}

/** Builds an addon against an installed TensorFlow, and tests it before it gets its name. */
export async function build(
  root: string,
  key: string,
  compiler: Compiler,
  sources: Sources,
  tensorflow: Installation,
): Promise<Setup> {
  let probe = { version: tensorflow.version, gpu: false };
  const folder = await placeWhole(root, key, async (draft) => {
    const addon = join(draft, "tfjs_binding.node");
    await compileAddon(compiler, sources, tensorflow, addon);
    probe = await probeAddon(addon);
  });
  return {
    folder,
    addon: join(folder, "tfjs_binding.node"),
    packageVersion: PACKAGE_VERSION,
    tensorflow: probe.version,
    library: tensorflow.libraries[0]!,
    gpu: probe.gpu,
  };
}

/** Whether a set-up is the one that building would make. */
export function isBuiltAs(setup: Setup, key: string): boolean {
  return setup.folder.endsWith(key) && dirname(setup.addon) === setup.folder;
}
