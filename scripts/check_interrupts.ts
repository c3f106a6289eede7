// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Presses a notebook's stop button at random moments of a training, by loops and by `fit`, and looks
 * whether everything still works in the cells after it, and whether a step gives the bits that it gives
 * in a process that was never stopped, from the same state. V8 ends the script wherever it is, without `finally` blocks.
 *
 *     deno run -A scripts/check_interrupts.ts [--trials 100] [--seed 1] [--device NAME] [--verbose]
 *
 * `--device` names the device that half of the runs choose with `tf.device` around each step, which
 * tells most where it is not the one in use anyway. Exits with 1 unless all trials went on.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import type { Kernel } from "../lib/notebook/kernel.ts";
import { ASPECTS } from "./interrupt_check/program.ts";
import { momentFrom, randomNumbers, runOf, startKernel, tryOnce } from "./interrupt_check/trial.ts";

/** Trials in one kernel, unless something is wrong in it before. */
const TRIALS_A_KERNEL = 5;

const options = parseArgs(Deno.args, {
  string: ["trials", "seed", "device"],
  boolean: ["verbose"],
});
const count = Number(options["trials"] ?? 100);
const device = String(options["device"] ?? "/CPU:0");
const random = randomNumbers(Number(options["seed"] ?? 1));

const columns = ["stop", ...ASPECTS] as const;
const rows = new Map<string, { trials: number; right: number; faults: Map<string, number> }>();
let [right, early, kernel] = [0, 0, undefined as Kernel | undefined];
for (let trial = 0, inKernel = 0; trial < count; trial++) {
  const run = runOf(trial, device);
  if (!kernel) [kernel, inKernel] = [await startKernel(), 0];
  const faults = await tryOnce(kernel, run, momentFrom(random));
  if (faults === "early") {
    // No stop, and the training goes on for ever: once more, in another kernel.
    [early, trial] = [early + 1, trial - 1];
    await kernel.kill();
    kernel = undefined;
    continue;
  }
  const names = columns.filter((it) => faults[it] !== undefined);
  const label = [
    run.optimizer,
    run.loop,
    run.reads ? "loss seen" : "not seen",
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
console.log(`${right} of ${count} went on; ${early} more came before the training`);
if (right < count) Deno.exit(1);
