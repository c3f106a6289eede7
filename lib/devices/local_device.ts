/**
 * The devices as TensorFlow's `device_lib.list_local_devices()` describes them: the text of a
 * protocol buffer.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { list, type PyList } from "../display/python_collections.ts";
import { getDeviceMemory } from "../engine/webgpu/buffers.ts";
import { findGpu } from "./device.ts";
import { deviceStatus } from "./status.ts";

/** What TensorFlow states for the processor, whose memory it does not limit. */
const CPU_MEMORY = 268435456;

/** A device with its memory and its model. */
export class LocalDevice {
  /** Name such as `/device:GPU:0`. */
  readonly name: string;
  /** `CPU` or `GPU`. */
  readonly deviceType: "CPU" | "GPU";
  /** Bytes the device may hold. */
  readonly memoryLimit: number;
  /** Number drawn when the process first listed the device. */
  readonly incarnation: bigint;
  /** The model, where it is known; empty for the processor. */
  readonly physicalDeviceDesc: string;

  /** Describes a device. */
  constructor(deviceType: "CPU" | "GPU", memoryLimit: number, physicalDeviceDesc: string) {
    this.name = `/device:${deviceType}:0`;
    this.deviceType = deviceType;
    this.memoryLimit = memoryLimit;
    this.physicalDeviceDesc = physicalDeviceDesc;
    this.incarnation = crypto.getRandomValues(new BigUint64Array(1))[0]!;
  }

  /** What JSON has: its fields, the number as a text, since JSON has none of 64 bits. */
  toJSON(): object {
    return { ...this, incarnation: `${this.incarnation}` };
  }

  /** The text of the protocol buffer, one field a line. */
  toString(): string {
    const locality = this.deviceType === "CPU"
      ? ["locality {", "}"]
      : ["locality {", "  bus_id: 1", "  links {", "  }", "}"];
    const lines = [
      `name: "${this.name}"`,
      `device_type: "${this.deviceType}"`,
      `memory_limit: ${this.memoryLimit}`,
      ...locality,
      `incarnation: ${this.incarnation}`,
      ...(this.physicalDeviceDesc === "" ? [] : [
        `physical_device_desc: "${this.physicalDeviceDesc}"`,
      ]),
    ];
    return `${lines.join("\n")}\n`;
  }
}
displayable(LocalDevice.prototype, { repr: (device) => device.toString() });

let known: readonly LocalDevice[] | undefined;

/** The devices of this machine with memory and model; the same objects at every call. */
export function listLocalDevices(): PyList<LocalDevice> {
  known ??= describeDevices();
  return list(...known);
}

function describeDevices(): LocalDevice[] {
  const devices = [new LocalDevice("CPU", CPU_MEMORY, "")];
  const gpu = findGpu();
  if (gpu) {
    const model = deviceStatus(gpu).adapter?.name ?? gpu;
    devices.push(new LocalDevice("GPU", getDeviceMemory(), `device: 0, name: ${model}`));
  }
  return devices;
}
