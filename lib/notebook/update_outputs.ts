/**
 * Writes what cells printed into their notebook, and nothing else.
 *
 * @module
 */
import { codeCells, type Notebook, storedOutputs, writeNotebook } from "./ipynb.ts";
import type { CellRun } from "./run_notebook.ts";

/** Rewrites the outputs of a notebook's code cells; a file that would not change is not touched. */
export async function updateOutputs(notebook: Notebook, runs: readonly CellRun[]): Promise<void> {
  let changed = false;
  for (const cell of codeCells(notebook.content)) {
    const run = runs.find(({ id }) => id === cell.id);
    if (!run) continue;
    const outputs = storedOutputs(run.outputs);
    const isSame = JSON.stringify(outputs) === JSON.stringify(cell.outputs);
    if (isSame && cell.execution_count === run.executionCount) continue;
    if (!isSame) cell.outputs = outputs;
    cell.execution_count = run.executionCount;
    changed = true;
  }
  if (changed) await writeNotebook(notebook);
}
