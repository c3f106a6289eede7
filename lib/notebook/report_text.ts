/**
 * Verdicts as text: a table of claims, a summary, and what the run was made with.
 *
 * @module
 */
import type { ClaimVerdict, Judgement, NotebookVerdict, Provenance } from "./verdicts.ts";

/** How a report is written. */
export interface TextReportOptions {
  /** Whether every claim is listed, or only those that fail; default false. */
  details?: boolean;
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
/** Characters in a line. */
const DEFAULT_WIDTH = 120;
/** Least width of the last column. */
const MIN_WHY = 30;

/**
 * The summary line of a notebook, with the claims that fail under it; with `details` a table of all
 * claims before it, and what the run was made with.
 */
export function textReport(verdict: NotebookVerdict, options: TextReportOptions = {}): string {
  if (options.details) return detailedReport(verdict, options);
  const failing = claimsTable(verdict, ({ judgement }) => judgement === "fails", options);
  return [summaryLine(verdict), ...failing.slice(1).map((line) => `  ${line}`)].join("\n");
}

function detailedReport(verdict: NotebookVerdict, options: TextReportOptions): string {
  const { width = DEFAULT_WIDTH } = options;
  return [
    verdict.notebook,
    ...claimsTable(verdict, () => true, options),
    "",
    summaryLine(verdict),
    ...wrap(provenanceLine(verdict.provenance), width),
  ].join("\n");
}

/** A line of names of columns, and the rows of the claims that are wanted. */
function claimsTable(
  verdict: NotebookVerdict,
  isWanted: (claim: ClaimVerdict) => boolean,
  { color = false, width = DEFAULT_WIDTH }: TextReportOptions,
): string[] {
  const rows = verdict.cells.flatMap((cell) =>
    cell.claims.filter(isWanted).map((claim, i) => ({
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
  return [line(head), ...table].flatMap((row) => row.split("\n"));
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

/** A line for each chapter, where there are several; nothing otherwise. */
export function chaptersText(verdicts: readonly NotebookVerdict[]): string {
  const chapters = Map.groupBy(verdicts, ({ notebook }) => {
    return /^\d+(?=\.)/.exec(notebook.split(/[\\/]/).at(-1)!)?.[0] ?? "others";
  });
  if (chapters.size < 2) return "";
  const lines = [...chapters].map(([chapter, own]) => {
    const sum = (count: (it: NotebookVerdict) => number) => own.reduce((n, it) => n + count(it), 0);
    const whole = own.filter(({ holds }) => holds).length;
    const claims = sum(({ counts }) => Object.values(counts).reduce((a, b) => a + b, 0));
    return `chapter ${chapter}: ${whole} of ${own.length} sections reproduced, ${
      sum(({ cells }) => cells.length)
    } cells, ${claims} claims, ${sum(({ counts }) => counts.fails)} fail\n`;
  });
  return lines.join("");
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
