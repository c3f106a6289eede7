/**
 * What importing the library does: registers the engine with tfjs, gives tensors TensorFlow's
 * methods, and applies the environment. Nothing is computed.
 *
 * @module
 */
import { applyEnvironment, getDevice } from "./config.ts";
import { startEngine } from "./engine/mod.ts";
import { installTensorMethods } from "./ops/install.ts";

startEngine();
installTensorMethods();
applyEnvironment();

/** Asked by whoever writes down where a result came from, such as `deno task reproduce`. */
Reflect.set(globalThis, Symbol.for("kerasaur.provenance"), () => ({ device: getDevice() }));
