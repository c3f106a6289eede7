/**
 * Processes of their own that use this library: what an import takes, and what it takes to a first
 * value.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import type { Prepared } from "./measure.ts";
import type { MemoryWork, ProcessWork } from "./workloads.ts";

/** The configuration that says which library `kerasaur` is. */
const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

/**
 * Holds the room for new objects at one size. V8 doubles it again and again, the last time after
 * minutes, which would look as if something was kept.
 */
const FIXED_ROOM = "--v8-flags=--min-semi-space-size=8,--max-semi-space-size=8";

/** Runs a program of the folder `programs`; resolves to what it prints. */
async function runProgram(
  name: string,
  flags: readonly string[] = [],
  args: readonly string[] = [],
): Promise<string> {
  const path = fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--config", CONFIG, ...flags, path, ...args],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim().split("\n").at(0));
  return new TextDecoder().decode(stdout);
}

/** A process as work: its own time, or that of the import in it. */
export function processWork({ what }: ProcessWork): Prepared {
  const timed = async () => {
    const start = performance.now();
    const printed = Number(await runProgram(what));
    if (what === "import") return printed;
    if (printed !== 3) throw new Error(`expected the program to print 3, received ${printed}`);
    return performance.now() - start;
  };
  return { check: [3], run: timed, timed };
}

/** What a process takes that trains: MB at each tenth of the way, in the place of results. */
export async function memoryWork({ device, steps }: MemoryWork): Promise<Prepared> {
  const resident = JSON.parse(
    await runProgram("memory", [FIXED_ROOM], [device, `${steps}`]),
  ) as number[];
  return { check: resident, run: () => {}, limit: 1 };
}
