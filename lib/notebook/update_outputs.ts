/**
 * Writes what cells printed into their notebook, and nothing else: every other byte of the file stays
 * as it is.
 *
 * @module
 */
import { type Notebook, storedOutputs, writeNotebook } from "./ipynb.ts";
import { type JsonNode, jsonPlaces, type Place, replacePlaces } from "./json_places.ts";
import type { CellRun } from "./run_notebook.ts";

/** A stretch of the file and what takes its place. */
type Change = Place & { readonly by: string };

/** Rewrites the outputs of a notebook's code cells; a file that would not change is not touched. */
export function updateOutputs(notebook: Notebook, runs: readonly CellRun[]): void {
  const text = updatedText(notebook, runs);
  if (text !== notebook.text) writeNotebook({ ...notebook, text });
}

/** The notebook's text with the outputs of its code cells. */
export function updatedText(notebook: Notebook, runs: readonly CellRun[]): string {
  const { content, text } = notebook;
  const cells = jsonPlaces(text).members!.get("cells")!.items!;
  const changes = content.cells.flatMap((cell, index) => {
    const run = cell.cell_type === "code" ? runs.find(({ id }) => id === cell.id) : undefined;
    if (!run) return [];
    const outputs = storedOutputs(run.outputs);
    const isSame = JSON.stringify(outputs) === JSON.stringify(cell.outputs);
    const node = cells[index]!;
    return [
      ...isSame ? [] : [change(notebook, node, "outputs", outputs)],
      ...cell.execution_count === run.executionCount
        ? []
        : [change(notebook, node, "execution_count", run.executionCount)],
    ];
  });
  return replacePlaces(text, changes);
}

/** A member of a cell replaced, or added behind the others. */
function change(notebook: Notebook, cell: JsonNode, name: string, value: unknown): Change {
  const { text, indent, newline } = notebook;
  const members = [...cell.members!.values()];
  const last = members.at(-1)!;
  const known = cell.members!.get(name);
  // How far the members stand in; a cell on one line gets its outputs on it.
  const start = /\n([ \t]*)[^\n]*$/.exec(text.slice(cell.start, known?.start ?? last.start))?.[1];
  const written = start === undefined
    ? JSON.stringify(value)
    : JSON.stringify(value, null, indent).replaceAll("\n", `${newline}${start}`);
  if (known) return { start: known.start, end: known.end, by: written };
  const before = start === undefined ? "," : `,${newline}${start}`;
  const colon = start === undefined ? ":" : ": ";
  return {
    start: last.end,
    end: last.end,
    by: `${before}${JSON.stringify(name)}${colon}${written}`,
  };
}
