// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Plays the newcomer: runs every snippet of TypeScript in the README and in docs/ as it stands, with
 * an empty HOME, and says how long each took and how much was downloaded.
 *
 *     deno run -A scripts/newcomer.ts [--commands]
 *
 * A snippet that does not begin with an import goes on where the one before it ended. A snippet that
 * serves is asked once. `--commands` clones what is committed into a folder of its own first, and
 * runs the README's two commands there too, with an empty cache: with nothing but Node and npm.
 *
 * @module
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const DENO = ["npx", "--yes", "deno@2.9.6"];
const FENCE = /^```ts\n([^]*?)^```$/gm;

/** A program of a document: its snippets up to the next one that begins anew. */
interface Program {
  readonly where: string;
  readonly code: string;
}

function programsOf(document: string): Program[] {
  const text = readFileSync(join(ROOT, document), "utf8");
  const programs: Program[] = [];
  for (const { index, 1: code } of text.matchAll(FENCE)) {
    const where = `${document}:${text.slice(0, index).split("\n").length}`;
    const last = programs.at(-1);
    if (/^(\/\/.*\n)*import /.test(code!) || last === undefined) {
      programs.push({ where, code: code! });
    } else programs[programs.length - 1] = { where: last.where, code: `${last.code}\n${code}` };
  }
  return programs;
}

/** What a command printed, and how it ended; a server is ended when it has answered. */
async function run(
  [command, ...args]: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  serves = false,
): Promise<{ success: boolean; text: string; seconds: number }> {
  const start = performance.now();
  const child = new Deno.Command(command!, {
    args,
    cwd,
    env: { NO_COLOR: "1", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let answered = true;
  if (serves) {
    answered = await isAnswered();
    child.kill("SIGTERM");
  }
  const { success, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  const text = decoder.decode(stdout) + decoder.decode(stderr);
  const seconds = (performance.now() - start) / 1000;
  return { success: serves ? answered : success, text, seconds };
}

/** Asks a server until it answers, for half a minute. */
async function isAnswered(): Promise<boolean> {
  for (let i = 0; i < 60; i++) {
    try {
      const response = await fetch("http://localhost:8000", { method: "POST", body: "[[0, 0]]" });
      const rows: unknown = await response.json();
      return response.ok && Array.isArray(rows) && rows.length === 1;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  return false;
}

/** Bytes of the files under a folder. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((it) => it.isFile())
    .reduce((sum, it) => sum + Deno.statSync(join(it.parentPath, it.name)).size, 0);
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

let failures = 0;

/** Holds a size to what the README says of it, within a fifth. */
function sized(name: string, bytes: number): void {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const said = Number(new RegExp(`^\\| ${name}[^|]*\\| ([0-9]+) MB`, "m").exec(readme)?.[1]) * 1e6;
  const holds = Math.abs(bytes - said) <= 0.2 * said;
  if (!holds) failures++;
  const verdict = holds ? "ok    " : "FAILED";
  console.log(`${verdict} ${megabytes(bytes)}, README: ${megabytes(said)}  ${name}`);
}

function report(what: string, { success, text, seconds }: Awaited<ReturnType<typeof run>>): void {
  console.log(`${success ? "ok    " : "FAILED"} ${seconds.toFixed(1).padStart(6)} s  ${what}`);
  if (success) return;
  failures++;
  console.log(text.slice(-3000));
}

const temporary = mkdtempSync(join(tmpdir(), "newcomer-"));
try {
  const home = join(temporary, "home");
  mkdirSync(home);
  let folder = ROOT;
  let env: Record<string, string> = {};
  if (Deno.args.includes("--commands")) {
    folder = join(temporary, "kerasaur");
    await run(["git", "clone", "--quiet", ROOT, folder], temporary, {});
    env = { HOME: home, DENO_DIR: join(home, "deno"), npm_config_cache: join(home, "npm") };
    for (const task of ["reproduce 4", "test"]) {
      report(`deno task ${task}`, await run([...DENO, "task", ...task.split(" ")], folder, env));
      if (task === "test") continue;
      sized("The clone", sizeOf(folder));
      sized("Deno, as npm keeps it", sizeOf(join(home, "npm")));
      sized("Packages, unpacked", sizeOf(join(home, "deno")));
    }
  }
  const documents = ["README.md", ...readdirSync(join(ROOT, "docs")).map((it) => `docs/${it}`)];
  for (const document of documents.filter((it) => it.endsWith(".md"))) {
    for (const { where, code } of programsOf(document)) {
      const file = join(folder, `newcomer-${crypto.randomUUID()}.ts`);
      await Deno.writeTextFile(file, code);
      try {
        const serves = code.includes("Deno.serve");
        const check = await run([Deno.execPath(), "check", "--quiet", file], folder, env);
        if (!check.success) report(`${where} (types)`, check);
        const flags = serves ? ["--allow-ffi", "--allow-net"] : ["--allow-ffi"];
        report(
          where,
          await run([Deno.execPath(), "run", "--no-prompt", ...flags, file], folder, env, serves),
        );
      } finally {
        rmSync(file);
      }
    }
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
console.log(failures === 0 ? "every snippet runs as it stands" : `${failures} failed`);
if (failures > 0) Deno.exit(1);
