/**
 * The command line of `deno task reproduce`.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { formatValue } from "../lib/errors/format.ts";
import { suggestName } from "../lib/errors/nearest.ts";
import type { ReproduceOptions } from "../lib/notebook/reproduce.ts";

/** What `--help` prints. */
export const HELP =
  `Reproduces notebooks: runs each through Deno's Jupyter kernel and compares every
output cell with the expectation file beside it.

    deno task reproduce [NOTEBOOK ...] [options]

NOTEBOOK           a chapter (4), a section (4.2), a name or its beginning in notebooks/, or a path;
                   default: all
--details          list every claim with its verdict; default: a line a notebook, and what fails
--report FILE      write a page with chapter and result side by side
--device NAME      auto, cpu, webgpu, cuda, tensorflow, or all for a table of all there are;
                   default: KERASAUR_DEVICE, else auto
--seed N           seed of the random streams, 0 to 2147483647, or random; default: 42
--profile P        print as TensorFlow 2.0 or 2.1; default: 2.0
--timeout SECONDS  interrupt a cell that runs longer; default: 180
--total-timeout SECONDS
                   stop everything after that long; default: never
--update           write the outputs into the notebooks (never the expectations)
--draft            print entries for cells that have none: a beginning, which claims no values
--json             print the verdicts as JSON
--help             print this

Exit status: 0 all claims hold; 1 a claim fails; 2 wrong usage, or a notebook or kernel that
cannot be used.
`;

/** What the command line asks for. */
export interface Request extends ReproduceOptions {
  /** Names or paths of notebooks; none for all. */
  notebooks: string[];
  /** Where the page goes. */
  report?: string;
  /** Milliseconds after which everything stops. */
  totalTimeoutMs?: number;
  /** Whether every claim is listed. */
  details: boolean;
  /** Whether entries are printed for cells that have none. */
  draft: boolean;
  /** Whether JSON is printed. */
  json: boolean;
  /** Whether only the help is printed. */
  help: boolean;
}

const DEVICES = ["auto", "cpu", "webgpu", "cuda", "tensorflow", "all"];
const PROFILES = ["2.0", "2.1"] as const;
const BOOLEAN = ["details", "draft", "update", "json", "help"];
const STRING = ["report", "device", "seed", "profile", "timeout", "total-timeout"];

/**
 * Reads the arguments.
 *
 * @throws {RangeError} when an option is unknown or its value is not one of those possible.
 */
export function readOptions(args: readonly string[]): Request {
  const unknown: string[] = [];
  const parsed = parseArgs([...args], {
    boolean: BOOLEAN,
    string: STRING,
    alias: { h: "help" },
    unknown: (argument: string) => {
      if (argument.startsWith("-")) unknown.push(argument);
      return !argument.startsWith("-");
    },
  }) as Record<string, unknown> & { _: (string | number)[] };
  if (unknown.length > 0) {
    const option = unknown[0]!.replace(/=.*/s, "");
    throw new RangeError(
      `reproduce: expected known options, received ${option}; ${
        suggestName(option.replace(/^-+/, ""), [...BOOLEAN, ...STRING])
      }`,
    );
  }
  const value = (name: string): string | undefined => {
    const given = parsed[name];
    if (given === undefined) return undefined;
    if (given === "") throw wrong(name, "a value", given);
    return String(given);
  };
  const oneOf = <T extends string>(name: string, choices: readonly T[]): T | undefined => {
    const given = value(name);
    if (given === undefined || choices.includes(given as T)) return given as T | undefined;
    throw wrong(name, `one of ${choices.join(", ")}`, given);
  };
  const report = value("report");
  const device = oneOf("device", DEVICES);
  const profile = oneOf("profile", PROFILES);
  const seed = readSeed(value("seed"));
  const timeoutMs = readTimeout("timeout", value("timeout"));
  const totalTimeoutMs = readTimeout("total-timeout", value("total-timeout"));
  return {
    notebooks: parsed._.map(String),
    details: parsed.details === true,
    draft: parsed.draft === true,
    json: parsed.json === true,
    help: parsed.help === true,
    update: parsed.update === true,
    ...(report === undefined ? {} : { report }),
    ...(device === undefined ? {} : { device }),
    ...(profile === undefined ? {} : { profile }),
    ...(seed === undefined ? {} : { seed }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(totalTimeoutMs === undefined ? {} : { totalTimeoutMs }),
  };
}

function readSeed(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (given === "random") return crypto.getRandomValues(new Uint32Array(1))[0]! >>> 1;
  const seed = Number(given);
  if (/^\d+$/.test(given) && seed < 2 ** 31) return seed;
  throw wrong("seed", "a whole number from 0 to 2147483647, or random", given);
}

function readTimeout(name: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const seconds = Number(given);
  if (seconds > 0 && seconds <= 86_400) return seconds * 1000;
  throw wrong(name, "seconds > 0 and <= 86400", given);
}

function wrong(name: string, expected: string, given: unknown): RangeError {
  return new RangeError(
    `reproduce: expected --${name} to be ${expected}, received --${name}=${formatValue(given)}`,
  );
}
