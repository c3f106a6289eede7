/**
 * Configurations as JSON that Python reads alike: floats stay floats where Keras asks for them, and
 * whole numbers of 64 bits stay exact.
 *
 * @module
 */
import { checkNesting } from "./json_nesting.ts";

/** Options that Keras takes as Python's `float` alone: 1 has to be written as 1.0. */
const FLOATS: ReadonlySet<string> = new Set(["beta", "learning_rate", "momentum", "threshold"]);

/** Newer than TypeScript's declarations: numbers by their text. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/**
 * The text of a configuration.
 *
 * @throws {TypeError} for a number that JSON does not have, which would be read as none.
 */
export function configText(where: string, config: unknown): string {
  return JSON.stringify(config, (key, value: unknown) => {
    if (typeof value === "bigint") return rawJSON(String(value));
    if (typeof value !== "number") return value;
    if (!Number.isFinite(value)) {
      throw new TypeError(
        `${where}: expected finite numbers in configurations, received ${key}=${value}`,
      );
    }
    return FLOATS.has(key) && Number.isInteger(value) ? rawJSON(`${value}.0`) : value;
  });
}

/**
 * What a text stands for.
 *
 * @throws {SyntaxError} for what is no JSON.
 * @throws {RangeError} for what is nested too deep.
 */
export function configFrom(where: string, name: string, text: string): unknown {
  checkNesting(where, name, text);
  try {
    return JSON.parse(text, exact as (key: string, value: unknown) => unknown);
  } catch (error) {
    throw new SyntaxError(`${where}: expected ${name} to be JSON, ${(error as Error).message}`);
  }
}

/** A whole number beyond what a double holds stays itself. */
function exact(_key: string, value: unknown, { source }: { source?: string } = {}): unknown {
  const isLarge = typeof value === "number" && Number.isInteger(value) &&
    !Number.isSafeInteger(value);
  return isLarge && source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value;
}
