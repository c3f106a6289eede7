/** Drafts of expectations: what a cell printed, and that values are nobody's claim yet. */
import { assertEquals } from "@std/assert";
import { draft } from "../../lib/notebook/draft.ts";
import type { CellVerdict, NotebookVerdict } from "../../lib/notebook/verdicts.ts";

function cell(id: string, printed: Record<string, string>, isNew = true): CellVerdict {
  const claims = isNew
    ? [{ claim: "present" as const, part: "", says: "", judgement: "fails" as const, why: "" }]
    : [];
  const rest = { number: 1, says: "", holds: !isNew, source: "", chapter: {}, durationMs: 1 };
  return { cell: id, printed, claims, status: "ok", ...rest };
}

const of = (...cells: CellVerdict[]) => draft({ cells } as unknown as NotebookVerdict);

Deno.test("cells that have an entry, and those that are missing, are left out", () => {
  assertEquals(of(cell("a", { stdout: "1" }, false), { ...cell("b", {}), number: 0 }), "");
});

Deno.test("texts are claimed as they are, numbers in tensors by their structure alone", () => {
  const tensor =
    "<tf.Tensor: id=7, shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>";
  const text = of(
    cell("silent", {}),
    cell("chart", { result: "<Chart: curves of a>" }),
    cell("lines", { stdout: "one\ntwo\n" }),
    cell("tensor", { result: tensor }),
    cell("shape", { result: "(2, 3)" }),
  );
  assertEquals(
    text,
    `cell("silent", "what it shows", [
  silent(),
]),
cell("chart", "what it shows", [
  text({ is: "<Chart: curves of a>" }),
]),
cell("lines", "what it shows", [
  text({ part: "stdout", is: [
    "one",
    "two",
  ] }),
]),
cell("tensor", "what it shows", [
  structure({ is: "tensor (2,) float32" }),
  counted(),
  // its values: constant(...), distribution(...) or relation(...)
]),
cell("shape", "what it shows", [
  text({ is: "(2, 3)" }),
]),
`,
  );
});
