/**
 * Elements of SVG as text.
 *
 * @module
 */
import { escapeHtml } from "../display/array_html.ts";

/** Attributes of an element; those that are `undefined` are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Fonts of all texts. */
export const FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/** Colours of what is no data. */
export const INK = { text: "#222222", faint: "#555555", axis: "#888888", grid: "#e5e5e5" } as const;

/** Text as XML takes it, in one line: what XML has no way to write becomes a mark. */
export function escaped(text: string): string {
  const line = text.toWellFormed().replace(/[\t\n\r]+/g, " ");
  return escapeHtml(line.replace(/[\p{Cc}\ufffe\uffff]/gu, "\ufffd"));
}

/** A number with two digits after the point at most. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}

/** An element with what is inside it. */
export function element(name: string, attributes: Attributes, ...inner: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      const text = typeof value === "number" ? String(rounded(value)) : escaped(String(value));
      return ` ${key}="${text}"`;
    }).join("");
  return inner.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${inner.join("")}</${name}>`;
}

/** Where a text stands. */
export interface TextOptions {
  /** Size of the letters in pixels; default 11. */
  readonly size?: number;
  /** Which part of it is at the place; default "start". */
  readonly anchor?: "start" | "middle" | "end";
  /** Its colour; default that of texts. */
  readonly fill?: string;
  /** Whether it is bold. */
  readonly bold?: boolean;
  /** Degrees by which it is turned about its place. */
  readonly turn?: number;
}

/** A text whose base line is at a place. */
export function textAt(x: number, y: number, content: string, options: TextOptions = {}): string {
  const { size = 11, anchor, fill = INK.text, bold, turn } = options;
  const place = turn === undefined
    ? { x, y }
    : { transform: `translate(${rounded(x)} ${rounded(y)}) rotate(${turn})` };
  return element(
    "text",
    {
      ...place,
      "font-size": size,
      "text-anchor": anchor === "start" ? undefined : anchor,
      "font-weight": bold ? "bold" : undefined,
      fill,
    },
    escaped(content),
  );
}

/** About how wide a text is: letters of fonts without serifs, one wide letter of other scripts. */
export function textWidth(text: string, size = 11): number {
  let ems = 0;
  for (const letter of text) {
    ems += /[iljtf.,:;'|!()[\] ]/.test(letter)
      ? 0.34
      : /[A-Zmw%@_]/.test(letter)
      ? 0.74
      : letter.codePointAt(0)! > 0x2e7f
      ? 1
      : 0.58;
  }
  return ems * size;
}

/** A text cut to a width, with dots where something is missing. */
export function cutTo(text: string, width: number, size = 11): string {
  if (textWidth(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join("")}…`, size) > width) letters.pop();
  return `${letters.join("")}…`;
}

/** A whole picture on white, with a description that is read aloud. */
export function picture(
  width: number,
  height: number,
  description: string,
  parts: readonly string[],
): string {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: w,
      height: h,
      viewBox: `0 0 ${w} ${h}`,
      role: "img",
      "font-family": FONT,
    },
    element("title", {}, escaped(description)),
    element("rect", { width: w, height: h, fill: "#ffffff" }),
    ...parts,
  );
}
