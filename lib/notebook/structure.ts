/**
 * The structure of printed values: kinds, names, shapes, dtypes, nesting and whether arrays are
 * summarised; everything but the numbers.
 *
 * @module
 */
import type { Parsed, ParsedArray } from "../display/parse.ts";
import { formatShape } from "../errors/format.ts";
import { keyText } from "./parts.ts";

/** A value's structure in words, such as `[array (2, 3) float32, tuple of ...]`. */
export function describeStructure(value: Parsed): string {
  switch (value.kind) {
    case "array":
      return `array ${arrayWords(value)}`;
    case "tensor": {
      const form = value.form === "str" ? "printed tensor" : "tensor";
      return `${form} ${formatShape(value.shape)} ${value.dtype}${ellipsis(value.array)}`;
    }
    case "variable":
      return `variable '${value.name}' ${formatShape(value.shape)} ${value.dtype}${
        ellipsis(value.array)
      }`;
    case "list":
      return `[${value.items.map(describeStructure).join(", ")}]`;
    case "tuple": {
      const items = value.items.map(describeStructure);
      return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
    }
    case "dict":
      return `{${
        value.entries.map(([key, item]) => `${keyText(key)}: ${describeStructure(item)}`).join(", ")
      }}`;
    case "number":
      return isFloat(value.text) ? "float" : "int";
    case "string":
      return value.bytes ? "bytes" : "str";
    case "name":
      return value.text;
    case "object":
      return `object array of ${describeStructure(value.item)}`;
  }
}

/** Where two structures differ first, in words; `undefined` when they are the same. */
export function structureDifference(
  expected: Parsed,
  actual: Parsed,
  { path = "", ids = true } = {},
): string | undefined {
  const differ = (what: string, a: unknown, b: unknown) =>
    a === b ? undefined : `${path}${what}: expected ${a}, received ${b}`;
  if (expected.kind !== actual.kind) {
    return differ("", describeStructure(expected), describeStructure(actual));
  }
  const inner = (a: readonly Parsed[], b: readonly Parsed[], name: (i: number) => string) =>
    first(
      a.map((item, i) => () =>
        structureDifference(item, b[i]!, { path: `${path}${name(i)}`, ids })
      ),
    );
  if (expected.kind === "list" || expected.kind === "tuple") {
    const { items } = actual as typeof expected;
    return differ(" length", expected.items.length, items.length) ??
      inner(expected.items, items, (i) => `[${i}]`);
  }
  if (expected.kind === "dict") {
    const { entries } = actual as typeof expected;
    const keys = (of: typeof entries) => of.map(([key]) => keyText(key));
    return differ(" keys", keys(expected.entries).join(", "), keys(entries).join(", ")) ??
      inner(
        expected.entries.map((e) => e[1]),
        entries.map((e) => e[1]),
        (i) => `["${keys(entries)[i]}"]`,
      );
  }
  if (expected.kind === "object") {
    const { item } = actual as typeof expected;
    return structureDifference(expected.item, item, { path: `${path}.item`, ids });
  }
  if (expected.kind === "tensor") {
    const hasId = (value: typeof expected) => value.id === undefined ? "no id" : "an id";
    const difference = ids
      ? differ(".id", hasId(expected), hasId(actual as typeof expected))
      : differ(".id", "no id", hasId(actual as typeof expected));
    if (difference !== undefined) return difference;
  }
  if (expected.kind === "tensor" || expected.kind === "variable") {
    const other = actual as typeof expected;
    const named = expected.kind === "variable"
      ? differ(".name", `'${expected.name}'`, `'${(other as typeof expected).name}'`)
      : differ(" form", expected.form, (other as typeof expected & { kind: "tensor" }).form);
    return named ?? differ(".shape", formatShape(expected.shape), formatShape(other.shape)) ??
      differ(".dtype", expected.dtype, other.dtype) ??
      differ(".values", arrayWords(expected.array), arrayWords(other.array));
  }
  return differ("", describeStructure(expected), describeStructure(actual));
}

/** Shape, dtype and summary of a printed array. */
function arrayWords(array: ParsedArray): string {
  const shape = formatShape(array.fullShape ?? array.shape);
  return `${shape}${array.dtype === undefined ? "" : ` ${array.dtype}`}${ellipsis(array)}`;
}

function ellipsis(array: ParsedArray): string {
  return array.summarised ? " summarised" : "";
}

function isFloat(text: string): boolean {
  return /[.en]/.test(text);
}

function first(checks: (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}
