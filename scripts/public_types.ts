// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Writes `lib/namespaces/types.ts`: the types that the public functions take and give, found by what
 * `deno doc --lint` calls private. A list by hand would be forgotten with the next function.
 *
 *     deno run -A scripts/public_types.ts
 *
 * @module
 */
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const FILE = "lib/namespaces/types.ts";

/** Files of a folder. */
function* files(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* files(path);
    else if (name.endsWith(".ts") && !path.endsWith(FILE)) yield path;
  }
}

/** Where each exported type is defined, as paths from the root. */
function definitions(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of files(`${ROOT}/lib`)) {
    const pattern = /^export (?:declare )?(?:abstract )?(?:type|interface|class) (\w+)/gm;
    for (const [, name] of Deno.readTextFileSync(path).matchAll(pattern)) {
      found.set(name!, [...found.get(name!) ?? [], relative(ROOT, path)]);
    }
  }
  return found;
}

/** A type that the lint calls private, and the file that refers to it. */
interface Private {
  readonly name: string;
  readonly from: string;
}

async function privateTypes(): Promise<Private[]> {
  const { stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--lint", "mod.ts"],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder().decode(stderr);
  const pattern = /public type '[^']+' references private type '(\w+)'\s+--> (\S+?):\d+:\d+/g;
  return [...text.matchAll(pattern)].map(([, name, path]) => ({
    name: name!,
    from: relative(ROOT, path!),
  }));
}

function write(types: ReadonlyMap<string, ReadonlySet<string>>): void {
  const taken = new Map<string, string>();
  const lines = [...types].sort(([a], [b]) => a < b ? -1 : 1).map(([path, names]) => {
    const parts = [...names].sort().map((name) => {
      const isTaken = taken.has(name);
      if (!isTaken) taken.set(name, path);
      const folder = path.split("/").at(-2)!;
      return isTaken ? `${name} as ${folder[0]!.toUpperCase()}${folder.slice(1)}${name}` : name;
    });
    return `export type { ${parts.join(", ")} } from "../${path.slice("lib/".length)}";`;
  });
  const head = `/**
 * The types that public functions take and give; written by scripts/public_types.ts.
 *
 * @module
 */
`;
  Deno.writeTextFileSync(`${ROOT}/${FILE}`, `${head}${lines.join("\n")}\n`);
}

const found = definitions();
const types = new Map<string, Set<string>>();
write(types);
for (let round = 0; round < 10; round++) {
  const missing = await privateTypes();
  const before = [...types.values()].reduce((sum, { size }) => sum + size, 0);
  for (const { name, from } of missing) {
    const paths = found.get(name) ?? [];
    const near = paths.find((path) => dirname(path) === dirname(from));
    const path = paths.includes(from) ? from : near ?? paths[0];
    if (path === undefined) continue;
    types.set(path, (types.get(path) ?? new Set()).add(name));
  }
  write(types);
  const after = [...types.values()].reduce((sum, { size }) => sum + size, 0);
  if (after === before) {
    for (const { name, from } of missing) console.log(`${from}: ${name} is defined nowhere public`);
    break;
  }
}
await new Deno.Command(Deno.execPath(), { args: ["fmt", "-q", `${ROOT}/${FILE}`] }).output();
