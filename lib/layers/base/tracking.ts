/**
 * Finds the layers and variables of a layer in its own properties, in the order in which they were
 * assigned, through arrays, maps, sets and plain objects. Nothing has to be registered.
 *
 * @module
 */
import { Variable } from "../../functions/variable.ts";

/** What the search needs to know of a layer. */
export interface TrackedLayer {
  readonly name: string;
}

/** Tells layers from other objects without importing their class. */
export type IsLayer<L> = (value: unknown) => value is L;

/** The layers and variables directly in an object's own properties, each once. */
export function trackedProperties<L extends TrackedLayer>(
  owner: object,
  isLayer: IsLayer<L>,
): { layers: L[]; variables: Variable[] } {
  const layers = new Set<L>();
  const variables = new Set<Variable>();
  const seen = new Set<object>([owner]);

  function visit(value: unknown): void {
    if (isLayer(value)) return void layers.add(value);
    if (value instanceof Variable) return void variables.add(value);
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (Array.isArray(value)) value.forEach(visit);
    else if (value instanceof Map || value instanceof Set) [...value.values()].forEach(visit);
    else if (Object.getPrototypeOf(value) === Object.prototype) Object.values(value).forEach(visit);
  }

  for (const value of Object.values(owner)) visit(value);
  return { layers: [...layers], variables: [...variables] };
}

/**
 * Throws if a layer contains itself, naming the way round.
 *
 * @param children The layers directly inside a layer.
 */
export function checkNoCycle<L extends TrackedLayer>(
  root: L,
  children: (layer: L) => readonly L[],
): void {
  const path: L[] = [];
  const done = new Set<L>();
  function visit(layer: L): void {
    if (path.includes(layer)) {
      const way = [...path.slice(path.indexOf(layer)), layer].map(({ name }) => `'${name}'`).join(
        " > ",
      );
      throw new TypeError(
        `Cannot collect the layers of '${root.name}': expected layers without a cycle, received ${way}; keep a reference to an outer layer in a #private field, which is not tracked`,
      );
    }
    if (done.has(layer)) return;
    path.push(layer);
    children(layer).forEach(visit);
    path.pop();
    done.add(layer);
  }
  visit(root);
}
