/**
 * The device that computes. What was asked for and is not there is an error that says what was
 * tried; nothing falls back in silence.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { checkOneOf } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { type Device, deviceInUse, DEVICES, onFirstGraph, useDevice } from "./names.ts";
import { cpuComputes, deviceStatus, type GpuDevice, mayHaveGpu, whyNoGpu } from "./status.ts";

/**
 * Devices by name: `auto` takes a GPU if there is one (`tensorflow` on CUDA, `cuda`, then `webgpu`
 * on a graphics card), else `cpu`. `webgpu` by its name also takes a software adapter, `tensorflow`
 * by its name also TensorFlow's kernels for processors.
 */
export type DeviceName = "auto" | Device;

const NAMES: readonly DeviceName[] = ["auto", ...DEVICES];

/** GPU devices, the one that is preferred first. */
const GPUS: readonly GpuDevice[] = ["tensorflow", "cuda", "webgpu"];

/** Whether the program asked for the webgpu device by its name, whatever it computes on. */
let namedWebgpu = false;

/** Fails if a device is not there, with what would bring it. */
function requireDevice(where: string, device: Device): Device {
  const { available, reason, remedy } = deviceStatus(device);
  if (!available) {
    throw new RangeError(
      `${where}: expected a device that is available, received name=${
        formatValue(device)
      }; tried ${device}: ${reason}; ${remedy}`,
    );
  }
  return device;
}

/** The GPU, if there is one: a card, or what the program asked for by the name webgpu. */
export function findGpu(): GpuDevice | undefined {
  if (namedWebgpu) return "webgpu";
  return mayHaveGpu() ? GPUS.find((device) => whyNoGpu(device) === undefined) : undefined;
}

/** The GPU; fails with what was tried if there is none. */
export function requireGpu(where: string, name: string): GpuDevice {
  const found = findGpu();
  if (found) return found;
  const tried = GPUS.map(whyNoGpu).join("; ");
  throw new RangeError(
    `${where}: expected a GPU to be available, received name=${
      formatValue(name)
    }; tried ${tried}; run deno task doctor to see what to install`,
  );
}

/** A device by its name, tested. */
export function resolveDevice(where: string, name: DeviceName): Device {
  const known = checkOneOf(where, "name", name, NAMES);
  if (known === "auto") return findGpu() ?? "cpu";
  // The cpu device is tested before its first graph, so that an import loads nothing.
  if (known === "cpu") return known;
  const device = requireDevice(where, known);
  namedWebgpu ||= device === "webgpu";
  return device;
}

/**
 * Chooses the device; `KERASAUR_DEVICE` does the same from outside. Tensors that lie elsewhere move
 * when an operation needs them.
 *
 * @throws {RangeError} for a device that is not available, with the reason.
 */
export function setDevice(name: DeviceName): void {
  fromCaller(setDevice, () => {
    onFirstGraph((device) => {
      if (device !== "cpu" || !cpuComputes()) requireDevice(`device ${device}`, device);
    });
    useDevice(resolveDevice("tf.config.setDevice", name));
  });
}

/** The device in use. */
export function getDevice(): Device {
  return deviceInUse();
}
