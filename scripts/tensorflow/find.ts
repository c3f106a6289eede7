/**
 * Where a TensorFlow may be installed: asked for by the user, found by a Python, or unpacked.
 *
 * @module
 */
import { join, resolve } from "node:path";

/** A folder that may hold a TensorFlow, and who named it. */
export interface Candidate {
  readonly source: string;
  /** `undefined` if the source knows of none. */
  readonly folder: string | undefined;
  /** Why the source knows of none. */
  readonly reason?: string;
}

/** Prints the folder of the tensorflow package without importing it, which would take seconds. */
const ASK = `
import importlib.util, sys
spec = importlib.util.find_spec("tensorflow")
print(sys.executable)
print((list(spec.submodule_search_locations or [""]) if spec else [""])[0])
`;

/** Where archives of libtensorflow are unpacked by habit. */
const UNPACKED = ["/usr/local", "/opt/libtensorflow", "/usr"];

/** Asks a Python where its TensorFlow is. */
async function askPython(python: string): Promise<Candidate> {
  let output;
  try {
    output = await new Deno.Command(python, { args: ["-c", ASK] }).output();
  } catch {
    return { source: python, folder: undefined, reason: `there is no ${python}` };
  }
  const [executable = "", folder = ""] = new TextDecoder().decode(output.stdout).split("\n")
    .map((line) => line.trim());
  if (!output.success || executable === "") {
    return { source: python, folder: undefined, reason: `${python} does not run` };
  }
  return folder === ""
    ? { source: python, folder: undefined, reason: `${executable} has no package tensorflow` }
    : { source: `${python} (${executable})`, folder };
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/**
 * The places to look at, in the order in which they are tried. A place that was named is the only
 * one.
 *
 * @param named The option `--tensorflow`.
 */
export async function findTensorflow(named: string | undefined): Promise<Candidate[]> {
  if (named !== undefined) return [{ source: "--tensorflow", folder: resolve(named) }];
  const variable = Deno.env.get("TENSORFLOW_DIR");
  if (variable) return [{ source: "TENSORFLOW_DIR", folder: resolve(variable) }];
  const environment = Deno.env.get("VIRTUAL_ENV");
  const pythons = [
    ...(environment ? [join(environment, "bin", "python3")] : []),
    ...[".venv", "venv"].map((it) => resolve(it, "bin", "python3")).filter(isFile),
    "python3",
  ];
  const asked = await Promise.all([...new Set(pythons)].map(askPython));
  const unpacked = UNPACKED.filter((folder) => isFile(join(folder, "include/tensorflow/c/c_api.h")))
    .map((folder) => ({ source: "an unpacked libtensorflow", folder }));
  return [...asked, ...unpacked];
}
