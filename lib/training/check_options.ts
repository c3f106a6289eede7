/**
 * Checks of the options of `fit`, `evaluate` and `predict`, before anything runs.
 *
 * @module
 */
import { checkFinite, checkInteger, checkOneOf } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { isInteractive } from "../platform/console.ts";
import { isInNotebook } from "../platform/notebook.ts";
import type { Verbose } from "./options.ts";

/** A whole number from `min` on, or nothing. */
export function count(
  where: string,
  name: string,
  given: number | null | undefined,
  min = 1,
): number | undefined {
  if (given === null || given === undefined) return undefined;
  return checkInteger(where, name, given, { min });
}

/** How much is printed: 0, 1 or 2. */
export function verbosity(where: string, given: Verbose | undefined): 0 | 1 | 2 {
  if (given === undefined || given === "auto") return isInNotebook() || isInteractive() ? 1 : 2;
  if (typeof given === "boolean") return given ? 1 : 0;
  if (given === 0 || given === 1 || given === 2) return given;
  throw new RangeError(
    `${where}: expected verbose to be 0, 1, 2 or "auto", received verbose=${formatValue(given)}`,
  );
}

/** A share from 0 to below 1. */
export function share(where: string, name: string, given: number | undefined): number {
  if (given === undefined) return 0;
  const value = checkFinite(where, name, given, { min: 0 });
  if (value < 1) return value;
  throw new RangeError(`${where}: expected ${name} to be below 1, received ${name}=${value}`);
}

/** Whether and what is shuffled. */
export function shuffling(
  where: string,
  given: boolean | "batch" | undefined,
): boolean | "batch" {
  if (given === undefined || typeof given === "boolean") return given ?? true;
  return checkOneOf(where, "shuffle", given, ["batch"] as const);
}

/** Whether an epoch, counted from 0, is followed by a validation. */
export function validationEpochs(
  where: string,
  given: number | readonly number[] | undefined,
): (epoch: number) => boolean {
  if (Array.isArray(given)) {
    const epochs = new Set(
      given.map((it, i) => checkInteger(where, `validationFreq[${i}]`, it, { min: 1 })),
    );
    return (epoch) => epochs.has(epoch + 1);
  }
  const every = checkInteger(where, "validationFreq", given ?? 1, { min: 1 });
  return (epoch) => (epoch + 1) % every === 0;
}
