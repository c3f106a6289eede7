/**
 * However the runner ends, nothing of its kernel is left: no process, none that the notebook started,
 * and no connection file.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { smallExpectations } from "../support/small_expectations.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SMALL = fileURLToPath(new URL("../goldens/notebook/small.ipynb", import.meta.url));

/** Waits until something is so, for at most ten seconds. */
async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${what}: not within 10 s`);
}

/** Whether a process runs; one that has ended and that nobody asked about does not. */
async function runs(pid: number): Promise<boolean> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "stat=", "-p", `${pid}`] })
    .output();
  const state = new TextDecoder().decode(stdout).trim();
  return state !== "" && !state.startsWith("Z");
}

/** Starts the runner on a notebook that starts a process and waits; the ids of the two. */
async function start(folder: string) {
  const content = JSON.parse(await Deno.readTextFile(SMALL));
  const mark = `${folder}/pids`;
  content.cells[1].source = `
    const child = new Deno.Command("sleep", { args: ["600"] }).spawn();
    Deno.writeTextFileSync(${JSON.stringify(mark)}, Deno.pid + " " + child.pid + " .");
    await new Promise(() => {});`;
  await Deno.writeTextFile(`${folder}/endless.ipynb`, JSON.stringify(content));
  await Deno.writeTextFile(`${folder}/endless.expect.ts`, await smallExpectations());
  await Deno.mkdir(`${folder}/tmp`);
  const runner = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-check",
      "--quiet",
      `--config=${ROOT}deno.json`,
      `${ROOT}scripts/reproduce.ts`,
      "endless.ipynb",
    ],
    cwd: folder,
    env: { TMPDIR: `${folder}/tmp` },
    stdout: "null",
    stderr: "null",
  }).spawn();
  await until(
    "the cell",
    () => Deno.readTextFile(mark).then((it) => it.endsWith("."), () => false),
  );
  const [kernel, child] = (await Deno.readTextFile(mark)).split(" ").map(Number) as [
    number,
    number,
  ];
  return { runner, kernel, child };
}

const connectionFiles = (folder: string) =>
  [...Deno.readDirSync(`${folder}/tmp`)].map(({ name }) => name).filter((it) =>
    it.startsWith("kerasaur-kernel-")
  );

for (
  const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129], [
    "SIGKILL",
    137,
  ]] as const
) {
  Deno.test(`${signal} to the runner leaves nothing behind`, {
    ignore: Deno.build.os === "windows",
  }, async () => {
    const folder = await Deno.makeTempDir();
    try {
      const { runner, kernel, child } = await start(folder);
      await until("both run", async () => await runs(kernel) && await runs(child));
      assertEquals(connectionFiles(folder).length, 1);
      runner.kill(signal);
      assertEquals((await runner.status).code, code);
      await until("the kernel ends", async () => !await runs(kernel));
      await until("the notebook's child ends", async () => !await runs(child));
      await until("the connection file is gone", () => connectionFiles(folder).length === 0);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
