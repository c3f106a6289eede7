/**
 * Times this library beside others: `deno task bench`; `--help` says how. Contestants are separate
 * processes; for each case they take turns, round by round, so that what the machine does meanwhile
 * hits all of them.
 *
 * @module
 */
import { describeRun, statusOf, write, writeMarkdown } from "./command_line.ts";
import { available, BEFORE, Contestant, OURS, TITLES } from "./contestants.ts";
import { ownVersions } from "./machine.ts";
import { measureMemory, type MemoryResult } from "./memory.ts";
import { type BenchOptions, HELP, readOptions } from "./options.ts";
import { markdownReport, screenReport } from "./report.ts";
import { type BenchResult, type CaseResult, score } from "./results.ts";
import type { Answer } from "./serve.ts";
import type { BenchCase } from "./workloads.ts";
import { main as modelsMain } from "./models/bench.ts";
import { main as trainingMain } from "./training/bench.ts";

/** Between turns: threads that wait for more work of the last contestant go to sleep. */
const PAUSE_MS = 100;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts everybody who was asked for; `versions` collects what they say of themselves. */
async function startAll(
  options: BenchOptions,
  versions: Record<string, string>,
): Promise<Contestant[]> {
  const present = await available(options.python, options.before);
  const wanted = options.contestants ?? present;
  const missing = wanted.filter((it) => !present.includes(it));
  if (missing.length > 0) {
    throw new RangeError(
      `bench: expected contestants of this machine (${present.join(", ")}), received ${
        missing.join(", ")
      }; --python names a Python that has them`,
    );
  }
  const absent = Object.keys(TITLES).filter((it) => it !== BEFORE && !present.includes(it));
  if (options.contestants === undefined && absent.length > 0) {
    write(Deno.stderr, `without ${absent.join(", ")}: --python names a Python that has them\n`);
  }
  const started: Contestant[] = [];
  for (const name of present.filter((it) => wanted.includes(it))) {
    write(Deno.stderr, `starting ${name}\n`);
    const { contestant, versions: own } = await Contestant.start(name, options);
    started.push(contestant);
    Object.assign(versions, own);
  }
  return started;
}

/** All rounds of one case. */
async function runCase(
  benchCase: BenchCase,
  contestants: readonly Contestant[],
  { rounds, budgetMs }: BenchOptions,
): Promise<CaseResult> {
  const answers: Record<string, Answer[]> = {};
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) {
      const list = answers[contestant.name] ??= [];
      if (list.at(-1)?.error !== undefined) continue;
      await pause(PAUSE_MS);
      list.push(await contestant.ask({ case: benchCase, budget_ms: budgetMs }));
    }
  }
  return score(benchCase, answers);
}

/** Runs the benchmark. */
async function bench(options: BenchOptions): Promise<BenchResult> {
  const before = Deno.loadavg();
  const versions = { deno: Deno.version.deno, ...ownVersions() };
  const contestants = await startAll(options, versions);
  const cases: CaseResult[] = [];
  const memory: MemoryResult[] = [];
  try {
    for (const benchCase of options.cases) {
      const { name, title, work } = benchCase;
      write(Deno.stderr, `${name}\n`);
      const ours = contestants.find((it) => it.name === OURS);
      if (work.kind !== "memory") cases.push(await runCase(benchCase, contestants, options));
      else if (ours) memory.push(await measureMemory({ name, title, work }, ours));
    }
  } finally {
    await Promise.all(contestants.map((it) => it.close()));
  }
  return {
    ...describeRun(options, before),
    versions,
    contestants: contestants.map(({ name }) => name),
    cases,
    memory,
  };
}

/** Runs the command line; resolves to the exit status: 1 if results differ, 2 for wrong usage. */
export async function main(args: readonly string[]): Promise<number> {
  if (args.includes("--training")) return await trainingMain(args);
  if (args.includes("--models")) return await modelsMain(args);
  return await statusOf(async () => {
    const options = readOptions(args);
    if (options.help || options.list) {
      write(
        Deno.stdout,
        options.help ? HELP : options.cases.map(({ name }) => `${name}\n`).join(""),
      );
      return 0;
    }
    const result = await bench(options);
    if (options.markdown !== undefined) {
      await writeMarkdown(options.markdown, (previous) => markdownReport(result, previous));
    }
    const text = options.json ? JSON.stringify(result, null, 2) : screenReport(result);
    write(Deno.stdout, `${text}\n`);
    return result.cases.some(({ different }) => different.length > 0) ? 1 : 0;
  });
}

if (import.meta.main) Deno.exit(await main(Deno.args));
