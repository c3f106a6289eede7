/**
 * Tables for notebooks. They bring no colours, so that each front end shows them in its own, and are
 * as narrow as what is in them, so that they stand at the left like every other output.
 *
 * @module
 */
import { escapeHtml } from "./array_html.ts";

/** A column. */
export interface HtmlColumn {
  /** What stands above it. */
  readonly head: string;
  /** Whether it holds numbers, which end below each other. */
  readonly isNumber?: boolean;
}

/** What a table has besides its rows. */
export interface HtmlTableOptions {
  /** What the table is of, for readers of screens and for the eye. */
  readonly caption: string;
  /** Rows below the others: sums. */
  readonly foot?: readonly (readonly string[])[];
}

/** A table wider than its cell is moved, never cut. */
const BOX = "overflow-x:auto";
const TABLE = "width:auto;margin:0;table-layout:auto;border-collapse:collapse";
const CAPTION = "caption-side:top;text-align:left;font-weight:bold;padding:2px 8px;color:inherit";

/** A table as HTML; whatever is in its texts is shown literally. */
export function tableHtml(
  columns: readonly HtmlColumn[],
  rows: readonly (readonly string[])[],
  { caption, foot = [] }: HtmlTableOptions,
): string {
  const cell = (text: string, column: number, attributes = "") => {
    const side = columns[column]!.isNumber ? "right" : "left";
    const name = attributes === "" ? "td" : "th";
    const style = `text-align:${side};white-space:nowrap;padding:2px 8px`;
    return `<${name}${attributes} style="${style}">${escapeHtml(text)}</${name}>`;
  };
  const rowOf = (texts: readonly string[]) =>
    `<tr>${texts.map((text, i) => cell(text, i, i === 0 ? ' scope="row"' : "")).join("")}</tr>`;
  const head = columns.map((it, i) => cell(it.head, i, ' scope="col"')).join("");
  const sums = foot.length === 0 ? "" : `<tfoot>${foot.map(rowOf).join("")}</tfoot>`;
  return `<div style="${BOX}"><table style="${TABLE}">` +
    `<caption style="${CAPTION}">${escapeHtml(caption)}</caption>` +
    `<thead><tr>${head}</tr></thead><tbody>${
      rows.map(rowOf).join("")
    }</tbody>${sums}</table></div>`;
}
