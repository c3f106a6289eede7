/**
 * All primitives: every file of the library that enters some is imported, so that none can be added
 * without the tests of this folder meeting it.
 *
 * @module
 */
import { allPrimitives, type Primitive } from "../../lib/tensor/primitive.ts";

const LIBRARY = new URL("../../lib/", import.meta.url);

/** Files below a folder, as addresses. */
function* filesBelow(folder: URL): Generator<URL> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* filesBelow(new URL(`${name}/`, folder));
    else if (name.endsWith(".ts")) yield new URL(name, folder);
  }
}

/** Whether a file enters primitives, by itself or with one of the families. */
function entersPrimitives(file: URL): boolean {
  if (file.pathname.includes("/lib/primitives/")) return true;
  const text = Deno.readTextFileSync(file);
  return /\bdefine(Family|Unique)?\b/.test(text) && text.includes("tensor/primitive.ts") ||
    /import \{[^}]*\bdefine(Family|Unique)?\b[^}]*\} from "\.\/primitive\.ts"/.test(text);
}

for (const file of [...filesBelow(LIBRARY)].sort((a, b) => a.href < b.href ? -1 : 1)) {
  if (entersPrimitives(file)) await import(file.href);
}

/** All primitives in the order of their names. */
// deno-lint-ignore no-explicit-any -- entries of all kinds of attributes in one table
export const PRIMITIVES: readonly Primitive<any>[] = [...allPrimitives().values()]
  .sort((a, b) => a.name < b.name ? -1 : 1);

/** Primitives named on the command line of a script; all of them where none is. */
// deno-lint-ignore no-explicit-any -- entries of all kinds of attributes in one table
export function primitivesNamed(names: readonly string[]): readonly Primitive<any>[] {
  const unknown = names.find((name) => !allPrimitives().has(name));
  if (unknown !== undefined) throw new RangeError(`no primitive is called ${unknown}`);
  return names.length === 0 ? PRIMITIVES : PRIMITIVES.filter(({ name }) => names.includes(name));
}
