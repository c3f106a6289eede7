/**
 * Times training beside others: `deno task bench --training`; `--training --help` says how.
 * Contestants are separate processes; for each case they take turns, round by round.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "@std/cli";
import { Contestant } from "../contestants.ts";
import { describeMachine, ownVersions } from "../machine.ts";
import { type CaseResult, score } from "../results.ts";
import type { Answer } from "../serve.ts";
import { TRAINING_CASES, type TrainingCase } from "./cases.ts";
import { ENTRIES, inPython } from "./contestants.ts";
import { takeTurn } from "./turns.ts";
import { markdownReport, screenReport, type TrainingResult } from "./report.ts";

const HELP = `Times steps of training beside others, on one machine in one run.

    deno task bench --training [OPTIONS]

    --python PATH           the Python of PyTorch, JAX and Keras; default: python3, if it has any
    --rounds N              times each contestant takes its turn in each case; default 5
    --budget MS             time of one turn; default 300
    --threads N             threads and cores of each contestant; default 2
    --patience SECONDS      how long a turn waits for others, or is repeated because of them; default 0
    --cases NAME,...        only these: ${TRAINING_CASES.map(({ name }) => name).join(", ")}
    --contestants NAME,...  only these: ${ENTRIES.map(({ name }) => name).join(", ")}
    --memory STEPS          steps after which memory is looked at, 0 for none; default 20000
    --markdown FILE         writes the report; what is written by hand at its end is kept
`;

/** Holds V8's room for new objects at one size; what it adds late would look as if it was kept. */
const FIXED_ROOM = "--v8-flags=--min-semi-space-size=8,--max-semi-space-size=8";

/** Contestants that take one turn a case. */
const SLOW = new Set(ENTRIES.filter(({ isSlow }) => isSlow).map(({ name }) => name));

interface Options {
  readonly python: string | undefined;
  readonly rounds: number;
  readonly budgetMs: number;
  readonly threads: number;
  readonly cases: readonly TrainingCase[];
  readonly contestants: readonly string[] | undefined;
  readonly memory: number;
  readonly patience: number;
  readonly markdown: string | undefined;
  readonly help: boolean;
}

function write(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let sent = 0; sent < bytes.length;) sent += stream.writeSync(bytes.subarray(sent));
}

function readOptions(args: readonly string[]): Options {
  const values = [
    "python",
    "rounds",
    "budget",
    "threads",
    "cases",
    "contestants",
    "memory",
    "patience",
  ];
  const parsed = parseArgs([...args], {
    string: [...values, "markdown"],
    boolean: ["training", "help"],
    unknown: (arg) => {
      throw new RangeError(`bench: expected an option that --help lists, received ${arg}`);
    },
  }) as Record<string, string | undefined>;
  const count = (option: string, fallback: number, least = 1) => {
    const number = Number(parsed[option] ?? fallback);
    if (Number.isInteger(number) && number >= least) return number;
    throw new RangeError(
      `bench: expected a whole number from ${least}, received --${option}=${parsed[option]}`,
    );
  };
  /** The items of a list by name. */
  const chosen = <T extends { name: string }>(option: string, all: readonly T[]) => {
    const names = parsed[option]?.split(",");
    const odd = names?.find((name) => !all.some((it) => it.name === name));
    if (odd === undefined) return names && all.filter(({ name }) => names.includes(name));
    throw new RangeError(`bench: expected names that --help lists, received --${option}=${odd}`);
  };
  return {
    python: parsed["python"],
    rounds: count("rounds", 5),
    budgetMs: count("budget", 300),
    threads: count("threads", 2),
    cases: chosen("cases", TRAINING_CASES) ?? TRAINING_CASES,
    contestants: chosen("contestants", ENTRIES)?.map(({ name }) => name),
    memory: count("memory", 20_000, 0),
    patience: count("patience", 0, 0),
    markdown: parsed["markdown"],
    help: Boolean(parsed["help"]),
  };
}

