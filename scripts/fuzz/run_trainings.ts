/**
 * Replays random trainings that Keras judged (trainings.py), and reports where they differ here.
 *
 *     deno run -A scripts/fuzz/run_trainings.ts FILE.json.gz [--show 20] [--seed 100007]
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { readLines } from "./read_programs.ts";
import { differencesOf, exceptionOf, type Training } from "./trainings.ts";

const options = parseArgs(Deno.args, { string: ["show", "seed"] });
const show = Number(options["show"] ?? 20);
const counts = { same: 0, refused: 0, exceptions: 0, different: 0 };
const print = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));

for (const path of options._) {
  for await (const it of readLines<Training>(String(path))) {
    if (options["seed"] !== undefined && it.seed !== Number(options["seed"])) continue;
    const differences = await differencesOf(it);
    if (differences.length === 0) {
      counts[it.error === undefined ? "same" : "refused"]++;
      continue;
    }
    const reason = exceptionOf(it);
    counts[reason === undefined ? "different" : "exceptions"]++;
    if (reason !== undefined || counts.different > show) continue;
    const { seed, layers, loss, optimizer, fit } = it;
    print(`seed ${seed}: ${JSON.stringify({ layers, loss, optimizer, fit })}`);
    for (const text of differences.slice(0, 4)) print(`    ${text}`);
  }
}
print(Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(", "));
if (counts.different > 0) Deno.exit(1);
