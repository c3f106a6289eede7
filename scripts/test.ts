// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Runs the tests on all cores: each folder of `tests` in a process of its own, several at a time.
 * (As threads of one process, by `deno test --parallel`, they crashed once, in ONNX Runtime.) Folders
 * that take long come first; what each says is printed when it ends, and the last line counts all.
 *
 *     deno task test [FOLDER OR FILE ...]
 *
 * @module
 */
import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Folders that take longest. */
const FIRST = ["primitives", "layers", "notebook", "engine", "fuzz", "models", "notebooks"];

/** No more processes than this: each computes with several threads by itself. */
const MOST = 4;

/** Parts to run, each by its paths: the folders in `tests`, and the files beside them. */
function partsOf(folder: string): string[][] {
  const names = readdirSync(join(ROOT, folder));
  const hasTests = (name: string) =>
    statSync(join(ROOT, folder, name)).isDirectory() &&
    readdirSync(join(ROOT, folder, name), { recursive: true, encoding: "utf8" })
      .some((it) => it.endsWith("_test.ts"));
  const folders = names.filter((it) => hasTests(it) && !["goldens", "support"].includes(it));
  const place = (name: string) => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1);
  folders.sort((a, b) => place(a) - place(b));
  const files = names.filter((it) => it.endsWith("_test.ts")).map((it) => join(folder, it));
  return [
    ...folders.map((it) => [join(folder, it)]),
    [...files, join(folder, "support")],
  ];
}

/** What a run of some tests came to. */
interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly ignored: number;
  readonly success: boolean;
}

const SUMMARY =
  /(\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed(?: \(\d+ steps?\))?(?: \| (\d+) ignored)?/g;

async function run(paths: readonly string[]): Promise<Outcome> {
  const flags = ["-A", "--no-check", "--trace-leaks", "--preload=./tests/support/strict.ts"];
  const command = new Deno.Command(Deno.execPath(), {
    args: ["test", ...flags, ...paths],
    cwd: ROOT,
    stdout: "piped",
    stderr: "piped",
  });
  const { stdout, stderr, success, signal } = await command.output();
  const decoder = new TextDecoder();
  const text = decoder.decode(stdout) + decoder.decode(stderr);
  console.log(`${text.trimEnd()}\n`);
  const summary = [...text.matchAll(SUMMARY)].at(-1);
  if (summary === undefined) {
    console.error(`${paths.join(" ")}: no test ran to its end${signal ? `: ${signal}` : ""}\n`);
    return { passed: 0, failed: 1, ignored: 0, success: false };
  }
  const [, passed, failed, ignored = "0"] = summary;
  return { passed: Number(passed), failed: Number(failed), ignored: Number(ignored), success };
}

/** Stops unless the types of what is to run are right. */
async function check(paths: readonly string[]): Promise<void> {
  const args = ["check", "--quiet", "mod.ts", ...paths];
  const { success } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT }).spawn().status;
  if (!success) Deno.exit(1);
}

const parts = Deno.args.length > 0 ? Deno.args.map((it) => [it]) : partsOf("tests");
await check(Deno.args.length > 0 ? Deno.args : ["tests"]);
const outcomes: Outcome[] = [];
const waiting = [...parts];
const lanes = Array.from({ length: Math.min(MOST, navigator.hardwareConcurrency) }, async () => {
  for (let part = waiting.shift(); part; part = waiting.shift()) outcomes.push(await run(part));
});
await Promise.all(lanes);
const sum = (key: "passed" | "failed" | "ignored") =>
  outcomes.reduce((total, it) => total + it[key], 0);
const isFine = outcomes.every(({ success }) => success);
console.log(
  `${isFine ? "ok" : "FAILED"} | ${sum("passed")} passed | ${sum("failed")} failed | ${
    sum("ignored")
  } ignored`,
);
if (!isFine) Deno.exit(1);
