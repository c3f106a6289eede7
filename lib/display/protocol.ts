/**
 * How objects of other modules say what Python would print for them, without this module knowing
 * their classes.
 *
 * @module
 */

/** Key of an object's Python `repr`: a text, or a method that returns it. */
export const reprSymbol: unique symbol = Symbol.for("kerasaur.repr") as never;

/** Key of an object's Python `str`, where it differs from the `repr`. */
export const strSymbol: unique symbol = Symbol.for("kerasaur.str") as never;

/** Key of the dotted name of an object's Python class, such as `numpy.ndarray`. */
export const typeNameSymbol: unique symbol = Symbol.for("kerasaur.typeName") as never;

/** The text an object has under one of the keys, if it has one. */
export function ownText(value: unknown, key: symbol): string | undefined {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) {
    return undefined;
  }
  const text = (value as Record<symbol, unknown>)[key];
  if (typeof text === "string") return text;
  return typeof text === "function" ? String(text.call(value)) : undefined;
}
