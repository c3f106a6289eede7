/**
 * Checks of values: constants and distributions, on what is printed and on the whole array behind
 * it.
 *
 * @module
 */
import type { ParsedArray } from "../display/parse.ts";
import { formatShape } from "../errors/format.ts";
import { shownPositions } from "../display/summary.ts";
import { distribution, short } from "./distributions.ts";
import type { ConstantClaim, DistributionClaim } from "./expectations.ts";
import { arrayOf, type Part } from "./parts.ts";
import type { ProbeResult } from "./probe.ts";
import { describeVerdict, type StatisticalVerdict, testDistribution } from "./statistics.ts";

/** What a check found: `undefined` means that the claim holds. */
export interface Finding {
  /** Whether the claim holds. */
  holds: boolean;
  /** Why. */
  why: string;
  /** What the tests found. */
  statistics?: StatisticalVerdict;
}

/** Absolute error of numbers printed with eight digits. */
const PRINT_ERROR = 5.1e-9;

/** Python's names of values. */
const NAMES: Record<string, unknown> = { True: true, False: false, None: null };

/** Checks that the values at a part are those claimed, or those of the chapter's same part. */
export function checkConstant(
  claim: ConstantClaim,
  part: Part,
  chapter: Part | undefined,
  probed: ProbeResult | undefined,
): Finding {
  const actual = valuesAt(part);
  if (actual === undefined) return { holds: false, why: missing(part) };
  const wanted = claim.is === undefined
    ? chapter && valuesAt(chapter)
    : Array.isArray(claim.is)
    ? (claim.is as unknown[]).flat(Infinity).map(special)
    : actual.map(() => special(claim.is));
  if (wanted === undefined) {
    return { holds: false, why: "the chapter has no value to compare with" };
  }
  if (actual.length !== wanted.length) {
    return { holds: false, why: `expected ${wanted.length} values, received ${actual.length}` };
  }
  const at = actual.findIndex((value, i) => !Object.is(value, wanted[i]) && value !== wanted[i]);
  if (at >= 0) {
    const where = actual.length === 1 ? "" : `value ${at}: `;
    return {
      holds: false,
      why: `${where}expected ${String(wanted[at])}, received ${String(actual[at])}`,
    };
  }
  if (claim.probe === undefined) {
    return {
      holds: true,
      why: `${actual.length} printed ${actual.length === 1 ? "value" : "values"}`,
    };
  }
  if (probed?.kind !== "array") return { holds: false, why: `probe: ${probeTrouble(probed)}` };
  const one = wanted.every((value) => Object.is(value, wanted[0])) ? wanted[0] : undefined;
  const other = probed.values.findIndex((value, i) =>
    value !== Number(one ?? wanted[i]) && !Object.is(value, Number(one ?? wanted[i]))
  );
  return other < 0
    ? { holds: true, why: `all ${probed.values.length} values` }
    : { holds: false, why: `value ${other} of the whole array is ${probed.values[other]}` };
}

/** Checks that the values at a part, or those of a probe, follow a distribution. */
export function checkDistribution(
  claim: DistributionClaim,
  part: Part | undefined,
  probed: ProbeResult | undefined,
  falseAlarmRate: number,
): Finding {
  const law = distribution(claim.follows);
  let values: ArrayLike<number> | undefined;
  if (part !== undefined) {
    values = valuesAt(part)?.map(Number);
    if (values === undefined) return { holds: false, why: missing(part) };
  }
  if (claim.probe !== undefined) {
    if (probed?.kind !== "array") return { holds: false, why: `probe: ${probeTrouble(probed)}` };
    const unlike = part && printedUnlike(part, probed);
    if (unlike !== undefined) return { holds: false, why: unlike };
    values = probed.values;
  }
  if (!values || values.length === 0) return { holds: false, why: "there are no values to test" };
  const statistics = testDistribution(values, law, falseAlarmRate);
  return { holds: statistics.holds, why: describeVerdict(statistics, law), statistics };
}

/** What is wrong with a probe that gave no array. */
export function probeTrouble(probed: ProbeResult | undefined): string {
  if (probed === undefined) return "it was not evaluated, as the cell did not end well";
  if (probed.kind === "error") return probed.value;
  return `expected an array or a number, received ${
    JSON.stringify(
      probed.kind === "array" ? probed.shape : probed.value,
    )
  }`;
}

/** The values at a part in a flat list; `undefined` when it has none. */
export function valuesAt(part: Part): unknown[] | undefined {
  if (part.kind === "missing") return undefined;
  if (part.kind === "field") return Array.isArray(part.value) ? part.value : [part.value];
  const { value } = part;
  if (value.kind === "number" || value.kind === "string") return [value.value];
  if (value.kind === "name") {
    return [Object.hasOwn(NAMES, value.text) ? NAMES[value.text] : value.text];
  }
  return arrayOf(value)?.values;
}

function missing(part: Part): string {
  return part.kind === "missing" ? part.why : `${part.path} has no values`;
}

/** How the printed array differs from the whole one, if it does. */
function printedUnlike(
  part: Part,
  whole: ProbeResult & { kind: "array" },
): string | undefined {
  const value = part.kind === "parsed" ? part.value : undefined;
  const array = value && arrayOf(value);
  if (!array) {
    const flat = valuesAt(part) ?? [];
    return flat.length === whole.values.length
      ? elementsUnlike(flat, whole.values, flat.map((_, i) => i))
      : `the output has ${flat.length} values, the probe ${whole.values.length}`;
  }
  const shape = array.fullShape ??
    (value.kind === "array" ? undefined : (value as { shape: number[] }).shape) ??
    (array.summarised ? undefined : array.shape);
  if (shape && formatShape(shape) !== formatShape(whole.shape)) {
    return `the output has shape ${formatShape(shape)}, the probe ${formatShape(whole.shape)}`;
  }
  const positions = array.summarised
    ? shownPositions(whole.shape, 3)
    : array.values.map((_, i) => i);
  return elementsUnlike(array.values, whole.values, positions);
}

function elementsUnlike(
  printed: ParsedArray["values"] | unknown[],
  whole: Float64Array,
  positions: number[],
): string | undefined {
  if (printed.length !== positions.length) {
    return `the output shows ${printed.length} values where the probe has ${positions.length}`;
  }
  const at = positions.findIndex((position, i) => {
    const [a, b] = [Number(printed[i]), whole[position]!];
    const isSame = Object.is(a, b) || Math.fround(a) === b ||
      Math.abs(a - b) <= PRINT_ERROR * Math.max(1, Math.abs(b));
    return !isSame;
  });
  return at < 0
    ? undefined
    : `value ${at} is printed as ${printed[at]} but is ${short(whole[positions[at]!]!)}`;
}

/** A claimed value: JSON has no names for these three. */
function special(value: unknown): unknown {
  if (value === "nan") return NaN;
  if (value === "inf") return Infinity;
  return value === "-inf" ? -Infinity : value;
}
