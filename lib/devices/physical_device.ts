/**
 * The devices as TensorFlow lists them.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { displayable } from "../display/inspect.ts";
import { checkOneOf } from "../errors/checks.ts";
import { findGpu } from "./device.ts";

/** Kinds of devices as TensorFlow names them. */
export type PhysicalDeviceType = "CPU" | "GPU";

/** A device of this machine; prints as TensorFlow 2's does. */
export class PhysicalDevice {
  /** Name such as `/physical_device:GPU:0`. */
  readonly name: string;
  /** `CPU` or `GPU`. */
  readonly deviceType: PhysicalDeviceType;

  /** Describes the first device of a kind. */
  constructor(deviceType: PhysicalDeviceType) {
    this.name = `/physical_device:${deviceType}:0`;
    this.deviceType = deviceType;
  }

  /** The text TensorFlow prints. */
  toString(): string {
    return `PhysicalDevice(name='${this.name}', device_type='${this.deviceType}')`;
  }
}
displayable(PhysicalDevice.prototype, { repr: (device) => device.toString() });

/**
 * The devices of this machine. A GPU is listed if `tf.device("/GPU:0")` would take it: a graphics
 * card, or the software adapter of a program that chose `webgpu` by its name.
 *
 * @param deviceType Kind to list; default: all.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.config.listPhysicalDevices("CPU").map(String), [
 *   "PhysicalDevice(name='/physical_device:CPU:0', device_type='CPU')",
 * ]);
 * ```
 */
export function listPhysicalDevices(deviceType?: PhysicalDeviceType): PhysicalDevice[] {
  return fromCaller(listPhysicalDevices, () => {
    const types = ["CPU", "GPU"] as const;
    if (deviceType !== undefined) {
      checkOneOf("tf.config.listPhysicalDevices", "deviceType", deviceType, types);
    }
    return types.filter((type) =>
      (deviceType === undefined || deviceType === type) &&
      (type === "CPU" || findGpu() !== undefined)
    ).map((type) => new PhysicalDevice(type));
  });
}
