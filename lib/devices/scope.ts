/**
 * `tf.device`: a device for a part of the program; and which device a tensor lies on.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { fromCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { type DeviceName, requireGpu, resolveDevice } from "./device.ts";
import { type Device, deviceInUse, DEVICES, isGpuDevice, useDevice } from "./names.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** TensorFlow's names of devices: `/GPU:0`, `/device:CPU:0`, with or without job and task. */
const TENSORFLOW_NAME =
  /^(?:\/job:\w+)?(?:\/replica:\d+)?(?:\/task:\d+)?\/?(?:device:)?(cpu|gpu)(?::(\d+|\*))?$/i;

/** The device that a name of TensorFlow's or of ours stands for. */
function parseDevice(name: string): Device {
  const where = "tf.device";
  if (typeof name !== "string") {
    throw new TypeError(
      `${where}: expected a device's name such as "/GPU:0", received name=${formatValue(name)}`,
    );
  }
  if ((DEVICES as readonly string[]).includes(name) || name === "auto") {
    return resolveDevice(where, name as DeviceName);
  }
  const match = TENSORFLOW_NAME.exec(name);
  if (!match) {
    throw new RangeError(
      `${where}: expected "/CPU:0", "/GPU:0", "auto" or one of ${
        DEVICES.map((it) => JSON.stringify(it)).join(", ")
      }, received name=${formatValue(name)}`,
    );
  }
  const [, kind = "", index = "0"] = match;
  if (index !== "0" && index !== "*") {
    throw new RangeError(
      `${where}: expected the index of a device that is there, 0, received name=${
        formatValue(name)
      }`,
    );
  }
  if (kind.toUpperCase() === "GPU") return requireGpu(where, name);
  // TensorFlow's own kernels for processors stay in use where they are.
  return deviceInUse() === "tensorflow" && !isGpuDevice("tensorflow") ? "tensorflow" : "cpu";
}

/** A device in use until the end of a block: `using _ = tf.device("/CPU:0")`. */
export class DeviceScope {
  /** The device in use. */
  readonly name: Device;
  readonly #before: Device;
  #open = true;

  /** Makes a device the one in use. */
  constructor(name: Device) {
    this.name = name;
    this.#before = deviceInUse();
    useDevice(name);
  }

  /** Puts back the device that was in use before; harmless a second time. */
  [Symbol.dispose](): void {
    if (!this.#open) return;
    this.#open = false;
    useDevice(this.#before);
  }
}

/**
 * Uses a device until the end of the block.
 *
 * @param name `/CPU:0`, `/GPU:0`, or a device's own name such as `webgpu`.
 * @returns What puts back the device that was in use before, at the end of a `using`.
 * @throws {RangeError} for a device that is not available.
 */
export function device(name: string): DeviceScope;
/**
 * Runs a function with a device in use. The gradients of what it computes are computed on the
 * device that is in use when they are asked for. While an asynchronous function waits, the device
 * stays in use for the rest of the program.
 *
 * @param name `/CPU:0`, `/GPU:0`, or a device's own name such as `webgpu`.
 * @param run The function, synchronous or asynchronous.
 * @returns What the function returns.
 * @throws {RangeError} for a device that is not available.
 */
export function device<T>(name: string, run: () => T): T;
export function device<T>(name: string, run?: () => T): T | DeviceScope {
  const scope = new DeviceScope(fromCaller(device, () => parseDevice(name)));
  if (!run) return scope;
  let waiting = false;
  try {
    const result = run();
    if (result instanceof Promise) {
      waiting = true;
      return result.finally(() => scope[Symbol.dispose]()) as T;
    }
    return result;
  } finally {
    if (!waiting) scope[Symbol.dispose]();
  }
}

/**
 * The device a tensor lies on, or will be computed on, as TensorFlow names it; it may move when an
 * operation needs it elsewhere.
 */
export function deviceOf(tensor: Tensor): string {
  const isThere = tensor.resident !== undefined || tensor.host === undefined;
  const gpu = isThere && isGpuDevice(deviceInUse());
  return `/job:localhost/replica:0/task:0/device:${gpu ? "GPU" : "CPU"}:0`;
}

displayable(DeviceScope.prototype, { repr: (it) => `<${it.constructor.name}>` });
