/**
 * What a run of the benchmark found: medians over rounds, ratios, and whether all contestants
 * computed the same.
 *
 * @module
 */
import { OURS } from "./contestants.ts";
import type { Machine } from "./machine.ts";
import { median } from "./measure.ts";
import type { MemoryResult } from "./memory.ts";
import type { Answer } from "./serve.ts";
import type { BenchCase } from "./workloads.ts";

/** Relative difference above which two contestants did not compute the same. */
export const TOLERANCE = 1e-3;

/** Contestants in whose results the others are measured, the first that has one. */
const REFERENCES = ["torch", "tensorflow", "jax", "tfjs", "jax-js", OURS];

/** One contestant in one case. */
export interface Score {
  /** Median over rounds of the medians of each; `undefined` where it did not compute. */
  readonly ms: number | undefined;
  /** The shortest time of all. */
  readonly minMs: number | undefined;
  /** Medians of the rounds. */
  readonly rounds: readonly number[];
  /** How many times as long as ours it takes: the median of the ratios of each round. */
  readonly ratio: number | undefined;
  /** Largest relative difference of its results from the reference's. */
  readonly difference: number | undefined;
  readonly error: string | undefined;
  /** Milliseconds of the first call, where the contestants tell them. */
  readonly firstMs: number | undefined;
}

/** One case. */
export interface CaseResult {
  readonly name: string;
  readonly title: string;
  readonly scores: Readonly<Record<string, Score>>;
  /** Who computed something else than the others. */
  readonly different: readonly string[];
}

/** A run of the benchmark. */
export interface BenchResult {
  readonly date: string;
  readonly command: string;
  readonly machine: Machine;
  readonly threads: number;
  readonly rounds: number;
  readonly budgetMs: number;
  readonly versions: Readonly<Record<string, string>>;
  /** Averages over 1, 5 and 15 minutes, before the start and after the end. */
  readonly load: { readonly before: readonly number[]; readonly after: readonly number[] };
  readonly contestants: readonly string[];
  readonly cases: readonly CaseResult[];
  readonly memory: readonly MemoryResult[];
}

/** A run of a benchmark whose turns wait for an idle machine. */
export interface PatientResult extends Omit<BenchResult, "memory"> {
  /** Contestants that are not on this machine, and why. */
  readonly missing: readonly string[];
  /** Cores that others used in each turn that counts. */
  readonly others: readonly number[];
}

/** Largest relative difference between the numbers two contestants found. */
function differenceOf(found: readonly number[], reference: readonly number[]): number {
  if (found.length !== reference.length) return Infinity;
  const differences = found.map((it, i) => Math.abs(it - reference[i]!) / Math.abs(reference[i]!));
  return differences.some(Number.isNaN) ? Infinity : Math.max(...differences);
}

/**
 * Puts the answers of all rounds of a case together.
 *
 * @param wanted With whose results the others' are compared; default: those of the first of
 *   {@linkcode REFERENCES} that has any.
 */
export function score(
  { name, title }: BenchCase<unknown>,
  answers: Readonly<Record<string, readonly Answer[]>>,
  wanted?: string,
): CaseResult {
  const checkOf = (contestant: string) => answers[contestant]?.find(({ check }) => check)?.check;
  const references = wanted === undefined ? REFERENCES : [wanted];
  const reference = references.map(checkOf).find((it) => it !== undefined);
  const ours = answers[OURS] ?? [];
  const scores = Object.fromEntries(
    Object.entries(answers).map(([contestant, list]): [string, Score] => {
      const rounds = list.flatMap(({ median_ms }) => median_ms ?? []);
      const ratios = list.flatMap(({ median_ms }, round) => {
        const own = ours[round]?.median_ms;
        return median_ms === undefined || own === undefined ? [] : median_ms / own;
      });
      const check = checkOf(contestant);
      return [contestant, {
        ms: rounds.length > 0 ? median(rounds) : undefined,
        minMs: rounds.length > 0
          ? Math.min(...list.flatMap(({ min_ms }) => min_ms ?? []))
          : undefined,
        rounds,
        ratio: ratios.length > 0 ? median(ratios) : undefined,
        difference: check && reference ? differenceOf(check, reference) : undefined,
        error: list.find(({ error }) => error !== undefined)?.error,
        firstMs: list.find(({ first_ms }) => first_ms !== undefined)?.first_ms,
      }];
    }),
  );
  const different = Object.entries(scores)
    .filter(([, { difference }]) => difference !== undefined && difference > TOLERANCE)
    .map(([contestant]) => contestant);
  return { name, title, scores, different };
}
