/**
 * Times training beside others: `deno task bench --training`; `--training --help` says how.
 * Contestants are separate processes; for each case they take turns, round by round.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import {
  type Choice,
  describeRun,
  runBenchmark,
  type Settings,
  settingsHelp,
  write,
} from "../command_line.ts";
import { startEntries } from "../entries.ts";
import { ownVersions } from "../machine.ts";
import { type CaseResult, score } from "../results.ts";
import { takeTurns } from "../turns.ts";
import { TRAINING_CASES, type TrainingCase } from "./cases.ts";
import { ENTRIES } from "./contestants.ts";
import { markdownReport, screenReport, type TrainingResult } from "./report.ts";

const CHOICE: Choice<TrainingCase> = {
  flag: "training",
  cases: TRAINING_CASES,
  entries: ENTRIES,
  numbers: { memory: 20_000 },
};

const HELP = `Times steps of training beside others, on one machine in one run.

    deno task bench --training [OPTIONS]

${settingsHelp(CHOICE, "PyTorch, JAX and Keras")}\
    --memory STEPS          steps after which memory is looked at, 0 for none; default 20000
`;

/** Holds V8's room for new objects at one size; what it adds late would look as if it was kept. */
const FIXED_ROOM = "--v8-flags=--min-semi-space-size=8,--max-semi-space-size=8";

/** Contestants that take one turn a case. */
const SLOW = new Set(ENTRIES.filter(({ isSlow }) => isSlow).map(({ name }) => name));

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

async function run(settings: Settings<TrainingCase>): Promise<TrainingResult> {
  const before = Deno.loadavg();
  const { memory = 0 } = settings.numbers;
  const { started, missing, versions } = await startEntries(ENTRIES, settings);
  const cases: CaseResult[] = [];
  const others: number[] = [];
  try {
    for (const it of settings.cases) {
      write(Deno.stderr, `${it.name}\n`);
      const turns = await takeTurns(it, started, settings, SLOW);
      cases.push(score(it, turns.answers));
      others.push(...turns.others);
    }
  } finally {
    await Promise.all(started.map((it) => it.close()));
  }
  if (memory > 0) write(Deno.stderr, "memory\n");
  return {
    ...describeRun(settings, before),
    versions: { deno: Deno.version.deno, ...ownVersions(), ...versions },
    memory: memory > 0 ? await measureMemory(memory) : [],
    memorySteps: memory,
    contestants: started.map(({ name }) => name),
    missing,
    others,
    cases,
  };
}

/** Runs the command line; resolves to the exit status. */
export function main(args: readonly string[]): Promise<number> {
  return runBenchmark(args, { choice: CHOICE, help: HELP, run, screenReport, markdownReport });
}
