/**
 * What `tf.config` holds: the devices, what the engine keeps, and whose text is printed.
 *
 * @module
 */
export { type DeviceName, getDevice, setDevice } from "../devices/device.ts";
export { explain, Explanation } from "../devices/explain.ts";
export type { ExplainedStep, Runner } from "../engine/plan/explain.ts";
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
export * as threading from "./config_threading.ts";
