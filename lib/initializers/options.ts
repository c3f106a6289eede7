/**
 * Checks that the initializers share.
 *
 * @module
 */
import { camelCase } from "../objects/naming.ts";
import { checkFloat } from "../random/arguments.ts";

/** Whether a value is an object written with braces. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
}

/** A number above 0 that stays finite as float32. */
export function checkPositive(where: string, name: string, value: unknown): number {
  const number = checkFloat(where, name, value);
  if (number <= 0) {
    throw new RangeError(
      `${where}: expected ${name} to be a finite number > 0, received ${name}=${number}`,
    );
  }
  return number;
}

/** A configuration as options: the same values under names in camelCase. */
export function toOptions(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).map(([name, it]) => [camelCase(name), it]));
}
