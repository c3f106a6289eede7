/**
 * What the commands of the benchmarks have in common: options, what they print and write, and what
 * a report says of the run.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import type { Entry } from "./entries.ts";
import { describeMachine } from "./machine.ts";
import type { BenchResult, PatientResult } from "./results.ts";

/** Writes a text, all of it. */
export function write(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let sent = 0; sent < bytes.length;) sent += stream.writeSync(bytes.subarray(sent));
}

/** Options whose values are places on this machine. */
const PLACES = ["--python", "--before"];

/** An argument of the command line, without the places of this machine. */
function withoutPath(arg: string, place: number, args: readonly string[]): string {
  const option = PLACES.find((it) => arg.startsWith(`${it}=`));
  if (option !== undefined) return `${option}=PATH`;
  return PLACES.includes(args[place - 1] ?? "") ? "PATH" : arg;
}

/** What a report of a task says of when, how and where it ran. */
export function describeTask(task: string) {
  return {
    date: new Date().toISOString().slice(0, 16).replace("T", " ") + " UTC",
    command: ["deno task", task, ...Deno.args.map(withoutPath)].join(" "),
    machine: describeMachine(),
  };
}

/** What a report says of a run that ends now. */
export function describeRun(
  { threads, rounds, budgetMs }: Pick<BenchResult, "threads" | "rounds" | "budgetMs">,
  loadBefore: readonly number[],
  task = "bench",
) {
  return {
    ...describeTask(task),
    threads,
    rounds,
    budgetMs,
    load: { before: loadBefore, after: Deno.loadavg() },
  };
}

/** Writes a report made of what the file held before, in the form `deno fmt` gives it. */
export async function writeMarkdown(
  path: string,
  report: (previous: string) => string,
): Promise<void> {
  const previous = await Deno.readTextFile(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  });
  await Deno.writeTextFile(path, report(previous));
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", path] }).output();
}

/** Runs a command; resolves to its exit status, 2 where it throws. */
export async function statusOf(command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    write(Deno.stderr, `error: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

/** Says that an option is not known. */
export function refuseOption(arg: string): never {
  throw new RangeError(`bench: expected an option that --help lists, received ${arg}`);
}

/** The whole number that an option is given. */
export function wholeNumber(
  option: string,
  value: string | undefined,
  fallback: number,
  least = 1,
): number {
  if (value === undefined) return fallback;
  const number = Number(value);
  if (value !== "" && Number.isInteger(number) && number >= least) return number;
  throw new RangeError(
    `bench: expected a whole number from ${least}, received --${option}=${value}`,
  );
}

/** What a benchmark of {@linkcode Entry}s has to choose from. */
export interface Choice<Case> {
  /** The option that chooses the benchmark. */
  readonly flag: string;
  readonly cases: readonly Case[];
  readonly entries: readonly Entry[];
  /** Threads of each contestant, if nobody says anything else; default: 2. */
  readonly threads?: number;
  /** Further whole numbers from 0, by option, with their defaults. */
  readonly numbers?: Readonly<Record<string, number>>;
}

/** What was asked for. */
export interface Settings<Case> {
  readonly python: string | undefined;
  readonly rounds: number;
  readonly budgetMs: number;
  readonly threads: number;
  /** How long a turn waits for others, or is repeated because of them, in seconds. */
  readonly patience: number;
  readonly cases: readonly Case[];
  /** Names; `undefined` for all there are. */
  readonly contestants: readonly string[] | undefined;
  readonly markdown: string | undefined;
  readonly help: boolean;
  /** The further numbers of the choice. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** The lines of `--help` about the options that all benchmarks of entries have. */
export function settingsHelp(
  { cases, entries, threads = 2 }: Choice<{ readonly name: string }>,
  peers: string,
): string {
  const names = (items: readonly { readonly name: string }[]) =>
    items.map(({ name }) => name).join(", ");
  return `\
    --python PATH           the Python of ${peers}; default: python3, if it has any
    --rounds N              times each contestant takes its turn in each case; default 5
    --budget MS             time of one turn; default 300
    --threads N             threads and cores of each contestant; default ${threads}
    --patience SECONDS      how long a turn waits for others, or is repeated because of them; default 0
    --cases NAME,...        only these: ${names(cases)}
    --contestants NAME,...  only these: ${names(entries)}
    --markdown FILE         writes the report; what is written by hand at its end is kept
`;
}

/**
 * Reads the command line.
 *
 * @throws {RangeError} for what it does not know.
 */
function readSettings<Case extends { readonly name: string }>(
  args: readonly string[],
  { flag, cases, entries, threads = 2, numbers = {} }: Choice<Case>,
): Settings<Case> {
  const texts = ["python", "rounds", "budget", "threads", "patience", "cases", "contestants"];
  const parsed = parseArgs([...args], {
    string: [...texts, "markdown", ...Object.keys(numbers)],
    boolean: [flag, "help"],
    unknown: refuseOption,
  }) as Record<string, string | undefined>;
  const count = (option: string, fallback: number, least?: number) =>
    wholeNumber(option, parsed[option], fallback, least);
  /** The items of a list by name. */
  const chosen = <T extends { readonly name: string }>(option: string, all: readonly T[]) => {
    const names = parsed[option]?.split(",");
    const odd = names?.find((name) => !all.some((it) => it.name === name));
    if (odd === undefined) return names && all.filter(({ name }) => names.includes(name));
    throw new RangeError(`bench: expected names that --help lists, received --${option}=${odd}`);
  };
  return {
    python: parsed["python"],
    rounds: count("rounds", 5),
    budgetMs: count("budget", 300),
    threads: count("threads", threads),
    patience: count("patience", 0, 0),
    cases: chosen("cases", cases) ?? cases,
    contestants: chosen("contestants", entries)?.map(({ name }) => name),
    markdown: parsed["markdown"],
    help: Boolean(parsed["help"]),
    numbers: Object.fromEntries(
      Object.entries(numbers).map(([option, fallback]) => [option, count(option, fallback, 0)]),
    ),
  };
}

/** A benchmark of entries as a command. */
export interface Benchmark<Case, Result> {
  readonly choice: Choice<Case>;
  /** What `--help` prints. */
  readonly help: string;
  readonly run: (settings: Settings<Case>) => Promise<Result>;
  readonly screenReport: (result: Result) => string;
  readonly markdownReport: (result: Result, previous: string) => string;
}

/** Runs the command line; resolves to the exit status: 1 if results differ, 2 for wrong usage. */
export async function runBenchmark<Case extends { readonly name: string }, R extends PatientResult>(
  args: readonly string[],
  { choice, help, run, screenReport, markdownReport }: Benchmark<Case, R>,
): Promise<number> {
  return await statusOf(async () => {
    const settings = readSettings(args, choice);
    if (settings.help) {
      write(Deno.stdout, help);
      return 0;
    }
    const result = await run(settings);
    if (settings.markdown !== undefined) {
      await writeMarkdown(settings.markdown, (previous) => markdownReport(result, previous));
    }
    write(Deno.stdout, `${screenReport(result)}\n`);
    return result.cases.some(({ different }) => different.length > 0) ? 1 : 0;
  });
}
