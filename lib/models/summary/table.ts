/**
 * Tables in box-drawing characters, with column widths and lines as the Python library rich has
 * them: a heavy head, a rule between each two rows, a line as long as asked for.
 *
 * @module
 */
import { roundHalfEven } from "./numbers.ts";
import { concat, spaces, type Styled, styled } from "./styled.ts";
import { aligned, type Alignment } from "./wrap.ts";

/** A column of a table. */
export interface Column {
  /** What stands at its top. */
  readonly header: string;
  /** Where its texts stand. */
  readonly alignment: Alignment;
  /** How wide it should be: all are narrowed or widened together until the line is filled. */
  readonly width: number;
}

/** Takes `excess` from the widths, from each about the same; none gets below zero. */
function narrowed(widths: readonly number[], excess: number): number[] {
  let rest = excess;
  let shares = widths.filter((width) => width > 0).length;
  return widths.map((width) => {
    if (width <= 0 || shares <= 0) return width;
    const taken = Math.min(width, roundHalfEven(rest / shares));
    rest -= taken;
    shares--;
    return width - taken;
  });
}

/** Gives `free` to the widths, to each by its share. */
function widened(widths: readonly number[], free: number): number[] {
  let rest = free;
  let shares = widths.reduce((sum, width) => sum + width, 0);
  return widths.map((width) => {
    const given = shares > 0 ? Math.max(0, Math.ceil(width * rest / shares)) : rest;
    rest -= given;
    shares -= width;
    return width + given;
  });
}

/** Widths of the columns with a space at each side, so that all fit the line. */
function columnWidths(columns: readonly Column[], lineLength: number): number[] {
  const room = lineLength - columns.length - 1;
  const wished = columns.map(({ width }) => Math.min(width + 2, room));
  const sum = wished.reduce((total, width) => total + width, 0);
  return sum > room ? narrowed(wished, sum - room) : widened(wished, room - sum);
}

/** A rule: its left end, its line, its crossings, its right end. */
function rule([left, line, crossing, right]: readonly string[], widths: readonly number[]): Styled {
  return styled(`${left}${widths.map((width) => line!.repeat(width)).join(crossing)}${right}`);
}

/** A row as lines; cells of fewer lines are filled up below, or above in the head. */
function rowLines(
  cells: readonly Styled[],
  columns: readonly Column[],
  widths: readonly number[],
  bar: string,
  head: boolean,
): Styled[] {
  const blocks = cells.map((cell, i) => {
    const inner = widths[i]! - 2;
    if (inner < 1) return [spaces(widths[i]!)];
    return aligned(cell, inner, columns[i]!.alignment).map((line) => concat(" ", line, " "));
  });
  const height = Math.max(...blocks.map(({ length }) => length));
  return Array.from({ length: height }, (_, y) => {
    const parts = blocks.flatMap((block, i) => {
      const line = block[head ? y - (height - block.length) : y] ?? spaces(widths[i]!);
      return i === 0 ? [line] : [styled(bar), line];
    });
    return concat(bar, ...parts, bar);
  });
}

/** A table as lines of `lineLength` cells. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly Styled[])[],
  lineLength: number,
): Styled[] {
  const widths = columnWidths(columns, lineLength);
  const headers = columns.map(({ header }) => styled(header, "strong"));
  const between = rule(["├", "─", "┼", "┤"], widths);
  return [
    rule(["┏", "━", "┳", "┓"], widths),
    ...rowLines(headers, columns, widths, "┃", true),
    rule(["┡", "━", "╇", "┩"], widths),
    ...rows.flatMap((cells, i) => [
      ...(i === 0 ? [] : [between]),
      ...rowLines(cells, columns, widths, "│", false),
    ]),
    rule(["└", "─", "┴", "┘"], widths),
  ];
}
