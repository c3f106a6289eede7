/**
 * Suites on every device. The cpu device is always tested, a graphics card where there is one, and
 * what `KERASAUR_REQUIRE_DEVICES` names (`cpu,webgpu`): a device named there that is not available
 * is a failure, never a skip. For webgpu without a card it finds SwiftShader, the software adapter
 * that comes with Chromium, by itself. The tensorflow device may be required too; its suites lie in
 * `tests/tensorflow`, as what these ask is about the engine.
 *
 *     KERASAUR_REQUIRE_DEVICES=cpu,webgpu deno task test
 *
 * @module
 */
import { fail } from "@std/assert";
import * as tfjs from "@tensorflow/tfjs";
import { findGpu } from "../../lib/devices/device.ts";
import { deviceStatus, mayHaveGpu } from "../../lib/devices/status.ts";
import { type Device, DEVICES } from "../../lib/devices/names.ts";
import {
  backendName,
  ENGINE_DEVICES,
  type EngineDevice,
  startEngine,
  useDevice,
} from "../../lib/engine/mod.ts";
import { type OperationKind, type Tolerance, tolerance } from "./tolerances.ts";

/** What a suite may not run on a device: the only way to leave a test out. */
export interface Skip {
  readonly device: EngineDevice;
  /** Only on adapters that compute on the processor. */
  readonly software?: true;
  /** Name of the test or kernel. */
  readonly test: string;
  readonly reason: string;
}

/** Every test that is left out, with the reason. */
export const SKIPS: readonly Skip[] = [
  ...["Exp", "Elu", "Sigmoid", "Softmax", "Softplus"].map((test): Skip => ({
    device: "webgpu",
    software: true,
    test: `${test} of NaN`,
    reason: "SwiftShader's exp gives Infinity for NaN; WGSL leaves that open, cards give NaN",
  })),
  {
    device: "webgpu",
    software: true,
    test: "Log of NaN",
    reason: "SwiftShader's log gives numbers for NaN and below 0; WGSL leaves that open",
  },
];

/** Where Debian's and other distributions' Chromium have SwiftShader's driver file. */
const SWIFTSHADER = [
  "/usr/lib/chromium/vk_swiftshader_icd.json",
  "/opt/google/chrome/vk_swiftshader_icd.json",
];

/** Smallest magnitude of a float32 that is not subnormal. */
const SMALLEST = 2 ** -126;

/** Bounds on GPUs, whose divisions and functions may be off by some units of the last place. */
const GPU_BOUNDS: Readonly<Record<OperationKind, Tolerance>> = {
  exact: { atol: SMALLEST, rtol: 0 },
  elementwise: { atol: SMALLEST, rtol: 5e-7 },
  transcendental: { atol: 2e-6, rtol: 1e-5 },
  reduction: { atol: 2e-6, rtol: 4e-6 },
  product: { atol: 5e-6, rtol: 5e-6 },
  gradient: { atol: 3e-3, rtol: 3e-3 },
};

/** Kernels for which WGSL allows an error of 2^-11, of which software adapters make use. */
const COARSE: Readonly<Record<string, Tolerance>> = {
  Sin: { atol: 5e-4, rtol: 0 },
  Cos: { atol: 5e-4, rtol: 0 },
};

/** A device under test. */
export interface TestDevice {
  readonly name: EngineDevice;
  /** Its backend's name in tfjs. */
  readonly backend: string;
  /** Whether it computes on the processor though it is a GPU device: keep sizes small. */
  readonly software: boolean;
  /** Random cases to run, of `count` on the cpu device. */
  cases(count: number): number;
  /** Bounds for a kind of operation, and for a kernel where that one rounds coarser. */
  tolerance(kind: OperationKind, kernel?: string): Tolerance;
  /** Numbers as the device sees them: GPUs take subnormal ones for zero. */
  representable(values: readonly number[]): number[];
  /** Why a test is left out; `undefined` if it runs. */
  skipped(test: string): string | undefined;
  /** Runs with the device in use, and puts back the one before. */
  use<T>(run: () => T): T;
}

/** Devices that must be there, by `KERASAUR_REQUIRE_DEVICES`. */
export const REQUIRED: readonly Device[] = (Deno.env.get("KERASAUR_REQUIRE_DEVICES") ?? "")
  .split(",").map((it) => it.trim()).filter((it) => it !== "").map((name) => {
    const device = DEVICES.find((it) => it === name);
    if (!device) throw new RangeError(`KERASAUR_REQUIRE_DEVICES: no device is called ${name}`);
    return device;
  });

/** Lets the Vulkan loader find SwiftShader where no driver is named and there is no card. */
function findSoftwareAdapter(): void {
  if (!REQUIRED.includes("webgpu") || mayHaveGpu() || Deno.env.has("VK_DRIVER_FILES")) return;
  for (const file of SWIFTSHADER) {
    try {
      Deno.statSync(file);
    } catch {
      continue;
    }
    Deno.env.set("VK_DRIVER_FILES", file);
    return;
  }
}

function testDevice(name: EngineDevice): TestDevice {
  const software = name !== "cpu" && deviceStatus(name).adapter?.kind === "software";
  return {
    name,
    backend: backendName(name),
    software,
    cases: (count) => name === "cpu" ? count : Math.max(5, Math.ceil(count / (software ? 20 : 4))),
    tolerance: (kind, kernel) =>
      name === "cpu" ? tolerance(kind) : COARSE[kernel ?? ""] ?? GPU_BOUNDS[kind],
    representable: (values) =>
      name === "cpu" ? [...values] : values.map((it) => Math.abs(it) < SMALLEST ? 0 * it : it),
    skipped: (test) =>
      SKIPS.find((skip) =>
        skip.device === name && skip.test === test && (!skip.software || software)
      )?.reason,
    use(run) {
      const before = tfjs.getBackend();
      useDevice(name);
      try {
        return run();
      } finally {
        tfjs.setBackend(before);
      }
    },
  };
}

findSoftwareAdapter();
startEngine();

const gpu = findGpu();
const wanted = new Set<Device>(["cpu", ...(gpu ? [gpu] : []), ...REQUIRED]);

/** The devices that suites run on. */
export const TEST_DEVICES: readonly TestDevice[] = ENGINE_DEVICES.filter((it) => wanted.has(it))
  .filter((name) => deviceStatus(name).available).map(testDevice);

/**
 * Registers a suite for each device; `register` is called once for each, and gives its tests names
 * that hold the device's. A device that must be there and is not fails.
 */
export function forEachDevice(register: (device: TestDevice) => void): void {
  for (const name of REQUIRED) {
    const { available, reason } = deviceStatus(name);
    if (!available) Deno.test(`device ${name} is available`, () => fail(`${name}: ${reason}`));
  }
  TEST_DEVICES.forEach(register);
}
