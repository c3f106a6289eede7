/**
 * A panel: axes with marks and names, and what is drawn between them.
 *
 * @module
 */
import type { Scale } from "./scale.ts";
import { cutTo, element, INK, textAt, textWidth } from "./svg.ts";

/** What a panel is made of. */
export interface PanelParts {
  /** The horizontal axis. */
  readonly x: Scale;
  /** The vertical axis. */
  readonly y: Scale;
  /** Width between the axes. */
  readonly width: number;
  /** Height between the axes. */
  readonly height: number;
  /** What stands above it. */
  readonly title?: string | null;
  /** What stands under the horizontal axis. */
  readonly xLabel?: string | null;
  /** What stands beside the vertical axis. */
  readonly yLabel?: string | null;
  /** Draws the data, given where numbers stand. */
  readonly draw: (place: Place) => readonly string[];
}

/** Where a point of the data stands in a panel. */
export type Place = (x: number, y: number) => readonly [number, number];

/** A drawing with its size. */
export interface Drawing {
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** What it looks like, from its upper left corner. */
  readonly parts: readonly string[];
}

/** Least pixels beyond the end of the horizontal axis, for points that stand there. */
const RIGHT = 14;

/** A drawing moved to a place. */
export function movedTo(x: number, y: number, parts: readonly string[]): string {
  return element("g", { transform: `translate(${Math.round(x)} ${Math.round(y)})` }, ...parts);
}

function line(x1: number, y1: number, x2: number, y2: number, stroke: string): string {
  return element("line", { x1, y1, x2, y2, stroke });
}

/** Lines and marks, from the corner where the axes meet upwards. */
function axes({ x, y, width, height }: PanelParts): string[] {
  const shown = x.ticks.filter(({ value }) => x.at(value) >= -1e-6 && x.at(value) <= 1 + 1e-6);
  const widest = Math.max(...shown.map(({ text }) => textWidth(text)), 1);
  const gap = width / Math.max(1, shown.length - 1);
  const every = Math.ceil((widest + 8) / gap);
  const columns = shown.flatMap(({ value, text }, i) => {
    const at = x.at(value) * width;
    const drawn = [line(at, 0, at, height, INK.grid), line(at, height, at, height + 4, INK.axis)];
    if (i % every !== 0) return drawn;
    return [...drawn, textAt(at, height + 16, text, { anchor: "middle", fill: INK.faint })];
  });
  const rows = y.ticks.filter(({ value }) => y.at(value) >= -1e-6 && y.at(value) <= 1 + 1e-6)
    .flatMap(({ value, text }) => {
      const at = height - y.at(value) * height;
      return [
        line(0, at, width, at, INK.grid),
        line(-4, at, 0, at, INK.axis),
        textAt(-7, at + 4, text, { anchor: "end", fill: INK.faint }),
      ];
    });
  return [
    ...columns,
    ...rows,
    line(0, height, width, height, INK.axis),
    line(0, 0, 0, height, INK.axis),
  ];
}

/** Draws a panel. */
export function panel(parts: PanelParts): Drawing {
  const { x, y, width, height, title, xLabel, yLabel } = parts;
  const left = Math.max(...y.ticks.map(({ text }) => textWidth(text)), 10) + 10 +
    (yLabel ? 20 : 4);
  const top = title ? 28 : 10;
  const bottom = xLabel ? 42 : 26;
  // The last number stands with its middle at its mark.
  const beyond = x.ticks.map(({ value, text }) =>
    x.at(value) > 1 + 1e-6 ? 0 : (x.at(value) - 1) * width + textWidth(text) / 2 + 4
  );
  const right = Math.max(RIGHT, ...beyond);
  const inside = parts.draw((a, b) => [x.at(a) * width, height - y.at(b) * height]);
  const names = [
    title
      ? textAt(width / 2, -11, cutTo(title, width + left, 13), {
        anchor: "middle",
        size: 13,
        bold: true,
      })
      : "",
    xLabel
      ? textAt(width / 2, height + 35, cutTo(xLabel, width, 12), { anchor: "middle", size: 12 })
      : "",
    yLabel
      ? textAt(-left + 13, height / 2, cutTo(yLabel, height, 12), {
        anchor: "middle",
        size: 12,
        turn: -90,
      })
      : "",
  ];
  const none = inside.length > 0 ? [] : [
    textAt(width / 2, height / 2, "no finite values", { anchor: "middle", fill: INK.faint }),
  ];
  return {
    width: left + width + right,
    height: top + height + bottom,
    parts: [movedTo(left, top, [...axes(parts), ...inside, ...none, ...names])],
  };
}
