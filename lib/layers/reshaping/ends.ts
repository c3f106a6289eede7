/**
 * Options of two whole numbers for each axis of an image, one for either end.
 *
 * @internal
 * @module
 */
import type { Option } from "../../configuration/options.ts";
import { row } from "../../configuration/rows.ts";
import { checkInteger } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import type { Rank } from "../base/images.ts";

/** For all ends, for both ends of each axis, or for each end of each axis. */
export type Ends = number | readonly (number | readonly number[])[];

/** Two numbers for each axis. */
export type EachEnd = readonly (readonly [before: number, after: number])[];

/** Numbers >= 0 for the ends of `rank` axes; those of one axis are one list of two. */
export function ends(rank: Rank, ifMissing: number): Option<Ends, EachEnd> {
  return row<Ends, EachEnd, number>(
    ifMissing,
    (where, name, given) => {
      const axes = Array.from({ length: rank });
      if (!Array.isArray(given)) {
        const count = checkInteger(where, name, given, { min: 0 });
        return axes.map(() => [count, count] as const);
      }
      const list: readonly unknown[] = rank === 1 ? [given] : given;
      if (list.length !== rank) throw wrong(where, name, given, rank);
      return list.map((it) => {
        if (typeof it === "number") {
          const count = checkInteger(where, name, it, { min: 0 });
          return [count, count] as const;
        }
        if (!Array.isArray(it) || it.length !== 2) throw wrong(where, name, given, rank);
        const [before, after] = it.map((count) => checkInteger(where, name, count, { min: 0 }));
        return [before!, after!] as const;
      });
    },
    (made) => rank === 1 ? made[0] : made,
  ) as Option<Ends, EachEnd>;
}

function wrong(where: string, name: string, given: unknown, rank: Rank): TypeError {
  const lists = rank === 1
    ? "a list of two, [before, after]"
    : `a list of ${rank} numbers or pairs [before, after]`;
  return new TypeError(
    `${where}: expected ${name} to be a whole number >= 0 or ${lists}, received ${name}=${
      formatValue(given)
    }`,
  );
}
