/**
 * What the parts of the report page share: names, anchors, and texts as HTML takes them.
 *
 * @module
 */
import type { NotebookVerdict } from "./verdicts.ts";

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1)!;
}

/** Where a notebook's part of the page begins; one notebook may be there once for each device. */
export function anchorOf({ notebook, provenance }: NotebookVerdict): string {
  return escape(encodeURIComponent(`${fileName(notebook)}-${provenance.device ?? ""}`));
}

/** Text that HTML takes literally, inside elements and quoted attributes. */
export function escape(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}
