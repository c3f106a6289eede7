/**
 * `deno task endurance`: whether memory stays flat over thousands of steps, for each case of the
 * benchmark of models. `--help` says how.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "@std/cli";
import {
  describeTask,
  refuseOption,
  statusOf,
  wholeNumber,
  write,
  writeMarkdown,
} from "./bench/command_line.ts";
import { ownVersions } from "./bench/machine.ts";
import { MODEL_CASES } from "./bench/models/cases.ts";
import type { Reading } from "./endurance/process.ts";
import {
  type Endured,
  hasGrown,
  markdownReport,
  MOST_GROWTH,
  screenReport,
} from "./endurance/report.ts";

const NAMES = MODEL_CASES.map(({ name }) => name);

const HELP = `Runs each case for many steps and looks at the memory of its process.

    deno task endurance [OPTIONS]

    --steps N          steps of each case; default 20000
    --budget SECONDS   most time of each case, whatever steps it has done by then; default 600
    --cases NAME,...   only these: ${NAMES.join(", ")}
    --markdown FILE    writes the report; what is written by hand at its end is kept

Exit status: 0 nothing grew by more than ${
  Math.round(100 * (MOST_GROWTH - 1))
} %; 1 something did, \
or failed; 2 wrong usage.
`;

/**
 * Holds the room for new objects at one size. V8 doubles it again and again, the last time after
 * minutes, which would look as if something was kept.
 */
const FLAGS = "--v8-flags=--expose-gc,--min-semi-space-size=8,--max-semi-space-size=8";

/** One case in a process of its own. */
async function endure(name: string, steps: number, budget: number): Promise<Endured> {
  const path = fileURLToPath(new URL("endurance/process.ts", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", FLAGS, path, name, `${steps}`, `${budget}`],
    env: { KERASAUR_DEVICE: "cpu" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) return { name, readings: [], error: text(stderr).trim().split("\n")[0]! };
  return { name, readings: JSON.parse(text(stdout)) as Reading[] };
}

/** Runs the command line; resolves to the exit status. */
async function main(args: readonly string[]): Promise<number> {
  return await statusOf(async () => {
    const options = parseArgs([...args], {
      string: ["steps", "budget", "cases", "markdown"],
      boolean: ["help"],
      unknown: refuseOption,
    }) as Record<string, string | undefined>;
    if (options["help"]) {
      write(Deno.stdout, HELP);
      return 0;
    }
    const steps = wholeNumber("steps", options["steps"], 20_000, 200);
    const budget = wholeNumber("budget", options["budget"], 600);
    const names = options["cases"]?.split(",") ?? NAMES;
    const odd = names.find((it) => !NAMES.includes(it));
    if (odd !== undefined) {
      throw new RangeError(`endurance: expected names that --help lists, received --cases=${odd}`);
    }
    const cases: Endured[] = [];
    for (const name of names) {
      write(Deno.stderr, `${name}\n`);
      cases.push(await endure(name, steps, budget));
    }
    const versions = { deno: Deno.version.deno, v8: Deno.version.v8, ...ownVersions() };
    const result = { ...describeTask("endurance"), versions, steps, budget, cases };
    if (options["markdown"] !== undefined) {
      await writeMarkdown(options["markdown"], (previous) => markdownReport(result, previous));
    }
    write(Deno.stdout, `${screenReport(result)}\n`);
    return cases.some(hasGrown) ? 1 : 0;
  });
}

if (import.meta.main) Deno.exit(await main(Deno.args));
