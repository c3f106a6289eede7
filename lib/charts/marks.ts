/**
 * Marks of data: lines with gaps, points.
 *
 * @module
 */
import { shapeOf, type SHAPES } from "./palette.ts";
import type { Place } from "./panel.ts";
import { element, rounded } from "./svg.ts";

/** How a series looks. */
export interface Look {
  /** Its colour. */
  readonly color: string;
  /** Dashes of its line, in pixels. */
  readonly dash?: readonly number[];
  /** Shape of its points; default circles. */
  readonly shape?: typeof SHAPES[number];
}

/** Up to how many points of a line are marked. */
export const MOST_MARKED = 25;

/** The runs of points of which both numbers are finite. */
export function runsOf(x: readonly number[], y: readonly number[]): [number, number][][] {
  const runs: [number, number][][] = [];
  let open = false;
  y.forEach((value, i) => {
    const isThere = Number.isFinite(value) && Number.isFinite(x[i]);
    if (isThere && !open) runs.push([]);
    if (isThere) runs.at(-1)!.push([x[i]!, value]);
    open = isThere;
  });
  return runs;
}

/** A line through points, with gaps where there are none; points are marked where they are few. */
export function lineOf(
  place: Place,
  x: readonly number[],
  y: readonly number[],
  { color, dash = [] }: Look,
): string[] {
  const runs = runsOf(x, y).map((run) => run.map(([a, b]) => place(a, b)));
  const long = runs.filter((run) => run.length > 1);
  const path = long.map((run) => `M${run.map((at) => at.map(rounded).join(" ")).join("L")}`)
    .join("");
  const marked = x.length <= MOST_MARKED
    ? runs.flat()
    : runs.filter((it) => it.length === 1).flat();
  return [
    ...path === "" ? [] : [element("path", {
      d: path,
      fill: "none",
      stroke: color,
      "stroke-width": 2,
      "stroke-linejoin": "round",
      "stroke-dasharray": dash.length > 0 ? dash.join(" ") : undefined,
    })],
    ...marked.map(([cx, cy]) => element("circle", { cx, cy, r: 2.5, fill: color })),
  ];
}

/** A point of some shape whose area is that of a circle of a radius. */
export function pointAt(x: number, y: number, radius: number, look: Look): string {
  const common = { fill: look.color, "fill-opacity": 0.8 };
  const half = radius * Math.sqrt(Math.PI) / 2;
  const polygon = (points: readonly (readonly number[])[]) =>
    element("polygon", {
      points: points.map(([a, b]) => `${rounded(x + a!)},${rounded(y + b!)}`).join(" "),
      ...common,
    });
  switch (look.shape ?? shapeOf(0)) {
    case "circle":
      return element("circle", { cx: x, cy: y, r: radius, ...common });
    case "square":
      return element("rect", {
        x: x - half,
        y: y - half,
        width: 2 * half,
        height: 2 * half,
        ...common,
      });
    case "triangle-up": {
      const side = radius * 1.35;
      return polygon([[0, -side], [side * 0.87, side / 2], [-side * 0.87, side / 2]]);
    }
    case "diamond": {
      const reach = half * Math.SQRT2;
      return polygon([[0, -reach], [reach, 0], [0, reach], [-reach, 0]]);
    }
  }
}
