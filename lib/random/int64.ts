/**
 * 64-bit integers as two 32-bit words, low word first: how TensorFlow's seeds, keys and counters
 * enter the generator.
 *
 * @module
 */

/** A whole number of any size: a safe integer, or a bigint. */
export type Integer = number | bigint;

const WORD = 2 ** 32;

/** The low 32 bits of an integer in two's complement, as an int32. */
export function lowWord(value: Integer): number {
  return typeof value === "number" ? value | 0 : Number(BigInt.asIntN(32, value));
}

/** Bits 32 to 63 of an integer in two's complement, as an int32. */
export function highWord(value: Integer): number {
  return typeof value === "number"
    ? Math.floor(value / WORD) | 0
    : Number(BigInt.asIntN(32, value >> 32n));
}

/** The signed 64-bit integer made of two words. */
export function toInt64(low: number, high: number): bigint {
  return (BigInt(high | 0) << 32n) | BigInt(low >>> 0);
}

/** The remainder Python's `%` gives, in `[0, divisor)` for negative numbers too. */
export function floorMod(value: Integer, divisor: number): number {
  const rest = typeof value === "number" ? value % divisor : Number(value % BigInt(divisor));
  return rest < 0 ? rest + divisor : rest + 0;
}
