/**
 * What can go wrong with a real TensorFlow: in folders of their own, from the TensorFlow that the
 * device was set up with.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { loadAddon } from "../../lib/engine/tensorflow/addon.ts";
import { readSetup } from "../../lib/devices/tensorflow_setup.ts";
import { REQUIRED } from "../support/backends.ts";

const SCRIPT = fileURLToPath(new URL("../../scripts/setup_tensorflow.ts", import.meta.url));
const MOD = new URL("../../mod.ts", import.meta.url).href;
const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

/** Registers a test with a folder that is gone afterwards, where the device is required. */
function test(name: string, run: (folder: string) => Promise<void>): void {
  Deno.test({
    name: `tensorflow: ${name}`,
    ignore: !REQUIRED.includes("tensorflow"),
    async fn() {
      const folder = Deno.makeTempDirSync();
      try {
        await run(folder);
      } finally {
        Deno.removeSync(folder, { recursive: true });
      }
    },
  });
}

/** Folder of the TensorFlow that the device was set up with. */
function tensorflow(): string {
  const folder = dirname(readSetup().library);
  return folder.endsWith("/lib") ? dirname(folder) : folder;
}

/** Folder of caches in which the device was set up. */
const here = () => dirname(dirname(readSetup().folder));

function setUp(cache: string, env: Record<string, string> = {}, args: readonly string[] = []) {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", SCRIPT, "--tensorflow", tensorflow(), ...args],
    env: { KERASAUR_CACHE_DIR: cache, NO_COLOR: "1", ...env },
    stdout: "piped",
    stderr: "piped",
  });
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Runs a program with the tensorflow device of a cache folder. */
async function program(cache: string, code: string, env: Record<string, string> = {}) {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--no-check",
      "--config",
      CONFIG,
      `import "${MOD}"; import * as tf from "${MOD}"; ${code}`,
    ],
    env: { KERASAUR_CACHE_DIR: cache, KERASAUR_DEVICE: "tensorflow", NO_COLOR: "1", ...env },
  }).output();
  return { success, out: decode(stdout).trim(), err: decode(stderr) };
}

const folders = (cache: string) =>
  [...Deno.readDirSync(join(cache, "tensorflow"))].filter(({ isDirectory }) => isDirectory)
    .map(({ name }) => name);

test("two set-ups at once build one addon, and both end well", async (cache) => {
  const both = await Promise.all([setUp(cache).output(), setUp(cache).output()]);
  const texts = both.map(({ stdout }) => decode(stdout));
  assertEquals(both.map(({ code }) => code), [0, 0], texts.join("\n"));
  assertEquals(texts.filter((it) => it.includes("waiting for another set-up")).length, 1);
  assertEquals(folders(cache).length, 1);
  const { out, err } = await program(cache, "console.log(tf.config.getDevice())");
  assertEquals([out, err], ["tensorflow", ""]);
});

test("a set-up killed while it compiles is made up for by the next", async (cache) => {
  const compiler = join(cache, "slow");
  Deno.writeTextFileSync(
    compiler,
    '#!/bin/sh\n[ "$1" = --version ] && echo slow && exit\nexec sleep 30\n',
    { mode: 0o755 },
  );
  const child = setUp(cache, { CXX: compiler }).spawn();
  const root = join(cache, "tensorflow");
  const begun = () => {
    try {
      return folders(cache).some((name) => name.startsWith(".build-"));
    } catch {
      return false;
    }
  };
  while (!begun()) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill("SIGKILL");
  await child.output();
  assertThrows(() => readSetup(root), Error, "it is not set up");
  const { code, stdout } = await setUp(cache).output();
  assertEquals(code, 0, decode(stdout));
  assertEquals(folders(cache).filter((name) => name.startsWith(".build-")), []);
});

test("a compiler that fails, and none, are named", async (cache) => {
  const compiler = join(cache, "broken");
  Deno.writeTextFileSync(
    compiler,
    '#!/bin/sh\n[ "$1" = --version ] && echo broken && exit\necho "x.cc:1: error: no" >&2\nexit 1\n',
    { mode: 0o755 },
  );
  const broken = decode((await setUp(cache, { CXX: compiler }).output()).stdout);
  assertStringIncludes(broken, `${compiler} cannot build the addon:\nx.cc:1: error: no`);
  assertStringIncludes(broken, "what helps: use g++ 10 or clang 12 or later");
  assertEquals(folders(cache), []);
  const none = decode((await setUp(cache, { CXX: "/nowhere" }).output()).stdout);
  assertStringIncludes(none, "no C++ compiler found: tried /nowhere");
});

test("an addon whose library is missing says which", async (folder) => {
  const run = async (...args: string[]) => {
    const { success, stderr } = await new Deno.Command("g++", { args, cwd: folder }).output();
    assert(success, decode(stderr));
  };
  Deno.writeTextFileSync(join(folder, "a.cc"), "int gone() { return 1; }");
  Deno.writeTextFileSync(join(folder, "b.cc"), "int gone(); int here() { return gone(); }");
  await run("-shared", "-fPIC", "a.cc", "-o", "libgone_at_run_time.so");
  await run("-shared", "-fPIC", "b.cc", "-L.", "-lgone_at_run_time", "-o", "addon.node");
  const file = join(folder, "addon.node");
  assertThrows(
    () => loadAddon(file),
    Error,
    `its addon ${file} does not load: the library libgone_at_run_time.so is missing`,
  );
});

test("a program says that TensorFlow changed since the set-up, or is gone", async (cache) => {
  const root = join(cache, "tensorflow");
  Deno.mkdirSync(root);
  const record = (change: Record<string, string>) =>
    Deno.writeTextFileSync(
      join(root, "current.json"),
      JSON.stringify({ ...readSetup(), ...change }),
    );
  record({ tensorflow: "2.20.0" });
  const changed = await program(cache, "");
  assertEquals(changed.success, false);
  assertStringIncludes(changed.err, "its addon was built with TensorFlow 2.20.0, and ");
  record({ addon: join(cache, "gone.node") });
  assertStringIncludes(
    (await program(cache, "")).err,
    `its addon ${join(cache, "gone.node")} does`,
  );
  Deno.removeSync(join(root, "current.json"));
  assertStringIncludes(
    (await program(cache, "")).err,
    "tried tensorflow: it is not set up: no ",
  );
});

test("a GPU that is asked for and not there is an error, never the processor", async (cache) => {
  if (readSetup().gpu) return;
  const { code, stdout } = await setUp(cache, {}, ["--gpu"]).output();
  assertEquals(code, 1);
  assertStringIncludes(decode(stdout), "sees no GPU, and --gpu asks for one");
  const { err } = await program(here(), 'tf.device("/GPU:0")');
  assertStringIncludes(err, 'received name="/GPU:0"; tried tensorflow: TensorFlow ');
  assertStringIncludes(err, "sees no GPU; set up a TensorFlow built for CUDA");
});
