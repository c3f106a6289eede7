/**
 * A trial of the stop button: a training in a kernel of its own is stopped, and what comes after it
 * is looked at.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Kernel } from "../../lib/notebook/kernel.ts";
import { differenceOf, type Faults, readStates, type Run, stepFrom } from "./program.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** What came of a trial. */
export type Trial = (Faults & { stop?: string }) | "early";

/** Who trains, in turn. */
const LOOPS = ["eager", "tf.function", "fit"] as const;
/** Latest moments of interrupts in milliseconds: in the first step, in the first ones, later. */
const MOMENTS = [15, 60, 500];
/** The earliest one: usually the kernel has compiled the cell by then. */
const EARLIEST = 4;
/** Steps after which an eager training is a compiled graph. */
const STEPS_UNTIL_COMPILED = 4;
/** Milliseconds that a cell after the interrupt may take. */
const PATIENCE = 20_000;

/** Random numbers from 0 to 1 that a seed determines. */
export function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed >>> 0;;) {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    yield ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }
}

/** The program of a trial: all combinations in turn. */
export function runOf(trial: number, device: string): Run {
  const rest = Math.floor(trial / LOOPS.length);
  return {
    loop: LOOPS[trial % LOOPS.length]!,
    reads: rest % 2 === 1,
    optimizer: (rest >> 1) % 2 === 1 ? "adam" : "sgd",
    device: (rest >> 2) % 2 === 1 ? device : null,
  };
}

/** A kernel with the program loaded. */
export async function startKernel(): Promise<Kernel> {
  const kernel = await Kernel.start({ cwd: root, startTimeoutMs: 60_000 });
  const { status, outputs } = await kernel.execute(
    'import * as program from "./scripts/interrupt_check/program.ts";',
  );
  if (status !== "ok") throw new Error(`the program does not load: ${JSON.stringify(outputs)}`);
  return kernel;
}

/** The moment of a stop, in milliseconds after the cell began. */
export function momentFrom(random: Generator<number, never>): number {
  const limit = MOMENTS[Math.floor(MOMENTS.length * random.next().value)]!;
  return EARLIEST + (limit - EARLIEST) * random.next().value;
}

/**
 * Trains, stops after some milliseconds and looks; what is wrong, besides the aspects under `stop`, or
 * `early` if the training had not begun.
 */
export async function tryOnce(kernel: Kernel, run: Run, moment: number): Promise<Trial> {
  const folder = await Deno.makeTempDir({ prefix: "kerasaur-interrupts-" });
  try {
    return await trial(kernel, run, moment, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function trial(kernel: Kernel, run: Run, moment: number, folder: string): Promise<Trial> {
  const prepared = await kernel.execute(`program.prepare(${JSON.stringify(run)})`, PATIENCE);
  if (prepared.status !== "ok") return { stop: `prepare(): ${prepared.status}` };
  const notes = join(folder, "began");
  const call = `program.train(${JSON.stringify(notes)})`;
  const stoppedAt = Date.now() + moment;
  const stopped = await kernel.execute(run.loop === "fit" ? `await ${call}` : call, moment);
  // The kernel says that the cell failed, and nothing else; without an interrupt it would not end.
  if (stopped.status !== "timeout" || stopped.replyStatus !== "error") {
    const began = await Deno.readTextFile(notes).catch(() => "Infinity");
    if (stopped.status === "stuck" && Number(began) >= stoppedAt) return "early";
    const said = JSON.stringify(stopped.outputs).slice(0, 300);
    const after = `interrupted after ${moment.toFixed(1)} ms`;
    return { stop: `${after}, ended as ${stopped.status}, ${stopped.replyStatus} ${said}` };
  }
  const first = await kernel.execute("await program.goOn()", PATIENCE);
  if (first.status !== "ok") {
    return { training: `goOn(): ${first.status} ${JSON.stringify(first.outputs).slice(0, 600)}` };
  }
  const { status, result } = await kernel.probe("await program.inspect()", PATIENCE);
  if (result.kind !== "json") {
    return { weights: `inspect(): ${status} ${JSON.stringify(result)}` };
  }
  const faults = result.value as Faults;
  const numbers = await numbersAfter(kernel, run, join(folder, "states"));
  return numbers === undefined ? faults : { ...faults, numbers };
}

/** How the first step after a stop differs from the same step in this process, which nobody stops. */
async function numbersAfter(kernel: Kernel, run: Run, path: string): Promise<string | undefined> {
  const written = await kernel.execute(`await program.writeStates(${JSON.stringify(path)})`);
  if (written.status !== "ok") return `writeStates(): ${written.status}`;
  const [before, after] = await readStates(path);
  try {
    const first = differenceOf(after, await stepFrom(run, before, 0));
    return first && differenceOf(after, await stepFrom(run, before, STEPS_UNTIL_COMPILED));
  } catch (error) {
    return String(error);
  }
}
