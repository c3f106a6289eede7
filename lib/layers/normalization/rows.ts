/**
 * Rows of normalizations' tables.
 *
 * @module
 * @internal
 */
import type { Option } from "../../configuration/options.ts";
import { row } from "../../configuration/rows.ts";
import { checkInteger } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";

/** The axis of the channels; Keras 2 writes it as a list of one. */
export const AXIS: Option<number | readonly number[], number> = row<
  number | readonly number[],
  number,
  number
>(-1, (where, name, given) => {
  if (!Array.isArray(given)) return checkInteger(where, name, given);
  if (given.length === 1) return checkInteger(where, `${name}[0]`, given[0]);
  throw new TypeError(
    `${where}: expected ${name} to be a whole number or a list of one, received ${name}=${
      formatValue(given)
    }`,
  );
});

/** What has to be false. */
export const NEVER: Option<false, false> = row<false, false, false>(false, (where, name, given) => {
  if (given === false) return given;
  throw new TypeError(
    `${where}: expected ${name} to be false, as there is one device at a time, received ${name}=${
      formatValue(given)
    }`,
  );
});
