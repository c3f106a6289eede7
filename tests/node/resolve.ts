/**
 * Teaches Node the names that Deno's import map and its `npm:` specifiers stand for, so that
 * the sources and their tests run as they are: `node --import ./tests/node/resolve.ts FILE`.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import process from "node:process";
import { pathToFileURL } from "node:url";

const root = new URL("../../", import.meta.url);
const { imports } = JSON.parse(readFileSync(new URL("deno.json", root), "utf8")) as {
  imports: Record<string, string>;
};

/** A folder with `node_modules`: the root's, unless the environment names another. */
const { KERASAUR_NODE_PACKAGES: named } = process.env;
const packages = named === undefined ? root.href : pathToFileURL(named).href;

/** A specifier of Deno's as Node has it: `npm:` packages without their versions. */
function nodeSpecifier(specifier: string): string {
  const named = imports[specifier] ?? specifier;
  if (named !== specifier && named.startsWith("./")) return new URL(named, root).href;
  return named.replace(/^npm:((?:@[^/]+\/)?[^@/]+)@[^/]+/, "$1");
}

/** Where the examples of the documentation come from. */
const TYPESCRIPT = "data:application/typescript,";

registerHooks({
  load(url, context, next) {
    if (!url.startsWith(TYPESCRIPT)) return next(url, context);
    const text = decodeURIComponent(url.slice(TYPESCRIPT.length));
    return { format: "module", source: stripTypeScriptTypes(text), shortCircuit: true };
  },
  resolve(specifier, context, next) {
    const named = nodeSpecifier(specifier);
    // Packages are looked for in one place, whoever asks: examples have no folder.
    const isPackage = specifier.startsWith("npm:") ||
      (specifier in imports && !named.startsWith("file:"));
    return next(named, isPackage ? { ...context, parentURL: packages } : context);
  },
});
