/**
 * Verdicts as text: a table of claims, a summary, and what the run was made with.
 *
 * @module
 */
import type { Judgement, NotebookVerdict, Provenance } from "./verdicts.ts";

/** How a report is written. */
export interface TextReportOptions {
  /** Colour the verdicts with ANSI codes; default false. */
  color?: boolean;
  /** Characters in a line; default 120. */
  width?: number;
}

const COLORS: Record<Judgement, number> = {
  "holds": 32,
  "fails": 31,
  "volatile": 90,
  "not applicable": 90,
};
/** Least width of the last column. */
const MIN_WHY = 30;

/** The table of a notebook's claims, the summary line and the provenance. */
export function textReport(
  verdict: NotebookVerdict,
  { color = false, width = 120 }: TextReportOptions = {},
): string {
  const rows = verdict.cells.flatMap((cell) =>
    cell.claims.map((claim, i) => ({
      cell: i > 0 ? "" : `${cell.number > 0 ? `[${cell.number}] ` : ""}${cell.cell}`,
      claim: `${claim.claim}${claim.part === "" ? "" : ` ${claim.part}`}`,
      judgement: claim.judgement,
      why: claim.says === "" ? claim.why : `${claim.says}: ${claim.why}`,
    }))
  );
  const head = { cell: "cell", claim: "claim", judgement: "verdict", why: "why" };
  const columns = (["cell", "claim", "judgement"] as const).map((name) =>
    Math.max(...[head, ...rows].map((row) => row[name].length))
  );
  const indent = columns.reduce((sum, column) => sum + column + 2, 0);
  const line = (row: typeof head, paint = (text: string) => text) => {
    const [cell, claim] = [row.cell.padEnd(columns[0]!), row.claim.padEnd(columns[1]!)];
    const why = wrap(row.why, Math.max(width - indent, MIN_WHY)).join(`\n${" ".repeat(indent)}`);
    return `${cell}  ${claim}  ${paint(row.judgement.padEnd(columns[2]!))}  ${why}`.trimEnd();
  };
  const table = rows.map((row) => {
    const paint = (text: string) => color ? `\x1b[${COLORS[row.judgement]}m${text}\x1b[0m` : text;
    return line(row, paint);
  });
  return [
    verdict.notebook,
    line(head),
    ...table,
    "",
    summaryLine(verdict),
    ...wrap(provenanceLine(verdict.provenance), width),
  ].join("\n");
}

/** How many claims came to what, in a line. */
export function summaryLine(
  { notebook, holds, cells, counts, durationMs }: NotebookVerdict,
): string {
  const name = notebook.split(/[\\/]/).at(-1);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const failing = cells.filter((cell) => !cell.holds).map((cell) => cell.cell);
  const parts = [
    `${counts.holds} hold`,
    ...(counts.volatile > 0 ? [`${counts.volatile} volatile`] : []),
    ...(counts["not applicable"] > 0 ? [`${counts["not applicable"]} not applicable`] : []),
    `${counts.fails} fail`,
  ];
  return `${
    holds ? "REPRODUCED" : "NOT REPRODUCED"
  } ${name}: ${total} claims about ${cells.length} cells, ` +
    `${parts.join(", ")}${failing.length > 0 ? ` in ${failing.join(", ")}` : ""} (${
      (durationMs / 1000).toFixed(1)
    } s)`;
}

/** Versions and settings in a line. */
export function provenanceLine(provenance: Provenance): string {
  return `with ${Object.entries(provenance).map(([name, value]) => `${name} ${value}`).join(", ")}`;
}

/** A text in lines of at most `width` characters, broken at spaces; longer words stay whole. */
function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines = [""];
    for (const word of paragraph.split(" ")) {
      const last = lines.at(-1)!;
      if (last === "") lines[lines.length - 1] = word;
      else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
    }
    return lines;
  });
}
