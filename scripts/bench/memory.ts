/**
 * Whether memory stays flat: a process that trains for long without a pause is asked what it takes.
 *
 * @module
 */
import type { Contestant } from "./contestants.ts";
import type { BenchCase, MemoryWork } from "./workloads.ts";

/** What a process took while it trained. */
export interface MemoryResult {
  readonly name: string;
  readonly title: string;
  readonly steps: number;
  /** MB of the process after each tenth of the steps. */
  readonly resident: readonly number[];
  /** The most of the last half, over the most of what comes before; 1 is flat. */
  readonly growth: number;
  readonly error: string | undefined;
}

/** Lets this library train, in a process of its own. */
export async function measureMemory(
  { name, title, work }: BenchCase & { readonly work: MemoryWork },
  ours: Contestant,
): Promise<MemoryResult> {
  const { check = [], error } = await ours.ask({ case: { name, title, work }, budget_ms: 1 });
  const half = check.length / 2;
  return {
    name,
    title,
    steps: work.steps,
    resident: check,
    growth: Math.max(...check.slice(half)) / Math.max(...check.slice(1, half)),
    error,
  };
}
