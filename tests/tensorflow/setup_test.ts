/**
 * What can go wrong while the tensorflow device is set up, as far as it takes no TensorFlow.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { loadAddon } from "../../lib/engine/tensorflow/addon.ts";
import { readSetup, setupRoot, writeSetup } from "../../lib/devices/tensorflow_setup.ts";
import { findCompiler } from "../../scripts/tensorflow/compile.ts";
import { checkVersion, inspectTensorflow } from "../../scripts/tensorflow/inspect.ts";
import { withLock } from "../../scripts/tensorflow/place.ts";
import { SetupError } from "../../scripts/tensorflow/report.ts";
import { checkGpu } from "../../scripts/tensorflow/ways.ts";

const SCRIPT = fileURLToPath(new URL("../../scripts/setup_tensorflow.ts", import.meta.url));
const HOLD = fileURLToPath(new URL("./programs/hold_lock.ts", import.meta.url));
const linuxOnly = { ignore: Deno.build.os !== "linux" };

/** Runs with a folder that is gone afterwards. */
async function inFolder(run: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = Deno.makeTempDirSync();
  try {
    await run(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** Asserts that a set-up fails with a text and says what helps. */
async function assertFails(run: () => Promise<unknown>, text: string, remedy: string) {
  const error = await assertRejects(run, SetupError, text);
  assertInstanceOf(error, SetupError);
  assertStringIncludes(error.remedy, remedy);
}

function write(path: string, content: Uint8Array | string = ""): void {
  Deno.mkdirSync(join(path, ".."), { recursive: true });
  if (typeof content === "string") Deno.writeTextFileSync(path, content);
  else Deno.writeFileSync(path, content);
}

function writeHeaders(folder: string): void {
  write(join(folder, "include/tensorflow/c/c_api.h"));
  write(join(folder, "include/tensorflow/c/eager/c_api.h"));
}

/** The beginning of an ELF file for a processor. */
function elf(machine: number): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  new DataView(bytes.buffer).setUint16(18, machine, true);
  return bytes;
}
const THIS_MACHINE = Deno.build.arch === "x86_64" ? 62 : 183;

Deno.test("inspectTensorflow() names the folder, headers and libraries that are missing", () =>
  inFolder(async (folder) => {
    await assertFails(() => inspectTensorflow(join(folder, "no")), "there is no folder", "install");
    await assertFails(
      () => inspectTensorflow(folder),
      "has no headers tensorflow/c/c_api.h, tensorflow/c/eager/c_api.h",
      "--tensorflow",
    );
    writeHeaders(folder);
    await assertFails(
      () => inspectTensorflow(folder),
      "have no libtensorflow_cc.so.2 or libtensorflow.so.2",
      "pip install tensorflow",
    );
    write(join(folder, "lib/libtensorflow.so.2"), elf(THIS_MACHINE));
    await assertFails(
      () => inspectTensorflow(folder),
      "have libtensorflow.so.2 and no libtensorflow_framework.so.2",
      "install",
    );
  }));

Deno.test({
  name: "inspectTensorflow() refuses libraries for another processor and broken ones",
  ...linuxOnly,
  fn: () =>
    inFolder(async (folder) => {
      writeHeaders(folder);
      write(join(folder, "libtensorflow_framework.so.2"));
      write(join(folder, "libtensorflow_cc.so.2"), elf(8));
      await assertFails(
        () => inspectTensorflow(folder),
        `is for another processor: expected ${Deno.build.arch}, received machine 8`,
        Deno.build.arch,
      );
      write(join(folder, "libtensorflow_cc.so.2"), elf(THIS_MACHINE));
      await assertFails(() => inspectTensorflow(folder), "does not load: ", "install");
    }),
});

Deno.test("checkVersion() takes TensorFlow 2.9 and later of 2", () => {
  for (const version of ["2.9.1", "2.21.0", "2.22.0-rc1"]) checkVersion(version, "lib");
  for (const version of ["1.15.5", "2.8.4", "3.0.0"]) {
    assertThrows(
      () => checkVersion(version, "lib"),
      SetupError,
      `lib is the wrong version: expected TensorFlow 2.9 or later of 2.x, received ${version}`,
    );
  }
});

Deno.test("findCompiler() says what it tried and what to install", async () => {
  const before = Deno.env.get("CXX");
  Deno.env.set("CXX", "/nowhere/g++");
  try {
    await assertFails(
      findCompiler,
      "no C++ compiler found: tried /nowhere/g++",
      "apt install g++",
    );
  } finally {
    if (before === undefined) Deno.env.delete("CXX");
    else Deno.env.set("CXX", before);
  }
});

Deno.test("checkGpu() refuses a TensorFlow that sees no GPU where one was asked for", () => {
  checkGpu(false, { version: "2.21.0", gpu: false });
  checkGpu(true, { version: "2.21.0", gpu: true });
  const error = assertThrows(
    () => checkGpu(true, { version: "2.21.0", gpu: false }),
    SetupError,
    "TensorFlow 2.21.0 sees no GPU, and --gpu asks for one",
  ) as SetupError;
  assertStringIncludes(error.remedy, "tensorflow[and-cuda]");
});

Deno.test("loadAddon() says which file does not load", () =>
  inFolder((folder) => {
    const file = join(folder, "tfjs_binding.node");
    Deno.writeTextFileSync(file, "no library");
    assertThrows(() => loadAddon(file), Error, `its addon ${file} does not load: `);
  }));

Deno.test("readSetup() reads what writeSetup() wrote, and says what is wrong with what is there", () =>
  inFolder((root) => {
    assertThrows(() => readSetup(root), Error, "it is not set up: no ");
    const setup = {
      folder: root,
      addon: "a.node",
      packageVersion: "4.22.0",
      tensorflow: "2.21.0",
      library: "l.so",
      gpu: false,
    };
    writeSetup(root, setup);
    assertEquals(readSetup(root), { layout: 2, ...setup });
    assertEquals([...Deno.readDirSync(root)].map(({ name }) => name), ["current.json"]);
    writeSetup(root, { ...setup, packageVersion: "4.21.0" });
    assertThrows(() => readSetup(root), Error, "is another version's: expected layout 2 of");
    Deno.writeTextFileSync(join(root, "current.json"), "{");
    assertThrows(() => readSetup(root), Error, "is not JSON; run deno task setup:tensorflow again");
  }));

Deno.test("setupRoot() lies in KERASAUR_CACHE_DIR where that is set", () => {
  const before = Deno.env.get("KERASAUR_CACHE_DIR");
  Deno.env.set("KERASAUR_CACHE_DIR", "/somewhere");
  assertEquals(setupRoot(), join("/somewhere", "tensorflow"));
  if (before === undefined) Deno.env.delete("KERASAUR_CACHE_DIR");
  else Deno.env.set("KERASAUR_CACHE_DIR", before);
});

Deno.test("withLock() says that the cache folder cannot be written", () =>
  inFolder(async (folder) => {
    const file = join(folder, "file");
    Deno.writeTextFileSync(file, "");
    await assertFails(
      () => withLock(join(file, "tensorflow"), () => {}, () => Promise.resolve()),
      `cannot write to the cache folder ${join(file, "tensorflow")}: `,
      "KERASAUR_CACHE_DIR",
    );
    const closed = join(folder, "closed");
    Deno.mkdirSync(closed, { mode: 0o500 });
    // A superuser may write anywhere.
    if (Deno.build.os === "windows" || Deno.uid() === 0) return;
    await assertFails(
      () => withLock(join(closed, "tensorflow"), () => {}, () => Promise.resolve()),
      "cannot write to the cache folder",
      "KERASAUR_CACHE_DIR",
    );
  }));

function hold(root: string, key: string, milliseconds: number): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", HOLD, root, key, String(milliseconds)],
    stdout: "piped",
    stderr: "null",
  }).spawn();
}

