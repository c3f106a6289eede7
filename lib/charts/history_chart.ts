/**
 * What a training gave, epoch for epoch: a panel for the loss and for each metric.
 *
 * @module
 */
import type { RowsOf } from "../configuration/options.ts";
import { integer, oneOf } from "../configuration/rows.ts";
import { formatValue } from "../errors/format.ts";
import { isOptions } from "../ops/bind.ts";
import { Chart } from "./chart.ts";
import { legendRow } from "./legend.ts";
import { lineOf, type Look, MOST_MARKED } from "./marks.ts";
import {
  fromOptions,
  label,
  pixels,
  type ScaleName,
  SCALES,
  type SizeOptions,
  texts,
  type TitleOptions,
  whatever,
} from "./options.ts";
import { colorOf, DASHES } from "./palette.ts";
import { type Drawing, movedTo, panel } from "./panel.ts";
import { checkPlaces, scaleOf } from "./scale.ts";
import { jsonNumber, nominal, quantitative, specOf } from "./spec.ts";
import { picture, textAt, textWidth } from "./svg.ts";
import { type ChartValues, vectorOf } from "./values.ts";

/** Options of {@linkcode historyChart}. */
export interface HistoryChartOptions extends TitleOptions, SizeOptions {
  /** Which metrics are shown, by the names they have in training; default: all. */
  metrics?: readonly string[] | null | undefined;
  /** Numbers of the epochs; default: 1, 2, 3 ... */
  epochs?: ChartValues | null | undefined;
  /** Numbers of the epochs that ended with a validation; default: `epochs`. */
  validationEpochs?: ChartValues | null | undefined;
  /** Kind of the vertical axes, "linear" or "log"; default "linear". */
  yScale?: ScaleName | undefined;
  /** How many panels stand beside each other, from 1; default 2. */
  columns?: number | undefined;
}

const WHERE = "tf.charts.historyChart";

const OPTIONS = [
  ["title", label()],
  ["metrics", texts<string>()],
  ["epochs", whatever<ChartValues>(false)],
  ["validationEpochs", whatever<ChartValues>(false)],
  ["yScale", oneOf(SCALES, "linear")],
  ["columns", integer(2, { min: 1 })],
  ["width", pixels(300)],
  ["height", pixels(200)],
] as const satisfies RowsOf<
  HistoryChartOptions,
  ["title", "metrics", "epochs", "validationEpochs", "yScale", "columns", "width", "height"]
>;

/** Names of the two curves of a panel, and their looks. */
const CURVES = ["training", "validation"] as const;
const LOOKS: readonly Look[] = [
  { color: colorOf(0) },
  { color: colorOf(1), dash: DASHES[1]! },
];

/** What begins the names of metrics of the rows for validation. */
const VALIDATION = "val_";

