/**
 * Shows what a run of the endurance test found, on the screen and as Markdown.
 *
 * @module
 */
import type { describeTask } from "../bench/command_line.ts";
import { aligned, markdownTable } from "../bench/report.ts";
import { BY_HAND } from "../bench/options.ts";
import type { Reading } from "./process.ts";

/** How much memory may grow. */
export const MOST_GROWTH = 1.05;

/** Steps after which a process has everything that it will need. */
export const WARM = 2000;

/** One case. */
export interface Endured {
  readonly name: string;
  readonly readings: readonly Reading[];
  /** Why there are none. */
  readonly error?: string;
}

/** A run. */
export interface EnduranceResult extends ReturnType<typeof describeTask> {
  readonly versions: Readonly<Record<string, string>>;
  readonly steps: number;
  readonly budget: number;
  readonly cases: readonly Endured[];
}

/**
 * What is compared: the reading with the most memory up to {@linkcode WARM} steps, or up to half of
 * them where there was no time for more, and the last one. V8 gives some megabytes back now and then
 * and takes them again, so that a single reading may be a low one.
 */
export function compared({ readings }: Endured): [from: Reading, to: Reading] | undefined {
  const to = readings.at(-1);
  if (to === undefined) return undefined;
  const early = readings.filter(({ step }) => step <= Math.min(WARM, to.step / 2));
  const [from] = early.toSorted((a, b) => b.resident - a.resident);
  return from && [from, to];
}

/** Whether a case grew beyond what it may. */
export function hasGrown(endured: Endured): boolean {
  const found = compared(endured);
  return found === undefined || found[1].resident > MOST_GROWTH * found[0].resident;
}

function table({ cases }: EnduranceResult): string[][] {
  return [
    [
      "case",
      "steps",
      "from step",
      "resident then",
      "at the end",
      "growth",
      "objects",
      "arrays",
      "",
    ],
    ...cases.map((it) => {
      const found = compared(it);
      if (found === undefined) return [it.name, "", "", "", "", "", "", "", it.error ?? "too slow"];
      const [from, to] = found;
      const both = (part: "objects" | "arrays") =>
        `${from[part].toFixed(1)}, ${to[part].toFixed(1)} MB`;
      return [
        it.name,
        `${to.step}`,
        `${from.step}`,
        `${from.resident.toFixed(0)} MB`,
        `${to.resident.toFixed(0)} MB`,
        `${(100 * (to.resident / from.resident - 1)).toFixed(1)} %`,
        both("objects"),
        both("arrays"),
        hasGrown(it) ? "grows" : to.step < 2 * WARM ? "holds so far" : "holds",
      ];
    }),
  ];
}

/** When, where and on what it ran. */
function opening({ date, machine, versions, steps, budget }: EnduranceResult): string[] {
  const { model, cores, memoryGiB, system } = machine;
  return [
    `${date}, ${model}, ${cores} cores, ${memoryGiB} GiB, ${system}`,
    Object.entries(versions).map((it) => it.join(" ")).join(", "),
    `${steps} steps a case, or those of ${budget} s`,
  ];
}

/** The report for the screen. */
export function screenReport(result: EnduranceResult): string {
  return [...opening(result), "", ...aligned(table(result))].join("\n");
}

/**
 * The report as Markdown.
 *
 * @param previous What the file held before: what was written by hand stays.
 */
export function markdownReport(result: EnduranceResult, previous = ""): string {
  const at = previous.indexOf(BY_HAND);
  return [
    "# Endurance",
    "",
    `Written by \`${result.command}\`.`,
    "",
    ...opening(result).map((it) => `- ${it}`),
    "",
    "Each case of the benchmark of models in a process of its own, step after step; the event loop",
    "gets its turn every 50 ms, as in `fit`. Memory is read after the garbage collector has run:",
    "what the process has resident, and of it V8's objects and the arrays that they hold, at both",
    `steps. It holds where it grew by at most ${
      Math.round(100 * (MOST_GROWTH - 1))
    } % from the most`,
    `of the first ${WARM} steps; so far where there was no time for twice as many, and the most of the`,
    "first half counts.",
    "",
    ...markdownTable(table(result)),
    "",
    at < 0 ? BY_HAND : previous.slice(at).trimEnd(),
    "",
  ].join("\n");
}
