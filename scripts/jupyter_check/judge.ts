/**
 * Compares the notebooks that a tool has run with the committed ones and with what each cell has to
 * print.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { compareCell } from "../../lib/notebook/compare_cell.ts";
import { type Cell, codeCells, readNotebook, sourceOf } from "../../lib/notebook/ipynb.ts";
import { type Output, OutputCollector } from "../../lib/notebook/outputs.ts";
import { readExpectations } from "../../lib/notebook/read_expectations.ts";
import { DEFAULT_SEED, expectationsPath } from "../../lib/notebook/reproduce.ts";

/** What the helpers unpack archives with. */
const FFLATE = config.imports.fflate;

/** Where helpers find what they share with the tests. */
const ROOT = new URL("../..", import.meta.url).href.replace(/\/$/, "");

/** The committed notebooks. */
export const NOTEBOOKS = fileURLToPath(new URL("../../notebooks", import.meta.url));

/** A tool, as the report names it, and what it does with notebooks. */
export interface Tool {
  /** Name and version. */
  name: string;
  /** Runs a notebook in a folder and writes the outputs into it; throws if that fails. */
  run: (folder: string, notebook: string) => Promise<void>;
}

/** What came of a notebook. */
export interface Judgement {
  /** Code cells. */
  cells: number;
  /** Code cells whose outputs are the committed ones, but for the counters of tensors. */
  same: number;
  /** What is wrong, cell by cell. */
  faults: string[];
}

/** What notebooks import from beside them. */
const HELPERS = "d2l";

/**
 * Copies notebooks to a folder elsewhere, with a `deno.json` beside them as the README describes;
 * their outputs are left out.
 */
export async function prepareFolder(folder: string, notebooks: readonly string[]): Promise<void> {
  const kerasaur = pathToFileURL(fileURLToPath(new URL("../../mod.ts", import.meta.url))).href;
  await Deno.writeTextFile(
    join(folder, "deno.json"),
    JSON.stringify({ imports: { kerasaur, fflate: FFLATE } }),
  );
  await Deno.mkdir(join(folder, HELPERS));
  for await (const { name } of Deno.readDir(join(NOTEBOOKS, HELPERS))) {
    const text = await Deno.readTextFile(join(NOTEBOOKS, HELPERS, name));
    await Deno.writeTextFile(join(folder, HELPERS, name), text.replaceAll('"../../', `"${ROOT}/`));
  }
  for (const name of notebooks) {
    const { content } = await readNotebook(join(NOTEBOOKS, name));
    for (const cell of codeCells(content)) {
      Object.assign(cell, { outputs: [], execution_count: null });
    }
    await Deno.writeTextFile(join(folder, name), JSON.stringify(content, null, 1) + "\n");
  }
}

/** Judges the outputs that a notebook in a folder has after a run. */
export async function judge(folder: string, name: string): Promise<Judgement> {
  const path = join(NOTEBOOKS, name);
  const [committed, made] = await Promise.all([
    readNotebook(path),
    readNotebook(join(folder, name)),
  ]);
  const { cells: expectations } = await readExpectations(expectationsPath(path));
  const runs = codeCells(made.content).map(outputsOf);
  const faults: string[] = [];
  let same = 0;
  for (const [index, cell] of codeCells(committed.content).entries()) {
    const outputs = runs[index] ?? [];
    const isSame = text(asCommitted(outputs, outputsOf(cell))) === text(outputsOf(cell));
    if (isSame) same++;
    const expectation = expectations.find((it) => it.cell === cell.id);
    const run = {
      id: cell.id,
      number: index + 1,
      source: sourceOf(cell),
      status: "ok" as const,
      outputs,
      executionCount: null,
      durationMs: 0,
      probes: new Map(),
    };
    const { claims } = compareCell(run, expectation, { seed: DEFAULT_SEED, profile: "2.0" });
    // What needs values of the kernel cannot be asked afterwards: the committed digits stand for it.
    const failed = claims.find((claim, at) => {
      const made = expectation?.claims[at];
      return claim.judgement === "fails" && !(made && "probe" in made && made.probe !== undefined);
    });
    const isVolatile = claims.some(({ judgement }) => judgement === "volatile");
    if (failed) faults.push(`cell ${index + 1}: ${failed.why}`);
    else if (!isSame && !isVolatile) {
      faults.push(`cell ${index + 1}: ${outputs.length === 0 ? "lost its" : "has other"} outputs`);
    }
  }
  return { cells: runs.length, same, faults };
}

/** The outputs of a stored cell as our own client collects them. */
function outputsOf(cell: Cell): Output[] {
  const collector = new OutputCollector(new Map());
  const joined = (value: unknown) => Array.isArray(value) ? value.join("") : value;
  for (const output of cell.outputs as Record<string, unknown>[]) {
    const data = Object.entries(output["data"] ?? {}).map(([type, it]) => [type, joined(it)]);
    collector.add(String(output["output_type"]), {
      ...output,
      text: joined(output["text"]),
      data: Object.fromEntries(data),
    });
  }
  return collector.finish();
}

/** Outputs with the kinds of the committed ones: JupyterLab adds a picture to each chart it draws. */
function asCommitted(outputs: readonly Output[], committed: readonly Output[]): Output[] {
  return outputs.map((output, i) => {
    const like = committed[i];
    if (like === undefined || !("data" in output) || !("data" in like)) return output;
    const kinds = Object.entries(output.data).filter(([type]) => type in like.data);
    return { ...output, data: Object.fromEntries(kinds) };
  });
}

/** A value whose objects have their names in order: tools write them in orders of their own. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, it]) => [name, inOrder(it)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => a < b ? -1 : 1));
}

/** Outputs as one text, without what changes from run to run. */
function text(outputs: readonly Output[]): string {
  const plain = outputs.map((output) => ({ ...output, execution_count: null }));
  return JSON.stringify(inOrder(plain))
    .replace(/id=\d+/g, "id=").replace(/incarnation: \d+/g, "incarnation:");
}
