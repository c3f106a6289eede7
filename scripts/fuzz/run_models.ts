/**
 * Replays random layers and models that Keras judged (models.py), and reports where Kerasaur differs.
 *
 *     deno run -A scripts/fuzz/run_models.ts FILE.json.gz [--show 30] [--only Dense] [--seed 7]
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { readLines } from "./read_programs.ts";
import { differencesOf, inKeras3, type ModelCase } from "./models.ts";
import { exceptionOf } from "./models_exceptions.ts";

const options = parseArgs(Deno.args, { string: ["show", "only", "seed", "kind"] });
const show = Number(options["show"] ?? 30);
const counts = new Map<string, number>();
const print = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
const add = (kind: string) => counts.set(kind, (counts.get(kind) ?? 0) + 1);
let [count, wrong] = [0, 0];
for (const path of options._) {
  for await (const it of readLines<ModelCase>(String(path))) {
    if (options["seed"] !== undefined && it.seed !== Number(options["seed"])) continue;
    if (options["only"] !== undefined && it.className !== options["only"]) continue;
    count++;
    const all = inKeras3(() => differencesOf(it));
    const faults = all.filter((difference) => exceptionOf(it, difference) === undefined);
    if (all.length === 0) add(it.error ? "both refuse" : "same");
    else if (faults.length === 0) add("exception");
    else wrong++;
    const [first] = faults;
    if (first === undefined) continue;
    add(first.kind);
    if (options["kind"] !== undefined && options["kind"] !== first.kind) continue;
    if (wrong > show) continue;
    const what = it.className === undefined
      ? "model"
      : `${it.className} ${JSON.stringify(it.args)}`;
    const shapes = it.inputs.map(({ shape, dtype }) => `${dtype}[${shape}]`).join(" ");
    print(
      `${first.kind.toUpperCase()} seed ${it.seed} ${what} on ${shapes}${
        it.training ? " training" : ""
      }`,
    );
    for (const { kind, detail } of faults.slice(0, 3)) print(`    ${kind}: ${detail}`);
  }
}
print(`${count} cases, ${wrong} different: ${[...counts].map(([k, n]) => `${n} ${k}`).join(", ")}`);
if (wrong > 0) Deno.exit(1);
