/**
 * Single elements of a storage, read and written as the JavaScript values they are.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { fromBfloat16, toBfloat16 } from "./bfloat16.ts";
import { Complex } from "./complex.ts";
import { type DType, DTYPES, type Element, type ElementOf, type Storage } from "./dtype_table.ts";
import { float32OfBigInt } from "./float_of_bigint.ts";

/** The element at a position: a bigint for int64 and uint64, a {@linkcode Complex} for complex64. */
export function readElement<D extends DType>(dtype: D, data: Storage, i: number): ElementOf[D];
/** The same, of a type that is known only when it runs. */
export function readElement(dtype: DType, data: Storage, i: number): Element {
  if (dtype === "complex64") return new Complex(data[2 * i] as number, data[2 * i + 1] as number);
  const unit = data[i]!;
  if (dtype === "bfloat16") return fromBfloat16(unit as number);
  return dtype === "bool" ? unit !== 0 : unit;
}

/** A storage that can be written to. */
type Writable = { [index: number]: number | bigint | string };

/**
 * Sets the element at a position. Floats round to the nearest; integers have to be whole and in
 * range; booleans are 0 and 1 as numbers; a number is `true` as a truth value unless it is 0.
 *
 * @throws {TypeError} if `value` is of another kind than the elements.
 * @throws {RangeError} if `value` is not whole or out of range for integers.
 */
export function writeElement(dtype: DType, data: Storage, i: number, value: Element): void {
  const to = data as Writable;
  if (dtype === "complex64") {
    const isPair = value instanceof Complex;
    to[2 * i] = isPair ? value.re : floatOf(dtype, value);
    to[2 * i + 1] = isPair ? value.im : 0;
  } else if (dtype === "string") {
    if (typeof value !== "string") throw mismatch(dtype, value);
    to[i] = value;
  } else if (typeof value === "string" || value instanceof Complex) {
    throw mismatch(dtype, value);
  } else if (dtype === "bool") {
    to[i] = Number(value) !== 0 ? 1 : 0;
  } else if (DTYPES[dtype].kind === "float") {
    const number = floatOf(dtype, value);
    to[i] = dtype === "bfloat16" ? toBfloat16(number) : number;
  } else to[i] = wholeOf(dtype, value);
}

/** A value as a number; bigints round once, to float32 where that or less is stored. */
function floatOf(dtype: DType, value: Element): number {
  if (typeof value === "string" || value instanceof Complex) throw mismatch(dtype, value);
  return typeof value === "bigint" && dtype !== "float64" ? float32OfBigInt(value) : Number(value);
}

/** A value as a whole number of the type. */
function wholeOf(dtype: DType, value: number | bigint | boolean): number | bigint {
  const { min, max, bytes } = DTYPES[dtype];
  const whole = typeof value === "boolean" ? Number(value) : value;
  const fits = typeof whole === "bigint" || Number.isInteger(whole);
  if (!fits || whole < min! || whole > max!) {
    throw new RangeError(
      `writeElement: expected a whole number from ${min} to ${max} for dtype ${dtype}, received value=${
        formatValue(value)
      }`,
    );
  }
  return bytes === 8 ? BigInt(whole) : Number(whole);
}

function mismatch(dtype: DType, value: Element): TypeError {
  const expected = dtype === "string" ? "a string" : "a number";
  return new TypeError(
    `writeElement: expected ${expected} for dtype ${dtype}, received value=${formatValue(value)}`,
  );
}
