/**
 * The graphics adapters that the Vulkan drivers of this machine offer: their names, versions and
 * kinds, asked of the Vulkan loader. ONNX Runtime computes on one of them and does not say which;
 * it prefers them in the order of {@linkcode bestAdapter}.
 *
 * @module
 */
import { type ForeignLibrary, mayCallNative, native, type Symbols } from "../platform/native.ts";

import { host } from "../platform/host.ts";

/** Kinds of adapters as Vulkan numbers them; the last one computes on the processor. */
const KINDS = ["other", "integrated", "discrete", "virtual", "software"] as const;

/** Kind of an adapter. */
export type AdapterKind = typeof KINDS[number];

/** A graphics adapter. */
export interface Adapter {
  /** Its name, as its driver gives it. */
  readonly name: string;
  /** What it is; `software` computes on the processor. */
  readonly kind: AdapterKind;
  /** Version of the driver. */
  readonly driver: string;
  /** Version of Vulkan, or `Metal`. */
  readonly api: string;
}

/** Which kinds are taken first. */
const PREFERENCE: readonly AdapterKind[] = [
  "discrete",
  "integrated",
  "virtual",
  "other",
  "software",
];

/** The adapter that is taken of several. */
export function bestAdapter(adapters: readonly Adapter[]): Adapter | undefined {
  return adapters.toSorted((a, b) => PREFERENCE.indexOf(a.kind) - PREFERENCE.indexOf(b.kind))[0];
}

const SYMBOLS = {
  vkCreateInstance: { parameters: ["buffer", "pointer", "buffer"], result: "i32" },
  vkDestroyInstance: { parameters: ["pointer", "pointer"], result: "void" },
  vkEnumeratePhysicalDevices: { parameters: ["pointer", "buffer", "buffer"], result: "i32" },
  vkGetPhysicalDeviceProperties: { parameters: ["pointer", "buffer"], result: "void" },
} as const satisfies ForeignLibrary;

type Vulkan = Symbols<typeof SYMBOLS>;

/** `VkStructureType` of the structure that creates an instance, and that structure's size. */
const INSTANCE_CREATE_INFO = { type: 1, bytes: 64 };
/** Room for `VkPhysicalDeviceProperties`, which takes 824 bytes. */
const PROPERTIES_BYTES = 1024;
/** Where a `VkPhysicalDeviceProperties` has its fields. */
const OFFSET = { api: 0, driver: 4, vendor: 8, kind: 16, name: 20 };
const NAME_BYTES = 256;
const NVIDIA = 0x10de;

/** A version packed into 32 bits; NVIDIA packs its drivers' in its own way. */
function version(packed: number, vendor?: number): string {
  const parts = vendor === NVIDIA
    ? [packed >>> 22, (packed >>> 14) & 0xff, (packed >>> 6) & 0xff]
    : [(packed >>> 22) & 0x7f, (packed >>> 12) & 0x3ff, packed & 0xfff];
  return parts.join(".");
}

function describe(properties: Uint8Array): Adapter {
  const view = new DataView(properties.buffer);
  const word = (offset: number) => view.getUint32(offset, true);
  const name = properties.subarray(OFFSET.name, OFFSET.name + NAME_BYTES);
  return {
    name: new TextDecoder().decode(name.subarray(0, name.indexOf(0))),
    kind: KINDS[word(OFFSET.kind)] ?? "other",
    driver: version(word(OFFSET.driver), word(OFFSET.vendor)),
    api: `Vulkan ${version(word(OFFSET.api))}`,
  };
}

function enumerate(vulkan: Vulkan): Adapter[] {
  const info = new Uint8Array(INSTANCE_CREATE_INFO.bytes);
  new DataView(info.buffer).setUint32(0, INSTANCE_CREATE_INFO.type, true);
  const created = new BigUint64Array(1);
  if (vulkan.vkCreateInstance(info, null, created) !== 0) return [];
  const instance = native().UnsafePointer.create(created[0]!);
  try {
    const count = new Uint32Array(1);
    vulkan.vkEnumeratePhysicalDevices(instance, count, null);
    const devices = new BigUint64Array(count[0]!);
    if (vulkan.vkEnumeratePhysicalDevices(instance, count, devices) < 0) return [];
    return Array.from(devices.subarray(0, count[0]), (device) => {
      const properties = new Uint8Array(PROPERTIES_BYTES);
      vulkan.vkGetPhysicalDeviceProperties(native().UnsafePointer.create(device), properties);
      return describe(properties);
    });
  } finally {
    vulkan.vkDestroyInstance(instance, null);
  }
}

/** Name of the Vulkan loader. */
export const VULKAN_LOADER = host.system === "windows" ? "vulkan-1.dll" : "libvulkan.so.1";

let found: { adapters: Adapter[] | undefined } | undefined;

/**
 * The adapters of this machine; `undefined` where there is no Vulkan loader. The first question
 * takes some 10 ms or more, as the loader loads every driver.
 */
export function graphicsAdapters(): Adapter[] | undefined {
  found ??= { adapters: findAdapters() };
  return found.adapters;
}

function findAdapters(): Adapter[] | undefined {
  if (host.system === "darwin") {
    return [{ name: `Apple ${host.processor}`, kind: "integrated", driver: "", api: "Metal" }];
  }
  if (!mayCallNative()) return undefined;
  let library;
  try {
    library = native().dlopen(VULKAN_LOADER, SYMBOLS);
  } catch {
    return undefined;
  }
  // The library stays open: drivers do not expect to be unloaded and loaded again.
  return enumerate(library.symbols);
}
