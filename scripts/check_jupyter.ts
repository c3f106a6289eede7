// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Runs the notebooks with the tools people use (nbconvert, nbclient, papermill) on Deno's kernel
 * and compares each output with the committed one, but for the counters of tensors.
 *
 * Deno 2.9.6's kernel sometimes sends an output after it has said that the cell is done; these
 * tools then lose it (of any notebook: about one output in twenty on a busy machine). Lost outputs
 * are listed; only different ones fail.
 *
 *     deno run -A scripts/check_jupyter.ts --python PATH [NOTEBOOK ...]
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { codeCells, type NotebookContent } from "../lib/notebook/ipynb.ts";
import { withKernelSpec } from "./kernel_spec.ts";

const NOTEBOOKS = fileURLToPath(new URL("../notebooks", import.meta.url));

/** How each tool runs a notebook; `IN`, `OUT` and `NAME` are the paths. */
const TOOLS: Readonly<Record<string, readonly string[]>> = {
  nbconvert: ["-m", "nbconvert", "--to", "notebook", "--execute", "IN", "--output", "OUT"],
  nbclient: [
    "-c",
    "import sys, nbformat, nbclient; nb = nbformat.read(sys.argv[1], 4); " +
    "nbclient.NotebookClient(nb, timeout=60, kernel_name='deno', resources={'metadata': {'path': sys.argv[3]}}).execute(); " +
    "nbformat.write(nb, sys.argv[2])",
    "IN",
    "OUT",
    "FOLDER",
  ],
  papermill: [
    "-m",
    "papermill",
    "IN",
    "OUT",
    "--kernel",
    "deno",
    "--cwd",
    "FOLDER",
    "--no-progress-bar",
  ],
};

/** An output as notebooks store it. */
interface StoredOutput {
  output_type: string;
  name?: string;
  text?: string | string[];
  data?: Record<string, string | string[]>;
}

const joined = (text: string | string[] | undefined) => [text ?? ""].flat().join("");

/** The texts of a notebook's outputs, cell by cell, without what changes from run to run. */
function texts(content: NotebookContent): string[] {
  return codeCells(content).map(({ outputs }) =>
    (outputs as unknown as StoredOutput[])
      .map(({ output_type, name, text, data }) =>
        `${name ?? output_type}: ${joined(text ?? data?.["text/plain"])}`
      )
      .join("\n")
      .replace(/id=\d+/g, "id=")
      .replace(/incarnation: \d+/g, "incarnation:")
  );
}

const parsed = parseArgs(Deno.args, { string: ["python"] });
const python = typeof parsed["python"] === "string" ? parsed["python"] : "python3";
const named = parsed._.map(String);
const paths = [...Deno.readDirSync(NOTEBOOKS)].map(({ name }) => name)
  .filter((name) =>
    name.endsWith(".ipynb") && (named.length === 0 || named.some((it) => name.startsWith(it)))
  )
  .sort().map((name) => join(NOTEBOOKS, name));

let failures = 0;
await withKernelSpec(async (environment) => {
  const folder = await Deno.makeTempDir({ prefix: "kerasaur-check-" });
  for (const [tool, template] of Object.entries(TOOLS)) {
    const version = await new Deno.Command(python, {
      args: ["-c", `import ${tool}; print(${tool}.__version__)`],
      stderr: "null",
    }).output();
    if (!version.success) {
      console.log(`${tool}: not installed in ${python}, not run`);
      continue;
    }
    for (const path of paths) {
      const out = join(folder, `${tool}-${basename(path)}`);
      const args = template.map((it) =>
        it === "IN" ? path : it === "OUT" ? out : it === "FOLDER" ? NOTEBOOKS : it
      );
      const { success, stderr } = await new Deno.Command(python, {
        args,
        cwd: NOTEBOOKS,
        env: { ...environment, KERASAUR_SEED: "42" },
      }).output();
      const label = `${tool} ${new TextDecoder().decode(version.stdout).trim()} ${basename(path)}`;
      if (!success) {
        failures++;
        console.log(`${label}: failed\n${new TextDecoder().decode(stderr).slice(-1000)}`);
        continue;
      }
      const [committed, made] = [path, out].map((it) =>
        texts(JSON.parse(Deno.readTextFileSync(it)))
      );
      const unlike = committed!.flatMap((text, index) => text === made![index] ? [] : [index]);
      const lost = unlike.filter((index) => made![index] === "");
      const different = unlike.filter((index) => made![index] !== "");
      if (different.length > 0) failures++;
      const cells = (indices: number[]) => indices.map((index) => index + 1).join(", ");
      console.log(
        `${label}: ${
          different.length === 0 ? "same outputs" : `cells ${cells(different)} differ`
        }` +
          (lost.length === 0 ? "" : `; ${tool} lost those of cells ${cells(lost)}`),
      );
    }
  }
  await Deno.remove(folder, { recursive: true });
});
Deno.exit(failures === 0 ? 0 : 1);
