/**
 * Checks that the initializers share.
 *
 * @module
 */
import { checkFloat32, checkOptions } from "../random/arguments.ts";

/** The options object of `new where({ ... })`, with no other keys than the known ones. */
export function checkInitializerOptions(
  where: string,
  options: unknown,
  known: readonly string[],
): void {
  checkOptions(where, options, known, `new ${where}({ ${known[0]}: ... })`);
}

/** The number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dim) => product * dim, 1);
}

/** Whether a value is an object written with braces. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
}

/** A number above 0 that stays finite as float32. */
export function checkPositive(where: string, name: string, value: unknown): number {
  const number = checkFloat32(where, name, value);
  if (number <= 0) {
    throw new RangeError(
      `${where}: expected ${name} to be a finite number > 0, received ${name}=${number}`,
    );
  }
  return number;
}
