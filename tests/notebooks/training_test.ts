/**
 * Notebooks outside of the book run from top to bottom in Deno's kernel, and show what they are for.
 */
import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { Kernel } from "../../lib/notebook/kernel.ts";
import { readNotebook } from "../../lib/notebook/ipynb.ts";
import { runNotebook } from "../../lib/notebook/run_notebook.ts";

Deno.test("the notebook of the digits trains to 97 % and shows its charts", async () => {
  const path = fileURLToPath(new URL("../../notebooks/training/digits.ipynb", import.meta.url));
  const { content } = await readNotebook(path);
  const kernel = { cwd: fileURLToPath(new URL(".", `file://${path}`)), startTimeoutMs: 60_000 };
  const { cells } = await runNotebook(content, await Kernel.start(kernel), {
    kernel,
    timeoutMs: 60_000,
  });
  assertEquals(cells.filter(({ status }) => status !== "ok"), []);
  const outputs = new Map(cells.map(({ id, outputs }) => [id, JSON.stringify(outputs)]));
  const accuracy = Number(/accuracy ([\d.]+) %/.exec(outputs.get("test")!)![1]);
  assert(accuracy >= 97, `${accuracy} %`);
  assert(outputs.get("fit")!.includes("Epoch 8/8"), outputs.get("fit"));
  for (const id of ["look", "curves", "confusion", "wrong"]) {
    assert(outputs.get(id)!.includes("image/svg+xml"), id);
  }
});
