/**
 * Texts of single floats in positional and scientific notation, with NumPy's rules for precision,
 * trailing zeros and padding.
 *
 * @module
 */
import {
  type Decimal,
  decimalExponent,
  type FloatWidth,
  roundedDigits,
  shortestDigits,
} from "./float_digits.ts";
import { getTextProfile } from "./profile.ts";

/** What happens to trailing zeros: kept, all removed, all but one removed. */
export type Trim = "keep" | "point" | "one";

/** How one float is written. */
export interface FloatStyle {
  /** Bits of the float. */
  width: FloatWidth;
  /** Most digits after the point; `null` for as many as identify the value. */
  precision?: number | null;
  /** Stop at the digits that identify the value (default), or write the exact value's. */
  unique?: boolean;
  /** Fewest digits after the point, those of the exact value; by default what identifies it. */
  minDigits?: number;
  /** Trailing zeros (default `point`: `1.`). */
  trim?: Trim;
  /** Write `+` before positive numbers (default false). */
  plus?: boolean;
  /** Width of the part before the point, sign included (default 0). */
  padLeft?: number;
  /** Width of the part after the point, in positional notation (default 0). */
  padRight?: number;
  /** Fewest digits of the exponent (default 2). */
  exponentDigits?: number;
}

/** In NumPy 2, numbers from this size on are in scientific notation; from 1e16 on in NumPy 1. */
const LARGE_2: Readonly<Record<FloatWidth, number>> = { 16: 1e3, 32: 1e6, 64: 1e16 };

const ZERO: Decimal = { digits: "0", exponent: 0 };

/**
 * The digits to write, at most `precision` and at least `minDigits` of them after the point, which
 * is moved to behind the first digit by `shift`.
 */
function pickDigits(x: number, style: FloatStyle, shift: number): Decimal {
  const { width, precision = null, unique = true, minDigits = -Infinity } = style;
  if (x === 0) return ZERO;
  const shortest = shortestDigits(x, width);
  const places = shortest.digits.length - 1 - shortest.exponent + shift;
  let wanted = unique ? Math.max(places, minDigits) : precision ?? places;
  if (precision !== null) wanted = Math.min(wanted, precision);
  // One that rounds up to the next power of ten has its only digit before the place counted from.
  const isShortest = unique && (wanted === places || (places < 0 && wanted === 0 && shift !== 0));
  return isShortest ? shortest : roundedDigits(x, wanted - shift);
}

/** Applies the trailing-zero rule to the digits after the point. */
function trimFraction(fraction: string, style: FloatStyle): string {
  const { trim = "point", unique = true, minDigits = 0, precision } = style;
  const bare = fraction.replace(/0+$/, "");
  if (trim === "point") return bare;
  if (trim === "one") return bare === "" ? "0" : bare;
  return fraction.padEnd(unique ? minDigits : precision ?? 0, "0");
}

/** The sign to write. */
function signOf(x: number, plus: boolean): string {
  return x < 0 || Object.is(x, -0) ? "-" : plus ? "+" : "";
}

/** `ddd.ddd`: a finite float in positional notation. */
export function positional(x: number, style: FloatStyle): string {
  const { padLeft = 0, padRight = 0, plus = false } = style;
  const { digits, exponent } = pickDigits(Math.abs(x), style, 0);
  const whole = exponent < 0 ? "0" : digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = exponent < 0
    ? digits === "0" ? "" : "0".repeat(-exponent - 1) + digits
    : digits.slice(exponent + 1);
  const left = (signOf(x, plus) + whole).padStart(padLeft);
  return `${left}.${trimFraction(fraction, style).padEnd(padRight)}`;
}

/** `d.ddde+xx`: a finite float in scientific notation. */
export function scientific(x: number, style: FloatStyle): string {
  const { padLeft = 0, plus = false, exponentDigits = 2 } = style;
  const size = Math.abs(x);
  const { digits, exponent } = pickDigits(size, style, size === 0 ? 0 : decimalExponent(size));
  const left = (signOf(x, plus) + digits[0]).padStart(padLeft);
  const fraction = trimFraction(digits.slice(1), style);
  const power = String(Math.abs(exponent)).padStart(exponentDigits, "0");
  return `${left}.${fraction}e${exponent < 0 ? "-" : "+"}${power}`;
}

/** A float as Python and NumPy write a single one: `1.0`, `0.1`, `1e-09`, `1e+16`, `nan`. */
export function floatText(x: number, width: FloatWidth): string {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x < 0 ? "-inf" : "inf";
  const size = Math.abs(x);
  const large = getTextProfile().numpy === "2" ? LARGE_2[width] : 1e16;
  if (size === 0 || (size >= 1e-4 && size < large)) return positional(x, { width, trim: "one" });
  return scientific(x, { width }).replace(".e", "e");
}
