/**
 * Tables of houses and their prices: rows in random order, some of them for testing.
 *
 * @module
 */
import type { NdArray } from "../../display/ndarray.ts";
import { checkInteger } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { RandomState } from "../../random/random_state.ts";
import { arraysOf, rowsAt, shuffledPlaces, type Splits } from "./common.ts";

/** How rows are split. */
export interface SplitArguments {
  /** Part of the rows that is for testing, 0 or more and below 1; default 0.2. */
  testSplit?: number;
  /** The seed of the order; default 113. */
  seed?: number;
}

/** Checks how rows are split. */
export function checkSplit(where: string, testSplit: unknown, seed: unknown) {
  const split = testSplit ?? 0.2;
  if (typeof split !== "number" || !(split >= 0 && split < 1)) {
    throw new RangeError(
      `${where}: expected testSplit to be 0 or more and below 1, received testSplit=${
        formatValue(split)
      }`,
    );
  }
  return {
    split,
    start: checkInteger(where, "seed", seed ?? 113, { min: 0, max: 2 ** 32 - 1 }),
  };
}

/** The table in a file, split. */
export function housingIn(
  where: string,
  path: string,
  { split, start }: { readonly split: number; readonly start: number },
  most = Infinity,
): Splits<NdArray, NdArray> {
  const { x, y } = arraysOf(where, path, ["x", "y"]);
  const count = Math.min(x.shape[0]!, most);
  const places = shuffledPlaces(count, new RandomState(start));
  const cut = Math.trunc(count * (1 - split));
  const part = (from: number, to: number): [NdArray, NdArray] => {
    const chosen = places.slice(from, to);
    return [rowsAt(x, chosen), rowsAt(y, chosen)];
  };
  return [part(0, cut), part(cut, count)];
}
