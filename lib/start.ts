/**
 * What importing the library does: gives tensors and variables their methods, applies the
 * environment, and makes notebook cells wait for their outputs. Nothing is computed.
 *
 * @module
 */
import { applyEnvironment, getDevice } from "./namespaces/config.ts";
import { waitForOutputs } from "./platform/jupyter.ts";
import { installTensorMethods } from "./ops/methods.ts";

installTensorMethods();
applyEnvironment();
waitForOutputs();

/** Asked by whoever writes down where a result came from, such as `deno task reproduce`. */
Reflect.set(globalThis, Symbol.for("kerasaur.provenance"), () => ({ device: getDevice() }));
