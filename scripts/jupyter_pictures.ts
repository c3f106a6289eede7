// deno-lint-ignore-file no-console -- it says what it wrote
/**
 * Takes the pictures of docs/jupyter.md: notebooks in a real JupyterLab, in a Chromium without a window.
 *
 *     deno run -A scripts/jupyter_pictures.ts --python PATH --chromium PATH [--out FOLDER] [NAME ...]
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Browser, type Page } from "./jupyter_check/browser.ts";
import { areConnected, LAB, until, withServer } from "./jupyter_check/front_ends.ts";
import { prepareFolder } from "./jupyter_check/judge.ts";
import { DIGITS, type Scene, SCENES } from "./jupyter_check/scenes.ts";
import { withKernelSpec } from "./kernel_spec.ts";

const options = parseArgs(Deno.args, { string: ["python", "chromium", "out"] });
const named = options._.map(String);
const python = String(options["python"] ?? "python3");
const chromium = String(options["chromium"] ?? "/usr/bin/chromium");
const out = String(
  options["out"] ?? fileURLToPath(new URL("../docs/images/jupyter", import.meta.url)),
);

/** Milliseconds after which a page has settled. */
const SETTLED = 700;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A notebook with the cells of a scene. */
function notebookOf({ cells }: Scene): string {
  const spec = { name: "deno", display_name: "Deno", language: "typescript" };
  return JSON.stringify({
    cells: cells.map((source, i) => ({
      cell_type: "code",
      execution_count: null,
      id: `cell-${i}`,
      metadata: {},
      outputs: [],
      source,
    })),
    metadata: { kernelspec: spec, language_info: { name: "typescript" } },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

/** What a cell shows between its brackets: `*` while it runs. */
const prompt = (cell: number) =>
  `document.querySelectorAll(".jp-Cell .jp-InputPrompt")[${cell}]?.textContent`;

/** The notebook as far as its last cell, without the bars around it. */
const PART = `(() => {
  const { x, y, width } = document.querySelector(".jp-NotebookPanel").getBoundingClientRect();
  const cells = document.querySelectorAll(".jp-Notebook .jp-Cell");
  const { bottom } = cells[cells.length - 1].getBoundingClientRect();
  return { x, y, width, height: Math.min(bottom + 12, innerHeight - 24) - y };
})()`;

/** JupyterLab's own messages, which would lie upon the notebook, and the row that adds a cell. */
const WITHOUT = `{
  const style = document.createElement("style");
  style.textContent = ".Toastify, .jp-Notebook-footer { display: none !important }";
  document.head.append(style);
}`;

async function run(page: Page, scene: Scene): Promise<void> {
  const last = scene.cells.length - 1;
  await page.waitFor(LAB.ready);
  await page.evaluate(WITHOUT);
  if (scene.isDark) {
    await page.evaluate(
      `jupyterapp.commands.execute("apputils:change-theme", { theme: "JupyterLab Dark" })`,
    );
  }
  for (const element of LAB.runAll) await page.click(element);
  if (scene.when === undefined) {
    await until("all cells to have run", async () => {
      const text = String(await page.evaluate(prompt(last)));
      return /\d/.test(text);
    });
  } else {
    const text = `[...document.querySelectorAll(".jp-Cell")][${last}].innerText`;
    await page.waitFor(`${scene.until}.test(${text})`);
    if (scene.when === "stopped") {
      await page.evaluate(`jupyterapp.commands.execute("notebook:interrupt-kernel")`);
      await pause(SETTLED);
      await page.evaluate(`jupyterapp.commands.execute("notebook:insert-cell-below")`);
      const cell = "jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel";
      await page.evaluate(`${cell}.setSource(${JSON.stringify(scene.after ?? "")})`);
      await page.evaluate(`jupyterapp.commands.execute("notebook:run-cell")`);
    }
  }
  if (scene.when !== "running") await pause(SETTLED);
}

await Deno.mkdir(out, { recursive: true });
const browser = await Browser.start(chromium);
try {
  await withKernelSpec(async (environment) => {
    for (const scene of SCENES) {
      if (named.length > 0 && !named.includes(scene.name)) continue;
      const folder = await Deno.makeTempDir({ prefix: "kerasaur-pictures-" });
      await prepareFolder(folder, []);
      await Deno.writeTextFile(join(folder, "digits.ts"), DIGITS);
      await Deno.writeTextFile(join(folder, `${scene.name}.ipynb`), notebookOf(scene));
      await withServer(python, "jupyterlab", folder, environment, async (server, token) => {
        const url = `${server}/doc/tree/${scene.name}.ipynb?token=${token}`;
        const page = await browser.open(url, scene.size);
        await page.waitFor(LAB.ready);
        await until("a kernel", () => areConnected(`${server}/api/kernels?token=${token}`));
        const path = join(out, `${scene.name}.png`);
        try {
          await run(page, scene);
        } finally {
          await page.screenshot(path, await page.evaluate(PART) as Record<string, unknown>);
        }
        console.log(path, (await Deno.stat(path)).size);
      });
      await Deno.remove(folder, { recursive: true });
    }
  });
} finally {
  await browser.close();
}
