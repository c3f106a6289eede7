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

/** The leaves of a nested value in order, and what holds them. */
export function flatten<Leaf>(
  value: unknown,
  asLeaf: (value: unknown) => Leaf | undefined,
): { leaves: Leaf[]; structure: Structure } {
  const leaves: Leaf[] = [];
  const visit = (it: unknown): Structure => {
    const leaf = asLeaf(it);
    if (leaf !== undefined) return { kind: "leaf", index: leaves.push(leaf) - 1 };
    if (Array.isArray(it)) return { kind: "list", items: it.map(visit) };
    if (isOptions(it)) {
      const entries = Object.entries(it).map(([key, item]) => [key, visit(item)] as const);
      return { kind: "record", entries };
    }
    return { kind: "other", value: it };
  };
  return { structure: visit(value), leaves };
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

const identities = new WeakMap<object, number>();
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
        structure.entries.map(([key, it]) => `${JSON.stringify(key)}:${structureKey(it)}`).join()
      }}`;
    case "other":
      return valueKey(structure.value);
  }
}

function valueKey(value: unknown): string {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  if (!isObject) {
    return Object.is(value, -0)
      ? "number -0"
      : `${typeof value} ${typeof value === "string" ? JSON.stringify(value) : String(value)}`;
  }
  let identity = identities.get(value);
  if (identity === undefined) identities.set(value, identity = nextIdentity++);
  return `@${identity}`;
}
