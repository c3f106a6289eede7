/**
 * How values appear in error messages: one spelling for shapes and values everywhere, so that a
 * message can be searched for and compared.
 *
 * @module
 */

/** A shape as TensorFlow prints it: `()`, `(3,)`, `(2, 10)`; unknown dimensions as `None`. */
export function formatShape(shape: readonly (number | null)[]): string {
  const dims = shape.map((dim) => dim === null ? "None" : String(dim));
  return dims.length === 1 ? `(${dims[0]},)` : `(${dims.join(", ")})`;
}

/** A received value in one short line: strings quoted, functions and objects by their name. */
export function formatValue(value: unknown): string {
  return format(value, 0);
}

/** Levels of nested arrays that are shown; one may hold itself. */
const MOST_LEVELS = 8;

function format(value: unknown, level: number): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return value.name ? `function ${value.name}` : "a function";
  if (Object.is(value, -0)) return "-0";
  if (Array.isArray(value)) {
    if (level === MOST_LEVELS) return "[...]";
    const shown = Array.from(value.slice(0, 8), (it) => format(it, level + 1)).join(", ");
    return value.length > 8 ? `[${shown}, ... ${value.length} items]` : `[${shown}]`;
  }
  if (typeof value === "object" && value !== null) {
    const name = value.constructor?.name ?? "object";
    const shape = (value as { shape?: unknown }).shape;
    if (Array.isArray(shape)) return `${name} of shape ${formatShape(shape as number[])}`;
    return name === "Object" ? `{${Object.keys(value).slice(0, 8).join(", ")}}` : name;
  }
  return typeof value === "bigint" ? `${value}n` : String(value);
}
