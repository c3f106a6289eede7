/**
 * Parts of specifications in Vega-Lite, version 5.
 *
 * @module
 */
import type { Json, JsonObject } from "./chart.ts";
import type { ScaleName } from "./options.ts";
import { COLORS, DASHES, SHAPES } from "./palette.ts";
import type { Scale } from "./scale.ts";
import { FONT, INK } from "./svg.ts";

/** What each specification begins with. */
export function specOf(description: string, title: string | null, rest: JsonObject): JsonObject {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    description,
    ...title === null ? {} : { title: { text: title, anchor: "middle" } },
    background: "#ffffff",
    config: {
      font: FONT,
      view: { stroke: null },
      axis: { gridColor: INK.grid, domainColor: INK.axis, tickColor: INK.axis },
    },
    ...rest,
  };
}

/** A number as JSON has it: `null`, a gap, for one that is not finite. */
export function jsonNumber(value: number): number | null {
  return Number.isFinite(value) ? value + 0 : null;
}

/** An axis of numbers with the ends of a scale. */
export function quantitative(
  field: string,
  title: string | null,
  kind: ScaleName,
  { low, high }: Scale,
  axis?: JsonObject,
): JsonObject {
  return {
    field,
    type: "quantitative",
    title,
    // The ends that the picture has; Vega finds none where no number is finite.
    scale: { type: kind, domain: [low, high], nice: false },
    ...axis ? { axis } : {},
  };
}

/** By which names parts are told apart: their colours, and dashes or shapes in the same order. */
export function nominal(
  field: string,
  names: readonly string[],
  as: "color" | "dash" | "shape",
  legend: boolean,
): JsonObject {
  const looks: Readonly<Record<typeof as, (i: number) => Json>> = {
    color: (i) => COLORS[i % COLORS.length]!,
    dash: (i) => DASHES[Math.floor(i / COLORS.length)]!,
    shape: (i) => SHAPES[i % SHAPES.length]!,
  };
  return {
    field,
    type: "nominal",
    title: null,
    scale: { domain: names, range: names.map((_, i) => looks[as](i)) },
    // A legend of both looks comes of legends with the same title.
    ...legend ? {} : { legend: null },
  };
}
