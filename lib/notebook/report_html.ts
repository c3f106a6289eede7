/**
 * Verdicts as one self-contained page: chapter and result side by side with the differences
 * marked, and the claims with their verdicts. No scripts, nothing from elsewhere.
 *
 * @module
 */
import { REPORT_CSS } from "./report_css.ts";
import { markDifferences, type Span } from "./report_diff.ts";
import { type NotRun, overview } from "./report_overview.ts";
import { anchorOf, escape, fileName } from "./report_parts.ts";
import { summaryLine } from "./report_text.ts";
import type { CellVerdict, NotebookVerdict } from "./verdicts.ts";

/** How many notebooks a title names. */
const NAMED = 3;

/** The page for the given notebooks, and why others were not run. */
export function htmlReport(
  verdicts: readonly NotebookVerdict[],
  notRun: NotRun = new Map(),
): string {
  const holds = verdicts.every((verdict) => verdict.holds);
  const names = verdicts.length > NAMED
    ? `${verdicts.length} notebooks`
    : verdicts.map((verdict) => fileName(verdict.notebook)).join(", ");
  const title = `${holds ? "Reproduced" : "Not reproduced"}: ${names}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}</title>
<style>${REPORT_CSS}</style>
</head>
<body>
<header>
<h1>${escape(title)}</h1>
<p class="legend">In the texts: <span class="same">same as the chapter</span>,
<span class="random">random value</span>, <span class="volatile">declared volatile</span>,
<span class="wrong">mismatch</span></p>
</header>
<main>
${overview(verdicts, notRun)}
${verdicts.map(notebookSection).join("\n")}
</main>
</body>
</html>
`;
}

function notebookSection(verdict: NotebookVerdict): string {
  const facts = Object.entries(verdict.provenance).map(([name, value]) =>
    `<div><dt>${escape(name)}</dt><dd>${escape(value)}</dd></div>`
  );
  const links = verdict.cells.map((cell) =>
    `<a class="${cell.holds ? "holds" : "fails"}" href="#${anchor(verdict, cell)}" title="${
      escape(cell.cell)
    }" aria-label="${escape(`${cell.cell} ${cell.holds ? "holds" : "fails"}`)}">${
      cell.number > 0 ? cell.number : "?"
    }${cell.holds ? "" : " ✗"}</a>`
  );
  return `<section class="summary ${verdict.holds ? "holds" : "fails"}" id="${anchorOf(verdict)}">
<h2>${escape(fileName(verdict.notebook))}</h2>
${verdict.about === "" ? "" : `<p>${escape(verdict.about)}</p>`}
<p><strong>${escape(summaryLine(verdict))}</strong></p>
<nav aria-label="Cells of ${escape(fileName(verdict.notebook))}">${links.join("")}</nav>
<dl>${facts.join("")}</dl>
</section>
${verdict.cells.map((cell) => cellSection(verdict, cell)).join("\n")}`;
}

function cellSection(verdict: NotebookVerdict, cell: CellVerdict): string {
  const number = cell.number > 0 ? `<span class="number">[${cell.number}]</span> ` : "";
  const roots = [...new Set([...Object.keys(cell.chapter), ...Object.keys(cell.printed)])];
  const code = cell.source === ""
    ? ""
    : `<pre class="code" ${scrolls(`Code of ${cell.cell}`)}>${escape(cell.source)}</pre>`;
  return `<section class="cell ${cell.holds ? "holds" : "fails"}" id="${anchor(verdict, cell)}">
<h3>${number}${escape(cell.cell)} <span class="badge">${cell.holds ? "holds" : "fails"}</span>
<span class="time">${cell.durationMs.toFixed(0)} ms</span></h3>
${cell.says === "" ? "" : `<p>${escape(cell.says)}</p>`}
${code}
${roots.map((root) => texts(cell, root)).join("\n")}
${claimsTable(cell)}
</section>`;
}

/** The chapter's text and this run's, side by side where there are both. */
function texts(cell: CellVerdict, root: string): string {
  const claims = cell.claims.filter((claim) => claim.part.startsWith(root));
  const spans = markDifferences(cell.chapter[root], cell.printed[root], root, claims);
  const panel = (caption: string, marked: readonly Span[] | undefined, none: string) =>
    `<figure><figcaption>${escape(caption)}</figcaption>${
      marked === undefined
        ? `<p class="none">${none}</p>`
        : `<pre ${scrolls(`${caption}, ${cell.cell}`)}>${marked.map(span).join("")}</pre>`
    }</figure>`;
  const own = panel(`This run: ${root}`, spans.printed, "Nothing was printed.");
  if (spans.chapter === undefined) return `<div class="single">${own}</div>`;
  return `<div class="pair">${panel("The chapter", spans.chapter, "")}${own}</div>`;
}

function span({ mark, text }: Span): string {
  return mark === "same" ? escape(text) : `<span class="${mark}">${escape(text)}</span>`;
}

function claimsTable({ cell, claims }: CellVerdict): string {
  const rows = claims.map((claim) => {
    const state = claim.judgement.replace(" ", "-");
    const says = claim.says === "" ? "" : `<strong>${escape(claim.says)}</strong><br>`;
    return `<tr class="${state}"><th scope="row">${claim.claim}</th><td><code>${
      escape(claim.part)
    }</code></td><td class="judgement">${claim.judgement}</td><td>${says}${
      escape(claim.why)
    }</td></tr>`;
  });
  const heads = ["Claim", "Part", "Verdict", "Why"].map((it) => `<th scope="col">${it}</th>`);
  const label = `Claims about ${cell}`;
  return `<div class="scroll" ${scrolls(label)}><table><caption>${escape(label)}</caption>
<thead><tr>${heads.join("")}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>`;
}

/** Attributes of what scrolls when it is too wide, so that keys can scroll it, too. */
function scrolls(label: string): string {
  return `tabindex="0" role="region" aria-label="${escape(label)}"`;
}

/** Where a cell's part of the page begins. */
function anchor(verdict: NotebookVerdict, cell: CellVerdict): string {
  return `${anchorOf(verdict)}-${escape(encodeURIComponent(cell.cell))}`;
}
