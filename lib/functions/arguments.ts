/**
 * Checks of arguments that functions of this room share.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";

/** True or false. */
export function checkBoolean(where: string, name: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new TypeError(
    `${where}: expected ${name} to be true or false, received ${name}=${formatValue(value)}`,
  );
}