interface Curve {
  readonly which: 0 | 1;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

interface Metric {
  readonly name: string;
  readonly curves: readonly Curve[];
}

/** Numbers of epochs for a curve. */
function epochsOf(
  which: 0 | 1,
  key: string,
  count: number,
  epochs: number,
  given: readonly [unknown, unknown],
): readonly number[] {
  const [name, values] = which === 1 && given[1] !== null
    ? ["validationEpochs", given[1]]
    : ["epochs", given[0]];
  if (values !== null) return vectorOf(WHERE, name, values, { count, of: `history.${key}` });
  if (which === 1 && count !== epochs) {
    throw new RangeError(
      `${WHERE}: expected history.${key} to have ${epochs} values, one for each epoch, received ${count}; say with validationEpochs which they belong to`,
    );
  }
  return Array.from({ length: count }, (_, i) => i + 1);
}

function metricsOf(
  history: Readonly<Record<string, ChartValues>>,
  wanted: readonly string[] | null,
  given: readonly [unknown, unknown],
): Metric[] {
  const keys = Object.keys(history);
  const names = new Set(keys.map((it) => it.startsWith(VALIDATION) ? it.slice(4) : it));
  const missing = wanted?.find((it) => !names.has(it));
  if (names.size === 0 || missing !== undefined || wanted?.length === 0) {
    throw new RangeError(
      names.size === 0
        ? `${WHERE}: expected history to have at least one metric, received none; was the model trained?`
        : `${WHERE}: expected metrics among ${[...names].join(", ")}, received ${
          missing === undefined ? "none" : JSON.stringify(missing)
        }`,
    );
  }
  const first = keys.find((it) => !it.startsWith(VALIDATION)) ?? keys[0]!;
  const epochs = vectorOf(WHERE, `history.${first}`, history[first]).length;
  const curve = (which: 0 | 1, key: string): Curve[] => {
    if (!Object.hasOwn(history, key)) return [];
    const y = vectorOf(
      WHERE,
      `history.${key}`,
      history[key],
      which === 0 ? { count: epochs, of: `history.${first}` } : undefined,
    );
    return [{ which, x: epochsOf(which, key, y.length, epochs, given), y }];
  };
  return (wanted ?? [...names]).map((name) => ({
    name,
    curves: [...curve(0, name), ...curve(1, `${VALIDATION}${name}`)],
  }));
}

/** Panels in rows, under a title and a legend. */
function figure(panels: readonly Drawing[], columns: number, head: readonly Drawing[]): Drawing {
  const widths = Array.from(
    { length: Math.min(columns, panels.length) },
    (_, column) =>
      Math.max(...panels.filter((_, i) => i % columns === column).map((it) => it.width)),
  );
  const parts: string[] = [];
  let y = 4;
  const inner = widths.reduce((sum, it) => sum + it, 0);
  const width = Math.max(inner, ...head.map((it) => it.width + 20));
  for (const it of head) {
    parts.push(movedTo((width - it.width) / 2, y, it.parts));
    y += it.height;
  }
  for (let i = 0; i < panels.length; i += columns) {
    const row = panels.slice(i, i + columns);
    let right = (width - inner) / 2;
    row.forEach((it, column) => {
      right += widths[column]!;
      // Widths of the numbers differ: axes end below each other.
      parts.push(movedTo(right - it.width, y, it.parts));
    });
    y += Math.max(...row.map((it) => it.height));
  }
  return { width, height: y + 4, parts };
}

/**
 * Draws what a training gave against the epoch: a panel for the loss and for each metric, with a
 * curve for training and, under the same name with `val_` before it, one for validation. Numbers that
 * are not finite leave gaps.
 *
 * @param history Values of shape `(epochs,)` by the names of metrics, as `fit` gives them.
 * @param options Titles, sizes, which metrics, numbers of the epochs.
 * @throws {TypeError} for options that are unknown or of another kind, and for a history that is none.
 * @throws {RangeError} for a history without metrics or epochs, for lengths that differ, and for
 *   numbers that a logarithmic axis has no place for.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertMatch } from "@std/assert";
 *
 * const history = { loss: [0.9, 0.5, 0.3], val_loss: [1, 0.7, 0.6], accuracy: [0.6, 0.8, 0.9] };
 * const chart = tf.charts.historyChart(history, { title: "Digits" });
 * assertMatch(chart.svg, /Digits/);
 * ```
 */
export function historyChart(
  history: Readonly<Record<string, ChartValues>>,
  options: HistoryChartOptions = {},
): Chart {
  return fromOptions(historyChart, WHERE, OPTIONS, options, (made) => {
    const { title, yScale, columns, width, height } = made;
    if (!isOptions(history)) {
      throw new TypeError(
        `${WHERE}: expected history to be an object of values by name, received ${
          formatValue(history)
        }`,
      );
    }
    const metrics = metricsOf(
      history as Readonly<Record<string, ChartValues>>,
      made.metrics,
      [made.epochs, made.validationEpochs],
    );
    for (const { name, curves } of metrics) {
      for (const { y } of curves) checkPlaces(WHERE, name, y, "yScale", yScale);
    }
    const scales = metrics.map(({ curves }) => ({
      x: scaleOf(curves.flatMap(({ x }) => x), { count: width / 60, whole: true, tight: true }),
      y: scaleOf(curves.flatMap(({ y }) => y), { kind: yScale, count: height / 40 }),
    }));
    const panels = metrics.map(({ name, curves }, i) =>
      panel({
        ...scales[i]!,
        width,
        height,
        title: name,
        xLabel: "epoch",
        draw: (place) => curves.flatMap(({ which, x, y }) => lineOf(place, x, y, LOOKS[which]!)),
      })
    );
    const shown = ([0, 1] as const).filter((which) =>
      metrics.some(({ curves }) => curves.some((it) => it.which === which))
    );
    // Without validation the specification's legend has no place for it either.
    const named = shown.includes(1) ? CURVES : CURVES.slice(0, 1);
    const legend = legendRow(
      "line",
      shown.map((which) => ({ name: CURVES[which], look: LOOKS[which]! })),
    );
    const description = `${metrics.map(({ name }) => name).join(", ")} by epoch`;
    const heading: Drawing[] = title === null ? [] : [{
      width: textWidth(title, 15) * 1.1,
      height: 24,
      parts: [
        textAt(textWidth(title, 15) * 0.55, 18, title, { anchor: "middle", size: 15, bold: true }),
      ],
    }];
    const drawing = figure(panels, columns, [...heading, legend]);
    return new Chart({
      description,
      svg: picture(drawing.width, drawing.height, title ?? description, drawing.parts),
      spec: specOf(description, title, {
        columns,
        concat: metrics.map((metric, i) => ({
          title: metric.name,
          width,
          height,
          data: { values: valuesOf(metric) },
          mark: {
            type: "line",
            point: metric.curves.every(({ x }) => x.length <= MOST_MARKED),
            tooltip: true,
          },
          encoding: {
            x: quantitative("epoch", "epoch", "linear", scales[i]!.x, {
              tickMinStep: 1,
              format: "d",
            }),
            y: quantitative(FIELD, null, yScale, scales[i]!.y),
            color: nominal("rows", named, "color", true),
            strokeDash: {
              field: "rows",
              type: "nominal",
              title: null,
              scale: { domain: named, range: [[1, 0], DASHES[1]!].slice(0, named.length) },
            },
          },
        })),
      }),
    });
  });
}

/** The field of the values. */
const FIELD = "value";

function valuesOf({ curves }: Metric) {
  return curves.flatMap(({ which, x, y }) =>
    y.map((value, i) => ({
      epoch: jsonNumber(x[i]!),
      [FIELD]: jsonNumber(value),
      rows: CURVES[which],
    }))
  );
}
