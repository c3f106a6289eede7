/**
 * The options of a chart from one object, by a table of rows, and the rows that charts share.
 *
 * @module
 */
import type { AnyOption, Made, Option, Rows } from "../configuration/options.ts";
import { finite, type Or, row, text } from "../configuration/rows.ts";
import { type Boundary, fromCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";
import { bindArguments, isOptions } from "../ops/bind.ts";

/** Titles and sizes, which every chart has. */
export interface TitleOptions {
  /** What stands above it; default: nothing. */
  title?: string | null | undefined;
}

/** Size of what is inside the axes. */
export interface SizeOptions {
  /** Width between the axes in pixels, from 60 to 4000. */
  width?: number | undefined;
  /** Height between the axes in pixels, from 60 to 4000. */
  height?: number | undefined;
}

/** Names of axes. */
export interface LabelOptions {
  /** What stands under the horizontal axis; default: nothing. */
  xLabel?: string | null | undefined;
  /** What stands beside the vertical axis; default: nothing. */
  yLabel?: string | null | undefined;
}

/** Kinds of axes. */
export const SCALES = ["linear", "log"] as const;

/** Kind of an axis. */
export type ScaleName = typeof SCALES[number];

/** A number of pixels. */
export function pixels(ifMissing: number): Option<number, number> {
  return finite(ifMissing, { min: 60, max: 4000 });
}

/** A text or none. */
export function label(): Option<string | null, string | null> {
  return text(null) as Option<string | null, string | null>;
}

/** Anything, which the chart itself looks at together with its other options. */
export function whatever<Given>(required: true): Option<Given, Given>;
export function whatever<Given>(required: false): Option<Given | null, Given | null>;
export function whatever(required: boolean): AnyOption {
  return {
    required,
    ifMissing: required ? undefined : null,
    read: (_, __, given) => given,
    write: (it) => it,
  };
}

/** A list of texts, numbers as texts among them; `null` for none. */
export function texts<Item extends string | number>(): Option<
  Or<readonly Item[], null>,
  Or<readonly string[], null>
> {
  return row<readonly Item[], readonly string[], null>(
    null,
    (where, name, given) => {
      if (!Array.isArray(given)) {
        throw new TypeError(
          `${where}: expected ${name} to be a list of texts, received ${name}=${
            formatValue(given)
          }`,
        );
      }
      return given.map((it: unknown, i) => {
        if (typeof it === "string" || typeof it === "number") return String(it);
        throw new TypeError(
          `${where}: expected ${name}[${i}] to be a text or a number, received ${formatValue(it)}`,
        );
      });
    },
  );
}

/**
 * Makes a chart of one object of options; errors begin at the line that called `boundary`.
 *
 * @throws {TypeError} for what is no object of options, and for options that are unknown or missing.
 */
export function fromOptions<const Table extends Rows, Result>(
  boundary: Boundary,
  where: string,
  table: Table,
  given: unknown,
  make: (options: Made<Table>) => Result,
): Result {
  return fromCaller(boundary, () => {
    if (!isOptions(given)) {
      throw new TypeError(
        `${where}: expected one object of options, received ${formatValue(given)}`,
      );
    }
    const names = table.map(([name]) => name);
    const values = bindArguments({ where, names, required: 0, positional: 0 }, [given]);
    const made = table.map(([name, option], i) => {
      const value = values[i];
      if (value === undefined && option.required) {
        throw new TypeError(`${where}: expected ${name}, which has no default; it was not given`);
      }
      return [name, option.read(where, name, value === undefined ? option.ifMissing : value)];
    });
    return make(Object.fromEntries(made) as Made<Table>);
  });
}
