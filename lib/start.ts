/**
 * What importing the library does: registers the engine with tfjs, gives tensors TensorFlow's
 * methods, applies the environment, and makes notebook cells wait for their outputs. Nothing is
 * computed.
 *
 * @module
 */
import { applyEnvironment, getDevice } from "./namespaces/config.ts";
import { startEngine } from "./engine/mod.ts";
import { waitForOutputs } from "./platform/jupyter.ts";
import { installTensorMethods } from "./ops/install.ts";

startEngine();
installTensorMethods();
applyEnvironment();
waitForOutputs();

/** Asked by whoever writes down where a result came from, such as `deno task reproduce`. */
Reflect.set(globalThis, Symbol.for("kerasaur.provenance"), () => ({ device: getDevice() }));
