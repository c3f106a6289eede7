import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { KernelError } from "../../lib/notebook/kernel_process.ts";
import { smallExpectations } from "../support/small_expectations.ts";
import { expectationsPath, reproduce } from "../../lib/notebook/reproduce.ts";
import type { NotebookVerdict } from "../../lib/notebook/verdicts.ts";
import { type Edit, mutate, type Mutation, notices, reproduceMutated } from "./mutate.ts";

const SMALL = fileURLToPath(new URL("../goldens/notebook/small.ipynb", import.meta.url));

/** Why the failing claims of a verdict fail, for messages. */
function failures(verdict: NotebookVerdict): string {
  return verdict.cells.flatMap(({ cell, claims }) =>
    claims.filter(({ judgement }) => judgement === "fails").map((it) =>
      `${cell}: ${it.claim} ${it.part}: ${it.why}`
    )
  ).join("\n");
}

/** Runs a test on a copy of the small notebook and its expectations. */
async function withCopy(
  change: (texts: { notebook: string; expectations: string }) => typeof texts,
  test: (path: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "kerasaur-test-" });
  try {
    const path = join(folder, "copy.ipynb");
    const texts = change({
      notebook: await Deno.readTextFile(SMALL),
      expectations: await smallExpectations(),
    });
    await Deno.writeTextFile(path, texts.notebook);
    await Deno.writeTextFile(expectationsPath(path), texts.expectations);
    await test(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("reproduce() holds when every claim does", async () => {
  const verdict = await reproduce(SMALL);
  assert(verdict.holds, failures(verdict));
  assertEquals(verdict.cells.map(({ cell }) => cell), [
    "version",
    "kernel",
    "weights",
    "constants",
    "tensor",
    "equal",
  ]);
  assertEquals(verdict.counts, { "holds": 15, "fails": 0, "volatile": 2, "not applicable": 0 });
  const { seed, profile, Deno: deno } = verdict.provenance;
  assertEquals([seed, profile, deno], ["42", "TensorFlow 2.0", Deno.version.deno]);
  assertEquals(verdict.provenance["@kerasaur/kerasaur"] !== undefined, true);
});

Deno.test("reproduce() leaves bits out when the seed is another, and tests fresh values", async () => {
  const verdict = await reproduce(SMALL, { seed: 7, device: "cpu" });
  assert(verdict.holds, failures(verdict));
  assertEquals(verdict.counts["not applicable"], 1);
  const bits = verdict.cells[2]!.claims.find(({ claim }) => claim === "bits")!;
  assertEquals([bits.judgement, bits.why], [
    "not applicable",
    "made for seed 42, this run has 7",
  ]);
  assertEquals([verdict.provenance.seed, verdict.provenance.device], ["7", "cpu"]);
});

const MUTATIONS: Mutation[] = [
  {
    name: "a wrong name",
    edit: { cell: "weights", replace: ["dense/kernel:0", "dense_1/kernel:0"] },
    cell: "weights",
    claim: "structure",
    why: "result[0].name: expected 'sequential/dense/kernel:0', received 'sequential/dense_1/",
  },
  {
    name: "a wrong shape",
    edit: { cell: "weights", replace: ["shape=(20, 256)", "shape=(256, 20)"] },
    cell: "weights",
    claim: "structure",
    why: "result[0].shape: expected (20, 256), received (256, 20)",
  },
  {
    name: "a wrong shape of the array only",
    edit: { cell: "kernel", replace: ["const shape = [20, 256]", "const shape = [256, 20]"] },
    cell: "weights",
    claim: "distribution",
    why: "the output has shape (20, 256), the probe (256, 20)",
  },
  {
    name: "a wrong dtype",
    edit: { cell: "constants", replace: ["dtype=float32)", "dtype=float16)"] },
    cell: "constants",
    claim: "structure",
    why: "expected [array (2,) float32, array (2, 1) float32], received [array (2,) float16",
  },
  {
    name: "a standard deviation 10% too large",
    edit: { cell: "kernel", replace: ["scale = 1;", "scale = 1.1;"] },
    cell: "weights",
    claim: "distribution",
    why: "5120 values do not follow uniform [-0.147442, 0.147442)",
  },
  {
    name: "a standard deviation 10% too small",
    edit: { cell: "kernel", replace: ["scale = 1;", "scale = 0.9;"] },
    cell: "weights",
    claim: "distribution",
    why: "stddev 0.07",
  },
  {
    name: "printed values that are not those of the array",
    edit: { cell: "weights", replace: ["[17, 18, 19]", "[16, 18, 19]"] },
    cell: "weights",
    claim: "distribution",
    why: "value 18 is printed as",
  },
  {
    name: "another order of weights",
    edit: { cell: "constants", append: 'show("[" + arrays.reverse().join(",\\n ") + "]")' },
    cell: "constants",
    claim: "structure",
    why: "received [array (2, 1) float32, array (2,) float32]",
  },
  {
    name: "a wrong constant",
    edit: { cell: "constants", replace: ["array([0., 0.]", "array([0., 1.]"] },
    cell: "constants",
    claim: "constant",
    why: "value 1: expected 0, received 1",
  },
  {
    name: "a wrong text",
    edit: { cell: "version", replace: ["2.0.0", "2.0.1"] },
    cell: "version",
    claim: "text",
    why: 'line 1: expected "2.0.0", received "2.0.1"',
  },
  {
    name: "a layout that is not NumPy's",
    edit: { cell: "constants", replace: ["[0., 0.]", "[0.0, 0.]"] },
    cell: "constants",
    claim: "text",
    why: "this run's text: line 1",
  },
  {
    name: "a relation that does not hold",
    edit: { cell: "equal", replace: ["[true, true]", "[true, false]"] },
    cell: "equal",
    claim: "relation",
    why: "not true for 1 of 2",
  },
  {
    name: "a missing id",
    edit: { cell: "tensor", replace: ["id=${id}, ", ""] },
    cell: "tensor",
    claim: "structure",
    why: "result.id: expected an id, received no id",
  },
  {
    name: "a missing cell",
    edit: { remove: "equal" },
    cell: "equal",
    claim: "present",
    why: "the notebook has no code cell of this id",
  },
  {
    name: "an extra cell",
    edit: { after: "equal", id: "extra", insert: "1 + 1" },
    cell: "extra",
    claim: "present",
    why: "the expectation file has no entry for this cell",
  },
  {
    name: "an extra output",
    edit: { cell: "weights", replace: ["const rows", 'console.log("extra"); const rows'] },
    cell: "weights",
    claim: "claimed",
    why: "it was printed, but no claim is about it",
  },
  {
    name: "an output of a cell that is silent",
    edit: { cell: "kernel", append: "data.length" },
    cell: "kernel",
    claim: "silent",
    why: "expected no output, received result",
  },
  {
    name: "a missing output",
    edit: { cell: "weights", append: "undefined" },
    cell: "weights",
    claim: "structure",
    why: "there is no result",
  },
  {
    name: "a raised error",
    edit: { cell: "tensor", append: 'throw new RangeError("units: expected > 0")' },
    cell: "tensor",
    claim: "runs",
    why: "raised RangeError: units: expected > 0",
  },
  {
    name: "a syntax error",
    edit: { cell: "tensor", append: "const = 1" },
    cell: "tensor",
    claim: "runs",
    why: "raised SyntaxError: the kernel cannot parse this cell",
  },
];

Deno.test("reproduce() names the cell and the claim when the notebook has", async (t) => {
  for (const mutation of MUTATIONS) {
    await t.step(mutation.name, async () => {
      const verdict = await reproduceMutated(SMALL, mutation.edit);
      assert(notices(verdict, mutation), failures(verdict));
      // What comes after the damaged cell is run all the same.
      assert(verdict.cells.every(({ status, number }) => number === 0 || status !== null));
    });
  }
});

Deno.test("reproduce() fails when cells are in another order than expected", async () => {
  const swap = (content: string) =>
    content.replace("export default expectations", "const file = expectations") +
    `const { cells } = file;
     export default { ...file, cells: [...cells.slice(0, 3), ...cells.slice(4), cells[3]] };\n`;
  await withCopy(
    ({ notebook, expectations }) => ({ notebook, expectations: swap(expectations) }),
    async (path) => {
      const verdict = await reproduce(path);
      assertStringIncludes(
        failures(verdict),
        "tensor: present : the expectation file has it in another place",
      );
    },
  );
});

Deno.test("reproduce() with update writes the outputs and nothing else", async () => {
  const blank = (text: string) => {
    const file = JSON.parse(text);
    for (const cell of file.cells) {
      if (cell.cell_type === "code") Object.assign(cell, { outputs: [], execution_count: null });
    }
    return `${JSON.stringify(file, null, 1)}\n`;
  };
  await withCopy(
    ({ notebook, expectations }) => ({ notebook: blank(notebook), expectations }),
    async (path) => {
      const expectations = await Deno.readTextFile(expectationsPath(path));
      await reproduce(path, { update: true });
      assertEquals(await Deno.readTextFile(path), await Deno.readTextFile(SMALL));
      assertEquals(await Deno.readTextFile(expectationsPath(path)), expectations);
      const before = (await Deno.stat(path)).mtime;
      await reproduce(path, { update: true });
      assertEquals((await Deno.stat(path)).mtime, before);
      const names = [...Deno.readDirSync(join(path, ".."))].map(({ name }) => name);
      assertEquals(names.sort(), ["copy.expect.ts", "copy.ipynb"]);
    },
  );
});

Deno.test("reproduce() runs the rest when a cell never ends", async (t) => {
  const endless: [name: string, code: string, trouble: string][] = [
    ["in a loop", "while (true) {}", "did not end within 0.3 s and was interrupted"],
    [
      "in an await",
      "await new Promise(() => {});",
      "did not end within 0.3 s nor when interrupted; the rest ran in a new kernel, after the 3 " +
      "good cells before were run again",
    ],
  ];
  for (const [name, code, why] of endless) {
    await t.step(name, async () => {
      const edit: Edit = { after: "weights", id: "endless", insert: code };
      const verdict = await reproduceMutated(SMALL, edit, { timeoutMs: 300 });
      const mutation = { name, edit, cell: "endless", claim: "runs", why } as const;
      assert(notices(verdict, mutation), failures(verdict));
      assertEquals(verdict.cells.filter(({ holds }) => !holds).length, 1, failures(verdict));
    });
  }
});

Deno.test("reproduce() ends with what the kernel printed when it dies", async () => {
  const edit: Edit = { cell: "constants", replace: ["const arrays", "Deno.exit(3); const arrays"] };
  const verdict = await reproduceMutated(SMALL, edit);
  const found = failures(verdict);
  assertStringIncludes(found, "constants: runs : the kernel died: exit status 3");
  assertStringIncludes(found, "equal: runs : not run, as the kernel had died");
});

Deno.test("reproduce() rejects when the kernel cannot be started", async () => {
  const missing = await assertRejects(
    () => reproduce(SMALL, { denoPath: "/no/such/deno" }),
    KernelError,
    'Kernel: expected to start "/no/such/deno jupyter"',
  );
  assertEquals([missing.exitCode, missing.printed], [null, ""]);
  await withCopy((texts) => texts, async (path) => {
    await Deno.writeTextFile(join(path, "..", "deno.json"), "{ bad");
    const broken = await assertRejects(
      () => reproduce(path),
      KernelError,
      "Kernel: expected it to start, received exit status 1; it printed:",
    );
    assertStringIncludes(broken.printed, "Failed deserializing config file");
  });
});

Deno.test("reproduce() rejects files that it cannot use, and leaves no kernel behind", async () => {
  await assertRejects(
    () => reproduce("/no/such.ipynb"),
    Deno.errors.NotFound,
    'Notebook: expected a file, received path="/no/such.ipynb"',
  );
  await withCopy(
    ({ expectations }) => ({ notebook: "{ not json", expectations }),
    async (path) => {
      await assertRejects(() => reproduce(path), SyntaxError, "expected JSON");
    },
  );
  await withCopy((texts) => texts, async (path) => {
    await Deno.remove(expectationsPath(path));
    await assertRejects(
      () => reproduce(path),
      Deno.errors.NotFound,
      "Expectations: expected a file beside the notebook",
    );
  });
});

Deno.test("reproduce() ends when its signal is aborted", async () => {
  const stop = new AbortController();
  const edit: Edit = { after: "kernel", id: "endless", insert: "await new Promise(() => {})" };
  const running = reproduceMutated(SMALL, edit, { signal: stop.signal });
  setTimeout(() => stop.abort(new Error("enough")), 500);
  await assertRejects(() => running, Error, "enough");
});

Deno.test("mutate() refuses changes that change nothing", () => {
  const content = JSON.parse(Deno.readTextFileSync(SMALL));
  const edits: Edit[] = [{ remove: "nothing" }, { cell: "equal", replace: ["absent", ""] }];
  for (const edit of edits) {
    let message = "";
    try {
      mutate(content, edit);
    } catch (error) {
      message = (error as Error).message;
    }
    assertStringIncludes(message, "mutate: expected");
  }
});
