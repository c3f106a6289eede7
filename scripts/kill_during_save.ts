// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Kills a program that saves arrays at random moments and checks that every file is whole.
 *
 *     deno run -A scripts/kill_during_save.ts [kills, default 200] [seed, default 1]
 *
 * @module
 */
import { killDuringSave } from "../tests/io/kill.ts";
import { seeded } from "../tests/io/mutations.ts";

const [times, seed] = [Number(Deno.args[0] ?? 200), Number(Deno.args[1] ?? 1)];
const { kills, read, inTheMiddle, torn } = await killDuringSave(times, seeded(seed));
console.log(
  `${kills} kills (seed ${seed}), ${inTheMiddle} of them in the middle of writing a file; ` +
    `${read} files read, ${torn.length} torn`,
);
for (const text of torn) console.error(text);
if (torn.length > 0) Deno.exit(1);
