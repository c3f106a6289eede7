/**
 * Wraps and aligns styled text as the Python library rich does, which prints Keras 3's summaries:
 * lines break between words; a word longer than a line is folded, or cut with an ellipsis.
 *
 * @module
 */
import { cellWidth, concat, cropped, type Glyph, spaces, type Styled } from "./styled.ts";

/** What becomes of words that are longer than a line. */
export type Overflow = "fold" | "ellipsis";

/** Where a text stands in its column. */
export type Alignment = "left" | "center" | "right";

function isSpace({ char }: Glyph): boolean {
  return /\s/.test(char);
}

/** Words with the spaces after them; those at the start belong to the first word. */
function wordsOf(text: Styled): Styled[] {
  const words: Styled[] = [];
  let i = 0;
  while (i < text.length) {
    const start = i;
    while (i < text.length && isSpace(text[i]!)) i++;
    if (i === text.length) break;
    while (i < text.length && !isSpace(text[i]!)) i++;
    while (i < text.length && isSpace(text[i]!)) i++;
    words.push(text.slice(start, i));
  }
  return words;
}

/** The text without the spaces at its end. */
function trimmedEnd(text: Styled): Styled {
  let end = text.length;
  while (end > 0 && isSpace(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** A word in pieces that each fit the width. */
function folded(word: Styled, width: number): Styled[] {
  const pieces: Styled[] = [];
  let start = 0;
  for (let i = 1; i <= word.length; i++) {
    if (cellWidth(word.slice(start, i)) <= width || i - start === 1) continue;
    pieces.push(word.slice(start, i - 1));
    start = i - 1;
  }
  return [...pieces, word.slice(start)];
}

/** Lines of at most so many cells, before anything is cut. */
function broken(text: Styled, width: number, overflow: Overflow): Styled[] {
  const lines: Glyph[][] = [[]];
  const put = (word: Styled, fresh: boolean) => {
    if (fresh && lines.at(-1)!.length > 0) lines.push([]);
    lines.at(-1)!.push(...word);
  };
  const words = wordsOf(text);
  if (words.length === 0) return [text];
  for (const word of words) {
    const wide = cellWidth(trimmedEnd(word));
    if (wide <= width - cellWidth(lines.at(-1)!)) put(word, false);
    else if (wide > width && overflow === "fold") {
      for (const piece of folded(word, width)) put(piece, true);
    } else put(word, true);
  }
  return lines;
}

/** The line without the spaces at its end that stand out of the width. */
function withoutOverhang(line: Styled, width: number): Styled {
  const excess = line.length - width;
  if (excess <= 0) return line;
  const blank = line.length - trimmedEnd(line).length;
  return line.slice(0, line.length - Math.min(blank, excess));
}

/** The line, cut to a width; an ellipsis tells that something is missing. */
function cut(line: Styled, width: number, overflow: Overflow): Styled {
  if (cellWidth(line) <= width) return line;
  if (overflow === "fold") return cropped(line, width);
  const start = cropped(line, width - 1);
  return [...start, { char: "…", style: line[start.length]!.style }];
}

/** Lines of at most `width` cells. */
export function wrapped(text: Styled, width: number, overflow: Overflow): Styled[] {
  return broken(text, width, overflow).map((line) =>
    cut(withoutOverhang(line, width), width, overflow)
  );
}

/** Lines of exactly `width` cells, aligned. */
export function aligned(text: Styled, width: number, alignment: Alignment): Styled[] {
  return broken(text, width, "ellipsis").map((broken) => {
    const line = withoutOverhang(broken, width);
    if (alignment === "left") {
      const start = cut(line, width, "ellipsis");
      return concat(start, spaces(width - cellWidth(start)));
    }
    const body = cut(trimmedEnd(line), width, "ellipsis");
    const free = width - cellWidth(body);
    const before = alignment === "right" ? free : Math.floor(free / 2);
    return concat(spaces(before), body, spaces(free - before));
  });
}
