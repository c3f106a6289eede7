/**
 * A legend: what the looks of series mean, beside a panel or in rows above it.
 *
 * @module
 */
import { type Look, pointAt } from "./marks.ts";
import type { Drawing } from "./panel.ts";
import { cutTo, element, textAt, textWidth } from "./svg.ts";

/** An entry. */
export interface Entry {
  /** What it is called. */
  readonly name: string;
  /** How it looks. */
  readonly look: Look;
}

/** Longest name in pixels, and width of a sample. */
const [LONGEST, SAMPLE] = [180, 26];

function sample(kind: "line" | "point", look: Look, x: number, y: number): string {
  if (kind === "point") return pointAt(x + SAMPLE / 2, y, 4, look);
  const dash = look.dash ?? [];
  return element("line", {
    x1: x,
    y1: y,
    x2: x + SAMPLE,
    y2: y,
    stroke: look.color,
    "stroke-width": 2,
    "stroke-dasharray": dash.length > 0 ? dash.join(" ") : undefined,
  });
}

function entry(kind: "line" | "point", { name, look }: Entry, x: number, y: number): string[] {
  return [sample(kind, look, x, y - 4), textAt(x + SAMPLE + 6, y, cutTo(name, LONGEST))];
}

/** Entries one under the other. */
export function legendColumn(kind: "line" | "point", entries: readonly Entry[]): Drawing {
  const widest = Math.max(...entries.map(({ name }) => textWidth(cutTo(name, LONGEST))), 0);
  return {
    width: SAMPLE + 6 + widest + 12,
    height: 18 + 18 * entries.length,
    parts: entries.flatMap((it, i) => entry(kind, it, 0, 18 + 18 * i)),
  };
}

/** Entries one beside the other. */
export function legendRow(kind: "line" | "point", entries: readonly Entry[]): Drawing {
  let x = 0;
  const parts = entries.flatMap((it) => {
    const drawn = entry(kind, it, x, 14);
    x += SAMPLE + 6 + textWidth(cutTo(it.name, LONGEST)) + 22;
    return drawn;
  });
  return { width: x, height: 22, parts };
}
