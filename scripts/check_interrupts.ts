// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Presses a notebook's stop button at random moments of a training loop and looks whether everything
 * still works in the cells after it. V8 ends the script wherever it is, without `finally` blocks.
 *
 *     deno run -A scripts/check_interrupts.ts [--trials 100] [--seed 1] [--device NAME] [--verbose]
 *
 * `--device` names the device that half of the runs choose with `tf.device` around each step, which
 * tells most where it is not the one in use anyway. Exits with 1 unless all trials went on.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { Kernel } from "../lib/notebook/kernel.ts";
import { ASPECTS, type Faults, type Run } from "./interrupt_check/program.ts";

/** Trials in one kernel, unless something is wrong in it before. */
const TRIALS_A_KERNEL = 5;
/** Latest moments of interrupts in milliseconds: in the first step, in the first ones, later. */
const MOMENTS = [15, 60, 500];
/** The earliest one. The kernel forgets an interrupt that comes before it has compiled the cell. */
const EARLIEST = 4;
/** Milliseconds that a cell after the interrupt may take. */
const PATIENCE = 20_000;

const options = parseArgs(Deno.args, {
  string: ["trials", "seed", "device"],
  boolean: ["verbose"],
});
const count = Number(options["trials"] ?? 100);
const device = String(options["device"] ?? "/CPU:0");
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Random numbers from 0 to 1 that a seed determines. */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed >>> 0;;) {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    yield ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }
}

const random = randomNumbers(Number(options["seed"] ?? 1));

/** The program of a trial: all combinations in turn. */
function runOf(trial: number): Run {
  return {
    traced: trial % 2 === 1,
    reads: (trial >> 1) % 2 === 1,
    optimizer: (trial >> 2) % 2 === 1 ? "adam" : "sgd",
    device: (trial >> 3) % 2 === 1 ? device : null,
  };
}

/** A kernel with the program loaded. */
async function startKernel(): Promise<Kernel> {
  const kernel = await Kernel.start({ cwd: root, startTimeoutMs: 60_000 });
  const { status, outputs } = await kernel.execute(
    'import * as program from "./scripts/interrupt_check/program.ts";',
  );
  if (status !== "ok") throw new Error(`the program does not load: ${JSON.stringify(outputs)}`);
  return kernel;
}

/** Trains, interrupts and looks; what is wrong, besides the aspects under `stop`. */
async function tryOnce(kernel: Kernel, run: Run): Promise<Faults & { stop?: string }> {
  const prepared = await kernel.execute(`program.prepare(${JSON.stringify(run)})`, PATIENCE);
  if (prepared.status !== "ok") return { stop: `prepare(): ${prepared.status}` };
  const limit = MOMENTS[Math.floor(MOMENTS.length * random.next().value)]!;
  const moment = EARLIEST + (limit - EARLIEST) * random.next().value;
  const stopped = await kernel.execute("program.train()", moment);
  // The kernel says that the cell failed, and nothing else; without an interrupt it would not end.
  if (stopped.status !== "timeout" || stopped.replyStatus !== "error") {
    const said = JSON.stringify(stopped.outputs).slice(0, 300);
    const after = `interrupted after ${moment.toFixed(1)} ms`;
    return { stop: `${after}, ended as ${stopped.status}, ${stopped.replyStatus} ${said}` };
  }
  const first = await kernel.execute("program.goOn()", PATIENCE);
  if (first.status !== "ok") return { training: `goOn(): ${first.status}` };
  const { status, result } = await kernel.probe("program.inspect()", PATIENCE);
  return result.kind === "json"
    ? result.value as Faults
    : { weights: `inspect(): ${status} ${JSON.stringify(result)}` };
}

const columns = ["stop", ...ASPECTS] as const;
const rows = new Map<string, { trials: number; right: number; faults: Map<string, number> }>();
let [right, kernel] = [0, undefined as Kernel | undefined];
for (let trial = 0, inKernel = 0; trial < count; trial++) {
  const run = runOf(trial);
  if (!kernel) [kernel, inKernel] = [await startKernel(), 0];
  const faults = await tryOnce(kernel, run);
  const names = columns.filter((it) => faults[it] !== undefined);
  const label = [
    run.optimizer,
    run.traced ? "tf.function" : "eager",
    run.reads ? "loss read" : "not read",
    run.device === null ? "" : `tf.device`,
  ].join(" ").trimEnd();
  const row = rows.get(label) ?? { trials: 0, right: 0, faults: new Map() };
  rows.set(label, row);
  row.trials++;
  if (names.length === 0) [right, row.right] = [right + 1, row.right + 1];
  for (const name of names) row.faults.set(name, (row.faults.get(name) ?? 0) + 1);
  if (options["verbose"] && names.length > 0) {
    console.log(`trial ${trial}, ${label}:`);
    for (const name of names) console.log(`  ${name}: ${faults[name]}`);
  }
  if (names.length > 0 || ++inKernel === TRIALS_A_KERNEL) {
    await kernel.shutdown();
    kernel = undefined;
  }
}
await kernel?.shutdown();

const line = (label: string, cells: readonly (string | number)[]) =>
  label.padEnd(38) + cells.map((it) => String(it).padStart(11)).join("");
console.log(line("failures of", ["went on", ...columns]));
for (const [label, { trials, right, faults }] of rows) {
  console.log(line(label, [`${right}/${trials}`, ...columns.map((it) => faults.get(it) ?? 0)]));
}
console.log(`${right} of ${count} went on`);
if (right < count) Deno.exit(1);
