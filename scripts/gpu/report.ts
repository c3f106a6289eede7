/**
 * Shows what a run on a graphics card found, on the screen and as Markdown.
 *
 * @module
 */
import { titleIn } from "../bench/entries.ts";
import { CHECKED_STEP } from "../bench/models/data.ts";
import { caseTable, type ModelsResult, RESULTS, timeCell } from "../bench/models/report.ts";
import { BY_HAND } from "../bench/options.ts";
import { aligned, failureLines, markdownTable, openingLines } from "../bench/report.ts";
import { TOLERANCE } from "../bench/results.ts";
import { productWork } from "./cases.ts";
import { ENTRIES, FIRST, REFERENCE } from "./contestants.ts";

/** A run, and what it says of the card. */
export interface GpuResult extends ModelsResult {
  readonly card: string;
}

const titleOf = titleIn(ENTRIES);

const timeTable = (result: GpuResult) =>
  caseTable(result, titleOf, (it, contestant) => timeCell(it, contestant, FIRST), RESULTS);

/** Products in multiplications and additions a second. */
function rateTable(result: GpuResult): string[][] {
  const cases = result.cases.filter(({ name }) => productWork(name) !== undefined);
  return caseTable({ ...result, cases }, titleOf, ({ name, scores }, contestant) => {
    const ms = scores[contestant]?.minMs;
    return ms === undefined ? "" : `${(productWork(name)! / ms / 1e9).toPrecision(3)} TFLOP/s`;
  });
}

const opening = (result: GpuResult, warning?: string) => [
  result.card,
  ...openingLines(result, warning),
];

/** The report for the screen. */
export function screenReport(result: GpuResult): string {
  return [
    ...opening(result),
    "",
    ...aligned(timeTable(result)),
    "",
    ...aligned(rateTable(result)),
    "",
    ...failureLines(result.cases, titleOf),
  ].join("\n").trimEnd();
}

/**
 * The report as Markdown.
 *
 * @param previous What the file held before: what was written by hand stays.
 */
export function markdownReport(result: GpuResult, previous = ""): string {
  const failed = failureLines(result.cases, titleOf);
  const at = previous.indexOf(BY_HAND);
  return [
    "# On a graphics card",
    "",
    `Written by \`${result.command}\`.`,
    "",
    ...opening(result, "**Warning:**").map((it) => `- ${it}`),
    "",
    "The shortest time of a step, or of a product, until its loss or its mean is read; in parentheses",
    `that of ${
      titleOf(FIRST)
    } over it; then the median over the rounds. Processes stay for all cases and`,
    "take turns round by round. Results are the losses after the first and after the",
    `${CHECKED_STEP}th step, or the mean; they are the same when they differ by at most ${TOLERANCE}`,
    `of those of ${titleOf(REFERENCE)}. PyTorch and JAX are told to keep all digits of float32 in`,
    "products and convolutions; ONNX Runtime's CUDA provider decides for itself.",
    "",
    ...markdownTable(timeTable(result)),
    "",
    ...result.cases.map(({ name, title }) => `- \`${name}\`: ${title}`),
    "",
    ...markdownTable(rateTable(result)),
    ...(failed.length > 0 ? ["", "What failed:", "", ...failed.map((it) => `- ${it}`)] : []),
    "",
    at < 0 ? `${BY_HAND}\n` : previous.slice(at),
  ].join("\n");
}
