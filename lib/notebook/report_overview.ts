/**
 * The top of the report page where there are several notebooks: chapters, their sections, what became
 * of each and how long it took, with a link to each; and what was not run, with the reason.
 *
 * @module
 */
import { anchorOf, escape, fileName } from "./report_parts.ts";
import type { Judgement, NotebookVerdict } from "./verdicts.ts";

/** Why notebooks were not run, by their paths. */
export type NotRun = ReadonlyMap<string, string>;

/** The number that a notebook's name begins with, and the rest of its name. */
function sectionOf(path: string): { chapter: string; section: string; title: string } {
  const name = fileName(path).replace(/\.ipynb$/, "");
  const match = /^((\d+)\.\d+)_(.+)$/.exec(name);
  if (match === null) return { chapter: "", section: "", title: name };
  return { chapter: match[2]!, section: match[1]!, title: match[3]!.replaceAll("-", " ") };
}

/** Numbers as one counts: 3.2 before 3.11. */
function inOrder(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

const COUNTED: readonly Judgement[] = ["holds", "volatile", "not applicable", "fails"];

/** A table of all notebooks by chapter; nothing where there is only one. */
export function overview(verdicts: readonly NotebookVerdict[], notRun: NotRun): string {
  if (verdicts.length + notRun.size < 2) return "";
  const byPath = new Map(verdicts.map((it) => [it.notebook, it]));
  const paths = [...byPath.keys(), ...notRun.keys()].sort((a, b) =>
    inOrder(fileName(a), fileName(b))
  );
  const chapters = Map.groupBy(paths, (path) => sectionOf(path).chapter);
  const bodies = [...chapters].map(([chapter, own]) => {
    const done = own.flatMap((path) => byPath.get(path) ?? []);
    const reproduced = done.filter(({ holds }) => holds).length;
    const title = chapter === "" ? "Others" : `Chapter ${chapter}`;
    const sum = `${reproduced} of ${own.length} reproduced`;
    return `<tbody><tr class="chapter"><th scope="rowgroup" colspan="7">${title}: ${sum}</th></tr>
${own.map((path) => row(path, byPath.get(path), notRun.get(path))).join("\n")}</tbody>`;
  });
  const heads = ["Section", "Cells", "Hold", "Volatile", "Not applicable", "Fail", "Time"];
  return `<section class="overview ${verdicts.every(({ holds }) => holds) ? "holds" : "fails"}">
<h2>Overview</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Overview"><table>
<thead><tr>${heads.map((it) => `<th scope="col">${it}</th>`).join("")}</tr></thead>
${bodies.join("\n")}
</table></div>
</section>`;
}

/** A line of the table: what became of a notebook, or why it was not run. */
function row(path: string, verdict: NotebookVerdict | undefined, why: string | undefined): string {
  const { section, title } = sectionOf(path);
  const name = escape(`${section} ${title}`.trim());
  if (verdict === undefined) {
    return `<tr class="not-run"><th scope="row">${name}</th><td colspan="6">not run: ${
      escape(why ?? "")
    }</td></tr>`;
  }
  const { device } = verdict.provenance;
  const counts = COUNTED.map((it) => `<td>${verdict.counts[it]}</td>`).join("");
  return `<tr class="${verdict.holds ? "holds" : "fails"}"><th scope="row"><a href="#${
    anchorOf(verdict)
  }">${name}</a>${device === undefined ? "" : ` <span class="time">${escape(device)}</span>`}${
    verdict.holds ? "" : " ✗"
  }</th><td>${verdict.cells.length}</td>${counts}<td>${
    (verdict.durationMs / 1000).toFixed(1)
  } s</td></tr>`;
}
