/**
 * Summaries as HTML for notebooks: the table of Keras 3 in colours that can be read on light and on
 * dark ground.
 *
 * @module
 */
import { type Keras3Options, summaryLines } from "./keras3.ts";
import type { ModelOutline } from "./outline.ts";
import type { Style, Styled } from "./styled.ts";

/** Rich's and so Keras's width of a notebook's cell, in characters. */
const CELL_WIDTH = 115;

/** Colours of middle brightness: their contrast with white and with #111 is above 4. */
const RULES: Readonly<Record<Exclude<Style, "">, string>> = {
  strong: "font-weight:bold",
  class: "color:#1279d9",
  number: "color:#0b8e20",
  open: "color:#0b8989",
  yes: "color:#0b8e20;font-weight:bold",
  no: "color:#e23636;font-weight:bold",
};

/** Lines touch each other, so that the rules of the table do. */
const PRE = "white-space:pre;overflow-x:auto;line-height:normal;font-family:" +
  "Menlo,'DejaVu Sans Mono',Consolas,'Courier New',monospace";

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** A line, with an element around each run of characters of a style. */
function lineHtml(line: Styled): string {
  let html = "";
  for (let start = 0, end; start < line.length; start = end) {
    const { style } = line[start]!;
    end = start + 1;
    while (end < line.length && line[end]!.style === style) end++;
    const text = escaped(line.slice(start, end).map(({ char }) => char).join(""));
    html += style === "" ? text : `<span style="${RULES[style]}">${text}</span>`;
  }
  return html;
}

/**
 * The summary of a model as an HTML element: the text is that of Keras 3 in a notebook. Lines given
 * a length are never cut; the cell scrolls.
 *
 * @param model What is printed.
 * @param options As of Keras's `Model.summary`.
 * @throws {TypeError} if a range is not two texts.
 * @throws {RangeError} if a column gets narrower than four characters, the number of positions is
 *   not that of the columns, or a range matches no layer.
 */
export function summaryHtml(model: ModelOutline, options: Keras3Options = {}): string {
  const width = Math.max(CELL_WIDTH, options.lineLength ?? 0, options.consoleWidth ?? 0);
  const lines = summaryLines(model, options, width).map((line) => `${lineHtml(line)}\n`);
  return `<pre style="${PRE}">${lines.join("")}</pre>`;
}
