/**
 * Times a piece of work: warms it up, then repeats it for a while and takes the median.
 *
 * @module
 */

/** Work that is ready to be timed. */
export interface Prepared {
  /** Does it once; the result is there when it returns, or when its promise resolves. */
  run(): unknown;
  /**
   * Does it once and tells the milliseconds of what counts, or of each of several things that count;
   * default: all of `run` counts.
   */
  timed?(): number | readonly number[] | Promise<number | readonly number[]>;
  /** Numbers that have to be the same for all contestants. */
  readonly check: readonly number[];
  /** Milliseconds of the first call, of work that was compiled in it. */
  readonly firstMs?: number;
  /** Most repetitions in one round, where each leaves something behind; default: no limit. */
  readonly limit?: number;
}

/** Times of one round in milliseconds. */
export interface Timing {
  readonly median_ms: number;
  readonly min_ms: number;
  readonly reps: number;
}

/** A sample lasts at least this long: shorter work is repeated within it. */
const SAMPLE_MS = 0.2;

/** Runs `work` `count` times; resolves to milliseconds for one, or to those of each that counts. */
async function sample(work: Prepared, count: number): Promise<readonly number[]> {
  if (work.timed) return [await work.timed()].flat();
  const start = performance.now();
  for (let i = 0; i < count; i++) {
    const pending = work.run();
    if (pending instanceof Promise) await pending;
  }
  return [(performance.now() - start) / count];
}

/** The middle one of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Times work for about `budgetMs`.
 *
 * @param warm Whether it has been timed before: then it is run only a little to wake it up.
 */
export async function measure(work: Prepared, budgetMs: number, warm: boolean): Promise<Timing> {
  const { limit = Infinity } = work;
  const begin = performance.now();
  let last = 0;
  const warmMs = warm ? budgetMs / 20 : budgetMs / 2;
  for (let i = 0; i < limit && (i === 0 || performance.now() - begin < warmMs); i++) {
    last = Math.max(...await sample(work, 1));
    if (warm && last > budgetMs) break;
  }
  const count = limit < Infinity || work.timed ? 1 : Math.max(1, Math.ceil(SAMPLE_MS / last));
  const samples: number[] = [];
  const start = performance.now();
  do samples.push(...await sample(work, count)); while (
    samples.length * count < limit && performance.now() - start < budgetMs
  );
  return {
    median_ms: median(samples),
    min_ms: Math.min(...samples),
    reps: samples.length * count,
  };
}
