/**
 * Rows of schedules' tables.
 *
 * @module
 */
import type { Option } from "../../configuration/options.ts";
import { finite, REQUIRED, row } from "../../configuration/rows.ts";
import { checkFinite } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";

/** A learning rate at a point of a schedule, >= 0; it has to be given. */
export const rate = (): Option<number, number> => finite(REQUIRED, { min: 0 });

/** A number of steps, > 0; it has to be given. */
export function steps(): Option<number, number> {
  return row<number, number, typeof REQUIRED>(REQUIRED, (where, name, given) => {
    const value = checkFinite(where, name, given);
    if (value > 0) return value;
    throw new RangeError(
      `${where}: expected ${name} to be a finite number > 0, received ${name}=${
        formatValue(given)
      }`,
    );
  });
}

/** A list of numbers; it has to be given. */
export function numbers(): Option<readonly number[], readonly number[]> {
  return row<readonly number[], readonly number[], typeof REQUIRED>(
    REQUIRED,
    (where, name, given) => {
      if (Array.isArray(given)) {
        return given.map((it, i) => checkFinite(where, `${name}[${i}]`, it));
      }
      throw new TypeError(
        `${where}: expected ${name} to be a list of numbers, received ${name}=${
          formatValue(given)
        }`,
      );
    },
  );
}