/** Starts everybody who was asked for; says who is not there, and why. */
async function startAll(options: Options, versions: Record<string, string>) {
  const present = await inPython(options.python);
  const started: Contestant[] = [];
  const missing: string[] = [];
  for (const { name, title, launch, needs } of ENTRIES) {
    if (options.contestants?.includes(name) === false) continue;
    if (launch.script.pathname.endsWith(".py") && !present.includes(name)) {
      missing.push(`${title}: this Python has not ${needs}`);
      continue;
    }
    write(Deno.stderr, `starting ${name}\n`);
    const { python, threads } = options;
    try {
      const made = await Contestant.start(name, { python, threads, before: undefined }, launch);
      started.push(made.contestant);
      Object.assign(versions, made.versions);
    } catch (error) {
      missing.push(`${title}: did not start: ${(error as Error).message}`);
    }
  }
  return { started, missing };
}

/** All rounds of one case. */
async function runCase(
  trainingCase: TrainingCase,
  contestants: readonly Contestant[],
  { rounds, budgetMs, patience }: Options,
  others: number[],
): Promise<CaseResult> {
  const answers: Record<string, Answer[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) {
      const list = answers[contestant.name] ??= [];
      if (list.at(-1)?.error !== undefined) continue;
      if (round > 0 && SLOW.has(contestant.name)) continue;
      const request = { case: trainingCase, budget_ms: budgetMs };
      const turn = await takeTurn(contestant, request, patience * 1000);
      list.push(turn.answer);
      if (turn.others !== undefined && turn.answer.error === undefined) others.push(turn.others);
    }
  }
  return score(trainingCase, answers);
}

/** MB of a process after each tenth of the steps of one `fit`. */
async function measureMemory(steps: number): Promise<readonly number[]> {
  const script = fileURLToPath(new URL("memory.ts", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", FIXED_ROOM, script, `${steps}`],
    env: { KERASAUR_DEVICE: "cpu" },
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
  return JSON.parse(new TextDecoder().decode(stdout)) as number[];
}

/** An argument of the command line, without the places of this machine. */
function withoutPath(arg: string, place: number, args: readonly string[]): string {
  if (arg.startsWith("--python=")) return "--python=PATH";
  return args[place - 1] === "--python" ? "PATH" : arg;
}

async function run(options: Options): Promise<TrainingResult> {
  const before = Deno.loadavg();
  const versions = { deno: Deno.version.deno, ...ownVersions() };
  const { started, missing } = await startAll(options, versions);
  const cases: CaseResult[] = [];
  const others: number[] = [];
  try {
    for (const it of options.cases) {
      write(Deno.stderr, `${it.name}\n`);
      cases.push(await runCase(it, started, options, others));
    }
  } finally {
    await Promise.all(started.map((it) => it.close()));
  }
  if (options.memory > 0) write(Deno.stderr, "memory\n");
  return {
    date: new Date().toISOString().slice(0, 16).replace("T", " ") + " UTC",
    command: ["deno task bench", ...Deno.args.map(withoutPath)].join(" "),
    machine: describeMachine(),
    threads: options.threads,
    rounds: options.rounds,
    budgetMs: options.budgetMs,
    versions,
    memory: options.memory > 0 ? await measureMemory(options.memory) : [],
    memorySteps: options.memory,
    load: { before, after: Deno.loadavg() },
    contestants: started.map(({ name }) => name),
    missing,
    others,
    cases,
  };
}

/** Runs the command line; resolves to the exit status: 1 if results differ, 2 for wrong usage. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.help) {
      write(Deno.stdout, HELP);
      return 0;
    }
    const result = await run(options);
    const path = options.markdown;
    if (path !== undefined) {
      const previous = await Deno.readTextFile(path).catch((error) => {
        if (error instanceof Deno.errors.NotFound) return "";
        throw error;
      });
      await Deno.writeTextFile(path, markdownReport(result, previous));
      await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", path] }).output();
    }
    write(Deno.stdout, `${screenReport(result)}\n`);
    return result.cases.some(({ different }) => different.length > 0) ? 1 : 0;
  } catch (error) {
    write(Deno.stderr, `error: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}
