/**
 * Shows what a run of the benchmark found, on the screen and as Markdown.
 *
 * @module
 */
import { OURS, TITLES } from "./contestants.ts";
import { BY_HAND } from "./options.ts";
import {
  type BenchResult,
  type CaseResult,
  type PatientResult,
  type Score,
  TOLERANCE,
} from "./results.ts";
import { judge } from "./targets.ts";
import { QUIET_CORES } from "./turns.ts";

/** Load of the machine above which its other work shows in the times. */
const QUIET_LOAD = 0.5;

/** A time with three digits, in the unit that fits it. */
export function formatTime(ms: number): string {
  const [value, unit] = ms < 1 ? [ms * 1000, "us"] : ms < 1000 ? [ms, "ms"] : [ms / 1000, "s"];
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`;
}

export function formatRatio(ratio: number): string {
  return `${ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(3)}x`;
}

/** A cell of the table: time, and how many times as long as ours. */
function cell(contestant: string, score: Score | undefined): string {
  if (score?.ms === undefined) {
    return score?.error === undefined || score.error === "not offered" ? "" : "fails";
  }
  const time = formatTime(score.ms);
  return contestant === OURS || score.ratio === undefined
    ? time
    : `${time} (${formatRatio(score.ratio)})`;
}

/** Whether the contestants of a case agree. */
export function agreement({ scores, different }: CaseResult): string {
  if (different.length > 0) {
    return different.map((it) => `${it} ${scores[it]!.difference!.toExponential(1)}`).join(", ");
  }
  const compared = Object.values(scores).filter(({ difference }) => difference !== undefined);
  return compared.length > 1 ? "same" : "alone";
}

/** The table of times: a heading and a row for each case. */
function timeTable({ contestants, cases }: BenchResult): string[][] {
  return [
    ["case", ...contestants.map((it) => TITLES[it] ?? it), "results"],
    ...cases.map((it) => [
      it.name,
      ...contestants.map((contestant) => cell(contestant, it.scores[contestant])),
      agreement(it),
    ]),
  ];
}

/** The table of targets; only a heading where no target can be judged. */
function targetTable(result: BenchResult): string[][] {
  const busy = warnings(result).length > 0;
  return [
    ["target", "wanted", "got", "by shortest times", ""],
    ...judge(result).map((it) => {
      const verdict = !busy
        ? it.holds ? "holds" : "missed"
        : it.holdsByShortest
        ? "busy machine, holds by shortest"
        : "busy machine, missed";
      return [it.target, it.limit, it.got, it.shortest, verdict];
    }),
  ];
}

/** Why contestants have no time, one a line. */
export function failureLines(
  cases: readonly CaseResult[],
  titleOf: (contestant: string) => string,
): string[] {
  return cases.flatMap(({ name, scores }) =>
    Object.entries(scores)
      .filter(([, { error }]) => error !== undefined && error !== "not offered")
      .map(([contestant, { error }]) => `${name}, ${titleOf(contestant)}: ${error}`)
  );
}

/** Why contestants failed. */
function failures({ cases, memory }: BenchResult): string[] {
  const times = failureLines(cases, (contestant) => contestant);
  return [...times, ...memory.flatMap(({ name, error }) => error ? [`${name}: ${error}`] : [])];
}

/** How quiet the machine was in the turns that count. */
function quietLine({ others }: PatientResult): string[] {
  if (others.length === 0) return [];
  const sorted = others.toSorted((a, b) => a - b);
  const quiet = others.filter((it) => it <= QUIET_CORES).length;
  return [
    `in ${quiet} of ${others.length} turns others used at most ${QUIET_CORES} cores; median ${
      sorted[sorted.length >> 1]!.toFixed(2)
    }, most ${sorted.at(-1)!.toFixed(2)}`,
  ];
}

/** What a report says of a run before its tables, one a line. */
export function openingLines(result: PatientResult, warning = "WARNING:"): string[] {
  return [
    ...circumstances(result),
    ...warnings(result).map((it) => `${warning} ${it}`),
    ...quietLine(result),
    ...result.missing.map((it) => `missing: ${it}`),
  ];
}

/** What processes took while they trained, one a line. */
function memoryLines({ memory }: BenchResult): string[] {
  return memory.filter(({ error }) => error === undefined).map(({ title, resident }) =>
    `${title}: ${resident.map((it) => it.toFixed(0)).join(" ")} MB after each tenth`
  );
}

/** What was wrong with the machine for a measurement. */
export function warnings({ load, threads, machine }: Omit<BenchResult, "memory">): string[] {
  const found: string[] = [];
  const [before = 0] = load.before;
  if (before > QUIET_LOAD) {
    found.push(
      `the load average was ${
        before.toFixed(2)
      } before the start, above ${QUIET_LOAD}: the machine had other work, and these times are not to be cited`,
    );
  }
  const [after = 0] = load.after;
  if (after > threads + QUIET_LOAD) {
    found.push(
      `the load average was ${
        after.toFixed(2)
      } at the end, more than ${threads} threads make: the machine had other work meanwhile`,
    );
  }
  if (threads > machine.cores) {
    found.push(`${threads} threads were asked for on ${machine.cores} cores`);
  }
  return found;
}

/** Lines of a table whose columns are aligned. */
export function aligned(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((it, i) => it.padEnd(widths[i]!)).join("  ").trimEnd());
}

const loads = (values: readonly number[]) => values.map((it) => it.toFixed(2)).join(" ");

function circumstances(result: Omit<BenchResult, "memory">): string[] {
  const { machine, load } = result;
  return [
    `${result.date}, ${machine.model}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}`,
    Object.entries(result.versions).map(([name, version]) => `${name} ${version}`).join(", "),
    `${result.threads} threads each, ${result.rounds} rounds of ${result.budgetMs} ms, load average ${
      loads(load.before)
    } before, ${loads(load.after)} after`,
  ];
}

/** The report for the screen. */
export function screenReport(result: BenchResult): string {
  const targets = targetTable(result);
  return [
    ...circumstances(result),
    ...warnings(result).map((it) => `WARNING: ${it}`),
    "",
    ...aligned(timeTable(result)),
    ...(targets.length > 1 ? ["", ...aligned(targets)] : []),
    ...memoryLines(result).map((it, index) => index === 0 ? `\n${it}` : it),
    ...failures(result).map((it, index) => index === 0 ? `\n${it}` : it),
  ].join("\n");
}

/** A Markdown table. */
export function markdownTable([head = [], ...rows]: string[][]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

/**
 * The report as Markdown.
 *
 * @param previous What the file held before: what was written by hand stays.
 */
export function markdownReport(result: BenchResult, previous = ""): string {
  const [machine, versions, settings] = circumstances(result);
  const failed = failures(result);
  const at = previous.indexOf(BY_HAND);
  return [
    "# The engine beside others",
    "",
    `Written by \`${result.command}\`.`,
    "",
    `- ${machine}`,
    `- ${versions}`,
    `- ${settings}`,
    ...warnings(result).map((it) => `- **Warning:** ${it}`),
    "",
    "## Times",
    "",
    "The median over the rounds; in parentheses how many times as long as Kerasaur's, the median of",
    "the ratios of each round. Contestants are processes that take turns, case by case and round by",
    `round. Results are the same when losses, or outputs, differ by at most ${TOLERANCE} of their size.`,
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
    ...memoryLines(result).flatMap((it) => [`- ${it}`, ""]),
    at < 0 ? `${BY_HAND}\n` : previous.slice(at),
  ].join("\n");
}
