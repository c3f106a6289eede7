/**
 * Finds what modules hold in their properties.
 *
 * @module
 */
import { Tensor } from "../tensor/tensor.ts";
import { VariableCore } from "../tensor/variable_core.ts";

/**
 * What modules hold, each once: first what is in a module's own properties, in the order of their
 * names, then what is in the modules there.
 *
 * @param isWanted What is looked for.
 * @param isModule What is looked into.
 */
export function leavesOf<Leaf, Module extends object>(
  root: Module,
  isWanted: (value: unknown) => value is Leaf,
  isModule: (value: unknown) => value is Module,
): Leaf[] {
  const found: Leaf[] = [];
  const seen = new Set<unknown>([root]);
  const visitModule = (module: Module): void => {
    const inner: Module[] = [];
    const visit = (value: unknown): void => {
      if (typeof value !== "object" && typeof value !== "function") return;
      if (value === null || seen.has(value)) return;
      seen.add(value);
      if (isWanted(value)) found.push(value);
      if (isModule(value)) inner.push(value);
      else itemsOf(value).forEach(visit);
    };
    for (const name of ownNames(module)) visit(module[name as keyof Module]);
    inner.forEach(visitModule);
  };
  visitModule(root);
  return found;
}

/** Own properties that hold values, in the order of their names; getters would run code. */
function ownNames(module: object): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(module))
    .filter(([, { value }]) => value !== undefined).map(([name]) => name).sort();
}

/** What containers hold; plain objects and maps in the order of their keys. */
function itemsOf(value: object): unknown[] {
  if (value instanceof Tensor || value instanceof VariableCore) return [];
  if (Array.isArray(value) || value instanceof Set) return [...value];
  const isPlain = Object.getPrototypeOf(value) === Object.prototype ||
    Object.getPrototypeOf(value) === null;
  if (!isPlain && !(value instanceof Map)) return [];
  const entries: [unknown, unknown][] = value instanceof Map
    ? [...value]
    : Object.entries(Object.getOwnPropertyDescriptors(value)).map(([key, it]) => [key, it.value]);
  return entries.sort(([a], [b]) => String(a) < String(b) ? -1 : 1).map(([, item]) => item);
}
