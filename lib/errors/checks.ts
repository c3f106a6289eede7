/**
 * Validators that take the argument's name: each returns the value, narrowed, or throws an error
 * that names the argument, what was expected, and what was received. `where` is the function or
 * layer the argument belongs to, such as `tf.random.uniform` or `Dense 'dense_1'`.
 *
 * @module
 */
import { formatValue } from "./format.ts";
import { nearestName } from "./nearest.ts";

/** The largest number of elements a tensor may have: what a 32-bit index can address. */
export const MAX_ELEMENTS = 2 ** 31 - 1;

/** What to write in the place of a text that is a number, if it is one. */
function writtenNumber(value: unknown): string {
  const isNumber = typeof value === "string" && value.trim() !== "" && !Number.isNaN(+value);
  return isNumber ? `; write ${+value}, without quotes` : "";
}

/** A whole number in `[min, max]`. */
export function checkInteger(
  where: string,
  name: string,
  value: unknown,
  { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = {},
): number {
  if (typeof value !== "number") {
    throw new TypeError(
      `${where}: expected ${name} to be a whole number, received ${name}=${formatValue(value)}${
        writtenNumber(value)
      }`,
    );
  }
  if (!Number.isInteger(value) || value < min || value > max) {
    const range = min === Number.MIN_SAFE_INTEGER
      ? "a whole number"
      : max === Number.MAX_SAFE_INTEGER
      ? `a whole number >= ${min}`
      : `a whole number from ${min} to ${max}`;
    throw new RangeError(
      `${where}: expected ${name} to be ${range}, received ${name}=${formatValue(value)}`,
    );
  }
  return value;
}

/** A finite number in `[min, max]`. */
export function checkFinite(
  where: string,
  name: string,
  value: unknown,
  { min = -Infinity, max = Infinity } = {},
): number {
  if (typeof value !== "number") {
    throw new TypeError(
      `${where}: expected ${name} to be a number, received ${name}=${formatValue(value)}${
        writtenNumber(value)
      }`,
    );
  }
  if (!Number.isFinite(value) || value < min || value > max) {
    const bounds = min === -Infinity && max === Infinity
      ? "a finite number"
      : max === Infinity
      ? `a finite number >= ${min}`
      : `a finite number from ${min} to ${max}`;
    throw new RangeError(
      `${where}: expected ${name} to be ${bounds}, received ${name}=${formatValue(value)}`,
    );
  }
  return value;
}

/** A shape: whole dimensions >= 0 with at most {@linkcode MAX_ELEMENTS} elements in all. */
export function checkShape(where: string, shape: unknown, name = "shape"): number[] {
  if (!Array.isArray(shape)) {
    throw new TypeError(
      `${where}: expected ${name} to be an array of dimensions, received ${name}=${
        formatValue(shape)
      }${typeof shape === "number" ? `; write [${shape}]` : ""}`,
    );
  }
  let size = 1;
  shape.forEach((dim, axis) => {
    size *= checkInteger(where, `${name}[${axis}]`, dim, { min: 0 });
  });
  if (size > MAX_ELEMENTS) {
    throw new RangeError(
      `${where}: expected at most ${MAX_ELEMENTS} elements, received ${name}=${
        formatValue(shape)
      } with ${size}`,
    );
  }
  return [...shape];
}

/** Which choice was probably meant, if one is near. */
function meantChoice(value: unknown, choices: readonly string[]): string {
  if (typeof value !== "string") return "";
  const nearest = nearestName(value, choices, Math.floor(value.length / 3));
  return nearest === undefined ? "" : `; did you mean ${JSON.stringify(nearest)}?`;
}

/** One of the given strings. */
export function checkOneOf<T extends string>(
  where: string,
  name: string,
  value: unknown,
  choices: readonly T[],
): T {
  if (!choices.includes(value as T)) {
    const error = typeof value === "string" ? RangeError : TypeError;
    const listed = choices.map((choice) => JSON.stringify(choice)).join(", ");
    throw new error(
      `${where}: expected ${name} to be one of ${listed}, received ${name}=${formatValue(value)}${
        meantChoice(value, choices)
      }`,
    );
  }
  return value as T;
}

/** A truth value. */
export function checkBoolean(where: string, name: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new TypeError(
    `${where}: expected ${name} to be true or false, received ${name}=${formatValue(value)}`,
  );
}
