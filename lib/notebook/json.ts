/**
 * Checks of JSON values that come from files: each returns the value, narrowed, or throws an error
 * that names the place, the field and what was found there.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { suggestName } from "../errors/nearest.ts";

/** An object with named fields. */
export type Fields = Record<string, unknown>;

/** Whether a value is an object with named fields. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The error for a value of the wrong kind. */
export function wrongKind(where: string, name: string, kind: string, value: unknown): TypeError {
  return new TypeError(
    `${where}: expected ${name} to be ${kind}, received ${name}=${formatValue(value)}`,
  );
}

/** An object with named fields. */
export function record(where: string, name: string, value: unknown): Fields {
  if (!isRecord(value)) throw wrongKind(where, name, "an object", value);
  return value;
}

/** A list. */
export function list(where: string, name: string, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw wrongKind(where, name, "a list", value);
  return value;
}

/** A string. */
export function string(where: string, name: string, value: unknown): string {
  if (typeof value !== "string") throw wrongKind(where, name, "a string", value);
  return value;
}

/** A number. */
export function number(where: string, name: string, value: unknown): number {
  if (typeof value !== "number") throw wrongKind(where, name, "a number", value);
  return value;
}

/** A text, given whole or as a list of its lines. */
export function textOf(where: string, name: string, value: unknown): string {
  const isLines = Array.isArray(value) && value.every((line) => typeof line === "string");
  if (typeof value !== "string" && !isLines) {
    throw wrongKind(where, name, "a string or a list of lines", value);
  }
  return isLines ? value.join("\n") : value;
}

/** One of the given strings. */
export function oneOf(where: string, name: string, value: unknown, choices: string[]): string {
  const text = string(where, name, value);
  if (choices.includes(text)) return text;
  throw new RangeError(
    `${where}: expected ${name} to be one of ${choices.map((c) => `"${c}"`).join(", ")}, ` +
      `received ${name}="${text}"`,
  );
}

/** Refuses fields that are not known. */
export function onlyKnown(where: string, fields: Fields, known: readonly string[]): void {
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(
    `${where}: expected known fields only, received "${unknown}"; ${suggestName(unknown, known)}`,
  );
}
