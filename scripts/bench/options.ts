/**
 * The command line of the benchmark.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { suggestName } from "../../lib/errors/nearest.ts";
import { refuseOption, wholeNumber } from "./command_line.ts";
import { TITLES } from "./contestants.ts";
import { type BenchCase, CASES } from "./workloads.ts";

/** The line of a report after which everything is written by hand. */
export const BY_HAND = "<!-- by hand -->";

/** What `--help` prints. */
export const HELP = `Times this library beside others, on one machine in one run.

    deno task bench [OPTIONS]

    --cases NAME,...        only these; a beginning such as matmul stands for all it begins
    --contestants NAME,...  only these: ${Object.keys(TITLES).join(", ")}
    --rounds N              times each contestant takes its turn in each case; default 5
    --budget MS             time of one turn; default 500
    --threads N             threads and cores of each contestant; default 2
    --python PATH           the Python of the last three; default: python3, if it has any
    --before PATH           a checkout of this library as it was, that takes turns as well
    --markdown FILE         writes the report; what FILE has after its line
                            "${BY_HAND}" is kept
    --json                  prints everything as JSON instead of the tables
    --list                  prints the names of the cases
    --training              times training with fit instead; --training --help says how
    --models                times whole models' steps instead; --models --help says how

Cases: ${CASES.map(({ name }) => name).join(" ")}
`;

/** What was asked for. */
export interface BenchOptions {
  readonly cases: readonly BenchCase[];
  /** Names of the contestants; `undefined` for all there are. */
  readonly contestants: readonly string[] | undefined;
  readonly rounds: number;
  readonly budgetMs: number;
  readonly threads: number;
  readonly python: string | undefined;
  readonly before: string | undefined;
  readonly markdown: string | undefined;
  readonly json: boolean;
  readonly list: boolean;
  readonly help: boolean;
}

/** The cases that a list of names, or of their beginnings, stands for. */
function chooseCases(list: string | undefined): readonly BenchCase[] {
  if (list === undefined) return CASES;
  return list.split(",").flatMap((wanted) => {
    const exact = CASES.filter(({ name }) => name === wanted);
    const found = exact.length > 0 ? exact : CASES.filter(({ name }) => name.startsWith(wanted));
    if (found.length > 0) return found;
    const names = CASES.map(({ name }) => name);
    throw new RangeError(
      `bench: expected the name of a case, received "${wanted}"; ${suggestName(wanted, names)}`,
    );
  });
}

/**
 * Reads the command line.
 *
 * @throws {RangeError} for what it does not know.
 */
export function readOptions(args: readonly string[]): BenchOptions {
  const parsed = parseArgs([...args], {
    string: ["cases", "contestants", "rounds", "budget", "threads", "python", "before", "markdown"],
    boolean: ["json", "list", "help"],
    unknown: refuseOption,
  });
  const text = (option: string) => parsed[option] as string | undefined;
  const flag = (option: string) => parsed[option] as boolean;
  return {
    cases: chooseCases(text("cases")),
    contestants: text("contestants")?.split(","),
    rounds: wholeNumber("rounds", text("rounds"), 5),
    budgetMs: wholeNumber("budget", text("budget"), 500),
    threads: wholeNumber("threads", text("threads"), 2),
    python: text("python"),
    before: text("before"),
    markdown: text("markdown"),
    json: flag("json"),
    list: flag("list"),
    help: flag("help"),
  };
}
