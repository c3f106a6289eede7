/**
 * Texts of complex numbers, and of Python's `complex`, which single elements of arrays are.
 *
 * @module
 */
import { Complex } from "../arrays/complex.ts";
import { floatColumn } from "./float_column.ts";
import type { FloatWidth } from "./float_digits.ts";
import { floatText } from "./float_text.ts";
import { displayable } from "./inspect.ts";
import type { PrintOptions } from "./print_options.ts";
import { typeNameSymbol } from "./protocol.ts";

/** A part of a complex number: a float, whole ones without a point. */
function partText(x: number, width: FloatWidth): string {
  return floatText(x, width).replace(/\.0$/, "");
}

/** A complex number as Python and NumPy write a single one: `(1+2j)`, `2j`. */
export function complexText({ re, im }: Complex, width: FloatWidth): string {
  const imaginary = `${partText(im, width)}j`;
  if (Object.is(re, 0)) return imaginary;
  return `(${partText(re, width)}${imaginary.startsWith("-") ? "" : "+"}${imaginary})`;
}

/** A formatter for the complex numbers of an array, from those that will be shown. */
export function complexColumn(
  values: readonly Complex[],
  options: PrintOptions,
): (z: Complex) => string {
  const real = floatColumn(values.map(({ re }) => re), 32, options);
  const imaginary = floatColumn(values.map(({ im }) => im), 32, { ...options, sign: "+" });
  // The j stands behind the digits, before the spaces that fill the column.
  return ({ re, im }) => real(re) + imaginary(im).replace(/ *$/, "j$&");
}

displayable(Complex.prototype, { repr: (z) => complexText(z, 64) });
Object.defineProperties(Complex.prototype, {
  [typeNameSymbol]: { value: "complex" },
  toString: {
    value(this: Complex): string {
      return complexText(this, 64);
    },
  },
});
