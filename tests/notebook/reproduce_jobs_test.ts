import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { type JobResult, matrix, planJobs, runJobs } from "../../scripts/reproduce_jobs.ts";
import type { NotebookVerdict } from "../../lib/notebook/verdicts.ts";

const SMALL = fileURLToPath(new URL("../goldens/notebook/small.ipynb", import.meta.url));

const verdict = (...holds: boolean[]): JobResult => ({
  verdict: { cells: holds.map((it) => ({ holds: it })) } as unknown as NotebookVerdict,
});

Deno.test("matrix() has a row for each notebook and a column for each device", () => {
  const jobs = ["a.ipynb", "b/long name.ipynb"].flatMap((path) =>
    ["cpu", "webgpu"].map((device) => ({ path, device }))
  );
  const results = [
    verdict(true, true),
    verdict(true, false),
    { error: new Error("x") },
    verdict(true),
  ];
  assertEquals(
    matrix(jobs, results),
    [
      "notebook   cpu     webgpu",
      "a          holds   1 fail",
      "long name  no run  holds",
    ].join("\n"),
  );
});

Deno.test("planJobs() takes the named device, or none", async () => {
  assertEquals(await planJobs(["a"], undefined), [{ path: "a" }]);
  assertEquals(await planJobs(["a", "b"], "cpu"), [{ path: "a", device: "cpu" }, {
    path: "b",
    device: "cpu",
  }]);
});

Deno.test("runJobs() runs several kernels at once and hands results over in order", async () => {
  const taken: string[] = [];
  const jobs = [SMALL, "/no/such.ipynb", SMALL].map((path) => ({ path }));
  await runJobs(jobs, {}, (result) => {
    taken.push("verdict" in result ? String(result.verdict.holds) : (result.error as Error).name);
  });
  assertEquals(taken, ["true", "NotFound", "true"]);
});
