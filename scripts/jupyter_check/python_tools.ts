/**
 * The tools that run notebooks without a window: nbconvert, nbclient, papermill.
 *
 * @module
 */
import type { Tool } from "./judge.ts";

/** Arguments of Python for each tool; `IN` is the notebook, which is overwritten. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  nbconvert: ["-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", "IN"],
  nbclient: [
    "-c",
    "import sys, nbformat, nbclient; path = sys.argv[1]; nb = nbformat.read(path, 4); " +
    "nbclient.NotebookClient(nb, timeout=60, kernel_name='deno').execute(); " +
    "nbformat.write(nb, path)",
    "IN",
  ],
  papermill: ["-m", "papermill", "IN", "IN", "--kernel", "deno", "--no-progress-bar"],
};

/** Those of the tools that a Python has. */
export async function pythonTools(
  python: string,
  environment: Record<string, string>,
): Promise<Tool[]> {
  const tools: Tool[] = [];
  for (const [name, command] of Object.entries(COMMANDS)) {
    const version = await versionOf(python, name);
    if (version === undefined) continue;
    tools.push({
      name: `${name} ${version}`,
      run: async (folder, notebook) => {
        const { success, stderr } = await new Deno.Command(python, {
          args: command.map((it) => it === "IN" ? notebook : it),
          cwd: folder,
          env: environment,
        }).output();
        if (!success) throw new Error(new TextDecoder().decode(stderr).slice(-1_000));
      },
    });
  }
  return tools;
}

/** Version of a Python module; `undefined` when a Python does not have it. */
export async function versionOf(python: string, module: string): Promise<string | undefined> {
  const args = ["-c", `import ${module}; print(${module}.__version__)`];
  try {
    const { success, stdout } = await new Deno.Command(python, { args, stderr: "null" }).output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
