/**
 * The package's own files and the headers of Node-API, brought by Deno's npm client without running
 * an install script.
 *
 * @module
 */
import { join } from "node:path";
import { PACKAGE_VERSION } from "../../lib/devices/tensorflow_setup.ts";
import { lastLines, SetupError } from "./report.ts";

/** Packages that are read, by name. */
const PACKAGES = {
  "@tensorflow/tfjs-node-gpu": PACKAGE_VERSION,
  "node-api-headers": "1.9.0",
} as const;

/** What the addon is built from. */
export interface Sources {
  /** Folder of `@tensorflow/tfjs-node-gpu`. */
  readonly packageFolder: string;
  /** Folder of `node_api.h`. */
  readonly nodeApi: string;
  /** Version of the headers of Node-API. */
  readonly nodeApiVersion: string;
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

async function deno(args: readonly string[]) {
  return await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: Deno.env.get("TMPDIR") ?? "/tmp",
  })
    .output();
}

/** Folder of Deno's npm cache. */
async function npmCache(): Promise<string> {
  const { stdout } = await deno(["info", "--json", "--no-config"]);
  return (JSON.parse(new TextDecoder().decode(stdout)) as { npmCache: string }).npmCache;
}

/** A package in the cache, whichever registry it came from. */
function findPackage(cache: string, name: string, version: string): string | undefined {
  if (!isFolder(cache)) return undefined;
  return [...Deno.readDirSync(cache)].filter(({ isDirectory }) => isDirectory)
    .map((registry) => join(cache, registry.name, name, version)).find(isFolder);
}

function findAll(cache: string): Sources | undefined {
  const [tfjsNode, headers] = Object.entries(PACKAGES).map(([name, version]) =>
    findPackage(cache, name, version)
  );
  if (tfjsNode === undefined || headers === undefined) return undefined;
  return {
    packageFolder: tfjsNode,
    nodeApi: join(headers, "include"),
    nodeApiVersion: PACKAGES["node-api-headers"],
  };
}

/** The sources, if an earlier run or another program brought them. */
export async function cachedSources(): Promise<Sources | undefined> {
  return findAll(await npmCache());
}

/**
 * The sources; downloads what is not in Deno's cache.
 *
 * @throws {SetupError} if the registry cannot be reached.
 */
export async function bringSources(): Promise<Sources> {
  const cache = await npmCache();
  const there = findAll(cache);
  if (there) return there;
  const specifiers = Object.entries(PACKAGES).map(([name, version]) => `npm:${name}@${version}`);
  const { success, stderr } = await deno(["cache", "--no-config", "--no-lock", ...specifiers]);
  const brought = findAll(cache);
  if (brought) return brought;
  throw new SetupError(
    `${specifiers.join(" and ")} cannot be brought: ${
      success ? `they are not in ${cache}` : lastLines(stderr, 3)
    }`,
    "let Deno reach an npm registry; NPM_CONFIG_REGISTRY names another one",
  );
}
