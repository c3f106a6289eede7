/**
 * Shows what a run of the training benchmark found, on the screen and as Markdown.
 *
 * @module
 */
import { OURS } from "../contestants.ts";
import { BY_HAND } from "../options.ts";
import { titleIn } from "../entries.ts";
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
import { type PatientResult, type Score, TOLERANCE } from "../results.ts";
import { ENTRIES } from "./contestants.ts";
import { judge } from "./targets.ts";

/** A run of the training benchmark. */
export interface TrainingResult extends PatientResult {
  /** MB after each tenth of the steps of one `fit`; empty if nobody asked. */
  readonly memory: readonly number[];
  readonly memorySteps: number;
}

/** What memory may be at the end, of what it was after a tenth of the steps. */
const MOST_MEMORY = 1.05;

const titleOf = titleIn(ENTRIES);

/** A cell: the median, how many times as long as ours, the shortest time. */
function cell(contestant: string, score: Score | undefined): string {
  if (score?.ms === undefined || score.minMs === undefined) {
    return score?.error === "not offered" ? "not offered" : "fails";
  }
  const ratio = contestant === OURS || score.ratio === undefined
    ? ""
    : ` (${formatRatio(score.ratio)})`;
  return `${formatTime(score.ms)}${ratio}, ${formatTime(score.minMs)}`;
}

/** Contestants in rows, cases in columns: there are more words in a cell than fit the other way. */
function timeTable({ contestants, cases }: TrainingResult): string[][] {
  return [
    ["contestant", ...cases.map(({ name }) => name)],
    ...contestants.map((contestant) => [
      titleOf(contestant),
      ...cases.map(({ scores }) => cell(contestant, scores[contestant])),
    ]),
    ["losses", ...cases.map(agreement)],
  ];
}

function targetTable(result: TrainingResult): string[][] {
  const busy = warnings(result).length > 0;
  const verdict = (holds: boolean, holdsByShortest: boolean) => {
    if (!busy) return holds ? "holds" : "missed";
    return `busy machine, ${holds ? "holds" : "missed"}; ${
      holdsByShortest ? "holds" : "missed"
    } by shortest`;
  };
  const [first = NaN, last = NaN] = [result.memory[0], result.memory.at(-1)];
  const growth = `${(last / first).toFixed(3)}x`;
  const flat = last <= first * MOST_MEMORY;
  return [
    ["target", "wanted", "got", "by shortest times", ""],
    ...judge(result.cases).map((it) => [
      it.target,
      it.limit,
      it.got,
      it.shortest,
      verdict(it.holds, it.holdsByShortest),
    ]),
    ...(result.memory.length === 0 ? [] : [[
      `memory after ${result.memorySteps} steps of fit, of that after a tenth of them`,
      `<= ${MOST_MEMORY}x`,
      growth,
      "",
      flat ? "holds" : "missed",
    ]]),
  ];
}

function memoryLine({ memory, memorySteps }: TrainingResult): string[] {
  if (memory.length === 0) return [];
  const values = memory.map((it) => it.toFixed(0)).join(" ");
  return [`memory of ${memorySteps} steps of one fit: ${values} MB after each tenth`];
}

/** The report for the screen. */
export function screenReport(result: TrainingResult): string {
  const [head = [], ...rows] = timeTable(result);
  const turned = head.map((it, column) => [it, ...rows.map((row) => row[column]!)]);
  return [
    ...openingLines(result),
    "",
    ...aligned(turned),
    "",
    ...aligned(targetTable(result)),
    "",
    ...memoryLine(result),
    ...failureLines(result.cases, titleOf),
  ].join("\n");
}

/**
 * The report as Markdown.
 *
 * @param previous What the file held before: what was written by hand stays.
 */
export function markdownReport(result: TrainingResult, previous = ""): string {
  const failed = failureLines(result.cases, titleOf);
  const at = previous.indexOf(BY_HAND);
  return [
    "# Training beside others",
    "",
    `Written by \`${result.command}\`.`,
    "",
    ...openingLines(result, "**Warning:**").map((it) => `- ${it}`),
    "",
    "## Times of a step",
    "",
    "Over whole epochs, the first of each call left out (of tfjs-layers, four steps; of jax-js's",
    "convolutions, one; both take one turn a case). The median over the rounds; in parentheses",
    "how many times as long as Kerasaur's `fit`, the median of the ratios of each round; the shortest",
    "epoch. Contestants are processes that take turns, case by case and round by round. Nobody reads a",
    "loss but once an epoch. `bare step` is `tf.function` over `GradientTape` and `applyGradients`,",
    "called batch by batch, without means of the loss. Losses are the same when the means of the first",
    `two epochs differ by at most ${TOLERANCE} of their size; all begin with the same weights.`,
    "",
    ...markdownTable(timeTable(result)),
    "",
    ...result.cases.map(({ name, title }) => `- \`${name}\`: ${title}`),
    ...(failed.length > 0 ? ["", "What failed:", "", ...failed.map((it) => `- ${it}`)] : []),
    "",
    "## Targets",
    "",
    ...markdownTable(targetTable(result)),
    "",
    ...memoryLine(result).flatMap((it) => [`- ${it}`, ""]),
    at < 0 ? `${BY_HAND}\n` : previous.slice(at),
  ].join("\n");
}
