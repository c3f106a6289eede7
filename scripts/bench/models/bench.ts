/**
 * Times whole models and their parts beside others: `deno task bench --models`; `--models --help`
 * says how. Each case has new processes, so that their peak memory is that of the case, unless a
 * contest says otherwise; they take turns, round by round.
 *
 * @module
 */
import {
  type Choice,
  describeRun,
  runBenchmark,
  type Settings,
  settingsHelp,
  write,
} from "../command_line.ts";
import { type Contestant, OURS } from "../contestants.ts";
import { type Entry, type Started, startEntries } from "../entries.ts";
import { ownVersions } from "../machine.ts";
import { type CaseResult, score } from "../results.ts";
import { takeTurns } from "../turns.ts";
import { MODEL_CASES, type ModelCase } from "./cases.ts";
import { ENTRIES } from "./contestants.ts";
import { markdownReport, type ModelsResult, screenReport } from "./report.ts";

const CHOICE: Choice<ModelCase> = { flag: "models", cases: MODEL_CASES, entries: ENTRIES };

const HELP =
  `Times steps of whole models, and their parts, beside others, on one machine in one run.

    deno task bench --models [OPTIONS]

${settingsHelp(CHOICE, "PyTorch, TensorFlow and JAX")}`;

/** The most MB that a process has had resident; nothing where the system does not tell. */
function peakOf({ name, pid }: Contestant): Record<string, number> {
  if (Deno.build.os !== "linux") return {};
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`));
  return found === null ? {} : { [name]: Number(found[1]) / 1024 };
}

/** Who runs the cases, and with whose results the others' are compared. */
export interface Contest {
  readonly entries: readonly Entry[];
  readonly reference: string;
  /** The task of `deno.json` that was called. */
  readonly task: string;
  /** Whether processes stay for all cases, where starting them takes long: no case has its memory. */
  readonly isLasting?: boolean;
  /** Takes what there is so far, after each case: a run may be stopped. */
  readonly onCase?: (result: ModelsResult) => Promise<void>;
}

const closeAll = ({ started }: Started) => Promise.all(started.map((it) => it.close()));

/** One case, with processes of its own unless it is given some. */
async function runCase(
  modelCase: ModelCase,
  settings: Settings<ModelCase>,
  { entries, reference }: Contest,
  lasting?: Started,
) {
  const own = lasting ?? await startEntries(entries, settings);
  const { started, versions, missing } = own;
  const slow = new Set(entries.filter(({ isSlow }) => isSlow).map(({ name }) => name));
  try {
    const { answers, others } = await takeTurns(modelCase, started, settings, slow);
    const peaks = lasting === undefined ? started.map(peakOf) : [];
    return {
      result: score(modelCase, answers, reference),
      memory: Object.assign({}, ...peaks) as Record<string, number>,
      contestants: started.map(({ name }) => name),
      others,
      versions,
      missing,
    };
  } finally {
    if (lasting === undefined) await closeAll(own);
  }
}

/** Runs all cases that were asked for. */
export async function runModels(
  settings: Settings<ModelCase>,
  contest: Contest,
): Promise<ModelsResult> {
  const { entries, task, isLasting = false, onCase } = contest;
  const before = Deno.loadavg();
  const versions: Record<string, string> = { deno: Deno.version.deno, ...ownVersions() };
  const contestants = new Set<string>();
  const missing = new Set<string>();
  const cases: CaseResult[] = [];
  const memory: Record<string, Record<string, number>> = {};
  const others: number[] = [];
  const soFar = (): ModelsResult => ({
    ...describeRun(settings, before, task),
    versions,
    contestants: entries.map(({ name }) => name).filter((name) => contestants.has(name)),
    missing: [...missing],
    others,
    cases,
    memory,
  });
  const lasting = isLasting ? await startEntries(entries, settings) : undefined;
  try {
    for (const it of settings.cases) {
      write(Deno.stderr, `${it.name}\n`);
      const found = await runCase(it, settings, contest, lasting);
      cases.push(found.result);
      memory[it.name] = found.memory;
      others.push(...found.others);
      Object.assign(versions, found.versions);
      found.contestants.forEach((name) => contestants.add(name));
      found.missing.forEach((line) => missing.add(line));
      await onCase?.(soFar());
    }
  } finally {
    if (lasting !== undefined) await closeAll(lasting);
  }
  return soFar();
}

/** Runs the command line; resolves to the exit status. */
export function main(args: readonly string[]): Promise<number> {
  const run = (settings: Settings<ModelCase>) =>
    runModels(settings, { entries: ENTRIES, reference: OURS, task: "bench" });
  return runBenchmark(args, { choice: CHOICE, help: HELP, run, screenReport, markdownReport });
}
