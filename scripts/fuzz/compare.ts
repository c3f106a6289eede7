/**
 * Compares a value with TensorFlow's: dtype and shape exactly, then every element. NaN equals only
 * NaN, an infinity only itself; integers, booleans and strings are exact.
 *
 * @module
 */
import { type Comparison, type Elements, fromBfloat16, isFloating } from "./program.ts";

/** A value on the host. */
export interface HostValue {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly elements: Elements;
}

/** What was found: nothing, or the first element that is too far away. */
export interface Finding {
  readonly what: "dtype" | "shape" | "value" | "not a number" | "infinity";
  readonly text: string;
}

/** TensorFlow's kernels take smaller numbers for zero. */
export const SMALLEST: Readonly<Record<string, number>> = {
  float16: 2 ** -14,
  bfloat16: 2 ** -126,
  float32: 2 ** -126,
  float64: 2 ** -1022,
};

/** Distances from 1 to the next number. */
const EPSILON: Readonly<Record<string, number>> = {
  float16: 2 ** -10,
  bfloat16: 2 ** -7,
  float32: 2 ** -23,
  float64: 2 ** -52,
};

/** The largest magnitude among finite elements. */
export function largest(elements: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < elements.length; i++) {
    const size = Math.abs(elements[i]!);
    if (size < Infinity && size > most) most = size;
  }
  return most;
}

/** Elements of floating values as numbers. */
export function numbers({ dtype, elements }: HostValue): ArrayLike<number> {
  const data = elements as ArrayLike<number>;
  return dtype === "bfloat16" ? fromBfloat16(data) : data;
}

/** How far an element may be from the expected one. */
function allowed(expected: number, comparison: Comparison, loosen: number): number {
  if (comparison === null || comparison === "unstable") return 0;
  const [base, absolute, relative, floor = 0] = comparison;
  const size = Math.abs(expected);
  const rest = Math.min(absolute ?? Infinity, relative === null ? Infinity : relative * size);
  return loosen * (base * size + rest + (floor ?? Infinity));
}

/** Compares floating elements; `anySign` compares magnitudes. */
function compareFloats(
  actual: HostValue,
  expected: HostValue,
  comparison: Comparison,
  options: CompareOptions,
): Finding | undefined {
  const { loosen = 1, anySign = false, places = 0, units = 0, as = expected.dtype, size = 0 } =
    options;
  const [a, e] = [numbers(actual), numbers(expected)];
  const epsilon = Math.max(EPSILON[expected.dtype] ?? 0, EPSILON[as] ?? 0);
  const floor = 64 * (SMALLEST[expected.dtype] ?? 0) +
    epsilon * (units + places * Math.max(size, largest(e)));
  for (let i = 0; i < e.length; i++) {
    const [x, y] = anySign ? [Math.abs(a[i]!), Math.abs(e[i]!)] : [a[i]!, e[i]!];
    if (x === y || (Number.isNaN(x) && Number.isNaN(y))) continue;
    const bound = allowed(y, comparison, loosen);
    const finite = Number.isFinite(x) && Number.isFinite(y);
    if (options.finite && !finite) continue;
    if (finite && Math.abs(x - y) <= bound + floor) continue;
    const what = Number.isNaN(x) || Number.isNaN(y)
      ? "not a number"
      : finite
      ? "value"
      : "infinity";
    return { what, text: `[${i}] ${x} instead of ${y} (within ${bound.toPrecision(3)})` };
  }
  return undefined;
}

/** How to compare. */
export interface CompareOptions {
  /** Factor of every bound. */
  readonly loosen?: number;
  /** Whether magnitudes alone are compared. */
  readonly anySign?: boolean;
  /** Last places of the largest element that are allowed everywhere. */
  readonly places?: number;
  /** The dtype whose last places these are, if it is shorter than the values'. */
  readonly as?: string;
  /** A size that counts as that of the largest element, if that is smaller. */
  readonly size?: number;
  /** Last places of 1 that are allowed everywhere. */
  readonly units?: number;
  /** Whether elements count alone that are finite in both. */
  readonly finite?: boolean;
}

/** What is wrong with a value, if anything is. */
export function compare(
  actual: HostValue,
  expected: HostValue,
  comparison: Comparison,
  options: CompareOptions = {},
): Finding | undefined {
  if (actual.dtype !== expected.dtype) {
    return { what: "dtype", text: `dtype ${actual.dtype} instead of ${expected.dtype}` };
  }
  const same = `${[...actual.shape]}` === `${[...expected.shape]}` &&
    actual.shape.length === expected.shape.length;
  if (!same && comparison !== "unstable") {
    return { what: "shape", text: `shape [${actual.shape}] instead of [${expected.shape}]` };
  }
  if (comparison === "unstable") return undefined;
  if (actual.elements.length !== expected.elements.length) {
    const [a, e] = [actual.elements.length, expected.elements.length];
    return { what: "shape", text: `${a} elements instead of ${e}` };
  }
  if (isFloating(expected.dtype)) return compareFloats(actual, expected, comparison, options);
  for (let i = 0; i < expected.elements.length; i++) {
    const [x, y] = [actual.elements[i], expected.elements[i]];
    if (x !== y) return { what: "value", text: `[${i}] ${x} instead of ${y}` };
  }
  return undefined;
}

/** How many zeros have the other sign. */
export function zeroSigns(actual: HostValue, expected: HostValue): number {
  if (!isFloating(expected.dtype)) return 0;
  const [a, e] = [numbers(actual), numbers(expected)];
  let count = 0;
  for (let i = 0; i < e.length; i++) {
    if (a[i] === 0 && e[i] === 0 && !Object.is(a[i], e[i])) count++;
  }
  return count;
}

/** Whether TensorFlow's own result is far from the one in float64: then its faults are in it. */
export function isFar(expected: HostValue, comparison: Comparison): boolean {
  if (comparison === null || comparison === "unstable" || !isFloating(expected.dtype)) return false;
  return (comparison[1] ?? Infinity) > largest(numbers(expected)) / 8;
}
