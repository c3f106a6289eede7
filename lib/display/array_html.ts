/**
 * What a notebook shows of an array as HTML: the text that Python prints, and under it, folded away,
 * a table. A notebook prefers HTML to text, so the text has to be in it to be seen.
 *
 * @module
 */
import { formatShape } from "../errors/format.ts";
import { elementFormatter } from "./array_elements.ts";
import { arrayRepr } from "./array_text.ts";
import type { ArraySource } from "./nd_dtype.ts";
import { getPrintOptions } from "./print_options.ts";
import { shownIndices, shownPositions } from "./summary.ts";

/** Text as HTML shows it literally. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

/** Where JupyterLab's texts begin, one letter from the edge; elsewhere there is no such edge. */
const EDGE = "calc(0.602 * var(--jp-code-font-size, 0px))";

/** Makes text in HTML look as text that stands alone, in JupyterLab and elsewhere. */
const LIKE_TEXT = `margin:0;padding:0 0 0 ${EDGE};font-size:var(--jp-code-font-size,inherit);` +
  "line-height:var(--jp-code-line-height,inherit)";

/** Something that is folded away under a line. */
export function folded(summary: string, html: string): string {
  const style = `padding-left:${EDGE};font-size:var(--jp-code-font-size,inherit);overflow-x:auto`;
  return `<details style="${style}"><summary>${escapeHtml(summary)}</summary>${html}</details>`;
}

/**
 * The text of a vector or matrix with a table folded under it, summarised alike; `undefined` for
 * any other array, of which there is no more to show than its text.
 *
 * @param text What Python prints for the array, or for the tensor that holds it.
 */
export function arrayHtml(array: ArraySource, text: string = arrayRepr(array)): string | undefined {
  const { shape, dtype } = array;
  if (shape.length === 0 || shape.length > 2 || shape.includes(0)) return undefined;
  const options = getPrintOptions();
  const [rows, columns] = shape.length === 1 ? [1, shape[0]!] : [shape[0]!, shape[1]!];
  const edge = rows * columns > options.threshold ? Math.max(options.edgeitems, 1) : null;
  const rowIndices = shownIndices(rows, edge);
  const columnIndices = shownIndices(columns, edge);
  const format = elementFormatter(array, shownPositions([rows, columns], edge), options);
  const cell = (row: number | null, column: number | null) =>
    `<td>${
      row === null || column === null
        ? "&hellip;"
        : escapeHtml(format(row * columns + column).trim())
    }</td>`;
  const body = rowIndices.map((row) =>
    `<tr>${columnIndices.map((column) => cell(row, column)).join("")}</tr>`
  );
  const style = "font-family:monospace;text-align:right;margin-left:0";
  return `<pre style="${LIKE_TEXT}">${escapeHtml(text)}</pre>` +
    folded(
      `table ${formatShape(shape)} ${dtype}`,
      `<table style="${style}"><tbody>${body.join("")}</tbody></table>`,
    );
}
