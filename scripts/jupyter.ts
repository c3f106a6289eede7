// deno-lint-ignore-file no-console -- what it says is for the person who starts it
/**
 * Starts JupyterLab on the notebooks, with Deno's kernel for this run only: nothing is installed
 * and nothing is left behind. Arguments go to JupyterLab.
 *
 *     deno run -A scripts/jupyter.ts [--python PATH] [arguments of jupyter lab]
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withKernelSpec } from "./kernel_spec.ts";

const NOTEBOOKS = fileURLToPath(new URL("../notebooks", import.meta.url));

/** Whether a Python has JupyterLab. */
async function hasLab(python: string): Promise<boolean> {
  try {
    const args = ["-c", "import jupyterlab"];
    return (await new Deno.Command(python, { args, stderr: "null" }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** The Python to use: the one named, that of the environment in use, or the first on the path. */
async function findPython(named: string | undefined): Promise<string | undefined> {
  const active = Deno.env.get("VIRTUAL_ENV");
  const candidates = named === undefined
    ? [...(active ? [join(active, "bin", "python")] : []), "python3", "python"]
    : [named];
  for (const candidate of candidates) if (await hasLab(candidate)) return candidate;
  return undefined;
}

const args = [...Deno.args];
const at = args.indexOf("--python");
const [, named] = at < 0 ? [] : args.splice(at, 2);
const python = await findPython(named);
if (!python) {
  console.error(
    `deno task jupyter: expected a Python with JupyterLab, found none ${
      named === undefined ? "on the path" : `at ${named}`
    }; ` +
      "install it with: python3 -m venv .venv && .venv/bin/pip install jupyterlab, " +
      "then run: deno task jupyter --python .venv/bin/python",
  );
  Deno.exit(2);
}
const status = await withKernelSpec(async (environment) => {
  const lab = new Deno.Command(python, {
    args: ["-m", "jupyterlab", ...args],
    cwd: NOTEBOOKS,
    env: environment,
  }).spawn();
  // Ctrl-C reaches JupyterLab itself, which asks what to do; this waits for its answer.
  Deno.addSignalListener("SIGINT", () => {});
  return (await lab.status).code;
});
Deno.exit(status);
