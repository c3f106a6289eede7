/**
 * Runs one case of the benchmark of models step after step, and prints what the process takes on the
 * way, as JSON.
 *
 *     deno run -A --v8-flags=--expose-gc scripts/endurance/process.ts CASE STEPS SECONDS
 *
 * @module
 */
import { MODEL_CASES } from "../bench/models/cases.ts";
import { prepare } from "../bench/models/kerasaur_cases.ts";

/** What a process takes, in MB. */
export interface Reading {
  /** After so many steps. */
  readonly step: number;
  readonly resident: number;
  /** Of it V8's own: objects, and arrays that they hold. */
  readonly objects: number;
  readonly arrays: number;
}

/** Steps after which is read, besides the last one. */
const AT: ReadonlySet<number> = new Set([100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000]);

/** How often the event loop gets its turn, as in `fit`. */
const TURN_MS = 50;

const MB = 2 ** 20;
const turn = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Reads when what nobody holds is gone. */
async function read(step: number): Promise<Reading> {
  for (let i = 0; i < 3; i++) {
    (globalThis as unknown as { gc(): void }).gc();
    await turn(10);
  }
  const { rss, heapUsed, external } = Deno.memoryUsage();
  return { step, resident: rss / MB, objects: heapUsed / MB, arrays: external / MB };
}

const [name, steps, seconds] = Deno.args;
const work = prepare(MODEL_CASES.find((it) => it.name === name)!.work);
const end = performance.now() + Number(seconds) * 1000;
const readings: Reading[] = [];
let last = performance.now();
let step = 0;
while (step < Number(steps) && last < end) {
  work.run();
  step++;
  if (AT.has(step)) readings.push(await read(step));
  const now = performance.now();
  if (now - last < TURN_MS) continue;
  await turn(0);
  last = performance.now();
}
if (readings.at(-1)?.step !== step) readings.push(await read(step));
Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(readings)}\n`));
Deno.exit(0);
