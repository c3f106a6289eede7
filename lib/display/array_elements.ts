/**
 * The formatter for the elements of an array, chosen from the elements that will be shown.
 *
 * @module
 */
import { bfloat16Text } from "./bfloat16_text.ts";
import { complexColumn, complexText } from "./complex_text.ts";
import { floatColumn } from "./float_column.ts";
import type { FloatWidth } from "./float_digits.ts";
import { floatText } from "./float_text.ts";
import { type ArraySource, type Complex, elementAt } from "./nd_dtype.ts";
import type { PrintOptions } from "./print_options.ts";
import { getTextProfile } from "./profile.ts";
import { bytesRepr, stringRepr } from "./python_string.ts";

/** Writes the element at a position of the array's storage. */
export type ElementFormatter = (position: number) => string;

/** Bits of the floats that NumPy knows. */
const WIDTHS: Readonly<Record<"float16" | "float32" | "float64", FloatWidth>> = {
  float16: 16,
  float32: 32,
  float64: 64,
};

/** The formatter for an array of which the elements at `shown` will be written. */
export function elementFormatter(
  array: ArraySource,
  shown: readonly number[],
  options: PrintOptions,
): ElementFormatter {
  const { data, dtype, shape } = array;
  switch (dtype) {
    case "float16":
    case "float32":
    case "float64": {
      const values = data as Float64Array;
      const format = floatColumn(
        shown.map((position) => values[position]!),
        WIDTHS[dtype],
        options,
      );
      return (position) => format(values[position]!);
    }
    case "bfloat16":
      return (position) => bfloat16Text(elementAt(array, position) as number);
    case "complex64": {
      const valueAt = (position: number) => elementAt(array, position) as Complex;
      const format = complexColumn(shown.map(valueAt), options);
      return (position) => format(valueAt(position));
    }
    case "bool": {
      const yes = shape.length === 0 ? "True" : " True";
      return (position) => data[position] ? yes : "False";
    }
    case "string":
      return (position) => stringRepr(data[position] as string);
    case "bytes":
      return (position) => bytesRepr(data[position] as string);
    default:
      return integerColumn(data as ArrayLike<number | bigint>, shown, options);
  }
}

/** A formatter for integers: as wide as the widest; signs only by NumPy 2. */
function integerColumn(
  data: ArrayLike<number | bigint>,
  shown: readonly number[],
  { sign }: PrintOptions,
): ElementFormatter {
  const signed = getTextProfile().numpy === "2" &&
    (sign === "+" || (sign === " " && shown.every((position) => data[position]! >= 0)));
  const write = (position: number) => {
    const value = data[position]!;
    return signed && value >= 0 ? `${sign}${value}` : String(value);
  };
  const width = shown.reduce((most, position) => Math.max(most, write(position).length), 0);
  return (position) => write(position).padStart(width);
}

/** One element as NumPy writes a scalar: its `repr`, or its `str` without quotes. */
export function scalarText(array: ArraySource, quoted: boolean): string {
  const value = elementAt(array, 0);
  switch (array.dtype) {
    case "float16":
    case "float32":
    case "float64":
      return floatText(value as number, WIDTHS[array.dtype]);
    case "bfloat16":
      return bfloat16Text(value as number);
    case "complex64":
      return complexText(value as Complex, 32);
    case "bool":
      return value ? "True" : "False";
    case "string":
      return quoted ? stringRepr(value as string) : value as string;
    case "bytes":
      return bytesRepr(value as string);
    default:
      return String(value);
  }
}
