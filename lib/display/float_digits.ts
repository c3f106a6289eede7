/**
 * Decimal digits of floats: the fewest that identify a value among the floats of its width, or
 * the exact value rounded at a position. Ties go to the even digit.
 *
 * JavaScript gives the shortest digits of a double and correctly rounded ones of any length; what
 * it lacks (float32's shortest digits, ties to even) is derived from those, and from exact integer
 * arithmetic in the rare cases where they can't decide.
 *
 * @module
 */

/** `d.ddd... * 10^exponent`: digits without a point, the first one before it. */
export interface Decimal {
  /** At least one digit; no trailing zeros unless it is the only digit. */
  digits: string;
  /** Power of ten of the first digit. */
  exponent: number;
}

/** Float widths that print. */
export type FloatWidth = 16 | 32 | 64;

/** Of the narrow floats: digits that any decimal keeps, that tell any value, smallest normal one. */
const NARROW = {
  16: { kept: 3, enough: 5, normal: 2 ** -14 },
  32: { kept: 6, enough: 9, normal: 2 ** -126 },
} as const;

/** The nearest float of the width. */
export function narrowFloat(x: number, width: FloatWidth): number {
  return width === 64 ? x : width === 32 ? Math.fround(x) : Math.f16round(x);
}

/** Reads `d.ddde+x` apart. */
function fromExponential(text: string): Decimal {
  const [mantissa, exponent] = text.split("e") as [string, string];
  const digits = mantissa.replace(".", "").replace(/0+$/, "");
  return { digits: digits === "" ? "0" : digits, exponent: Number(exponent) };
}

/** `x = mantissa * 2^exponent`, exactly; of a positive finite double. */
function binaryParts(x: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const fraction = bits & 0xfffffffffffffn;
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | 0x10000000000000n, exponent: biased - 1075 };
}

/** `numerator / denominator = x * 10^shift`, exactly. */
function scaledFraction(x: number, shift: number): [numerator: bigint, denominator: bigint] {
  const { mantissa, exponent } = binaryParts(x);
  let [numerator, denominator] = [mantissa, 1n];
  if (exponent > 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (shift > 0) numerator *= 10n ** BigInt(shift);
  else denominator *= 10n ** BigInt(-shift);
  return [numerator, denominator];
}

/** Power of ten of the first digit of a positive finite number. */
export function decimalExponent(x: number): number {
  // Enough digits that only what all digits asked for would round up, too, rounds up here.
  return Number(x.toExponential(20).split("e")[1]);
}

/** A whole number of units of `10^-place` as digits. */
function fromUnits(units: bigint, place: number): Decimal {
  const text = units.toString();
  const digits = text.replace(/0+$/, "");
  return digits === ""
    ? { digits: "0", exponent: 0 }
    : { digits, exponent: text.length - 1 - place };
}

/**
 * A positive finite number rounded to `place` digits after the point (before it when negative),
 * half to even.
 */
export function roundedDigits(x: number, place: number): Decimal {
  const exponent = decimalExponent(x);
  const count = exponent + 1 + place;
  if (count < 0) return { digits: "0", exponent: 0 };
  if (count >= 1 && count <= 98) {
    const digits = x.toPrecision(count + 2).replace(/e.*|\./g, "").replace(/^0+/, "");
    // Only a remainder that reads 50 can be a tie, or a false one made by the rounding above.
    if (!digits.endsWith("50")) return fromExponential(x.toExponential(count - 1));
  }
  const [numerator, denominator] = scaledFraction(x, place);
  const units = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const up = twice > denominator || (twice === denominator && (units & 1n) === 1n);
  return fromUnits(up ? units + 1n : units, place);
}

/** The nearest value of the width, of the decimal `units * 10^-place`. */
function decimalValue(units: bigint, place: number, width: FloatWidth): number {
  return narrowFloat(Number(`${units}e${-place}`), width);
}

/** The fewest digits that identify `x`, found with exact arithmetic. */
function searchShortest(x: number, width: FloatWidth): Decimal {
  const exponent = decimalExponent(x);
  for (let count = 1;; count++) {
    const place = count - 1 - exponent;
    const [numerator, denominator] = scaledFraction(x, place);
    const below = numerator / denominator;
    const twice = 2n * (numerator % denominator);
    const low = decimalValue(below, place, width) === x;
    const high = decimalValue(below + 1n, place, width) === x;
    if (!low && !high) continue;
    const tie = twice === denominator;
    const up = low && high ? (tie ? (below & 1n) === 1n : twice > denominator) : high;
    return fromUnits(up ? below + 1n : below, place);
  }
}

/** The fewest digits that identify a positive finite `x` among the floats of its width. */
export function shortestDigits(x: number, width: FloatWidth): Decimal {
  if (width === 64) return fromExponential(x.toExponential());
  const powerOfTwo = (binaryParts(x).mantissa & 0x1fffffffffffffn) === 0x10000000000000n;
  // Below a power of two the values lie twice as dense, so the nearest decimal may not be it.
  if (powerOfTwo) return searchShortest(x, width);
  const { kept, enough, normal } = NARROW[width];
  // With as many digits as are kept, no other decimal is as near: all shorter ones are found.
  // Below the normal values their relative spacing grows, so that fewer digits are kept.
  for (let count = x < normal ? 1 : kept; count <= enough; count++) {
    const text = x.toExponential(count - 1);
    if (narrowFloat(Number(text), width) !== x) continue;
    const tie = x.toExponential(count + 1).split("e")[0]!.endsWith("50");
    return tie ? searchShortest(x, width) : fromExponential(text);
  }
  return searchShortest(x, width);
}
