/**
 * From numbers to places in a picture: what lies between the ends of an axis, and where.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import type { ScaleName } from "./options.ts";
import { linearTicks, logTicks, type Tick } from "./ticks.ts";

/** An axis: its ends and its marks. */
export interface Scale {
  /** The smallest number. */
  readonly low: number;
  /** The largest. */
  readonly high: number;
  /** Marks between them. */
  readonly ticks: readonly Tick[];
  /** How far a number lies between the ends: 0 at the smallest, 1 at the largest. */
  at(value: number): number;
}

/** How an axis is made. */
export interface ScaleOptions {
  /** Its kind; default "linear". */
  readonly kind?: ScaleName;
  /** About how many marks fit. */
  readonly count: number;
  /** Whether only whole numbers are marked. */
  readonly whole?: boolean;
  /** Whether the ends are numbers of the data; default: a little beyond them. */
  readonly tight?: boolean;
}

/** The finite numbers' ends; `undefined` where there are none. */
export function extent(values: Iterable<number>): readonly [number, number] | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : undefined;
}

/** Ends that are apart, a little beyond those of the data. */
function padded([low, high]: readonly [number, number], tight: boolean): readonly [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const isOne = high - low <= size * 1e-9 || high - low < 1e-290;
  const pad = isOne ? (size < 1e-280 ? 1 : size * 0.1) : tight ? 0 : (high - low) * 0.04;
  return [low - pad, high + pad];
}

function linear(values: Iterable<number>, options: ScaleOptions): Scale {
  const [low, high] = padded(extent(values) ?? [0, 1], options.tight ?? false);
  return {
    low,
    high,
    ticks: linearTicks(low, high, options.count, options.whole),
    at: (value) => (value - low) / (high - low),
  };
}

function logarithmic(values: Iterable<number>, { count, tight = false }: ScaleOptions): Scale {
  const [low, high] = extent(values) ?? [0.1, 10];
  const [first, last] = [Math.log10(low), Math.log10(high)];
  const pad = last - first < 1e-9 ? 0.5 : tight ? 0 : (last - first) * 0.04;
  const ends = [Math.max(first - pad, -323), last + pad] as const;
  return {
    low: Math.min(low, 10 ** ends[0]),
    high: Math.max(high, 10 ** ends[1]),
    ticks: logTicks(10 ** ends[0], 10 ** ends[1], count),
    at: (value) => (Math.log10(value) - ends[0]) / (ends[1] - ends[0]),
  };
}

/** An axis on which all finite numbers of the data have a place. */
export function scaleOf(values: Iterable<number>, options: ScaleOptions): Scale {
  return options.kind === "log" ? logarithmic(values, options) : linear(values, options);
}

/** The largest number that has a place: differences of larger ones may be infinite. */
const LARGEST = 1e300;

/**
 * Throws where a number has no place on an axis; one that is not finite leaves a gap.
 *
 * @throws {RangeError} for 0 and less on a logarithmic axis, and for numbers beyond 1e300.
 */
export function checkPlaces(
  where: string,
  name: string,
  values: readonly number[],
  option: string,
  kind: ScaleName,
): void {
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (Math.abs(value) > LARGEST) {
      throw new RangeError(
        `${where}: expected ${name} from -${LARGEST} to ${LARGEST}, received ${formatValue(value)}`,
      );
    }
    if (kind === "log" && value <= 0) {
      throw new RangeError(
        `${where}: expected ${name} > 0 on a logarithmic axis, received ${
          formatValue(value)
        }; use ${option}="linear"`,
      );
    }
  }
}
