/**
 * What `tf.config` holds: the devices, what the engine keeps, and whose text is printed; and how
 * the environment sets device, text and seed before a program starts.
 *
 * @module
 */
import { setTextProfile } from "../display/profile.ts";
import { setSeed } from "../random/mod.ts";
import { type DeviceName, setDevice } from "../devices/device.ts";
import { formatValue } from "../errors/format.ts";

export { type DeviceName, getDevice, setDevice } from "../devices/device.ts";
export { tensorflowLibraryVersion } from "../devices/library_version.ts";
export { listLocalDevices, LocalDevice } from "../devices/local_device.ts";
export {
  listPhysicalDevices,
  PhysicalDevice,
  type PhysicalDeviceType,
} from "../devices/physical_device.ts";
export { getTextProfile, setTextProfile, type TextProfile } from "../display/profile.ts";
export type { Device } from "../devices/names.ts";
export type { EngineDevice } from "../engine/mod.ts";
export { type EngineStats, engineStats } from "../tensor/graph.ts";
export { getDeviceMemory, setDeviceMemory } from "../engine/webgpu/buffers.ts";
export {
  getSessionCache,
  type SessionCacheLimits,
  setSessionCache,
} from "../engine/plan/session_limits.ts";

/** A variable of the environment, if the program may read it without being asked. */
function environment(variable: string): string | undefined {
  if (typeof Deno === "undefined") return undefined;
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  return state === "granted" ? Deno.env.get(variable) : undefined;
}

/**
 * Applies `KERASAUR_DEVICE` (a device), `KERASAUR_PROFILE` (`2.0` or `2.1`) and `KERASAUR_SEED`
 * (a whole number); called once, at import.
 */
export function applyEnvironment(): void {
  setDevice((environment("KERASAUR_DEVICE") ?? "auto") as DeviceName);
  const profile = environment("KERASAUR_PROFILE");
  if (profile !== undefined) setTextProfile({ tensorflow: profile as "2.0" });
  const seed = environment("KERASAUR_SEED");
  if (seed !== undefined) {
    if (!/^-?\d+$/.test(seed)) {
      throw new RangeError(
        `KERASAUR_SEED: expected a whole number, received ${formatValue(seed)}`,
      );
    }
    setSeed(BigInt(seed));
  }
}
