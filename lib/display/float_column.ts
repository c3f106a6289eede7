/**
 * One format for all floats of an array: notation, digits and padding are chosen from the values
 * that will be shown, so that they stand in columns.
 *
 * @module
 */
import { type FloatWidth, narrowFloat } from "./float_digits.ts";
import { type FloatStyle, positional, scientific } from "./float_text.ts";
import type { PrintOptions } from "./print_options.ts";
import { getTextProfile } from "./profile.ts";

/** Numbers from this size on are in scientific notation. */
const LARGE = 1e8;
/** The same in NumPy 2, which knows how many digits of large values mean something. */
const LARGE_2: Readonly<Record<FloatWidth, number>> = { 16: 1e3, 32: 1e6, 64: LARGE };
/** Numbers below this size are in scientific notation, unless suppressed. */
const SMALL = 1e-4;
/** Numbers further apart than this factor are in scientific notation, unless suppressed. */
const SPREAD = 1000;

/** The longest of some texts' lengths. */
function longest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}

/** Whether the values call for scientific notation. */
function needsExponent(values: readonly number[], width: FloatWidth, suppress: boolean): boolean {
  let [min, max] = [Infinity, 0];
  for (const value of values) {
    if (value === 0) continue;
    min = Math.min(min, Math.abs(value));
    max = Math.max(max, Math.abs(value));
  }
  if (max === 0) return false;
  // NumPy divides in the array's own width. NumPy 2 compares in it, too.
  const isNumPy2 = getTextProfile().numpy === "2";
  if (max >= (isNumPy2 ? LARGE_2[width] : LARGE)) return true;
  if (suppress) return false;
  const small = isNumPy2 ? narrowFloat(SMALL, width) : SMALL;
  return min < small || narrowFloat(max / min, width) > SPREAD;
}

/** How the finite values are written, and the widths before and after the point. */
interface Column {
  write: (x: number, style: FloatStyle) => string;
  style: FloatStyle;
  left: number;
  right: number;
}

/** Scientific notation: the same number of digits for all. */
function exponentColumn(values: readonly number[], base: FloatStyle, fixed: boolean): Column {
  const first: FloatStyle = fixed ? { ...base, trim: "keep", unique: false } : base;
  const parts = values.map((x) => scientific(x, first).split(/[.e]/));
  const precision = longest(parts.map((part) => part[1]!));
  const exponentDigits = longest(parts.map((part) => part[2]!)) - 1;
  return {
    write: scientific,
    style: { ...first, trim: "keep", precision, minDigits: precision, exponentDigits },
    left: longest(parts.map((part) => part[0]!)),
    right: exponentDigits + 2 + precision,
  };
}

/** Positional notation: as many digits as each value needs, padded with spaces. */
function pointColumn(values: readonly number[], base: FloatStyle, options: PrintOptions): Column {
  const fixed = options.floatmode === "fixed";
  const first: FloatStyle = fixed ? { ...base, trim: "keep", unique: false } : base;
  const parts = values.map((x) => positional(x, first).split("."));
  const [left, right] = [longest(parts.map((p) => p[0]!)), longest(parts.map((p) => p[1]!))];
  const equal = fixed || options.floatmode === "maxprec_equal";
  const style: FloatStyle = equal
    ? { ...first, trim: "keep", precision: right, minDigits: right }
    : { ...first, minDigits: 0 };
  return { write: positional, style: { ...style, padRight: right }, left, right };
}

/** The column for some finite values. */
function chooseColumn(values: readonly number[], width: FloatWidth, options: PrintOptions): Column {
  const { floatmode, suppress, sign } = options;
  const precision = floatmode === "unique" ? null : options.precision;
  const base: FloatStyle = { width, precision, plus: sign === "+" };
  if (values.length === 0) return { write: positional, style: base, left: 0, right: 0 };
  return needsExponent(values, width, suppress)
    ? exponentColumn(values, base, floatmode === "fixed")
    : pointColumn(values, base, options);
}

/** A formatter for the floats of an array, from the values that will be shown. */
export function floatColumn(
  values: readonly number[],
  width: FloatWidth,
  options: PrintOptions,
): (x: number) => string {
  const { sign, nanstr, infstr } = options;
  const finite = values.filter(Number.isFinite);
  const { write, style, left, right } = chooseColumn(finite, width, options);
  const negative = (x: number) => x < 0 || Object.is(x, -0);
  let padLeft = left + (sign === " " && !finite.some(negative) ? 1 : 0);
  if (finite.length < values.length) {
    const signed = sign !== "-" || values.includes(-Infinity) ? 1 : 0;
    padLeft = Math.max(padLeft, nanstr.length - right - 1, infstr.length + signed - right - 1);
  }
  const padded = { ...style, padLeft };
  const plus = sign === "+" ? "+" : "";
  return (x) => {
    if (Number.isFinite(x)) return write(x, padded);
    const text = Number.isNaN(x) ? plus + nanstr : (x < 0 ? "-" : plus) + infstr;
    return text.padStart(padLeft + right + 1);
  };
}
