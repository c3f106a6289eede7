/**
 * Processes of their own that use this library: what an import takes, and what it takes to a first
 * value.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPackage } from "../build.ts";
import type { Prepared } from "./measure.ts";
import type { MemoryWork, ProcessWork } from "./workloads.ts";

/** The configuration that says which library `kerasaur` is: the modules of this checkout. */
const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

/** The same for the package, built from them into a folder of its own. */
async function packageConfig(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "kerasaur-package-" });
  addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
  await buildPackage(join(folder, "package"));
  const config = join(folder, "deno.json");
  const imports = { kerasaur: "./package/lib/kerasaur.js" };
  await Deno.writeTextFile(config, JSON.stringify({ imports }));
  return config;
}

let built: Promise<string> | undefined;

/**
 * Holds the room for new objects at one size. V8 doubles it again and again, the last time after
 * minutes, which would look as if something was kept.
 */
const FIXED_ROOM = "--v8-flags=--min-semi-space-size=8,--max-semi-space-size=8";

/** Runs a program of the folder `programs`; resolves to what it prints. */
async function runProgram(
  name: string,
  config: string,
  flags: readonly string[] = [],
  args: readonly string[] = [],
): Promise<string> {
  const path = fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--config", config, ...flags, path, ...args],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim().split("\n").at(0));
  return new TextDecoder().decode(stdout);
}

/** A process as work: its own time, or that of the import in it. */
export async function processWork({ what, from }: ProcessWork): Promise<Prepared> {
  const config = from === "sources" ? CONFIG : await (built ??= packageConfig());
  const timed = async () => {
    const start = performance.now();
    const printed = Number(await runProgram(what, config));
    if (what === "import") return printed;
    if (printed !== 3) throw new Error(`expected the program to print 3, received ${printed}`);
    return performance.now() - start;
  };
  return { check: [3], run: timed, timed };
}

/** What a process takes that trains: MB at each tenth of the way, in the place of results. */
export async function memoryWork({ device, steps }: MemoryWork): Promise<Prepared> {
  const resident = JSON.parse(
    await runProgram("memory", CONFIG, [FIXED_ROOM], [device, `${steps}`]),
  ) as number[];
  return { check: resident, run: () => {}, limit: 1 };
}
