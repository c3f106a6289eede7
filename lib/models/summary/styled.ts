/**
 * Styled text: characters, each with what it stands for. A summary is laid out in it, so that one
 * layout gives both plain text and HTML.
 *
 * @module
 */

/** What a character is part of; `""` is plain text. */
export type Style = "" | "strong" | "class" | "number" | "open" | "yes" | "no";

/** One character. */
export interface Glyph {
  /** The character: one code point. */
  readonly char: string;
  /** Its style. */
  readonly style: Style;
}

/** Text as characters. */
export type Styled = readonly Glyph[];

/** Text in one style. */
export function styled(text: string, style: Style = ""): Styled {
  return Array.from(text, (char) => ({ char, style }));
}

/** Parts in one: plain texts and styled ones. */
export function concat(...parts: readonly (string | Styled)[]): Styled {
  return parts.flatMap((part) => typeof part === "string" ? styled(part) : part);
}

/** Parts in one, with a plain text between each two. */
export function joined(parts: readonly Styled[], between: string): Styled {
  return parts.flatMap((part, i) => i === 0 ? part : concat(between, part));
}

/** The characters alone. */
export function plainText(text: Styled): string {
  return text.map(({ char }) => char).join("");
}

/** Characters that take two cells of a terminal: East Asian ones and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** Characters that take none: they are drawn over the one before. */
const OVER = /[\p{Mn}\p{Me}\u200b-\u200f]/u;

/** Cells of a terminal that a text takes. */
export function cellWidth(text: Styled): number {
  return text.reduce(
    (sum, { char }) => sum + (char < "\u0300" ? 1 : OVER.test(char) ? 0 : WIDE.test(char) ? 2 : 1),
    0,
  );
}

/** So many spaces, or none. */
export function spaces(count: number): Styled {
  return styled(" ".repeat(Math.max(0, count)));
}

/** The start of a text that fills so many cells; half of a wide character becomes a space. */
export function cropped(text: Styled, cells: number): Styled {
  if (cellWidth(text) <= cells) return text;
  let end = text.length;
  while (end > 0 && cellWidth(text.slice(0, end)) > cells) end--;
  const start = text.slice(0, end);
  return [...start, ...spaces(cells - cellWidth(start))];
}
