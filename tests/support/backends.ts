/**
 * The devices that tables of tests run on. The cpu device is always one; a graphics card is where
 * there is one, and what `KERASAUR_REQUIRE_DEVICES` names (`webgpu,tensorflow`) has to be there: one
 * that is not is a failure, never a skip. For webgpu without a card the software adapter that comes
 * with Chromium is found by itself.
 *
 * @module
 */
import { fail } from "@std/assert";
import { isTensorflowOnGpu, openTensorflow } from "../../lib/devices/tensorflow_device.ts";
import { bestAdapter, graphicsAdapters } from "../../lib/devices/vulkan.ts";
import { type Device, DEVICES } from "../../lib/devices/names.ts";
import { providers } from "../../lib/engine/mod.ts";
import type { Backend } from "../../lib/tensor/backend.ts";
import { flush } from "../../lib/tensor/graph.ts";
import { onnxBackend } from "../../lib/tensor/onnx_backend.ts";
import { state } from "../../lib/tensor/state.ts";
import { type OperationKind, type Tolerance, tolerance } from "./tolerances.ts";

/** Devices by their names. */
export type BackendName = Device;

/** A device under test. */
export interface TestBackend {
  readonly name: BackendName;
  readonly backend: Backend;
  /** Whether it computes on the processor though it is one for GPUs: it gets fewer samples. */
  readonly software: boolean;
  /** Whether its results may be some units of the last place further off. */
  readonly coarse: boolean;
  /** Random cases to run, of `count` on the cpu device. */
  cases(count: number): number;
  /** Bounds for a kind of operation. */
  tolerance(kind: OperationKind): Tolerance;
}

/** Where distributions' Chromium has the driver file of its software adapter. */
const SWIFTSHADER = [
  "/usr/lib/chromium/vk_swiftshader_icd.json",
  "/opt/google/chrome/vk_swiftshader_icd.json",
];

/** Files that are there where a graphics card is. */
const SIGNS = ["/dev/dri", "/dev/nvidia0", "/dev/nvidiactl", "/dev/dxg"];

const BACKENDS: Readonly<Record<BackendName, () => Backend>> = {
  cpu: () => onnxBackend(providers.cpu),
  webgpu: () => onnxBackend(providers.webgpu),
  cuda: () => onnxBackend(providers.cuda),
  tensorflow: () => openTensorflow().backend,
};

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

const hasCard = Deno.build.os !== "linux" || SIGNS.some(exists);

/** Devices that have to be there, by `KERASAUR_REQUIRE_DEVICES`. */
export const REQUIRED: readonly Device[] = (Deno.env.get("KERASAUR_REQUIRE_DEVICES") ?? "")
  .split(",").map((it) => it.trim()).filter((it) => it !== "").map((name) => {
    const device = DEVICES.find((it) => it === name);
    if (!device) throw new RangeError(`KERASAUR_REQUIRE_DEVICES: no device is called ${name}`);
    return device;
  });

function findSoftwareAdapter(): void {
  if (!REQUIRED.includes("webgpu") || hasCard || Deno.env.has("VK_DRIVER_FILES")) return;
  const driver = SWIFTSHADER.find(exists);
  if (driver !== undefined) Deno.env.set("VK_DRIVER_FILES", driver);
}

function testBackend(name: BackendName, software: boolean, coarse: boolean): TestBackend {
  return {
    name,
    backend: BACKENDS[name](),
    software,
    coarse,
    cases: (count) => name === "cpu" ? count : Math.max(5, Math.ceil(count / (software ? 20 : 4))),
    tolerance: (kind) => tolerance(kind, coarse ? "gpu" : "processor"),
  };
}

function openBackends(): TestBackend[] {
  const cpu = testBackend("cpu", false, false);
  findSoftwareAdapter();
  const adapter = REQUIRED.includes("webgpu") || hasCard
    ? bestAdapter(graphicsAdapters() ?? [])
    : undefined;
  const others = (["webgpu", "cuda", "tensorflow"] as const).filter((name) =>
    REQUIRED.includes(name) ||
    (name === "webgpu" && adapter !== undefined && adapter.kind !== "software")
  );
  const opened = others.flatMap((name): TestBackend[] => {
    const isSoftware = name === "webgpu" && adapter?.kind === "software";
    try {
      return [testBackend(name, isSoftware, name !== "tensorflow" || isTensorflowOnGpu())];
    } catch (error) {
      Deno.test(`device ${name} is available`, () => fail(`${name}: ${(error as Error).message}`));
      return [];
    }
  });
  return [cpu, ...opened];
}

/** The devices that tables run on. */
export const TEST_BACKENDS: readonly TestBackend[] = openBackends();

if (REQUIRED.includes("webgpu")) {
  Deno.test("device webgpu has an adapter", () => {
    if ((graphicsAdapters() ?? []).length === 0) {
      fail(
        "KERASAUR_REQUIRE_DEVICES names webgpu, and there is no adapter; Debian's chromium has one",
      );
    }
  });
}

/** The devices that take every sample, also those of float64. */
export const EXACT_BACKENDS: readonly TestBackend[] = TEST_BACKENDS.filter(({ coarse }) => !coarse);

/** Runs with a device in use, and puts back the one before. */
export function using<T>(backend: Backend, run: () => T): T {
  flush();
  const before = state.backend;
  state.backend = backend;
  try {
    const result = run();
    flush();
    return result;
  } finally {
    state.pending = [];
    state.pendingBytes = 0;
    state.backend = before;
  }
}
