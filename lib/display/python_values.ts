/**
 * What a JavaScript value is in Python: the one place where kinds are told apart.
 *
 * @module
 */
import { floatText } from "./float_text.ts";
import { ownText, reprSymbol, typeNameSymbol } from "./protocol.ts";
import { stringRepr } from "./python_string.ts";

/** A value as Python's printers see it: something with items, or a text without. */
export type PythonKind =
  | { kind: "list" | "tuple" | "set"; items: readonly unknown[] }
  | { kind: "dict"; entries: readonly (readonly [unknown, unknown])[] }
  | { kind: "class"; name: string }
  | { kind: "text"; text: string };

/** A class object: what `type()` gives. */
export class PyType {
  /** Its dotted name. */
  readonly className: string;

  /** The class of a dotted name, such as `numpy.ndarray` or `int`. */
  constructor(className: string) {
    this.className = className;
  }

  /** Python's `str` of a class. */
  toString(): string {
    return `<class '${this.className}'>`;
  }
}

/** A number as Python prints it: an int where it is a whole number that doubles count exactly. */
export function numberText(x: number): string {
  return Number.isSafeInteger(x) && !Object.is(x, -0) ? String(x) : floatText(x, 64);
}

/** Whether a function is a class. */
function isClass(value: unknown): value is { name: string } {
  return typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));
}

/** Whether a value is an object without a class of its own. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** The name of an object's class, in the module that notebooks run in. */
function constructorName(value: object): string {
  return `__main__.${value.constructor?.name ?? "object"}`;
}

/** What an object without a text of its own is. */
function objectKind(value: object): PythonKind {
  const className = ownText(value, typeNameSymbol);
  if (Array.isArray(value)) return { kind: className === "tuple" ? "tuple" : "list", items: value };
  if (value instanceof Map) return { kind: "dict", entries: [...value] };
  if (value instanceof Set) return { kind: "set", items: [...value] };
  if (value instanceof PyType) return { kind: "class", name: value.className };
  if (isClass(value)) return { kind: "class", name: `__main__.${value.name}` };
  // Python's float prints with the help of this function, so it can't be asked for its text.
  if (className === "float") return { kind: "text", text: floatText(Number(value), 64) };
  const text = ownText(value, reprSymbol);
  if (text !== undefined) return { kind: "text", text };
  if (typeof value === "function") {
    return { kind: "text", text: `<function ${value.name || "<lambda>"}>` };
  }
  if (isPlain(value)) return { kind: "dict", entries: Object.entries(value) };
  return { kind: "text", text: `<${className ?? constructorName(value)} object>` };
}

/** What a value is in Python. */
export function pythonKind(value: unknown): PythonKind {
  switch (typeof value) {
    case "number":
      return { kind: "text", text: numberText(value) };
    case "string":
      return { kind: "text", text: stringRepr(value) };
    case "boolean":
      return { kind: "text", text: value ? "True" : "False" };
    case "undefined":
      return { kind: "text", text: "None" };
    case "object":
    case "function":
      return value === null ? { kind: "text", text: "None" } : objectKind(value);
    default:
      return { kind: "text", text: String(value) };
  }
}

/** The dotted name of a value's Python class. */
export function classNameOf(value: unknown): string {
  switch (typeof value) {
    case "number":
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? "int" : "float";
    case "bigint":
      return "int";
    case "string":
      return "str";
    case "boolean":
      return "bool";
    case "object":
    case "function":
      break;
    default:
      return "NoneType";
  }
  if (value === null) return "NoneType";
  const own = ownText(value, typeNameSymbol);
  if (own !== undefined) return own;
  const { kind } = objectKind(value);
  if (kind === "class") return "type";
  if (kind !== "text") return kind;
  return typeof value === "function" ? "function" : constructorName(value);
}
