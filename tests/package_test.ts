/**
 * What the package holds: every source that an entry point leads to, and no other; licence and notice;
 * exact versions of what it stands on.
 *
 * @module
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { globSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { reached } from "../scripts/build.ts";
import { completed } from "../scripts/pack.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

const config = JSON.parse(readFileSync(join(ROOT, "deno.json"), "utf8")) as {
  exports: Record<string, string>;
  publish: { include: string[]; exclude: string[] };
};

/** Files of a folder, and of the folders in it. */
function filesOf(path: string): string[] {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return readdirSync(join(ROOT, path)).flatMap((name) => filesOf(join(path, name)));
}

/** What would be published. */
function published(): string[] {
  const { include, exclude } = config.publish;
  const out = new Set(exclude.flatMap((it) => globSync(it, { cwd: ROOT })).flatMap(filesOf));
  return include.flatMap(filesOf).filter((it) => !out.has(it));
}

Deno.test("the package holds the sources that its entry points lead to, and no others", async () => {
  const sources = published().filter((it) => it.endsWith(".ts")).toSorted();
  assertEquals(sources, await reached());
});

Deno.test("the package holds licence, notice, README and changes, and nothing else", () => {
  const texts = published().filter((it) => !it.endsWith(".ts"));
  assertEquals(texts.toSorted(), ["CHANGELOG.md", "LICENSE", "NOTICE", "README.md"]);
});

Deno.test("every entry point says what it is", () => {
  for (const path of Object.values(config.exports)) {
    const text = readFileSync(join(ROOT, path), "utf8");
    assertMatch(text, /^\/\*\*[\s\S]*?@module/);
  }
});

Deno.test("npm's package asks for exact versions, and for tfjs only where it is there", () => {
  const dependencies = { "@tensorflow/tfjs": "^4.22.0", "onnxruntime-node": "^1.30.0" };
  const made = completed({ name: "k", dependencies });
  assertEquals(made.dependencies, { "onnxruntime-node": "1.30.0" });
  assertEquals(made["peerDependencies"], { "@tensorflow/tfjs": "4.22.0" });
  assertEquals(made["engines"], { node: ">=26" });
  assert("name" in made);
});
