/**
 * Rows of the tables of layers that change images.
 *
 * @module
 * @internal
 */
import type { Option } from "../../configuration/options.ts";
import { finite, integer, oneOf, REQUIRED, type Required, row } from "../../configuration/rows.ts";
import { checkFinite } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import type { LayerOptions } from "../base/options.ts";
import type { DataFormat } from "../base/rows.ts";
import type { Seed } from "../regularization/noise.ts";

/** A number, or the two ends of a range. */
export type Factor = number | readonly [number, number] | readonly number[];

/** The two ends of a range. */
export type Ends = readonly [low: number, high: number];

/** Options of layers with random numbers. */
export interface SeededOptions extends LayerOptions {
  /** Seed of the random numbers: the same seed gives the same ones; default: drawn. */
  seed?: Seed | undefined;
}

/** Where images have their channels, among options. */
export interface FormatOptions {
  /** Where images have their channels; default `"channels_last"`. */
  dataFormat?: DataFormat | null | undefined;
}

/** The range of pixels, among options. */
export interface RangeOptions {
  /** The smallest and the largest value of pixels; default `[0, 255]`. */
  valueRange?: readonly number[] | undefined;
}

/** Options of layers that change colors at random. */
export interface ColorOptions extends SeededOptions, FormatOptions, RangeOptions {}

/** A range: `f` stands for `[-f, f]`, within limits. */
export function rangeOf(where: string, name: string, given: Factor, limits: Ends): Ends {
  const isPair = Array.isArray(given);
  const both = (isPair ? given : [given]).map((it) => checkFinite(where, name, it));
  const [low, high] = limits;
  const fits = isPair
    ? both.length === 2 && both[0]! <= high && both[1]! >= low
    : both[0]! >= low && both[0]! <= high;
  if (!fits) {
    throw new RangeError(
      `${where}: expected ${name} to be a number from ${low} to ${high} or a list of two, received ${name}=${
        formatValue(given)
      }`,
    );
  }
  if (isPair) return [Math.min(...both), Math.max(...both)];
  const size = Math.abs(both[0]!);
  return [Math.max(-size, low), size];
}

/** A range that is written as two numbers; without a default it has to be given. */
export function factor(
  low: number,
  high: number,
  ifMissing: Factor | Required = REQUIRED,
): Option<Factor, Ends> {
  return row<Factor, Ends, Factor | Required>(
    ifMissing,
    (where, name, given) => rangeOf(where, name, given, [low, high]),
  ) as Option<Factor, Ends>;
}

/** A range that lies in 0 to 1 as a whole, written as two numbers. */
export function unitRange(ifMissing: Factor): Option<Factor, Ends> {
  const range = factor(0, 1, ifMissing);
  return {
    ...range,
    read: (where, name, given) => {
      const [low, high] = range.read(where, name, given);
      if (low >= 0 && high <= 1) return [low, high];
      throw new RangeError(
        `${where}: expected ${name} to be from 0 to 1, received ${name}=${formatValue(given)}`,
      );
    },
  };
}

/** A range as it is given, which is how configurations have it. */
export interface Given {
  readonly given: Factor;
  readonly ends: Ends;
}

/** A range of -1 to 1 that is written as it was given. */
export function keptFactor<D extends Required | null>(
  ifMissing: D,
  isOpen: boolean,
): Option<D extends null ? Factor | null : Factor, D extends null ? Given | null : Given> {
  const check = (where: string, name: string, given: Factor): Given => {
    const ends = rangeOf(where, name, given, [-1, 1]);
    const all = Array.isArray(given) ? given : [given];
    if (all.every((it) => it <= 1 && (isOpen ? it > -1 : it >= -1))) return { given, ends };
    throw new RangeError(
      `${where}: expected ${name} to be ${isOpen ? "above" : "from"} -1 ${
        isOpen ? "and up to" : "to"
      } 1, received ${name}=${formatValue(given)}`,
    );
  };
  return row<Factor, Given, D>(ifMissing, check, ({ given }) => given) as never;
}

/** The range of pixels, two numbers. */
export function valueRange(isSorted: boolean): Option<readonly number[], Ends> {
  return row<readonly number[], Ends, readonly number[]>([0, 255], (where, name, given) => {
    if (!Array.isArray(given) || given.length !== 2) {
      throw new TypeError(
        `${where}: expected ${name} to be a list of two numbers, received ${name}=${
          formatValue(given)
        }`,
      );
    }
    const [a, b] = given.map((it, i) => checkFinite(where, `${name}[${i}]`, it)) as [
      number,
      number,
    ];
    return isSorted && a > b ? [b, a] : [a, b];
  });
}

/** The range of pixels, two different numbers, from the smaller one. */
export function distinctRange(): Option<readonly number[], Ends> {
  const sorted = valueRange(true);
  return {
    ...sorted,
    read: (where, name, given) => {
      const [low, high] = sorted.read(where, name, given);
      if (low < high) return [low, high];
      throw new RangeError(
        `${where}: expected ${name} to be two different numbers, received ${name}=${
          formatValue(given)
        }`,
      );
    },
  };
}

/** Rows of heights and widths. */
export const SIDE: Option<number, number> = integer(REQUIRED, { min: 1 });

/** What is where a changed image has no pixel. */
export type FillMode = "reflect" | "wrap" | "constant" | "nearest";

/** Options of layers that move pixels. */
export interface MovingOptions extends SeededOptions, FormatOptions {
  /**
   * What is outside of the image: its mirror image (`"reflect"`, default), itself again (`"wrap"`), its
   * edge (`"nearest"`) or `fillValue` (`"constant"`).
   */
  fillMode?: FillMode | undefined;
  /** How pixels are made of others; default `"bilinear"`. */
  interpolation?: "bilinear" | "nearest" | undefined;
  /** What is outside for `"constant"`; default 0. */
  fillValue?: number | undefined;
}

/** Rows of layers that move pixels. */
export const MOVING = {
  fillMode: oneOf<FillMode, FillMode>(["reflect", "wrap", "constant", "nearest"], "reflect"),
  interpolation: oneOf<"bilinear" | "nearest", "bilinear">(["nearest", "bilinear"], "bilinear"),
  fillValue: finite(0),
} as const;
