/**
 * Runs every example in the documentation of `mod.ts` and `lib`: each is a module of its own, as a
 * reader would paste it into a file. All run in one isolate, since to start one takes longer than
 * almost any example; `deno check --doc` in the gate holds their types.
 */
import { assert } from "@std/assert";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as tf from "kerasaur";

const ROOT = new URL("../", import.meta.url);

/** A fence of TypeScript in a comment, with what stands before each of its lines. */
const FENCE = /^( *\* ?)```ts\n([^]*?)^ *\* ?```$/gm;

interface Example {
  /** Where it begins, as `lib/x.ts:12`. */
  readonly where: string;
  readonly code: string;
}

function sources(): string[] {
  const all = readdirSync(new URL("lib/", ROOT), { recursive: true, encoding: "utf8" });
  // The sources of the WebAssembly are in another language.
  const own = all.filter((it) => it.endsWith(".ts") && !it.includes("assembly/"));
  return ["mod.ts", ...own.map((it) => `lib/${it}`).sort()];
}

function examplesOf(path: string): Example[] {
  const text = readFileSync(fileURLToPath(new URL(path, ROOT)), "utf8");
  return [...text.matchAll(FENCE)].map(({ index, 2: lines }) => ({
    where: `${path}:${text.slice(0, index).split("\n").length}`,
    code: lines!.replace(/^ *\* ?/gm, "")
      .replace(
        /from "(\.[^"]*)"/g,
        (_, relative) => `from "${new URL(relative, new URL(path, ROOT))}"`,
      ),
  }));
}

/** What an example finds: names, seeds and rules as in a program that has just begun. */
function begin(): void {
  tf.keras.backend.clearSession();
  tf.random.setProfile("tf2.0");
  tf.random.setSeed(null);
}

const examples = sources().flatMap(examplesOf);

Deno.test("the examples in the documentation are found", () => {
  assert(examples.length > 500, `expected more than 500 examples, found ${examples.length}`);
});

for (const { where, code } of examples) {
  Deno.test(`the example at ${where} holds`, async () => {
    begin();
    await import(`data:application/typescript,${encodeURIComponent(code)}`);
  });
}
