/**
 * Plain numbers among arguments: slopes, tolerances, rates.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";

/**
 * A number, or `otherwise` where none is given.
 *
 * @throws {TypeError} for anything else.
 */
export function numberOr(
  where: string,
  name: string,
  value: unknown,
  otherwise: number,
): number {
  if (value === undefined || value === null) return otherwise;
  if (typeof value === "number") return value;
  throw new TypeError(
    `${where}: expected ${name} to be a number, received ${name}=${formatValue(value)}`,
  );
}
