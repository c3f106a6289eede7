/**
 * Rows of options tables: one maker for each kind of value, from truth values to windows.
 *
 * @module
 */
import { checkBoolean, checkFinite, checkInteger, checkOneOf } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import type { Option } from "./options.ts";

/** In the place of a default: the option has to be given. */
export const REQUIRED = Symbol("required");

/** The type of {@linkcode REQUIRED}. */
export type Required = typeof REQUIRED;

/** A default, or none. */
export type Default<Given> = Given | Required;

/** What a row may give: `null` too where that is the default. */
export type Or<Value, D> = D extends null ? Value | null : Value;

/**
 * An option of a check and a default; `null` is a value where it is the default.
 *
 * @param check Makes the value of what was given, or throws.
 * @param write How a configuration has it; default: as it is.
 */
export function row<Given, Made, D extends Given | Required | null>(
  ifMissing: D,
  check: (where: string, name: string, given: Given) => Made,
  write: (made: Made) => unknown = (made) => made,
): Option<Or<Given, D>, Or<Made, D>> {
  const isRequired = ifMissing === REQUIRED;
  return {
    required: isRequired,
    ifMissing: isRequired ? undefined : ifMissing as Or<Given, D>,
    read: (where, name, given) =>
      given === null && ifMissing === null
        ? null as Or<Made, D>
        : check(where, name, given as Given) as Or<Made, D>,
    write: (made) => made === null ? null : write(made as Made),
  };
}

/** Limits of a number. */
export interface Range {
  /** Smallest value. */
  readonly min?: number;
  /** Largest value. */
  readonly max?: number;
}

/** A whole number in a range. */
export function integer<D extends Default<number | null>>(
  ifMissing: D,
  range: Range = {},
): Option<Or<number, D>, Or<number, D>> {
  return row<number, number, D>(
    ifMissing,
    (where, name, given) => checkInteger(where, name, given, range),
  );
}

/** A finite number in a range. */
export function finite<D extends Default<number | null>>(
  ifMissing: D,
  range: Range = {},
): Option<Or<number, D>, Or<number, D>> {
  return row<number, number, D>(
    ifMissing,
    (where, name, given) => checkFinite(where, name, given, range),
  );
}

/** True or false. */
export function flag<D extends Default<boolean | null>>(
  ifMissing: D,
): Option<Or<boolean, D>, Or<boolean, D>> {
  return row<boolean, boolean, D>(ifMissing, checkBoolean);
}

/** One of a few words. */
export function oneOf<const Word extends string, D extends Default<Word | null>>(
  words: readonly Word[],
  ifMissing: D,
): Option<Or<Word, D>, Or<Word, D>> {
  return row<Word, Word, D>(
    ifMissing,
    (where, name, given) => checkOneOf(where, name, given, words),
  );
}

/** A text. */
export function text<D extends Default<string | null>>(
  ifMissing: D,
): Option<Or<string, D>, Or<string, D>> {
  return row<string, string, D>(ifMissing, (where, name, given) => {
    if (typeof given === "string") return given;
    throw new TypeError(
      `${where}: expected ${name} to be a text, received ${name}=${formatValue(given)}`,
    );
  });
}

/** One whole number or a list of them, as it is. */
export function integers<D extends Default<number | readonly number[] | null>>(
  ifMissing: D,
  range: Range = {},
): Option<Or<number | readonly number[], D>, Or<number | readonly number[], D>> {
  return row<number | readonly number[], number | readonly number[], D>(
    ifMissing,
    (where, name, given) => {
      if (!Array.isArray(given)) return checkInteger(where, name, given, range);
      return given.map((it, i) => checkInteger(where, `${name}[${i}]`, it, range));
    },
  );
}

/** A whole number for each of `count` axes, or one for all of them. */
export function perAxis<D extends Default<number | readonly number[] | null>>(
  count: number,
  ifMissing: D,
  range: Range = { min: 1 },
): Option<Or<number | readonly number[], D>, Or<readonly number[], D>> {
  return row<number | readonly number[], readonly number[], D>(
    ifMissing,
    (where, name, given) => {
      if (!Array.isArray(given)) {
        return new Array<number>(count).fill(checkInteger(where, name, given, range));
      }
      if (given.length !== count) {
        throw new TypeError(
          `${where}: expected ${name} to be a whole number or a list of ${count}, received ${name}=${
            formatValue(given)
          }`,
        );
      }
      return given.map((it, i) => checkInteger(where, `${name}[${i}]`, it, range));
    },
  );
}

/** A seed: a whole number, or `null` for one that is drawn. */
export function seed(): Option<number | bigint | null, number | bigint | null> {
  return row<number | bigint, number | bigint, null>(null, (where, name, given) => {
    if (typeof given === "bigint" || Number.isSafeInteger(given)) return given;
    throw new TypeError(
      `${where}: expected ${name} to be a whole number or null, received ${name}=${
        formatValue(given)
      }`,
    );
  });
}

/** An option of the base class that has a place among the positional ones; it writes it itself. */
export function ofBase<Given>(): Option<Given | null, Given | null | undefined> {
  return {
    required: false,
    read: (_where, _name, given) => given,
    write: () => undefined,
  };
}
