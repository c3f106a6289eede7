/**
 * Shows what a run of the benchmark of models found, on the screen and as Markdown.
 *
 * @module
 */
import { OURS } from "../contestants.ts";
import { titleIn } from "../entries.ts";
import { BY_HAND } from "../options.ts";
import {
  agreement,
  aligned,
  failureLines,
  formatRatio,
  formatTime,
  markdownTable,
  openingLines,
  warnings,
} from "../report.ts";
import { type CaseResult, type PatientResult, TOLERANCE } from "../results.ts";
import { ENTRIES } from "./contestants.ts";
import { CHECKED_STEP } from "./data.ts";
import { judge, type PeakMemory } from "./targets.ts";

/** A run of the benchmark of models. */
export interface ModelsResult extends PatientResult {
  readonly memory: PeakMemory;
}

const titleOf = titleIn(ENTRIES);

/** A table with a row for each case and a column for each contestant. */
export function caseTable(
  { contestants, cases }: ModelsResult,
  titleOf: (contestant: string) => string,
  cell: (found: CaseResult, contestant: string) => string,
  last?: { title: string; cell: (found: CaseResult) => string },
): string[][] {
  const more = last === undefined ? [] : [last];
  return [
    ["case", ...contestants.map(titleOf), ...more.map(({ title }) => title)],
    ...cases.map((it) => [
      it.name,
      ...contestants.map((contestant) => cell(it, contestant)),
      ...more.map((column) => column.cell(it)),
    ]),
  ];
}

/**
 * The shortest time, ours over it, and the median.
 *
 * @param own Whose time is ours.
 */
export function timeCell({ scores }: CaseResult, contestant: string, own = OURS): string {
  const { ms, minMs } = scores[contestant] ?? {};
  if (ms === undefined || minMs === undefined) return "fails";
  const ours = scores[own]?.minMs;
  const ratio = contestant === own || ours === undefined ? "" : ` (${formatRatio(ours / minMs)})`;
  return `${formatTime(minMs)}${ratio}, ${formatTime(ms)}`;
}

/** A last column that says whether all computed the same. */
export const RESULTS = { title: "results", cell: agreement };

const timeTable = (result: ModelsResult) =>
  caseTable(result, titleOf, (it, contestant) => timeCell(it, contestant), RESULTS);

/** What the first call took, and the most memory of the process. */
const firstTable = (result: ModelsResult) =>
  caseTable(result, titleOf, ({ name, scores }, contestant) => {
    const { firstMs } = scores[contestant] ?? {};
    const megabytes = result.memory[name]?.[contestant];
    return [
      firstMs === undefined ? "" : formatTime(firstMs),
      megabytes === undefined ? "" : `${megabytes.toFixed(0)} MB`,
    ].filter((it) => it !== "").join(", ");
  });

function targetTable(result: ModelsResult): string[][] {
  const busy = warnings(result).length > 0 ? "busy machine, " : "";
  return [
    ["target", "wanted", "got", "by medians", ""],
    ...judge(result.cases, result.memory, titleOf).map((it) => [
      it.target,
      it.limit,
      it.shortest,
      it.got,
      `${busy}${it.holdsByShortest ? "holds" : "missed"}`,
    ]),
  ];
}

/** The report for the screen. */
export function screenReport(result: ModelsResult): string {
  return [
    ...openingLines(result),
    "",
    ...aligned(timeTable(result)),
    "",
    ...aligned(firstTable(result)),
    "",
    ...aligned(targetTable(result)),
    "",
    ...failureLines(result.cases, titleOf),
  ].join("\n").trimEnd();
}

/**
 * The report as Markdown.
 *
 * @param previous What the file held before: what was written by hand stays.
 */
export function markdownReport(result: ModelsResult, previous = ""): string {
  const failed = failureLines(result.cases, titleOf);
  const at = previous.indexOf(BY_HAND);
  return [
    "# Whole models beside others",
    "",
    `Written by \`${result.command}\`.`,
    "",
    ...openingLines(result, "**Warning:**").map((it) => `- ${it}`),
    "",
    "## Times",
    "",
    "The shortest time of a step, of a value, or of a value and its gradients; in parentheses",
    "Kerasaur's shortest time over it; then the median over the rounds. Each case has new processes,",
    "which take turns round by round. A step ends when its loss is read. Results are the losses after",
    `the first and after the ${CHECKED_STEP}th step, or what was computed; they are the same when they`,
    `differ by at most ${TOLERANCE} of Kerasaur's. All have the same weights and data.`,
    "",
    ...markdownTable(timeTable(result)),
    "",
    ...result.cases.map(({ name, title }) => `- \`${name}\`: ${title}`),
    ...(failed.length > 0 ? ["", "What failed:", "", ...failed.map((it) => `- ${it}`)] : []),
    "",
    "## First calls and memory",
    "",
    "What the first call took in a process that had done one addition before, and the most memory",
    "that the process had resident at any moment, turns included (Linux tells it).",
    "",
    ...markdownTable(firstTable(result)),
    "",
    "## Targets",
    "",
    "By shortest times; what took the least of the others is the best.",
    "",
    ...markdownTable(targetTable(result)),
    "",
    at < 0 ? `${BY_HAND}\n` : previous.slice(at),
  ].join("\n");
}
