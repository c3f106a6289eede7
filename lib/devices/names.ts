/**
 * All devices by their names: those of the engine, and TensorFlow itself.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import {
  backendName as engineBackendName,
  ENGINE_DEVICES,
  type EngineDevice,
  useDevice as useEngineDevice,
} from "../engine/mod.ts";
import { TENSORFLOW_BACKEND, tensorflowDevice, tensorflowOnGpu } from "./tensorflow_backend.ts";

/** A device: one of the engine's, or `tensorflow`. */
export type Device = EngineDevice | "tensorflow";

/** All devices. */
export const DEVICES: readonly Device[] = [...ENGINE_DEVICES, "tensorflow"];

/** Name under which a device is registered with tfjs. */
export function backendName(device: Device): string {
  return device === "tensorflow" ? TENSORFLOW_BACKEND : engineBackendName(device);
}

/** Makes a device the one in use; loads it the first time. */
export function useDevice(device: Device): void {
  if (device !== "tensorflow") return useEngineDevice(device);
  tensorflowDevice();
  tfjs.setBackend(TENSORFLOW_BACKEND);
}

/** The device in use; `undefined` while another backend of tfjs is in use. */
export function deviceInUse(): Device | undefined {
  const name = tfjs.getBackend();
  return DEVICES.find((device) => backendName(device) === name);
}

/** Whether a device computes on a GPU, as far as is known of one that is loaded. */
export function isGpuDevice(device: Device): boolean {
  return device === "tensorflow" ? tensorflowOnGpu() : device !== "cpu";
}
