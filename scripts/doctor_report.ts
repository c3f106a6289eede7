/**
 * What the doctor finds out: devices, packages, the machine.
 *
 * @module
 */
import { findGpu } from "../lib/devices/device.ts";
import { type DeviceStatus, deviceStatus, whyNoGpu } from "../lib/devices/status.ts";
import { type Adapter, graphicsAdapters } from "../lib/devices/vulkan.ts";
import { type Device, DEVICES } from "../lib/devices/names.ts";
import { formatValue } from "../lib/errors/format.ts";
import project from "../deno.json" with { type: "json" };

/** A device, as the doctor reports it. */
export interface DeviceReport extends DeviceStatus {
  /** Why `auto` and `/GPU:0` do not take it, though it may be available by its name. */
  readonly notAutomatic?: string;
}

/** What the doctor found. */
export interface Report {
  readonly kerasaur: string;
  readonly deno: { readonly version: string; readonly v8: string; readonly target: string };
  /** Versions of the packages, by name. */
  readonly packages: Readonly<Record<string, string>>;
  readonly machine: {
    readonly processors: number;
    /** Bytes. */
    readonly memory: number;
    /** Bytes. */
    readonly available: number;
  };
  readonly devices: readonly DeviceReport[];
  /** Graphics adapters that the drivers offer; `null` where there is no Vulkan loader. */
  readonly adapters: readonly Adapter[] | null;
  /** The device that `auto` takes. */
  readonly auto: Device;
  /** Devices that have to be there and are not. */
  readonly missing: readonly Device[];
}

/** The devices named in a list such as `cpu,webgpu`. */
export function parseRequired(list: string): Device[] {
  return list.split(",").map((it) => it.trim()).filter((it) => it !== "").map((name) => {
    const device = DEVICES.find((it) => it === name);
    if (device) return device;
    throw new RangeError(
      `KERASAUR_REQUIRE_DEVICES: expected names out of ${DEVICES.join(", ")}, received ${
        formatValue(name)
      }`,
    );
  });
}

/** Versions of the npm packages that the project pins. */
function packageVersions(): Record<string, string> {
  const versions: Record<string, string> = {};
  for (const target of Object.values(project.imports)) {
    const match = /^npm:((?:@[^/]+\/)?[^@/]+)@([^/]+)/.exec(target);
    if (match) versions[match[1]!] = match[2]!;
  }
  return versions;
}

function deviceReport(device: Device): DeviceReport {
  const status = deviceStatus(device);
  if (device === "cpu" || !status.available) return status;
  const notAutomatic = whyNoGpu(device);
  return notAutomatic === undefined ? status : { ...status, notAutomatic };
}

/**
 * Examines the machine: loads and tests every device.
 *
 * @param required Devices that have to be there, such as `cpu,webgpu`.
 * @throws {RangeError} for a required device that no version knows.
 */
export function examine(required: string): Report {
  const names = parseRequired(required);
  const devices = DEVICES.map(deviceReport);
  const memory = Deno.systemMemoryInfo();
  return {
    kerasaur: project.version,
    deno: { version: Deno.version.deno, v8: Deno.version.v8, target: Deno.build.target },
    packages: packageVersions(),
    machine: {
      processors: navigator.hardwareConcurrency,
      memory: memory.total,
      available: memory.available,
    },
    devices,
    adapters: graphicsAdapters() ?? null,
    auto: findGpu() ?? "cpu",
    missing: names.filter((name) => !deviceStatus(name).available),
  };
}
