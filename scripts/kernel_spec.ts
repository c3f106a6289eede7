/**
 * Deno's Jupyter kernel for one run: a kernel specification in a temporary folder that Jupyter is
 * told of through its environment.
 *
 * @module
 */
import { delimiter, join } from "node:path";

/** Runs `use` with the variables under which Jupyter finds the kernel `deno`. */
export async function withKernelSpec<T>(
  use: (environment: Record<string, string>) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "kerasaur-jupyter-" });
  try {
    const kernel = join(folder, "kernels", "deno");
    await Deno.mkdir(kernel, { recursive: true });
    const spec = {
      argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
      display_name: "Deno",
      language: "typescript",
      // By default Jupyter interrupts with a signal, which ends Deno, and with it all variables.
      interrupt_mode: "message",
    };
    await Deno.writeTextFile(join(kernel, "kernel.json"), JSON.stringify(spec, null, 2));
    const paths = [folder, Deno.env.get("JUPYTER_PATH")].filter((it) => it !== undefined);
    return await use({ JUPYTER_PATH: paths.join(delimiter) });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
