/**
 * Texts of bfloat16s, which NumPy doesn't know: the package that adds them, ml_dtypes, writes each
 * as C's `%g` does, six digits of the exact value without trailing zeros.
 *
 * @module
 */
import { decimalExponent, roundedDigits } from "./float_digits.ts";

/** Most digits. */
const DIGITS = 6;

/** A bfloat16 as ml_dtypes writes it: `1.5`, `3`, `9.99922e+09`, `-0`. */
export function bfloat16Text(x: number): string {
  if (Number.isNaN(x)) return "nan";
  const sign = x < 0 || Object.is(x, -0) ? "-" : "";
  const size = Math.abs(x);
  if (size === Infinity) return `${sign}inf`;
  if (size === 0) return `${sign}0`;
  const { digits, exponent } = roundedDigits(size, DIGITS - 1 - decimalExponent(size));
  if (exponent < -4 || exponent >= DIGITS) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
    const power = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${digits[0]}${fraction}e${exponent < 0 ? "-" : "+"}${power}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = digits.slice(exponent + 1);
  return sign + whole + (fraction === "" ? "" : `.${fraction}`);
}
