/**
 * Loads the files of `@tensorflow/tfjs-node-gpu` that the device needs, from the folder they were
 * set up in, over the tfjs of this process: the package's own index would look for another tfjs and
 * for an addon in its own folder. Its two uses of functions that Node removed are given back to it
 * alone.
 *
 * @module
 */
import { join, resolve } from "node:path";
import os from "node:os";
import util from "node:util";
import * as tfjs from "@tensorflow/tfjs";
import type { Binding, OperationAttribute } from "../engine/tensorflow/addon.ts";
import { PACKAGE_VERSION } from "./tensorflow_setup.ts";

/** Data of one tensor, as the package keeps it. */
export interface TensorData {
  /** The addon's id; negative before the addon has it. */
  id: number;
  readonly shape: readonly number[];
  refCount: number;
}

/** The package's backend. */
export interface NodeBackend extends tfjs.KernelBackend {
  readonly binding: Binding;
  readonly isUsingGpuDevice: boolean;
  tensorMap: tfjs.DataStorage<TensorData>;
  typeAttributeFromTensor(info: tfjs.TensorInfo): number;
  executeSingleOutput(
    name: string,
    attributes: readonly OperationAttribute[],
    inputs: readonly tfjs.TensorInfo[],
  ): tfjs.TensorInfo;
}

/** Constructor of the package's backend. */
type BackendClass = new (binding: Binding, packageName: string) => NodeBackend;

/**
 * Fails unless there is one tfjs, of the version the package was made for.
 *
 * @throws {Error} if there are two, or another version, with what to pin.
 */
export function checkOneTfjs(
  version: string = tfjs.version_core,
  engine: unknown = tfjs.engine(),
  shared: unknown = Reflect.get(globalThis, "_tfengine"),
): void {
  if (version !== PACKAGE_VERSION) {
    throw new Error(
      `it needs tfjs ${PACKAGE_VERSION}, received ${version}; pin npm:@tensorflow/tfjs@${PACKAGE_VERSION}`,
    );
  }
  if (engine !== shared) {
    throw new Error(
      `two copies of @tensorflow/tfjs-core are loaded, and tensors of one are not the other's; make every import resolve to npm:@tensorflow/tfjs@${PACKAGE_VERSION}`,
    );
  }
}

/** Module of TensorBoard summaries, which the device does not write. */
const PROTOCOL_BUFFERS = /(^|\/)proto\/api_pb$/;

function absent(request: string): unknown {
  return new Proxy({}, {
    get(_, name) {
      throw new Error(`${request}.${String(name)}: summaries are not part of the device`);
    },
  });
}

/** Modules of the package, by their requests from inside it. */
function packageLoader(folder: string): (path: string) => Record<string, unknown> {
  const removed = {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  };
  const known: Record<string, unknown> = {
    "@tensorflow/tfjs": tfjs,
    "@tensorflow/tfjs-core": tfjs,
    util: { ...util, ...removed },
    os,
  };
  const modules = new Map<string, { exports: Record<string, unknown> }>();
  const load = (path: string): Record<string, unknown> => {
    const loaded = modules.get(path);
    if (loaded) return loaded.exports;
    const module = { exports: {} };
    modules.set(path, module);
    const source = Deno.readTextFileSync(`${path}.js`);
    const run = new Function("require", "module", "exports", `${source}\n//# sourceURL=${path}.js`);
    const require = (request: string): unknown => {
      if (request in known) return known[request];
      if (PROTOCOL_BUFFERS.test(request)) return absent(request);
      if (request.startsWith(".")) return load(resolve(path, "..", request));
      throw new Error(`${path}.js needs ${request}, which the device does not provide`);
    };
    run(require, module, module.exports);
    return module.exports;
  };
  return (path) => load(join(folder, "dist", path));
}

/** Makes the package's backend over an addon, and registers the package's kernels. */
export function loadPackage(folder: string, binding: Binding): NodeBackend {
  checkOneTfjs();
  const load = packageLoader(folder);
  const Backend = load("nodejs_kernel_backend").NodeJSKernelBackend as BackendClass;
  load("register_all_kernels");
  return new Backend(binding, "@tensorflow/tfjs-node-gpu");
}
