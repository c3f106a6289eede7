/**
 * What `tf.test` holds: whether there is a GPU.
 *
 * @module
 */
import { findGpu } from "../devices/device.ts";

/**
 * Whether `tf.device("/GPU:0")` would find a GPU.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.test.isGpuAvailable(), tf.config.listPhysicalDevices("GPU").length > 0);
 * ```
 */
export function isGpuAvailable(): boolean {
  return findGpu() !== undefined;
}

/** The name of the GPU, `/device:GPU:0`; empty where there is none. */
export function gpuDeviceName(): string {
  return isGpuAvailable() ? "/device:GPU:0" : "";
}
