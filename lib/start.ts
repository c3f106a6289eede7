/**
 * What importing the library does: gives tensors and variables their methods, applies the
 * environment, and makes notebook cells wait for their outputs. Nothing is computed.
 *
 * @module
 */
import { host } from "./platform/host.ts";
import { type DeviceName, getDevice, setDevice } from "./devices/device.ts";
import { setTextProfile } from "./display/profile.ts";
import { formatValue } from "./errors/format.ts";
import { prepareNotebook } from "./platform/jupyter.ts";
import { installTensorMethods } from "./ops/methods.ts";
import { setSeed } from "./random/mod.ts";

/**
 * Applies `KERASAUR_DEVICE` (a device), `KERASAUR_PROFILE` (`2.0` or `2.1`) and `KERASAUR_SEED`
 * (a whole number); called once, at import.
 */
function applyEnvironment(): void {
  setDevice((host.variable("KERASAUR_DEVICE") ?? "auto") as DeviceName);
  const profile = host.variable("KERASAUR_PROFILE");
  if (profile !== undefined) setTextProfile({ tensorflow: profile as "2.0" });
  const seed = host.variable("KERASAUR_SEED");
  if (seed !== undefined) {
    if (!/^-?\d+$/.test(seed)) {
      throw new RangeError(
        `KERASAUR_SEED: expected a whole number, received ${formatValue(seed)}`,
      );
    }
    setSeed(BigInt(seed));
  }
}

installTensorMethods();
applyEnvironment();
prepareNotebook();

/** Asked by whoever writes down where a result came from, such as `deno task reproduce`. */
Reflect.set(globalThis, Symbol.for("kerasaur.provenance"), () => ({ device: getDevice() }));
