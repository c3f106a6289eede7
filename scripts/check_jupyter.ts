// deno-lint-ignore-file no-console -- its report is its purpose
/**
 * Runs the notebooks with the tools people use on Deno's kernel, and compares each output with the
 * committed one and with what the cell has to print: nbconvert, nbclient, papermill, JupyterLab,
 * Notebook 7 and the classic notebook, whichever the Pythons have, and VS Code's way of calling
 * kernels. What is not there is said and left out.
 *
 *     deno run -A scripts/check_jupyter.ts [--python PATH]... [--chromium PATH] [--tool NAME]
 *         [--runs N] [--pictures FOLDER] [NOTEBOOK ...]
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { join } from "node:path";
import { DEFAULT_SEED } from "../lib/notebook/reproduce.ts";
import { Browser } from "./jupyter_check/browser.ts";
import { frontEnds } from "./jupyter_check/front_ends.ts";
import { judge, NOTEBOOKS, prepareFolder, type Tool } from "./jupyter_check/judge.ts";
import { pythonTools } from "./jupyter_check/python_tools.ts";
import { rawKernelTool } from "./jupyter_check/raw_kernel.ts";
import { missingDataOf } from "./reproduce.ts";
import { withKernelSpec } from "./kernel_spec.ts";

const options = parseArgs(Deno.args, {
  string: ["python", "chromium", "tool", "runs", "pictures"],
  collect: ["python"],
});
const text = (value: unknown) => typeof value === "string" ? value : undefined;
const pythons = options["python"] as string[];
const named = options._.map(String);
const notebooks: string[] = [];
for (const name of [...Deno.readDirSync(NOTEBOOKS)].map(({ name }) => name).sort()) {
  if (!name.endsWith(".ipynb")) continue;
  if (named.length > 0 && !named.some((it) => name.startsWith(it))) continue;
  const missing = await missingDataOf(join(NOTEBOOKS, name));
  if (missing === undefined) notebooks.push(name);
  else console.log(`not run: ${name}: ${missing}`);
}
const runs = Number(text(options["runs"]) ?? 1);

/** Runs all notebooks with a tool; resolves to whether all is right. */
async function check(tool: Tool): Promise<boolean> {
  let [cells, same] = [0, 0];
  const faults: string[] = [];
  for (let run = 0; run < runs; run++) {
    const folder = await Deno.makeTempDir({ prefix: "kerasaur-check-" });
    await prepareFolder(folder, notebooks);
    for (const name of notebooks) {
      try {
        await tool.run(folder, name);
        const judgement = await judge(folder, name);
        cells += judgement.cells;
        same += judgement.same;
        faults.push(...judgement.faults.map((fault) => `${name}, ${fault}`));
      } catch (error) {
        faults.push(`${name}: ${(error as Error).message}`);
      }
    }
    await Deno.remove(folder, { recursive: true });
  }
  console.log(
    `${faults.length === 0 ? "ok" : "FAILED"} ${tool.name}: ${
      runs * notebooks.length
    } notebooks, ` +
      `${cells} cells, ${same} with the committed outputs, ${faults.length} faults`,
  );
  for (const fault of faults) console.log(`  ${fault}`);
  return faults.length === 0;
}

let allRight = true;
await withKernelSpec(async (spec) => {
  const environment = { ...spec, KERASAUR_SEED: String(DEFAULT_SEED) };
  const chromium = text(options["chromium"]);
  const browser = chromium === undefined ? undefined : await Browser.start(chromium);
  const tools = [rawKernelTool(environment)];
  for (const python of pythons) tools.push(...await pythonTools(python, environment));
  if (browser) {
    tools.push(...await frontEnds(pythons, browser, environment, text(options["pictures"])));
  } else console.log("no --chromium: JupyterLab and the notebooks are left out");
  const wanted = text(options["tool"]);
  for (const tool of tools) {
    if (wanted === undefined || tool.name.startsWith(wanted)) {
      allRight = await check(tool) && allRight;
    }
  }
  await browser?.close();
});
Deno.exit(allRight ? 0 : 1);
