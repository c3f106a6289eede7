/**
 * Builds the package: each entry point as one file of JavaScript, the sources beside it as its types.
 * Deno takes about a tenth of a millisecond to load a module of TypeScript, whatever is in it, and
 * this library has hundreds.
 *
 *     deno task build [--out FOLDER]
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import * as esbuild from "esbuild";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Entry points: the name of the file that is built, its source, and the package's name for it. */
const ENTRIES = [
  { name: "kerasaur", source: "mod.ts", path: "." },
  { name: "tfjs", source: "lib/tfjs.ts", path: "./tfjs" },
] as const;

/** What the package has besides. */
const TEXTS = ["README.md", "LICENSE", "NOTICE", "CHANGELOG.md"];

/** Where a file of an entry point lies: the folder above it is the library's, as in the sources. */
const CODE = "lib";
/** Where the sources lie. */
const SOURCES = "src";

/** What an entry point says of its types. */
function typesOf(source: string): string {
  return `/* @ts-self-types="../${SOURCES}/${source}" */`;
}

/**
 * Fails unless a folder is empty, not there, or a package that was built before: what is in it goes.
 *
 * @throws {RangeError} for a folder with anything else.
 */
function checkReplaceable(out: string): void {
  if (!existsSync(out) || readdirSync(out).length === 0) return;
  const config = join(out, "deno.json");
  const { name } = JSON.parse(readFileSync(join(ROOT, "deno.json"), "utf8"));
  const isBuilt = existsSync(join(out, SOURCES, "mod.ts")) && existsSync(config) &&
    readFileSync(config, "utf8").includes(JSON.stringify(name));
  if (isBuilt) return;
  throw new RangeError(
    `build: expected --out to be an empty folder or one with a package built before, received ${out}, which has other files; name a new folder`,
  );
}

/** A module of `deno info`. */
interface Module {
  readonly specifier: string;
}

/** The sources that entry points lead to, types among them: paths from the root. */
export async function reached(): Promise<string[]> {
  const found = new Set<string>();
  for (const { source } of ENTRIES) {
    const args = ["info", "--json", source];
    const { stdout } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT }).output();
    const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as { modules: Module[] };
    for (const { specifier } of modules) {
      if (specifier.startsWith("file:")) found.add(relative(ROOT, fileURLToPath(specifier)));
    }
  }
  return [...found].toSorted();
}

/**
 * Builds the package into a folder; a package that was there goes.
 *
 * @throws {RangeError} for a folder with other files, which stay.
 */
export async function buildPackage(out: string): Promise<void> {
  checkReplaceable(out);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, CODE), { recursive: true });
  const { outputFiles } = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES.map(({ name, source }) => ({ in: source, out: name })),
    bundle: true,
    splitting: true,
    chunkNames: "shared_[hash]",
    outdir: join(out, CODE),
    write: false,
    format: "esm",
    platform: "neutral",
    target: "esnext",
    external: ["npm:*", "@tensorflow/tfjs"],
    // Names are in messages, and functions that nobody calls tell Deno which packages to fetch.
    keepNames: true,
    treeShaking: false,
    logLevel: "warning",
  });
  await esbuild.stop();
  for (const { path, text } of outputFiles) {
    const entry = ENTRIES.find(({ name }) => path.endsWith(`/${name}.js`));
    writeFileSync(path, entry ? `${typesOf(entry.source)}\n${text}` : text);
  }
  const { name, version, license, imports } = JSON.parse(
    readFileSync(join(ROOT, "deno.json"), "utf8"),
  );
  const exports = Object.fromEntries(ENTRIES.map((it) => [it.path, `./${CODE}/${it.name}.js`]));
  const tfjs = "@tensorflow/tfjs";
  writeFileSync(
    join(out, "deno.json"),
    JSON.stringify(
      { name, version, license, exports, imports: { [tfjs]: imports[tfjs] } },
      null,
      2,
    ),
  );
  for (const text of TEXTS) cpSync(join(ROOT, text), join(out, text));
  for (const path of await reached()) cpSync(join(ROOT, path), join(out, SOURCES, path));
}

if (import.meta.main) {
  const { out, _: rest, ...unknown } = parseArgs(Deno.args, { string: ["out"] });
  const excess = [...rest, ...Object.keys(unknown).map((name) => `--${name}`)];
  if (excess.length > 0 || out === "") {
    throw new RangeError(
      `build: expected --out FOLDER or nothing, received ${Deno.args.join(" ")}`,
    );
  }
  await buildPackage(typeof out === "string" ? out : join(ROOT, "dist"));
}
