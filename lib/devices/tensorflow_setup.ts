/**
 * Where the tensorflow device was set up: a folder of ours holds the addon and a record of what it
 * was built from. `deno task setup:tensorflow` writes it; the device
 * reads it. Nothing here downloads or builds.
 *
 * @module
 */
import { host, isMissing } from "../platform/host.ts";
import { nodeModule } from "../platform/node.ts";
import { formatValue } from "../errors/format.ts";

const join = (...parts: string[]): string => nodeModule("path").join(...parts);

/** Version of `@tensorflow/tfjs-node-gpu` whose addon is built. */
export const PACKAGE_VERSION = "4.22.0";

/** Layout of the folder; what another layout left behind is set up anew. */
const LAYOUT = 2;

/** What a set-up was made of. */
export interface TensorflowSetup {
  readonly layout: number;
  /** Folder of the set-up. */
  readonly folder: string;
  /** The addon's file. */
  readonly addon: string;
  /** Version of `@tensorflow/tfjs-node-gpu`. */
  readonly packageVersion: string;
  /** Version of TensorFlow the addon was tested with. */
  readonly tensorflow: string;
  /** TensorFlow's library. */
  readonly library: string;
  /** Whether TensorFlow saw a GPU when the addon was tested. */
  readonly gpu: boolean;
}

/** A variable of the environment; `undefined` where the program may not read it. */
function environment(name: string): string | undefined {
  return host.variable(name) || undefined;
}

/**
 * The folder that set-ups lie in: `KERASAUR_CACHE_DIR`, or `kerasaur` in the system's cache folder
 * (`XDG_CACHE_HOME` or `~/.cache`, `~/Library/Caches`, `%LOCALAPPDATA%`); `undefined` where none of
 * these is known.
 */
export function setupRoot(): string | undefined {
  const own = environment("KERASAUR_CACHE_DIR");
  if (own !== undefined) return join(own, "tensorflow");
  const home = environment("HOME");
  const caches = host.system === "windows"
    ? environment("LOCALAPPDATA")
    : host.system === "darwin"
    ? home && join(home, "Library", "Caches")
    : environment("XDG_CACHE_HOME") ?? (home && join(home, ".cache"));
  return caches && join(caches, "kerasaur", "tensorflow");
}

/** File that names the set-up in use. */
export const CURRENT = "current.json";

const REMEDY = "run deno task setup:tensorflow";

/**
 * The set-up in use.
 *
 * @throws {Error} if there is none, or if what there is cannot be used, with what to do.
 */
export function readSetup(root: string | undefined = setupRoot()): TensorflowSetup {
  if (root === undefined) {
    throw new Error("it is not set up: no cache folder is known; set KERASAUR_CACHE_DIR or HOME");
  }
  const file = join(root, CURRENT);
  if (!host.mayRead(root)) {
    throw new Error(`its set-up in ${root} may not be read; allow it with deno run --allow-read`);
  }
  let text;
  try {
    text = host.files.readText(file);
  } catch (error) {
    if (isMissing(error)) throw new Error(`it is not set up: no ${file}`);
    throw new Error(`its set-up ${file} cannot be read: ${(error as Error).message}`);
  }
  let setup: TensorflowSetup;
  try {
    setup = JSON.parse(text);
  } catch {
    throw new Error(`its set-up ${file} is not JSON; ${REMEDY} again`);
  }
  if (setup.layout !== LAYOUT || setup.packageVersion !== PACKAGE_VERSION) {
    throw new Error(
      `its set-up ${file} is another version's: expected layout ${LAYOUT} of tfjs-node-gpu ${PACKAGE_VERSION}, received layout ${
        formatValue(setup.layout)
      } of ${formatValue(setup.packageVersion)}; ${REMEDY} again`,
    );
  }
  return setup;
}

/** Writes the record of the set-up in use, in one step. */
export function writeSetup(root: string, setup: Omit<TensorflowSetup, "layout">): void {
  const draft = join(root, `.${CURRENT}-${crypto.randomUUID()}`);
  const text = `${JSON.stringify({ layout: LAYOUT, ...setup }, null, 2)}\n`;
  host.files.write(draft, new TextEncoder().encode(text));
  host.files.rename(draft, join(root, CURRENT));
}
