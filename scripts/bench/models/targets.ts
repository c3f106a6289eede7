/**
 * How fast and how small whole models are meant to be beside others, and what a run found.
 *
 * @module
 */
import { OURS } from "../contestants.ts";
import type { CaseResult } from "../results.ts";
import type { Verdict } from "../targets.ts";
import { MODEL_CASES } from "./cases.ts";

/** Most MB of a process in each case, by contestant; none where the system does not tell. */
export type PeakMemory = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Our shortest time over another's, at most. */
const RATIOS: readonly (readonly [name: string, most: Readonly<Record<string, number>>])[] = [
  ["resnet8", { torch: 1, tensorflow: 1.35 }],
  ["depthwise", { torch: 0.9, tensorflow: 1.4 }],
  ["vae", { torch: 0.8, tensorflow: 1.1 }],
  ["char_lstm", { torch: 0.85 }],
  ["text", { torch: 0.25, jax: 0.8 }],
  ["transformer", { torch: 0.7 }],
  ["mlp_wide_adam", { torch: 0.75, jax: 1 }],
  ["mlp_sgd", { torch: 0.75 }],
  ["mlp_adam", { torch: 0.65 }],
  ["lenet", { torch: 0.8 }],
  ["lenet_max", { torch: 0.9 }],
  ["chain", { jax: 1.5 }],
];

/** The same for parts, over the best of the others. */
const MOST_OF_BEST = 1.1;
const MOST_OF_BEST_IN: Readonly<Record<string, number>> = { max_2: 1.5, adam: 1.5 };

/** Most milliseconds of a first call. */
const FIRST_CALLS: Readonly<Record<string, number>> = { char_lstm: 120, resnet8: 120, mlp_sgd: 8 };

/** What a process may take, of what PyTorch's takes. */
const MOST_MEMORY = 0.9;

const PARTS = new Set(MODEL_CASES.filter(({ isPart }) => isPart).map(({ name }) => name));

const digits = (value: number, unit: string) => `${Number(value.toPrecision(3))}${unit}`;

/** Whether a value is within its limit. */
function atMost(
  target: string,
  most: number,
  unit: string,
  shortest: number,
  median: number = shortest,
): Verdict {
  return {
    target,
    limit: `<= ${digits(most, unit)}`,
    got: digits(median, unit),
    shortest: digits(shortest, unit),
    holds: median <= most,
    holdsByShortest: shortest <= most,
  };
}

/** Our time over another's. */
function ofTime(
  { name, scores }: CaseResult,
  other: string,
  title: string,
  most: number,
): Verdict[] {
  const own = scores[OURS]?.minMs;
  const { minMs, ratio } = scores[other] ?? {};
  if (own === undefined || minMs === undefined || ratio === undefined) return [];
  return [atMost(`${name}: of ${title}'s time`, most, "x", own / minMs, 1 / ratio)];
}

/** Of the others, the one with the shortest time. */
function bestOf({ scores }: CaseResult): string | undefined {
  const others = Object.entries(scores)
    .flatMap(([name, { minMs }]) => name === OURS || minMs === undefined ? [] : [{ name, minMs }])
    .toSorted((a, b) => a.minMs - b.minMs);
  return others[0]?.name;
}

/** The targets for which a run has what it takes. */
export function judge(
  cases: readonly CaseResult[],
  memory: PeakMemory,
  titleOf: (contestant: string) => string,
): Verdict[] {
  const byName = new Map(cases.map((it) => [it.name, it]));
  const models = RATIOS.flatMap(([name, most]) => {
    const found = byName.get(name);
    if (found === undefined) return [];
    return Object.entries(most).flatMap(([other, limit]) =>
      ofTime(found, other, titleOf(other), limit)
    );
  });
  const parts = cases.filter(({ name }) => PARTS.has(name)).flatMap((it) => {
    const best = bestOf(it);
    if (best === undefined) return [];
    const most = MOST_OF_BEST_IN[it.name] ?? MOST_OF_BEST;
    return ofTime(it, best, `the best, ${titleOf(best)}`, most);
  });
  const firsts = Object.entries(FIRST_CALLS).flatMap(([name, most]) => {
    const ms = byName.get(name)?.scores[OURS]?.firstMs;
    return ms === undefined ? [] : [atMost(`${name}: first call`, most, " ms", ms)];
  });
  const sizes = cases.flatMap(({ name }) => {
    const { [OURS]: own, torch } = memory[name] ?? {};
    if (own === undefined || torch === undefined) return [];
    return [atMost(`${name}: of ${titleOf("torch")}'s peak memory`, MOST_MEMORY, "x", own / torch)];
  });
  return [...models, ...parts, ...firsts, ...sizes];
}
