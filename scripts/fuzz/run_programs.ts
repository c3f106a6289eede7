// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Replays random programs that TensorFlow judged (programs.py writes them) and reports what differs.
 *
 *     deno run -A scripts/fuzz/run_programs.ts FILE.jsonl.gz [--only math.lgamma,pow] [--seed 17]
 *         [--count 1000] [--loosen 1] [--show 20] [--inject matmul] [--quiet] [--tensorflow PYTHON]
 *
 * `--only`: programs with one of these operations; `--seed`: one program; `--inject`: makes the
 * results of an operation wrong, to see that it is found; `--show`: how many faults are printed.
 * `--tensorflow`: replays against TensorFlow itself, which must find nothing: it checks the runner.
 * Ends with 1 where there is a fault.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import * as tf from "kerasaur";
import { Api } from "./api.ts";
import { Checker } from "./check.ts";
import type { Outcome } from "./outcomes.ts";
import { readPrograms } from "./read_programs.ts";
import { Report } from "./report.ts";
import { tamperWith } from "./tamper.ts";
import { TensorFlowApi } from "./tensorflow_api.ts";

const options = parseArgs(Deno.args, {
  string: ["only", "seed", "count", "loosen", "show", "inject", "tensorflow"],
  boolean: ["quiet"],
});
const text = (name: string) => options[name] === undefined ? undefined : String(options[name]);
const only = text("only")?.split(",");
const [most, show] = [Number(options.count ?? Infinity), Number(options.show ?? 20)];
const injected = text("inject");
const plain = new Api({ ...tf });
const remote = text("tensorflow") === undefined
  ? undefined
  : await TensorFlowApi.start(text("tensorflow")!);
const api = remote ??
  (injected === undefined ? plain : new Api({ ...tf }, tamperWith(() => plain, injected)));

const report = new Report();
let done = 0;
const print = ({ seed, phase, kind, op, step, detail }: Outcome) =>
  console.log(`${kind.toUpperCase()} seed ${seed} step ${step} ${op} (${phase}): ${detail}`);
const started = performance.now();
for (const path of options._) {
  for await (const program of readPrograms(String(path))) {
    if (done >= most) break;
    if (options.seed !== undefined && program.seed !== Number(options.seed)) continue;
    if (only && !program.steps.some(({ op }) => only.includes(op))) continue;
    const checker = new Checker(api, program, { loosen: Number(options.loosen ?? 1) });
    const found = report.faults.length;
    report.add(checker.run(), checker.zeros);
    for (const fault of report.faults.slice(found)) if (report.faults.length <= show) print(fault);
    remote?.reset();
    done++;
  }
}
remote?.close();
const seconds = ((performance.now() - started) / 1000).toFixed(0);
if (!options.quiet) console.log(`\n${report}`);
console.log(`\n${done} programs, ${report.faults.length} faults, ${seconds} s`);
if (report.faults.length > 0) Deno.exit(1);
