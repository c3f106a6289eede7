/**
 * Nested values with tensors in them, as functions take and give them: taken apart into the tensors
 * and a description of the rest, and put together again.
 *
 * @module
 */
import { isOptions } from "../ops/bind.ts";

/** A nested value with numbered holes where leaves were. */
export type Structure =
  | { readonly kind: "leaf"; readonly index: number }
  | { readonly kind: "list"; readonly items: readonly Structure[] }
  | { readonly kind: "record"; readonly entries: readonly (readonly [string, Structure])[] }
  | { readonly kind: "other"; readonly value: unknown };

/** How deep values may be nested: deeper ones hold themselves. */
const DEEPEST = 1000;

/**
 * The leaves of a nested value, and what holds them. Objects count in the order of their keys'
 * spelling, as in TensorFlow, so that the order of writing does not matter.
 *
 * @throws {TypeError} for a value that holds itself.
 */
export function flatten<Leaf>(
  value: unknown,
  asLeaf: (value: unknown) => Leaf | undefined,
): { leaves: Leaf[]; structure: Structure } {
  const leaves: Leaf[] = [];
  const visit = (it: unknown, depth: number): Structure => {
    const leaf = asLeaf(it);
    if (leaf !== undefined) return { kind: "leaf", index: leaves.push(leaf) - 1 };
    if (depth > DEEPEST) {
      throw new TypeError(
        `expected nested values of tensors, received one that is nested ${DEEPEST} times or holds itself`,
      );
    }
    if (Array.isArray(it)) {
      return { kind: "list", items: Array.from(it, (item) => visit(item, depth + 1)) };
    }
    if (isOptions(it)) {
      const items = new Map<string, Structure>();
      for (const key of Object.keys(it).sort()) items.set(key, visit(it[key], depth + 1));
      const entries = Object.keys(it).map((key) => [key, items.get(key)!] as const);
      return { kind: "record", entries };
    }
    return { kind: "other", value: it };
  };
  return { structure: visit(value, 0), leaves };
}

/** The nested value with leaves in its holes. */
export function pack(structure: Structure, leaves: readonly unknown[]): unknown {
  switch (structure.kind) {
    case "leaf":
      return leaves[structure.index];
    case "list":
      return structure.items.map((item) => pack(item, leaves));
    case "record":
      return Object.fromEntries(structure.entries.map(([key, item]) => [key, pack(item, leaves)]));
    case "other":
      return structure.value;
  }
}

const identities = new WeakMap<WeakKey, number>();
/** Symbols that anyone can make again, which a weak map does not take. */
const symbols = new Map<symbol, number>();
let nextIdentity = 0;

/** A text that is equal for structures that trace alike: objects count by identity. */
export function structureKey(structure: Structure): string {
  switch (structure.kind) {
    case "leaf":
      return `#${structure.index}`;
    case "list":
      return `[${structure.items.map(structureKey).join()}]`;
    case "record":
      return `{${
        structure.entries.map(([key, it]) => `${JSON.stringify(key)}:${structureKey(it)}`)
          .sort().join()
      }}`;
    case "other":
      return valueKey(structure.value);
  }
}

function valueKey(value: unknown): string {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  if (typeof value === "symbol") return identityKey(symbols, value);
  if (isObject) return identityKey(identities, value as object);
  return Object.is(value, -0)
    ? "number -0"
    : `${typeof value} ${typeof value === "string" ? JSON.stringify(value) : String(value)}`;
}

function identityKey<Key>(
  known: { get(key: Key): number | undefined; set(key: Key, value: number): unknown },
  value: Key,
): string {
  let identity = known.get(value);
  if (identity === undefined) known.set(value, identity = nextIdentity++);
  return `@${identity}`;
}
