/**
 * Numbers that texts are, as TensorFlow reads them: with white space around, whole numbers within
 * their range, floats also as `inf`, `nan` and hexadecimal, each rounded once to its type.
 *
 * @module
 */
import { DTYPES } from "../../arrays/dtypes.ts";

/** Element types that texts are read as. */
export type ParsedDType = "float32" | "float64" | "int32" | "int64";

const FLOAT =
  /^[ \t\n\v\f\r]*([+-]?)(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|0[xX][\da-fA-F]+)|(inf|infinity)|nan)[ \t\n\v\f\r]*$/i;
const WHOLE = /^[ \t\n\v\f\r]*([+-]?\d+)[ \t\n\v\f\r]*$/;

/** Whether a text of digits is above (1), at (0) or below (-1) a double. */
function compareExactly(digits: string, to: number): number {
  if (/^0x/i.test(digits)) return Math.sign(Number(BigInt(digits) - BigInt(to)));
  const [, whole = "", part = "", exponent = "0"] = /^(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(
    digits,
  )!;
  // Both as whole numbers: digits * 10^power beside `to`, times what makes them whole.
  const power = Number(exponent) - part.length;
  let left = BigInt(whole + part);
  let scaled = to;
  let twos = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    twos++;
  }
  let right = BigInt(scaled);
  left <<= BigInt(twos);
  if (power >= 0) left *= 10n ** BigInt(power);
  else right *= 10n ** BigInt(-power);
  return left > right ? 1 : left < right ? -1 : 0;
}

const BITS = new Float32Array(1);
const WORD = new Uint32Array(BITS.buffer);

/** The float32 beside a positive one. */
function beside(value: number, by: 1 | -1): number {
  BITS[0] = value;
  WORD[0]! += by;
  // Beyond the largest one rounding goes on as if there was a next one.
  return BITS[0] === Infinity ? 2 ** 128 : BITS[0];
}

/** Digits rounded once to float32: over a double, what lies in the middle would be rounded twice. */
function singleOf(digits: string): number {
  const double = Number(digits);
  const near = Math.fround(double);
  if (near === double || double === Infinity) return near;
  const size = near === Infinity ? 2 ** 128 : near;
  const below = size < double ? near : beside(near, -1);
  const above = size > double ? size : beside(near, 1);
  if ((below + above) / 2 !== double) return near;
  const side = compareExactly(digits, double);
  return side === 0 ? near : Math.fround(side > 0 ? above : below);
}

/** The number that a text is; `undefined` for one that is none of the element type. */
export function parseNumber(text: string, dtype: ParsedDType): number | bigint | undefined {
  if (dtype === "int32" || dtype === "int64") {
    const digits = WHOLE.exec(text)?.[1];
    if (digits === undefined) return undefined;
    const value = BigInt(digits.replace("+", ""));
    const { min, max } = DTYPES[dtype];
    if (value < BigInt(min!) || value > BigInt(max!)) return undefined;
    return dtype === "int32" ? Number(value) : value;
  }
  const match = FLOAT.exec(text);
  if (match === null) return undefined;
  const [, sign, digits, infinite] = match;
  const size = digits !== undefined
    ? dtype === "float32" ? singleOf(digits) : Number(digits)
    : infinite !== undefined
    ? Infinity
    : NaN;
  return sign === "-" ? -size : size;
}
