// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Holds, reads, reshapes, traces, queues and drops values while runs reuse memory; what each value
 * must be is computed in plain JavaScript beside it. All values are whole numbers below 2^18, so
 * that every comparison is exact.
 *
 *     deno run -A --v8-flags=--expose-gc scripts/fuzz/memory.ts [steps, default 100000] [seed, 1]
 *
 * Ends with 1 where there is a fault.
 *
 * @module
 */
import * as tf from "kerasaur";
import { Api } from "./api.ts";
import { runMemory } from "./memory_run.ts";

const [steps, seed] = [Number(Deno.args[0] ?? 100_000), Number(Deno.args[1] ?? 1)];
const result = runMemory(new Api({ ...tf }), steps, seed);
for (const fault of result.faults.slice(0, 8)) console.log(`FAULT ${fault}`);
const memory = (Deno.memoryUsage().rss / 2 ** 20).toFixed(0);
console.log(
  `${steps} steps (seed ${seed}): ${result.checks} checks, ${result.faults.length} faults, ` +
    `${memory} MiB at the end`,
);
if (result.faults.length > 0) Deno.exit(1);
