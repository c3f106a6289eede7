/**
 * Python's `repr` and `str`: one line for lists, tuples and dicts, however long.
 *
 * @module
 */
import { ownText, strSymbol } from "./protocol.ts";
import { pythonKind } from "./python_values.ts";

/** Brackets of each kind of container. */
export const BRACKETS = {
  list: ["[", "]"],
  tuple: ["(", ")"],
  set: ["{", "}"],
  dict: ["{", "}"],
} as const;

/** The text of a value inside those it is in; a container in itself is only hinted at. */
function write(value: unknown, outer: readonly unknown[]): string {
  const python = pythonKind(value);
  if (python.kind === "text") return python.text;
  if (python.kind === "class") return `<class '${python.name}'>`;
  const [open, close] = BRACKETS[python.kind];
  if (outer.includes(value)) return `${open}...${close}`;
  const inside = [...outer, value];
  if (python.kind === "dict") {
    const entries = python.entries.map(([key, item]) =>
      `${write(key, inside)}: ${write(item, inside)}`
    );
    return `{${entries.join(", ")}}`;
  }
  if (python.kind === "set" && python.items.length === 0) return "set()";
  const items = python.items.map((item) => write(item, inside));
  const comma = python.kind === "tuple" && items.length === 1 ? "," : "";
  return `${open}${items.join(", ")}${comma}${close}`;
}

/**
 * Python's `repr` of a value. Whole numbers are ints, other numbers floats, arrays lists, maps and
 * plain objects dicts, `null` and `undefined` `None`.
 */
export function pythonRepr(value: unknown): string {
  return write(value, []);
}

/** Python's `str` of a value: as {@linkcode pythonRepr}, but text without quotes. */
export function pythonStr(value: unknown): string {
  if (typeof value === "string") return value;
  const { kind } = pythonKind(value);
  return (kind === "text" ? ownText(value, strSymbol) : undefined) ?? pythonRepr(value);
}
