/**
 * The formatter for the elements of an array, chosen from the elements that will be shown.
 *
 * @module
 */
import { floatColumn } from "./float_column.ts";
import { floatText } from "./float_text.ts";
import type { ArraySource } from "./nd_dtype.ts";
import type { PrintOptions } from "./print_options.ts";
import { getTextProfile } from "./profile.ts";
import { bytesRepr, stringRepr } from "./python_string.ts";

/** Writes the element at a position of the array's storage. */
export type ElementFormatter = (position: number) => string;

/** The formatter for an array of which the elements at `shown` will be written. */
export function elementFormatter(
  array: ArraySource,
  shown: readonly number[],
  options: PrintOptions,
): ElementFormatter {
  const { data, dtype, shape } = array;
  switch (dtype) {
    case "float32":
    case "float64": {
      const values = data as Float64Array;
      const format = floatColumn(
        shown.map((position) => values[position]!),
        dtype === "float32" ? 32 : 64,
        options,
      );
      return (position) => format(values[position]!);
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
  const value = array.data[0]!;
  switch (array.dtype) {
    case "float32":
      return floatText(value as number, 32);
    case "float64":
      return floatText(value as number, 64);
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
