/**
 * Damages notebooks on purpose: a reproduction that does not notice proves nothing. Works on any
 * notebook; the table of mutations names cells and texts of a particular one.
 *
 * @module
 */
import { dirname, join, resolve } from "node:path";
import { codeCells, type NotebookContent, sourceOf } from "../../lib/notebook/ipynb.ts";
import {
  expectationsPath,
  reproduce,
  type ReproduceOptions,
} from "../../lib/notebook/reproduce.ts";
import type { CellVerdict, ClaimKind, NotebookVerdict } from "../../lib/notebook/verdicts.ts";

/** A change to the code of a notebook. */
export type Edit =
  | { replace: readonly [from: string, to: string]; cell: string }
  | { append: string; cell: string }
  | { insert: string; id: string; after: string }
  | { remove: string };

/** A damage and what has to notice it. */
export interface Mutation {
  /** What is wrong afterwards. */
  name: string;
  /** The change. */
  edit: Edit;
  /** The cell that has to fail. */
  cell: string;
  /** The claim of it that has to fail. */
  claim: ClaimKind;
  /** Text that the reason has to contain. */
  why: string;
}

/** The notebook with the change made; throws when there is nothing to change. */
export function mutate(content: NotebookContent, edit: Edit): NotebookContent {
  const copy = structuredClone(content);
  const id = "remove" in edit ? edit.remove : "after" in edit ? edit.after : edit.cell;
  const cell = codeCells(copy).find((candidate) => candidate.id === id);
  if (!cell) throw new RangeError(`mutate: expected a code cell of the notebook, received "${id}"`);
  if ("remove" in edit) copy.cells.splice(copy.cells.indexOf(cell), 1);
  else if ("after" in edit) {
    const inserted = { ...cell, id: edit.id, source: edit.insert, outputs: [] };
    copy.cells.splice(copy.cells.indexOf(cell) + 1, 0, inserted);
  } else if ("append" in edit) cell.source = `${sourceOf(cell)}\n${edit.append}`;
  else {
    const [from, to] = edit.replace;
    if (!sourceOf(cell).includes(from)) {
      throw new RangeError(`mutate: expected cell "${id}" to contain ${JSON.stringify(from)}`);
    }
    cell.source = sourceOf(cell).replace(from, () => to);
  }
  return copy;
}

/** Reproduces a changed copy of a notebook, in the notebook's own folder. */
export async function reproduceMutated(
  notebook: string,
  edit: Edit,
  options: ReproduceOptions = {},
): Promise<NotebookVerdict> {
  const content = JSON.parse(await Deno.readTextFile(notebook)) as NotebookContent;
  const folder = await Deno.makeTempDir({ prefix: "kerasaur-mutated-" });
  try {
    const path = join(folder, "mutated.ipynb");
    await Deno.writeTextFile(path, JSON.stringify(mutate(content, edit)));
    return await reproduce(path, {
      expectations: expectationsPath(notebook),
      cwd: dirname(resolve(notebook)),
      ...options,
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Whether the verdict fails, at the cell and the claim of the mutation, for its reason. */
export function notices(verdict: NotebookVerdict, { cell, claim, why }: Mutation): boolean {
  const found: CellVerdict | undefined = verdict.cells.find((it) => it.cell === cell);
  return !verdict.holds && found !== undefined && !found.holds &&
    found.claims.some((it) =>
      it.judgement === "fails" && it.claim === claim && it.why.includes(why)
    );
}
