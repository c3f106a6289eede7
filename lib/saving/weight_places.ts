/**
 * Where Keras 3 keeps the weights of a model's layers in a file: at the path of properties and lists
 * that leads to each, in Python's spelling. Names of layers are no part of it: they count on in a
 * session.
 *
 * @module
 */
import type { Variable } from "../functions/variable.ts";
import { type AnyHolder, isHolder } from "../layers/base/holder.ts";
import { toSnakeCase } from "../objects/naming.ts";

/** A layer's own variables, and the paths that lead to it, the one it is saved at first. */
export interface WeightPlace {
  readonly name: string;
  readonly paths: string[];
  /** The layer. */
  readonly holder: AnyHolder;
  readonly variables: readonly Variable[];
}

/** What models say of themselves besides. */
interface ModelLike extends AnyHolder {
  readonly layers: readonly AnyHolder[];
  readonly isStackOrGraph: boolean;
  readonly className: string;
}

const isModel = (holder: AnyHolder): holder is ModelLike => "isStackOrGraph" in holder;

/** The places of a model's weights, the model's own first. */
export function weightPlaces(model: AnyHolder): WeightPlace[] {
  const places = new Map<AnyHolder, WeightPlace>();

  function visit(holder: AnyHolder, path: string): void {
    const known = places.get(holder);
    if (known) return void known.paths.push(path);
    places.set(holder, {
      name: holder.name,
      paths: [path],
      holder,
      variables: ownVariables(holder),
    });
    for (const [name, value] of childrenOf(holder)) {
      if (isHolder(value)) visit(value, joined(path, name));
      else if (isContainer(value)) visitContainer(value, joined(path, name), new Set());
    }
  }

  function visitContainer(container: Container, path: string, seen: Set<object>): void {
    if (seen.has(container)) return;
    seen.add(container);
    const used = new Map<string, number>();
    const numbered = (name: string) => {
      const count = used.get(name) ?? 0;
      used.set(name, count + 1);
      return joined(path, count === 0 ? name : `${name}_${count}`);
    };
    for (const value of valuesOf(container)) {
      if (isHolder(value)) visit(value, numbered(className(value)));
      else if (isContainer(value)) visitContainer(value, numbered("container"), seen);
    }
  }

  visit(model, "");
  return [...places.values()];
}

/** Layers whose class, and the properties in it, have other names in Keras's sources. */
const OTHERWISE: Readonly<Record<string, { className: string; before: string }>> = {
  GroupQueryAttention: { className: "grouped_query_attention", before: "_" },
};

const joined = (path: string, name: string) => path === "" ? name : `${path}/${name}`;

/** Its variables without those of the layers inside, but for those that Keras writes twice. */
function ownVariables(holder: AnyHolder): readonly Variable[] {
  if ("fileVariables" in holder) return holder.fileVariables as readonly Variable[];
  const inner = new Set(holder.sublayers.flatMap((it) => [...it.weights]));
  return holder.weights.filter((it) => !inner.has(it));
}

/** What properties hold, by Python's names, in the order in which Keras goes through them. */
function childrenOf(holder: AnyHolder): [name: string, value: unknown][] {
  const listed: [string, unknown][] = isModel(holder) ? [["layers", holder.layers]] : [];
  const { before = "" } = OTHERWISE[holder.constructor.name] ?? {};
  const own = Object.entries(holder).map(([name, value]): [string, unknown] => [
    before + name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase(),
    value,
  ]);
  // Private names come last, as in Keras.
  const key = (name: string) => name.startsWith("_") ? `~${name}` : name;
  const sorted = (entries: [string, unknown][]) =>
    entries.sort(([a], [b]) => key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
  const isFirst = isModel(holder) && holder.isStackOrGraph;
  return isFirst ? [...listed, ...sorted(own)] : sorted([...listed, ...own]);
}

/** What layers are found in. */
type Container =
  | readonly unknown[]
  | Map<unknown, unknown>
  | Set<unknown>
  | Record<string, unknown>;

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null &&
    (Array.isArray(value) || value instanceof Map || value instanceof Set ||
      Object.getPrototypeOf(value) === Object.prototype);
}

function valuesOf(container: Container): unknown[] {
  if (container instanceof Map || container instanceof Set) return [...container.values()];
  return Object.values(container);
}

/** The name of a layer's class in a list. */
function className(holder: AnyHolder): string {
  const other = OTHERWISE[holder.constructor.name];
  if (other !== undefined) return other.className;
  return toSnakeCase(isModel(holder) ? holder.className : holder.constructor.name, false);
}
