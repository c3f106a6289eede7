/**
 * Points, with classes as colours and shapes.
 *
 * @module
 */
import type { RowsOf } from "../configuration/options.ts";
import { finite, oneOf } from "../configuration/rows.ts";
import { Chart } from "./chart.ts";
import { legendColumn } from "./legend.ts";
import { type Look, pointAt } from "./marks.ts";
import {
  fromOptions,
  label,
  type LabelOptions,
  pixels,
  type ScaleName,
  SCALES,
  type SizeOptions,
  texts,
  type TitleOptions,
  whatever,
} from "./options.ts";
import { classesOf } from "./classes.ts";
import { colorOf, shapeOf } from "./palette.ts";
import { movedTo, panel } from "./panel.ts";
import { checkPlaces, scaleOf } from "./scale.ts";
import { jsonNumber, nominal, quantitative, specOf } from "./spec.ts";
import { picture } from "./svg.ts";
import { type ChartValues, vectorOf } from "./values.ts";

/** Options of {@linkcode scatterChart}. */
export interface ScatterChartOptions extends TitleOptions, LabelOptions, SizeOptions {
  /** Where the points stand from left to right: values of shape `(n,)`. */
  x: ChartValues;
  /** Where they stand from bottom to top: values of shape `(n,)`. */
  y: ChartValues;
  /** Their classes: whole numbers or texts, one for each; default: one class. */
  classes?: ChartValues | readonly string[] | null | undefined;
  /** Names of the classes 0, 1, 2 ...; default: the classes themselves. */
  classNames?: readonly string[] | null | undefined;
  /** Kind of the horizontal axis, "linear" or "log"; default "linear". */
  xScale?: ScaleName | undefined;
  /** Kind of the vertical axis, "linear" or "log"; default "linear". */
  yScale?: ScaleName | undefined;
  /** Radius of the points in pixels, from 0.5 to 50; default 3.5. */
  radius?: number | undefined;
}

const WHERE = "tf.charts.scatterChart";

const OPTIONS = [
  ["x", whatever<ChartValues>(true)],
  ["y", whatever<ChartValues>(true)],
  ["classes", whatever<ChartValues | readonly string[]>(false)],
  ["classNames", texts<string>()],
  ["title", label()],
  ["xLabel", label()],
  ["yLabel", label()],
  ["xScale", oneOf(SCALES, "linear")],
  ["yScale", oneOf(SCALES, "linear")],
  ["radius", finite(3.5, { min: 0.5, max: 50 })],
  ["width", pixels(380)],
  ["height", pixels(300)],
] as const satisfies RowsOf<
  ScatterChartOptions,
  [
    "x",
    "y",
    "classes",
    "classNames",
    "title",
    "xLabel",
    "yLabel",
    "xScale",
    "yScale",
    "radius",
    "width",
    "height",
  ]
>;

/**
 * Draws points, their classes as colours and shapes. A point whose numbers are not finite is not
 * drawn. A notebook shows the chart, as Vega-Lite or as SVG.
 *
 * @param options `x` and `y`: values of shape `(n,)`; `classes`: whole numbers or texts, `(n,)`.
 * @throws {TypeError} for options that are unknown, missing or of another kind, and for other ranks.
 * @throws {RangeError} for lengths that differ, no points, more than 28 classes, classes that have no
 *   name in `classNames`, and numbers that a logarithmic axis has no place for.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertMatch } from "@std/assert";
 *
 * const chart = tf.charts.scatterChart({
 *   x: [1, 2, 3],
 *   y: [2, 1, 4],
 *   classes: [0, 1, 0],
 *   classNames: ["setosa", "virginica"],
 * });
 * assertMatch(chart.svg, /virginica/);
 * ```
 */
export function scatterChart(options: ScatterChartOptions): Chart {
  return fromOptions(scatterChart, WHERE, OPTIONS, options, (made) => {
    const { title, xLabel, yLabel, xScale, yScale, radius, width, height } = made;
    const x = vectorOf(WHERE, "x", made.x);
    const y = vectorOf(WHERE, "y", made.y, { count: x.length, of: "x" });
    checkPlaces(WHERE, "x", x, "xScale", xScale);
    checkPlaces(WHERE, "y", y, "yScale", yScale);
    const { names, indices } = classesOf(WHERE, made.classes, made.classNames, x.length);
    const hasLegend = made.classes !== null;
    const looks = names.map((_, i): Look => ({ color: colorOf(i), shape: shapeOf(i) }));
    const isThere = (i: number) => Number.isFinite(x[i]) && Number.isFinite(y[i]);
    const shown = x.map((_, i) => i).filter(isThere);
    const across = scaleOf(shown.map((i) => x[i]!), { kind: xScale, count: width / 70 });
    const up = scaleOf(shown.map((i) => y[i]!), { kind: yScale, count: height / 45 });
    const drawing = panel({
      x: across,
      y: up,
      width,
      height,
      title,
      xLabel,
      yLabel,
      draw: (place) =>
        shown.map((i) => pointAt(...place(x[i]!, y[i]!), radius, looks[indices[i]!]!)),
    });
    const legend = legendColumn("point", names.map((name, i) => ({ name, look: looks[i]! })));
    const description = `${x.length} points${
      hasLegend ? ` of the classes ${names.join(", ")}` : ""
    }`;
    return new Chart({
      description,
      svg: picture(
        drawing.width + (hasLegend ? legend.width : 0),
        hasLegend ? Math.max(drawing.height, legend.height) : drawing.height,
        title ?? description,
        [...drawing.parts, ...hasLegend ? [movedTo(drawing.width, 8, legend.parts)] : []],
      ),
      spec: specOf(description, title, {
        width,
        height,
        data: {
          values: x.map((value, i) => ({
            x: jsonNumber(value),
            y: jsonNumber(y[i]!),
            ...hasLegend ? { class: names[indices[i]!]! } : {},
          })),
        },
        mark: {
          type: "point",
          filled: true,
          opacity: 0.8,
          size: Math.PI * radius ** 2,
          tooltip: true,
        },
        encoding: {
          x: quantitative("x", xLabel, xScale, across),
          y: quantitative("y", yLabel, yScale, up),
          ...hasLegend
            ? {
              color: nominal("class", names, "color", true),
              shape: nominal("class", names, "shape", true),
            }
            : { color: { value: colorOf(0) } },
        },
      }),
    });
  });
}
