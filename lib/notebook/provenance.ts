/**
 * Which versions and settings a reproduction ran with, so that a difference can be explained.
 *
 * @module
 */
import { dirname, join } from "node:path";
import type { Profile } from "./expectations.ts";
import { isRecord } from "./json.ts";
import type { ProbeResult } from "./probe.ts";
import type { Provenance } from "./verdicts.ts";

/**
 * What the kernel says of itself. A library that knows more (its version, the device in use)
 * answers under `globalThis[Symbol.for("kerasaur.provenance")]`, a function without arguments.
 */
export const PROVENANCE_PROBE = `({
  Deno: Deno.version.deno,
  V8: Deno.version.v8,
  TypeScript: Deno.version.typescript,
  OS: Deno.build.os + " " + Deno.osRelease() + " " + Deno.build.arch,
  cores: String(navigator.hardwareConcurrency),
  ...globalThis[Symbol.for("kerasaur.provenance")]?.(),
})`;

/** Settings, what the kernel said, and what the notebook's project file says. */
export async function provenanceOf(
  folder: string,
  settings: { seed: number; device: string; profile: Profile },
  probed: ProbeResult | undefined,
): Promise<Provenance> {
  const told = probed?.kind === "json" && isRecord(probed.value) ? probed.value : {};
  return {
    ...await projectVersions(folder),
    ...Object.fromEntries(Object.entries(told).map(([name, value]) => [name, String(value)])),
    device: typeof told.device === "string" ? told.device : settings.device,
    seed: String(settings.seed),
    profile: `TensorFlow ${settings.profile}`,
  };
}

/** The project's version and those of its npm dependencies, from the nearest deno.json. */
async function projectVersions(folder: string): Promise<Provenance> {
  for (let at = folder;; at = dirname(at)) {
    const text = await Deno.readTextFile(join(at, "deno.json")).catch(() => undefined);
    if (text === undefined && dirname(at) !== at) continue;
    const versions: Provenance = {};
    const config: unknown = text === undefined ? {} : JSON.parse(text);
    if (!isRecord(config)) return versions;
    if (typeof config.name === "string") {
      versions[config.name] = String(config.version ?? "unknown");
    }
    for (const specifier of Object.values(isRecord(config.imports) ? config.imports : {})) {
      const found = /^npm:((?:@[^/]+\/)?[^@/]+)@([^/]+)/.exec(String(specifier));
      if (found) versions[found[1]!] = found[2]!;
    }
    return versions;
  }
}
