/**
 * Foreign projects in Deno: the files beside this one, in a folder of their own with a configuration of
 * their own. They are checked, tested and run; a server answers 5,000 requests; a worker imports the
 * library. What goes to standard error, a warning about our configuration for instance, fails.
 * `scripts/ci_node.sh` does the same for a package in Node.
 *
 * @module
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPackage } from "../../scripts/build.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const FILES = [
  "deno_server.ts",
  "deno_worker.ts",
  "load.ts",
  "main.ts",
  "model.ts",
  "model_test.ts",
  "worker.ts",
];

/** What a project that knows no mercy asks of its own files, and of those it imports. */
const STRICTEST = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
};

/** Deno's install scripts of npm packages are none of ours, and it says so unless it is told. */
const allowScripts = { deny: ["npm:onnxruntime-node"] };

/** Makes a project and hands over its folder with a function that runs Deno there. */
async function inProject(
  config: object,
  use: (deno: (...args: string[]) => Promise<string>, folder: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "kerasaur-project-"));
  try {
    mkdirSync(join(folder, "src"));
    for (const file of FILES) {
      copyFileSync(fileURLToPath(new URL(file, import.meta.url)), join(folder, "src", file));
    }
    writeFileSync(join(folder, "deno.json"), JSON.stringify({ ...config, allowScripts }));
    const deno = async (...args: string[]) => {
      const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
        args,
        cwd: folder,
        env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
      }).output();
      const [out, errors] = [stdout, stderr].map((it) => new TextDecoder().decode(it));
      const noise = errors!.split("\n").filter((it) => !/^(Check|Download) |^$/.test(it));
      assert(success, `deno ${args.join(" ")}: ${out}${errors}`);
      assertEquals(noise, [], `deno ${args.join(" ")}`);
      return out!.trim();
    };
    await use(deno, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function playThrough(deno: (...args: string[]) => Promise<string>): Promise<void> {
  await deno("check", "src");
  assertMatch(await deno("test", "-A", "src"), /1 passed \| 0 failed/);
  assertEquals(
    await deno("run", "-A", "src/main.ts"),
    "main: 5 epochs, learning true, right true",
  );
  const server = await deno("run", "-A", "--v8-flags=--expose-gc", "src/deno_server.ts");
  assertMatch(server, /^server: 5000 right answers, memory flat, p50 [\d.]+ ms, p99 [\d.]+ ms$/);
  assertMatch(await deno("run", "-A", "src/deno_worker.ts"), /^worker: tf.Tensor\(6.0/);
}

Deno.test("a project with default options works with the sources, by folder and by a JSR name", async () => {
  const sources = join(ROOT, "mod.ts");
  const name = "jsr:@kerasaur/kerasaur@^0.1.0";
  await inProject({ imports: { kerasaur: sources, [name]: sources } }, async (deno, folder) => {
    await playThrough(deno);
    const text = `import { ones } from "${name}";\nconsole.log(String(ones([2]).numpy()));\n`;
    writeFileSync(join(folder, "by_name.ts"), text);
    assertEquals(await deno("run", "-A", "--check", "by_name.ts"), "[1. 1.]");
  });
});

Deno.test("a project with the strictest options works with the package that was built", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kerasaur-built-"));
  try {
    await buildPackage(join(folder, "dist"));
    const built = join(folder, "dist", "lib", "kerasaur.js");
    await inProject({ imports: { kerasaur: built }, compilerOptions: STRICTEST }, playThrough);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
