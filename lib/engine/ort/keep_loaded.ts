/**
 * Keeps a library in memory until the process ends.
 *
 * Deno closes what `Deno.dlopen` opened when a program comes to its end. Drivers of graphics cards
 * have threads of their own by then, which run in what is unloaded: with NVIDIA's, the process ends
 * by a segmentation fault, though all results were right. (`Deno.exit` closes nothing.) A library that
 * was opened with `RTLD_NODELETE` stays.
 *
 * @module
 */
import { native } from "../../platform/native.ts";

import type { System } from "../../platform/host_types.ts";
import { host } from "../../platform/host.ts";

/** Where the systems have `dlopen`, and its flags `RTLD_NOW | RTLD_NODELETE`. */
const LOADERS: Partial<Record<System, { names: string[]; flags: number }>> = {
  linux: { names: ["libc.so.6", "libdl.so.2"], flags: 0x1002 },
  darwin: { names: ["libSystem.B.dylib"], flags: 0x82 },
};

/** Keeps the library at a path; `false` where the system does not do that. */
export function keepLoaded(path: string): boolean {
  const loader = LOADERS[host.system];
  const bytes = new TextEncoder().encode(`${path}\0`);
  for (const name of loader?.names ?? []) {
    try {
      const symbols = { dlopen: { parameters: ["buffer", "i32"], result: "pointer" } } as const;
      return native().dlopen(name, symbols).symbols.dlopen(bytes, loader!.flags) !== null;
    } catch {
      continue; // another system keeps it elsewhere
    }
  }
  return false;
}