/** Waits until a program has written a text. */
async function written(child: Deno.ChildProcess, text: string): Promise<string> {
  let all = "";
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    all += chunk;
    if (all.includes(text)) break;
  }
  return all;
}

const names = (root: string) =>
  [...Deno.readDirSync(root)].map(({ name }) => name).filter((name) => name !== ".lock").sort();

Deno.test("a set-up killed in the middle leaves nothing that the next one sees", () =>
  inFolder(async (root) => {
    const child = hold(root, "a", 60_000);
    await written(child, "begun");
    child.kill("SIGKILL");
    await child.status;
    assert(names(root).every((name) => name.startsWith(".build-")), "no half set-up has its name");
    let waited = false;
    await withLock(root, () => waited = true, () => Promise.resolve());
    assertEquals([waited, names(root)], [false, []]);
  }));

Deno.test("two set-ups at once: the second waits for the first and both end whole", () =>
  inFolder(async (root) => {
    const first = hold(root, "a", 1000);
    await written(first, "begun");
    const second = hold(root, "b", 0);
    assertStringIncludes(await written(second, "done"), "waiting\nbegun\ndone");
    assertEquals([(await first.status).success, (await second.status).success], [true, true]);
    assertEquals(names(root), ["a", "b"]);
    for (const key of ["a", "b"]) {
      assertEquals(Deno.readTextFileSync(join(root, key, "done")), key);
    }
  }));

Deno.test({
  name: "setup:tensorflow --check says why each way is closed, and writes nothing",
  ...linuxOnly,
  fn: () =>
    inFolder(async (folder) => {
      const { code, stdout } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", SCRIPT, "--check", "--tensorflow", join(folder, "tf")],
        env: { KERASAUR_CACHE_DIR: join(folder, "cache"), NO_COLOR: "1" },
      }).output();
      const text = new TextDecoder().decode(stdout);
      assertEquals(code, 1);
      assertStringIncludes(text, "no      look for TensorFlow: --tensorflow (");
      assertStringIncludes(text, `there is no folder ${join(folder, "tf")}`);
      assertStringIncludes(text, "what helps: install TensorFlow 2");
      assertEquals([...Deno.readDirSync(folder)], []);
    }),
});

Deno.test("setup:tensorflow refuses unknown arguments", async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", SCRIPT, "--cuda"],
  }).output();
  assertEquals(code, 2);
  assertStringIncludes(
    new TextDecoder().decode(stderr),
    "setup:tensorflow: unknown argument --cuda",
  );
});
