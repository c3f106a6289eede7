import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { findNotebooks } from "../../scripts/reproduce.ts";
import { smallExpectations } from "../support/small_expectations.ts";
import { HELP, readOptions } from "../../scripts/reproduce_options.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SMALL = fileURLToPath(new URL("../goldens/notebook/small.ipynb", import.meta.url));

/** The least permissions that the command needs. */
const PERMISSIONS = [
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-ffi",
  "--allow-run",
  "--allow-net=127.0.0.1",
  "--allow-sys=osRelease",
];

/** Runs the command as a user does. */
async function run(
  args: string[],
  { cwd = ROOT, permissions = PERMISSIONS } = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const command = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--quiet",
      `--config=${ROOT}deno.json`,
      ...permissions,
      `${ROOT}scripts/reproduce.ts`,
      ...args,
    ],
    cwd,
  });
  const { code, stdout, stderr } = await command.output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: decode(stdout), stderr: decode(stderr) };
}

Deno.test("readOptions() reads every option", () => {
  assertEquals(
    readOptions([
      "4.2",
      "--report",
      "a.html",
      "--device=cpu",
      "--seed",
      "7",
      "--profile",
      "2.1",
      "--timeout",
      "1.5",
      "--update",
      "--details",
      "--json",
    ]),
    {
      notebooks: ["4.2"],
      report: "a.html",
      device: "cpu",
      seed: 7,
      profile: "2.1",
      timeoutMs: 1500,
      update: true,
      details: true,
      draft: false,
      json: true,
      help: false,
    },
  );
  assertEquals(readOptions([]), {
    notebooks: [],
    update: false,
    details: false,
    draft: false,
    json: false,
    help: false,
  });
  assertEquals(readOptions(["-h"]).help, true);
  const { seed } = readOptions(["--seed", "random"]);
  assertEquals(Number.isInteger(seed) && seed! >= 0 && seed! < 2 ** 31, true);
});

Deno.test("readOptions() refuses unknown options and values", () => {
  const refused: [args: string[], message: string][] = [
    [["--sead=1"], 'received --sead; did you mean "seed"?'],
    [["-x"], "expected known options, received -x"],
    [["--seed", "-1"], "expected --seed to be a whole number from 0 to 2147483647, or random"],
    [["--seed", "1.5"], 'received --seed="1.5"'],
    [["--seed", "2147483648"], 'received --seed="2147483648"'],
    [["--seed"], 'expected --seed to be a value, received --seed=""'],
    [["--timeout", "0"], "expected --timeout to be seconds > 0 and <= 86400"],
    [["--timeout", "soon"], 'received --timeout="soon"'],
    [["--device", "gpu"], "expected --device to be one of auto, cpu, webgpu, cuda, tensorflow"],
    [["--profile", "2.2"], "expected --profile to be one of 2.0, 2.1"],
    [["--report="], 'expected --report to be a value, received --report=""'],
  ];
  for (const [args, message] of refused) {
    assertThrows(() => readOptions(args), RangeError, message);
  }
});

