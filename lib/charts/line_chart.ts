/**
 * Curves of one or several series.
 *
 * @module
 */
import type { RowsOf } from "../configuration/options.ts";
import { oneOf } from "../configuration/rows.ts";
import { isOptions } from "../ops/bind.ts";
import { Chart } from "./chart.ts";
import { legendColumn } from "./legend.ts";
import { lineOf, type Look, MOST_MARKED } from "./marks.ts";
import {
  fromOptions,
  label,
  type LabelOptions,
  pixels,
  type ScaleName,
  SCALES,
  type SizeOptions,
  type TitleOptions,
  whatever,
} from "./options.ts";
import { colorOf, dashOf, MOST_PARTS } from "./palette.ts";
import { movedTo, panel } from "./panel.ts";
import { checkPlaces, scaleOf } from "./scale.ts";
import { jsonNumber, nominal, quantitative, specOf } from "./spec.ts";
import { picture } from "./svg.ts";
import { type ChartValues, vectorOf } from "./values.ts";

/** Options of {@linkcode lineChart}. */
export interface LineChartOptions extends TitleOptions, LabelOptions, SizeOptions {
  /** The series: numbers of one, or several by their names. */
  y: ChartValues | Readonly<Record<string, ChartValues>>;
  /** Where they stand, for all or for each by its name; default: 0, 1, 2 ... */
  x?: ChartValues | Readonly<Record<string, ChartValues>> | null | undefined;
  /** Kind of the horizontal axis, "linear" or "log"; default "linear". */
  xScale?: ScaleName | undefined;
  /** Kind of the vertical axis, "linear" or "log"; default "linear". */
  yScale?: ScaleName | undefined;
}

const WHERE = "tf.charts.lineChart";

const OPTIONS = [
  ["y", whatever<LineChartOptions["y"]>(true)],
  ["x", whatever<NonNullable<LineChartOptions["x"]>>(false)],
  ["title", label()],
  ["xLabel", label()],
  ["yLabel", label()],
  ["xScale", oneOf(SCALES, "linear")],
  ["yScale", oneOf(SCALES, "linear")],
  ["width", pixels(420)],
  ["height", pixels(260)],
] as const satisfies RowsOf<
  LineChartOptions,
  ["y", "x", "title", "xLabel", "yLabel", "xScale", "yScale", "width", "height"]
>;

/** A curve. */
interface Series {
  readonly name: string | undefined;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

function seriesOf(given: LineChartOptions["y"], xs: LineChartOptions["x"]): Series[] {
  const named = isOptions(given);
  const entries: readonly (readonly [string | undefined, unknown])[] = named
    ? Object.entries(given)
    : [[undefined, given]];
  if (entries.length === 0 || entries.length > MOST_PARTS) {
    throw new RangeError(
      `${WHERE}: expected y to have from 1 to ${MOST_PARTS} series, received ${entries.length}`,
    );
  }
  const places = isOptions(xs) ? xs : undefined;
  const unknown = Object.keys(places ?? {}).find((it) => !named || !Object.hasOwn(given, it));
  if (unknown !== undefined) {
    throw new RangeError(
      `${WHERE}: expected the names of x to be those of y, received ${JSON.stringify(unknown)}`,
    );
  }
  return entries.map(([name, values]) => {
    const which = name === undefined ? "y" : `y[${JSON.stringify(name)}]`;
    const y = vectorOf(WHERE, which, values);
    if (xs === null || xs === undefined) return { name, x: y.map((_, i) => i), y };
    const own = places && name !== undefined ? places[name] : xs;
    const whose = places ? `x[${JSON.stringify(name)}]` : "x";
    if (own === undefined) {
      throw new TypeError(`${WHERE}: expected ${whose}, as x has names; it was not given`);
    }
    return { name, x: vectorOf(WHERE, whose, own, { count: y.length, of: which }), y };
  });
}

/**
 * Draws curves: a line for each series through its points in the order in which they are given, with a
 * gap where a number is not finite. Points are marked
 * where a series has at most 25. A notebook shows the chart, as Vega-Lite or as SVG.
 *
 * @param options `y`: values of shape `(n,)`, or several by name; `x`: values of shape `(n,)`.
 * @throws {TypeError} for options that are unknown, missing or of another kind, and for other ranks.
 * @throws {RangeError} for series without values, other lengths of `x`, more than 28 series, and for
 *   numbers that a logarithmic axis has no place for.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertMatch } from "@std/assert";
 *
 * const x = tf.range(-3, 3, 0.1);
 * const chart = tf.charts.lineChart({
 *   x,
 *   y: { relu: tf.nn.relu(x), tanh: tf.tanh(x) },
 *   xLabel: "x",
 * });
 * assertMatch(chart.svg, /^<svg/);
 * ```
 */
export function lineChart(options: LineChartOptions): Chart {
  return fromOptions(lineChart, WHERE, OPTIONS, options, (made) => {
    const { title, xLabel, yLabel, xScale, yScale, width, height } = made;
    const series = seriesOf(made.y, made.x);
    for (const { x, y } of series) {
      checkPlaces(WHERE, "x", x, "xScale", xScale);
      checkPlaces(WHERE, "y", y, "yScale", yScale);
    }
    const looks = series.map((_, i): Look => ({ color: colorOf(i), dash: dashOf(i) }));
    const across = scaleOf(series.flatMap(({ x }) => x), {
      kind: xScale,
      count: width / 70,
      tight: true,
    });
    const up = scaleOf(series.flatMap(({ y }) => y), { kind: yScale, count: height / 45 });
    const drawing = panel({
      x: across,
      y: up,
      width,
      height,
      title,
      xLabel,
      yLabel,
      draw: (place) => series.flatMap(({ x, y }, i) => lineOf(place, x, y, looks[i]!)),
    });
    const names = series.flatMap(({ name }) => name === undefined ? [] : [name]);
    const legend = legendColumn("line", names.map((name, i) => ({ name, look: looks[i]! })));
    const description = `curves of ${names.length > 0 ? names.join(", ") : "one series"}`;
    const hasLegend = names.length > 0;
    const values = series.flatMap(({ name, x, y }) =>
      y.map((value, i) => ({
        x: jsonNumber(x[i]!),
        y: jsonNumber(value),
        ...hasLegend ? { series: name! } : {},
      }))
    );
    const few = series.every(({ x }) => x.length <= MOST_MARKED);
    return new Chart({
      description,
      svg: picture(
        drawing.width + (hasLegend ? legend.width : 0),
        Math.max(drawing.height, legend.height),
        title ?? description,
        [...drawing.parts, ...hasLegend ? [movedTo(drawing.width, 8, legend.parts)] : []],
      ),
      spec: specOf(description, title, {
        width,
        height,
        data: { values },
        mark: { type: "line", point: few, tooltip: true },
        encoding: {
          x: quantitative("x", xLabel, xScale, across),
          y: quantitative("y", yLabel, yScale, up),
          // As the picture has them: Vega would join points in the order of x, and not close a box.
          order: { value: null },
          ...hasLegend
            ? {
              color: nominal("series", names, "color", true),
              strokeDash: nominal("series", names, "dash", true),
            }
            : { color: { value: colorOf(0) } },
        },
      }),
    });
  });
}
