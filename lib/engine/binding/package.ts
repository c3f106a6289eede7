/**
 * The npm package onnxruntime-node: where its files are, and its binding, which is loaded when it is
 * first asked for. The cpu device needs the library beside it alone. Packages have their whole names
 * here, as programs in other folders do not have this library's short ones.
 *
 * @module
 */
// deno-lint-ignore-file no-import-prefix
import type { OnnxValue, Tensor } from "npm:onnxruntime-common@1.30.0";
import type { Binding, binding } from "npm:onnxruntime-node@1.30.0/dist/binding.js";
import { host } from "../../platform/host.ts";
import type { System } from "../../platform/host_types.ts";
import { nodeModule } from "../../platform/node.ts";

/** The package's tensors, and what its sessions take and give. */
export type { OnnxValue, Tensor };

/** Its version, and that of the ONNX Runtime in it. */
export const VERSION = "1.30.0";

let entry: string | undefined;

/** The module of the package that loads the binding; finding packages takes Deno milliseconds. */
function entryOf(): string {
  return entry ??= import.meta.resolve("npm:onnxruntime-node@1.30.0/dist/binding.js");
}

/** Names that the package gives systems. */
const SYSTEMS: Partial<Record<System, string>> = { windows: "win32" };

/** The path of a file, without Node's modules, which take as long to load as all of this library. */
function pathOf({ pathname }: URL): string {
  const path = decodeURIComponent(pathname);
  return host.system === "windows" ? path.slice(1) : path;
}

/** The path of a native file of the package for this machine. */
export function packageFile(name: string): string {
  const { system, processor } = host;
  const folder = `../bin/napi-v6/${SYSTEMS[system] ?? system}/${processor}/`;
  return pathOf(new URL(folder + name, entryOf()));
}

/** The variable that keeps ONNX Runtime from collecting what it is used for. */
const NO_TELEMETRY = "ORT_DISABLE_TELEMETRY";

/**
 * Called before the library is loaded: it would keep a database of events in the user's home, to be
 * sent to its makers, and take a tenth of a short program's time for that. What the user says stays.
 */
export function disableTelemetry(): void {
  if (host.variable(NO_TELEMETRY) === undefined) host.setVariable(NO_TELEMETRY, "1");
}

/** The binding with the class of its tensors. */
export interface OnnxRuntime {
  readonly binding: typeof binding;
  readonly Tensor: typeof Tensor;
}

let loaded: OnnxRuntime | undefined;

/** ONNX Runtime's log level "fatal": failures reach the caller as exceptions, not as log lines. */
const LOG_FATAL = 4;

/** The package's binding, started. */
export function onnxRuntime(): OnnxRuntime {
  if (loaded === undefined) {
    disableTelemetry();
    const load = nodeModule("module").createRequire(entryOf());
    const { binding } = load(pathOf(new URL(entryOf()))) as Pick<OnnxRuntime, "binding">;
    const { Tensor } = load("onnxruntime-common") as Pick<OnnxRuntime, "Tensor">;
    binding.initOrtOnce(LOG_FATAL, Tensor, true);
    loaded = { binding, Tensor };
  }
  return loaded;
}

/** A session of ONNX Runtime through the binding. */
export type NativeSession = Binding.InferenceSession;

/**
 * Never called: Deno fetches with a program the packages that it imports somewhere.
 *
 * @returns The package's modules.
 */
export function fetched(): Promise<unknown>[] {
  return [
    import("npm:onnxruntime-node@1.30.0/dist/binding.js"),
    import("npm:onnxruntime-common@1.30.0"),
  ];
}