Deno.test("reproduce runs from any folder, with the least permissions, and reports", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const { code, stdout, stderr } = await run([SMALL, "--report", "out.html"], { cwd: folder });
    assertEquals([code, stderr], [0, ""]);
    const lines = stdout.trimEnd().split("\n");
    assertEquals(lines.length, 4, stdout);
    assertStringIncludes(lines[0]!, "REPRODUCED small.ipynb: 17 claims about 6 cells");
    assertEquals(
      lines[1]!.replace(/(\d+\.)+\d+/, "V").replace(/OS .*, device/, "OS X, device"),
      "with Deno V, OS X, device auto, seed 42, profile TensorFlow 2.0",
    );
    assertEquals(lines.slice(2), [
      "Every claim: --details. Chapter and result side by side: --report FILE.html",
      "Report: out.html",
    ]);
    assertStringIncludes(await Deno.readTextFile(`${folder}/out.html`), "<title>Reproduced");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("reproduce exits with 1 when a claim fails, and prints JSON when asked to", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const text = await Deno.readTextFile(SMALL);
    await Deno.writeTextFile(
      `${folder}/bad.ipynb`,
      text.replaceAll("dense/kernel", "dense_1/kernel"),
    );
    await Deno.writeTextFile(`${folder}/bad.expect.ts`, await smallExpectations());
    const { code, stdout } = await run(["bad.ipynb", "--json"], { cwd: folder });
    const { holds, notebooks } = JSON.parse(stdout);
    assertEquals([code, holds, notebooks.length], [1, false, 1]);
    const failing = notebooks[0].cells.filter((cell: { holds: boolean }) => !cell.holds);
    assertEquals(failing.map((cell: { cell: string }) => cell.cell), ["weights"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("reproduce exits with 2 when it is used wrongly", async (t) => {
  const cases: [args: string[], message: string][] = [
    [["--sead", "1"], "error: reproduce: expected known options, received --sead"],
    [["9.9"], 'received "9.9"'],
    [["/no/such.ipynb"], 'error: Notebook: expected a file, received path="/no/such.ipynb"'],
    [[SMALL, "--report", "/no/folder/out.html", "--json"], "error: No such file"],
  ];
  for (const [args, message] of cases) {
    await t.step(args.join(" ").replace(ROOT, ""), async () => {
      const { code, stderr } = await run(args);
      assertEquals(code, 2, stderr);
      assertStringIncludes(stderr, message);
    });
  }
});

Deno.test("reproduce stops everything when its total time is up", async () => {
  const { code, stderr } = await run([SMALL, "--total-timeout", "0.05"]);
  assertEquals([code, stderr], [
    2,
    "error: reproduce: expected to end within 0.05 s; 0 notebooks were done\n",
  ]);
});

Deno.test("reproduce lists every claim when asked to", async () => {
  const { code, stdout } = await run([SMALL, "--details"]);
  assertEquals(code, 0);
  assertEquals(stdout.match(/ {2}(holds|volatile|not applicable) {2}/g)?.length, 17, stdout);
  assertStringIncludes(stdout, "REPRODUCED small.ipynb: 17 claims about 6 cells");
});

Deno.test("reproduce ends in time though a pattern would take for ever", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const text = await Deno.readTextFile(SMALL);
    await Deno.writeTextFile(
      `${folder}/slow.ipynb`,
      text.replaceAll("a warning", "a".repeat(60) + "!"),
    );
    const expected = await smallExpectations();
    await Deno.writeTextFile(
      `${folder}/slow.expect.ts`,
      expected.replace("/^a \\w+$/", "/^(a+)+$/"),
    );
    const started = performance.now();
    const { code, stderr } = await run(["slow.ipynb", "--total-timeout", "2"], { cwd: folder });
    assertEquals([code, stderr], [
      2,
      "error: reproduce: expected to end within 2 s; 0 notebooks were done\n",
    ]);
    const seconds = (performance.now() - started) / 1000;
    assertEquals(seconds < 60, true, `${seconds} s`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("reproduce prints its help", async () => {
  assertEquals(await run(["--help"]), { code: 0, stdout: HELP, stderr: "" });
});

Deno.test("a notebook is found by its chapter, its section, or the beginning of its name", () => {
  const names = (given: string) => findNotebooks(given).map((path) => basename(path, ".ipynb"));
  assertEquals(names("3.1"), ["3.1_linear-regression"]);
  assertEquals(names("3.11_u"), ["3.11_underfit-overfit"]);
  assertEquals(names("4.2_parameters"), ["4.2_parameters"]);
  const chapter = names("4");
  assertEquals(chapter.length, 6);
  assert(chapter.every((name) => name.startsWith("4.")));
  const sections = names("5").map((name) => Number(name.split(/[._]/)[1]));
  assertEquals(sections, sections.toSorted((a, b) => a - b));
  assertThrows(() => names("12"), RangeError, 'received "12"');
});
