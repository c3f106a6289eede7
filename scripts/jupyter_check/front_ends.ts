/**
 * The front ends with a window: JupyterLab, Notebook 7 and the classic notebook, each with its own
 * server, in Chromium. A notebook is opened, run by the menu, and saved, as a person would.
 *
 * @module
 */
import { basename, join } from "node:path";
import type { Browser, Page } from "./browser.ts";
import type { Tool } from "./judge.ts";
import { versionOf } from "./python_tools.ts";

/** How a front end is started and used. */
interface FrontEnd {
  /** Name for the report, and of the Python module that starts it. */
  name: string;
  module: string;
  /** Whether a version is this front end's. */
  isVersion: (version: string) => boolean;
  /** Path of a notebook's page. */
  page: string;
  /** Expression that is true when the page says that the kernel is idle. */
  ready: string;
  /** Elements to click one after the other to run all cells. */
  runAll: readonly string[];
}

const labItem = (text: string) =>
  `[...document.querySelectorAll(".lm-MenuBar-itemLabel")].find((it) => it.textContent === "${text}")`;

/** JupyterLab's page, and Notebook 7's, which is made of its parts. */
export const LAB = {
  ready: `document.querySelector(".jp-Notebook .jp-Cell") && ` +
    `/Idle/i.test(document.querySelector(".jp-Notebook-ExecutionIndicator")?.dataset.status ?? "")`,
  runAll: [
    labItem("Run"),
    `document.querySelector('.lm-Menu-item[data-command="runmenu:run-all"]')`,
  ],
};

const FRONT_ENDS: readonly FrontEnd[] = [
  { name: "JupyterLab", module: "jupyterlab", isVersion: () => true, page: "lab/tree", ...LAB },
  {
    name: "Notebook",
    module: "notebook",
    isVersion: (version) => !version.startsWith("6"),
    page: "notebooks",
    ...LAB,
  },
  {
    name: "classic notebook",
    module: "notebook",
    isVersion: (version) => version.startsWith("6"),
    page: "notebooks",
    ready: `Jupyter.notebook._fully_loaded && Jupyter.notebook.kernel.is_connected() && ` +
      `document.querySelector(".kernel_idle_icon")`,
    runAll: [`document.querySelector("#celllink")`, `document.querySelector("#run_all_cells a")`],
  },
];

/** Size of the window: long enough for a section. */
const WINDOW = [1_200, 2_400] as const;
/** Milliseconds a notebook may take. */
const PATIENCE = 60_000;

/** The front ends that some Pythons have; pictures are kept in a folder, if there is one. */
export async function frontEnds(
  pythons: readonly string[],
  browser: Browser,
  environment: Record<string, string>,
  pictures?: string,
): Promise<Tool[]> {
  const tools: Tool[] = [];
  for (const python of pythons) {
    for (const frontEnd of FRONT_ENDS) {
      const version = await versionOf(python, frontEnd.module);
      if (version === undefined || !frontEnd.isVersion(version)) continue;
      const name = `${frontEnd.name} ${version}`;
      tools.push({
        name,
        run: (folder, notebook) =>
          withServer(python, frontEnd.module, folder, environment, async (server, token) => {
            const url = `${server}/${frontEnd.page}/${notebook}?token=${token}`;
            const page = await browser.open(url, WINDOW);
            const kernels = `${server}/api/kernels?token=${token}`;
            try {
              await runAll(page, frontEnd, join(folder, notebook), kernels);
            } finally {
              const picture = `${name} ${basename(notebook, ".ipynb")}.png`.replaceAll(" ", "-");
              if (pictures !== undefined) await page.screenshot(join(pictures, picture));
            }
          }),
      });
    }
  }
  return tools;
}

/** Runs a notebook that a page shows, and saves it. */
async function runAll(
  page: Page,
  frontEnd: FrontEnd,
  file: string,
  kernels: string,
): Promise<void> {
  await page.waitFor(frontEnd.ready);
  await until("a kernel that the page listens to", () => areConnected(kernels));
  for (const element of frontEnd.runAll) await page.click(element);
  await until("all cells to have run", async () => {
    await page.waitFor(frontEnd.ready);
    await save(page);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { cells } = JSON.parse(await Deno.readTextFile(file)) as {
      cells: { execution_count?: number | null }[];
    };
    return cells.every(({ execution_count: count }) => count !== null);
  });
}

/** Whether somebody is connected to the server's kernels. */
export async function areConnected(kernels: string): Promise<boolean> {
  const states = await (await fetch(kernels)).json() as { connections: number }[];
  return states.length > 0 && states.every(({ connections }) => connections > 0);
}

/** Waits until something is the case. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const started = performance.now(); !await isSo();) {
    if (performance.now() - started > PATIENCE) {
      throw new Error(`expected ${what} within ${PATIENCE / 1000} s`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Presses Ctrl+S. */
async function save(page: Page): Promise<void> {
  const key = { key: "s", code: "KeyS", windowsVirtualKeyCode: 83, modifiers: 2 };
  await page.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
  await page.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
}

/** Starts a server on a folder for as long as `use` takes. */
export async function withServer(
  python: string,
  module: string,
  folder: string,
  environment: Record<string, string>,
  use: (server: string, token: string) => Promise<void>,
): Promise<void> {
  const token = crypto.randomUUID();
  const settings = await Deno.makeTempDir({ prefix: "kerasaur-server-" });
  const process = new Deno.Command(python, {
    args: [
      "-m",
      module,
      ...(module === "jupyterlab" ? ["--expose-app-in-browser"] : []),
      "--no-browser",
      "--allow-root",
      `--port=${PORT}`,
      "--port-retries=0",
    ],
    cwd: folder,
    env: {
      ...environment,
      JUPYTER_TOKEN: token,
      JUPYTER_CONFIG_DIR: settings,
      JUPYTER_DATA_DIR: settings,
      IPYTHONDIR: settings,
    },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    const server = `http://127.0.0.1:${PORT}`;
    await until(
      "an answer of the server",
      () =>
        fetch(`${server}/api`).then(
          (it) => it.body?.cancel().then(() => it.ok) ?? false,
          () => false,
        ),
    );
    await use(server, token);
  } finally {
    // The server ends its kernels first.
    process.kill("SIGTERM");
    await process.status;
    await Deno.remove(settings, { recursive: true });
  }
}

const PORT = 18_888;
