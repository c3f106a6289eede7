// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Holds the structure of the project: imports between the folders of lib/ point one way, no file
 * imports values of itself round a circle, and files stay short enough to be read.
 *
 *     deno run --allow-read --allow-run=deno scripts/check_structure.ts
 *
 * @module
 */
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Folders from the top to the bottom: each may import from itself and from those after it. */
const ORDER = [
  "notebook",
  "", // the files directly in lib/: what an import starts, the adapter
  "namespaces",
  "datasets",
  "models",
  "saving",
  "training",
  "callbacks",
  "charts",
  "metrics",
  "losses",
  "optimizers",
  "data",
  "lookup",
  "io",
  "feature_space",
  "layers",
  "keras_ops",
  "activations",
  "regularizers",
  "constraints",
  "initializers",
  "configuration",
  "random",
  "devices",
  "functions",
  "ops",
  "primitives",
  "tensor",
  "engine",
] as const;

/** Folders that anything may import and that import nothing but each other. */
const LEAVES = ["objects", "platform", "scopes", "arrays", "display", "errors"] as const;

/**
 * Folders whose files may import each other in circles: the gradient of an operation is made of
 * operations, whose gradients are made of operations.
 */
const RECURSIVE = ["primitives"] as const;

/**
 * Where Deno's own names may stand: behind the interface that has a driver for each runtime, in what
 * runs Deno's kernel, and in the programs of threads, which are sent as texts.
 */
const DENOS_OWN =
  /^lib\/(platform|notebook)\/|^lib\/random\/helper_thread\.ts$|^lib\/engine\/threads\/helper\.ts$/;

/** Lines of a text with one of Deno's names, those of comments and in quotes aside. */
function denosNames(text: string): number[] {
  return text.split("\n").flatMap((line, index) =>
    !/^\s*(\*|\/[/*])/.test(line) && /(?<!["`\w])Deno\./.test(line) ? [index + 1] : []
  );
}

/** Longest file, in lines, and the longest median. */
const LIMITS = { longest: 400, median: 120 };

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A module of `deno info`. */
interface Module {
  specifier: string;
  local?: string;
  dependencies?: {
    specifier: string;
    code?: { specifier: string };
    type?: { specifier: string };
  }[];
}

/** What a file imports: paths from the root, and which of them it imports for types alone. */
interface Imports {
  readonly all: readonly string[];
  readonly values: readonly string[];
}

/** Whether a text imports values, not only types, from a specifier. */
function importsValues(text: string, specifier: string): boolean {
  const from = specifier.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const statements = text.matchAll(
    new RegExp(`^(?:import|export)\\s+(type\\s)?([^;]*?)from "${from}"`, "gm"),
  );
  for (const [, type, names = ""] of statements) {
    if (type !== undefined) continue;
    const list = /\{([^}]*)\}/.exec(names)?.[1];
    if (list === undefined || list.split(",").some((it) => /^\s*(?!type\s)\S/.test(it))) {
      return true;
    }
  }
  return text.includes(`import "${specifier}"`) || text.includes(`import("${specifier}")`);
}

/** Local files under lib/ with what each imports, as paths from the root. */
async function importGraph(entries: string[]): Promise<Map<string, Imports>> {
  const graph = new Map<string, Imports>();
  for (const entry of entries) {
    const command = new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", entry],
      cwd: root,
    });
    const { success, stdout, stderr } = await command.output();
    if (!success) throw new Error(`deno info ${entry} failed: ${new TextDecoder().decode(stderr)}`);
    const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as { modules: Module[] };
    const local = (specifier: string) =>
      specifier.startsWith("file:") ? relative(root, fileURLToPath(specifier)) : undefined;
    for (const { specifier, dependencies = [] } of modules) {
      const file = local(specifier);
      if (!file?.startsWith("lib/")) continue;
      const text = await Deno.readTextFile(`${root}/${file}`);
      const targets = dependencies.flatMap(({ specifier, code, type }) => {
        const target = local((code ?? type)?.specifier ?? "");
        return target === undefined ? [] : [{ target, value: importsValues(text, specifier) }];
      });
      graph.set(file, {
        all: [...new Set(targets.map(({ target }) => target))],
        values: [...new Set(targets.filter(({ value }) => value).map(({ target }) => target))],
      });
    }
  }
  return graph;
}

/** The folder of lib/ a file lies in; empty for the files directly in it. */
function roomOf(file: string): string {
  const parts = file.split("/");
  return parts.length > 2 ? parts[1]! : "";
}

/** What is wrong with one import, if anything is. */
function importFault(from: string, to: string): string | undefined {
  const [a, b] = [roomOf(from), roomOf(to)];
  const isLeaf = (room: string) => (LEAVES as readonly string[]).includes(room);
  if (!to.startsWith("lib/")) return `${from} imports ${to}, outside lib/`;
  if (isLeaf(b)) return undefined;
  if (isLeaf(a)) return `${from} imports ${to}: ${a} is a leaf`;
  const [up, down] = [a, b].map((room) => (ORDER as readonly string[]).indexOf(room));
  if (up === -1 || down === -1) {
    return `${from} imports ${to}: a folder that has no place in the order`;
  }
  return up! <= down!
    ? undefined
    : `${from} imports ${to}: imports go from ${b} to ${a}, never back`;
}

/** Whether a file may be part of a circle. */
function isRecursive(file: string): boolean {
  return (RECURSIVE as readonly string[]).includes(roomOf(file));
}

/** Circles of imports of values, each as the files along it. */
function circles(graph: ReadonlyMap<string, Imports>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  function visit(file: string, path: readonly string[]): void {
    if (path.includes(file)) {
      const way = [...path.slice(path.indexOf(file)), file];
      if (!way.every(isRecursive)) found.push(`circle: ${way.join(" > ")}`);
    } else if (!done.has(file)) {
      for (const next of graph.get(file)?.values ?? []) visit(next, [...path, file]);
      done.add(file);
    }
  }
  for (const file of graph.keys()) visit(file, []);
  return found;
}

const graph = await importGraph(["mod.ts", "scripts/reproduce.ts"]);
const faults = [...graph].flatMap(([from, { all }]) =>
  all.map((to) => importFault(from, to)).filter((it) => it !== undefined)
);
faults.push(...circles(graph));

const lengths = [...graph.keys()].map((file) => ({
  file,
  lines: Deno.readTextFileSync(`${root}/${file}`).split("\n").length - 1,
})).sort((a, b) => a.lines - b.lines);
for (const file of graph.keys()) {
  if (DENOS_OWN.test(file)) continue;
  for (const line of denosNames(Deno.readTextFileSync(`${root}/${file}`))) {
    faults.push(
      `${file}:${line} uses Deno's own names; Node has none: lib/platform/host.ts has both`,
    );
  }
}
const median = lengths[Math.floor(lengths.length / 2)]!.lines;
if (median > LIMITS.median) {
  faults.push(`median length ${median} lines, more than ${LIMITS.median}`);
}
for (const { file, lines } of lengths) {
  if (lines > LIMITS.longest) {
    faults.push(`${file} has ${lines} lines, more than ${LIMITS.longest}`);
  }
}

for (const fault of faults) console.error(fault);
console.log(
  `structure: ${graph.size} files, median ${median} lines, longest ${
    lengths.at(-1)!.lines
  }, ${faults.length} faults`,
);
if (faults.length > 0) Deno.exit(1);
