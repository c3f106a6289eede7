/**
 * Jupyter notebook files (nbformat 4): read with checks, written back so that nothing changes but
 * what was changed.
 *
 * @module
 */
import { formatValue } from "../errors/format.ts";
import { saveFile } from "../io/save_file.ts";
import { isRecord } from "./json.ts";
import type { Output } from "./outputs.ts";

/** The byte order mark that some editors write. */
const MARK = "\uFEFF";

/** A cell as the file has it. */
export interface Cell {
  /** Identifies the cell within its notebook; given to cells that have none by their number. */
  id: string;
  /** `code`, `markdown` or `raw`. */
  cell_type: string;
  /** The text, or its lines. */
  source: string | string[];
  /** Outputs of a code cell. */
  outputs?: unknown[];
  /** How many executions came before, of a code cell. */
  execution_count?: number | null;
  /** What else the file says. */
  [key: string]: unknown;
}

/** A notebook as the file has it. */
export interface NotebookContent {
  /** The cells in order. */
  cells: Cell[];
  /** Kernel, language and others. */
  metadata: Record<string, unknown>;
  /** What else the file says. */
  [key: string]: unknown;
}

/** A notebook and where it came from. */
export interface Notebook {
  /** Path of the file. */
  path: string;
  /** What it says. */
  content: NotebookContent;
  /** The file's text, a byte order mark at its start included. */
  text: string;
  /** Spaces or a tab that the file is indented with; Jupyter's is one space. */
  indent: string;
  /** What the file's lines end with. */
  newline: "\n" | "\r\n";
}

/** The text of a cell. */
export function sourceOf(cell: Cell): string {
  return Array.isArray(cell.source) ? cell.source.join("") : cell.source;
}

/** The code cells in order. */
export function codeCells(content: NotebookContent): Cell[] {
  return content.cells.filter((cell) => cell.cell_type === "code");
}

/**
 * Reads a notebook for Deno's kernel.
 *
 * @throws {Deno.errors.NotFound} when there is no such file.
 * @throws {SyntaxError} when it is not JSON.
 * @throws {TypeError} when it is not a notebook of nbformat 4.
 * @throws {RangeError} when it is for another kernel or has no code cells.
 */
export async function readNotebook(path: string): Promise<Notebook> {
  let text: string;
  try {
    // A byte order mark stays, so that it can be written back.
    text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await Deno.readFile(path));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Deno.errors.NotFound(`Notebook: expected a file, received path="${path}"`);
  }
  return parseNotebook(path, text);
}

/** Checks the text of a notebook; see {@linkcode readNotebook} for what it throws. */
export function parseNotebook(path: string, text: string): Notebook {
  const where = `Notebook ${path}`;
  let content: unknown;
  try {
    content = JSON.parse(text.startsWith(MARK) ? text.slice(1) : text);
  } catch (error) {
    throw new SyntaxError(`${where}: expected JSON, received ${(error as Error).message}`);
  }
  // Format 3 has its cells in worksheets.
  if (isRecord(content) && typeof content.nbformat === "number" && content.nbformat !== 4) {
    throw new TypeError(
      `${where}: expected nbformat 4, received nbformat=${content.nbformat}; convert it with jupyter nbconvert --to notebook --nbformat 4, or open and save it in JupyterLab`,
    );
  }
  if (!isRecord(content) || !Array.isArray(content.cells) || !isRecord(content.metadata)) {
    throw new TypeError(
      `${where}: expected a notebook with cells and metadata, received ${formatValue(content)}`,
    );
  }
  if (content.nbformat !== 4) {
    throw new TypeError(
      `${where}: expected nbformat 4, received nbformat=${
        formatValue(content.nbformat)
      }; open and save it in JupyterLab`,
    );
  }
  content.cells.forEach((cell, index) => checkCell(where, cell, index));
  const kernel = isRecord(content.metadata.kernelspec) ? content.metadata.kernelspec.name : null;
  if (kernel !== "deno") {
    throw new RangeError(
      `${where}: expected a notebook for the kernel "deno", received kernelspec=${
        formatValue(kernel)
      }; choose the Deno kernel in Jupyter and save it`,
    );
  }
  const notebook = content as NotebookContent;
  if (codeCells(notebook).length === 0) {
    throw new RangeError(
      `${where}: expected at least one code cell, received ${notebook.cells.length} cells of other kinds`,
    );
  }
  const ids = notebook.cells.map((cell) => cell.id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) {
    throw new TypeError(
      `${where}: expected a different id for each cell, received "${repeated}" twice`,
    );
  }
  return {
    path,
    content: notebook,
    text,
    indent: /^\uFEFF?\{\r?\n([ \t]+)/.exec(text)?.[1] ?? " ",
    newline: text.includes("\r\n") ? "\r\n" : "\n",
  };
}

/** Writes a notebook in one step: readers see the old file or the new one, never a part. */
export function writeNotebook({ path, text }: Notebook): void {
  saveFile(`Notebook ${path}`, path, new TextEncoder().encode(text));
}

/** Outputs in the form that Jupyter writes: keys sorted, texts as lists of lines. */
export function storedOutputs(outputs: readonly Output[]): Record<string, unknown>[] {
  return outputs.map((output) => {
    const stored: Record<string, unknown> = {};
    for (const key of Object.keys(output).sort()) {
      const value = (output as unknown as Record<string, unknown>)[key];
      if (key === "text") stored[key] = lines(String(value));
      else if (key === "data") stored[key] = storedBundle(value as Record<string, unknown>);
      else stored[key] = value;
    }
    return stored;
  });
}

function storedBundle(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(data).sort().map((type) => {
      const value = data[type];
      return [type, typeof value === "string" ? lines(value) : value];
    }),
  );
}

/** A text as Jupyter stores it: its lines with their line breaks. */
function lines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function checkCell(where: string, cell: unknown, index: number): void {
  const source = isRecord(cell) ? cell.source : undefined;
  const hasText = typeof source === "string" ||
    (Array.isArray(source) && source.every((line) => typeof line === "string"));
  if (!isRecord(cell) || typeof cell.cell_type !== "string" || !hasText) {
    throw new TypeError(
      `${where}: expected cells[${index}] to have a cell_type and a source, received ${
        formatValue(cell)
      }`,
    );
  }
  // nbformat below 4.5 has no ids.
  if (cell.id === undefined) {
    Object.defineProperty(cell, "id", { value: `cell-${index}`, enumerable: false });
  } else if (typeof cell.id !== "string") {
    throw new TypeError(
      `${where}: expected cells[${index}].id to be a string, received id=${formatValue(cell.id)}`,
    );
  }
}
