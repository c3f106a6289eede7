// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * `deno task doctor`: which devices this machine has, how their self-tests went, what is missing
 * and what to install; and what the library runs on.
 *
 *     deno run -A scripts/doctor.ts [--json]
 *
 * `KERASAUR_REQUIRE_DEVICES=cpu,webgpu` makes a missing device a failure: exit status 1.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { examine } from "./doctor_report.ts";
import { formatReport } from "./doctor_text.ts";

/** What `--help` prints. */
const HELP = `Shows the devices of this machine, tests each, and says what is missing.

    deno task doctor [options]

--json   print the report as JSON
--help   print this

Environment: KERASAUR_REQUIRE_DEVICES names devices that have to be there (cpu,webgpu).
Exit status: 0 the required devices are there; 1 one is not; 2 wrong usage.
`;

/** Runs the command line; returns the exit status. */
function main(args: readonly string[]): number {
  const unknown: string[] = [];
  const options = parseArgs([...args], {
    boolean: ["json", "help"],
    alias: { h: "help" },
    unknown: (argument: string) => void unknown.push(argument),
  });
  if (unknown.length > 0 || options._.length > 0) {
    console.error(`doctor: unknown argument ${[...unknown, ...options._].join(" ")}\n\n${HELP}`);
    return 2;
  }
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  try {
    const report = examine(Deno.env.get("KERASAUR_REQUIRE_DEVICES") ?? "");
    console.log(options.json ? JSON.stringify(report, null, 2) : formatReport(report));
    return report.missing.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(`doctor: ${error.message}`);
    return 2;
  }
}

if (import.meta.main) Deno.exit(main(Deno.args));
