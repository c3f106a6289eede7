/**
 * A confusion matrix as a heat map.
 *
 * @module
 */
import type { RowsOf } from "../configuration/options.ts";
import { finite, oneOf } from "../configuration/rows.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { Chart } from "./chart.ts";
import { fromOptions, label, texts, type TitleOptions, whatever } from "./options.ts";
import { blueOf, BLUES, isDark } from "./palette.ts";
import { specOf } from "./spec.ts";
import { cutTo, element, INK, picture, textAt, textWidth } from "./svg.ts";
import { type ChartValues, checkDistinct, numbersOf } from "./values.ts";

/** Options of {@linkcode confusionMatrixChart}. */
export interface ConfusionMatrixChartOptions extends TitleOptions {
  /** Counts of shape `(n, n)`: a row for each true class, a column for each predicted one. */
  matrix: ChartValues;
  /** Names of the classes; default: 0, 1, 2 ... */
  labels?: readonly (string | number)[] | null | undefined;
  /**
   * What the colours show: "counts", or "rows" for the shares of the true class that a count is;
   * default "counts".
   */
  colors?: "counts" | "rows" | undefined;
  /** Width and height of a cell in pixels, from 16 to 200; default 40. */
  size?: number | undefined;
}

const WHERE = "tf.charts.confusionMatrixChart";

const OPTIONS = [
  ["matrix", whatever<ChartValues>(true)],
  ["labels", texts<string | number>()],
  ["title", label()],
  ["colors", oneOf(["counts", "rows"], "counts")],
  ["size", finite(40, { min: 16, max: 200 })],
] as const satisfies RowsOf<
  ConfusionMatrixChartOptions,
  ["matrix", "labels", "title", "colors", "size"]
>;

/** Longest name of a class, in pixels. */
const LONGEST = 140;

/** Counts, how many classes there are. */
function countsOf(given: unknown): { readonly counts: readonly number[]; readonly n: number } {
  const { data: counts, shape } = numbersOf(WHERE, "matrix", given);
  const [n, columns] = shape;
  if (shape.length !== 2 || n !== columns) {
    throw new TypeError(
      `${WHERE}: expected matrix to have shape (n, n), received shape ${formatShape(shape)}`,
    );
  }
  if (n === undefined || n === 0) {
    throw new RangeError(`${WHERE}: expected matrix to have at least one class, received none`);
  }
  const odd = counts.find((it) => !Number.isInteger(it) || it < 0);
  if (odd !== undefined) {
    throw new RangeError(
      `${WHERE}: expected matrix to hold whole numbers >= 0, received ${formatValue(odd)}`,
    );
  }
  return { counts, n };
}

/** How much of the darkest colour each count has. */
function sharesOf(counts: readonly number[], n: number, colors: "counts" | "rows"): number[] {
  const most = counts.reduce((most, it) => Math.max(most, it), 1);
  if (colors === "counts") return counts.map((it) => it / most);
  return counts.map((it, i) => {
    const row = Math.floor(i / n) * n;
    const sum = counts.slice(row, row + n).reduce((sum, it) => sum + it, 0);
    return sum === 0 ? 0 : it / sum;
  });
}

/**
 * Draws a confusion matrix: a row for each true class, a column for each predicted one, darker cells
 * for higher counts. A notebook shows the chart, as Vega-Lite or as SVG.
 *
 * @param options `matrix`: counts of shape `(n, n)`, as `tf.math.confusionMatrix` gives them.
 * @throws {TypeError} for options that are unknown, missing or of another kind, and other shapes.
 * @throws {RangeError} for no classes, counts that are none, and labels that
 *   are another number or not all different.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertMatch } from "@std/assert";
 *
 * const matrix = tf.math.confusionMatrix([0, 1, 1, 2], [0, 1, 2, 2]);
 * const chart = tf.charts.confusionMatrixChart({ matrix, labels: ["cat", "dog", "owl"] });
 * assertMatch(chart.svg, /owl/);
 * ```
 */
export function confusionMatrixChart(options: ConfusionMatrixChartOptions): Chart {
  return fromOptions(confusionMatrixChart, WHERE, OPTIONS, options, (made) => {
    const { title, colors, size } = made;
    const { counts, n } = countsOf(made.matrix);
    const names = made.labels ?? Array.from({ length: n }, (_, i) => String(i));
    if (names.length !== n) {
      throw new RangeError(
        `${WHERE}: expected ${n} labels, one for each class, received ${names.length}`,
      );
    }
    checkDistinct(WHERE, "labels", names);
    const shares = sharesOf(counts, n, colors);
    const shown = names.map((name) => cutTo(name, LONGEST));
    const widest = Math.max(...shown.map((it) => textWidth(it)));
    const isTurned = widest > size - 4;
    const left = widest + 34;
    const top = title === null ? 10 : 32;
    const side = n * size;
    const below = isTurned ? widest + 10 : 18;
    const longest = counts.reduce((most, it) => Math.max(most, textWidth(String(it))), 1);
    const letters = Math.min(12, 11 * (size - 4) / longest);
    const cells = counts.flatMap((count, i) => {
      const [x, y] = [left + i % n * size, top + Math.floor(i / n) * size];
      const text = String(count);
      return [
        element("rect", {
          x,
          y,
          width: size,
          height: size,
          fill: blueOf(shares[i]!),
          stroke: "#ffffff",
        }),
        textAt(x + size / 2, y + size / 2 + letters * 0.36, text, {
          anchor: "middle",
          size: letters,
          fill: isDark(shares[i]!) ? "#ffffff" : INK.text,
        }),
      ];
    });
    const titles = shown.flatMap((name, i) => {
      const middle = (i + 0.5) * size;
      const [x, y] = [left + middle, top + side];
      return [
        textAt(left - 6, top + middle + 4, name, { anchor: "end", fill: INK.faint }),
        isTurned
          ? textAt(x + 4, y + 7, name, { anchor: "end", turn: -90, fill: INK.faint })
          : textAt(x, y + 15, name, { anchor: "middle", fill: INK.faint }),
      ];
    });
    const width = Math.max(
      left + side + 14,
      left + side / 2 + 40,
      title === null ? 0 : textWidth(title, 13) + 20,
    );
    const description = `confusion matrix of ${n} ${n === 1 ? "class" : "classes"}`;
    return new Chart({
      description,
      svg: picture(width, top + side + below + 24, title ?? description, [
        ...cells,
        ...titles,
        textAt(left + side / 2, top + side + below + 14, "predicted", {
          anchor: "middle",
          size: 12,
        }),
        textAt(14, top + side / 2, "true", { anchor: "middle", size: 12, turn: -90 }),
        ...title === null
          ? []
          : [textAt(width / 2, 20, title, { anchor: "middle", size: 13, bold: true })],
      ]),
      spec: specOf(description, title, {
        width: { step: size },
        height: { step: size },
        data: {
          values: counts.map((count, i) => ({
            true: names[Math.floor(i / n)]!,
            predicted: names[i % n]!,
            count,
            share: shares[i]!,
          })),
        },
        encoding: {
          x: {
            field: "predicted",
            type: "nominal",
            sort: null,
            title: "predicted",
            axis: { labelAngle: isTurned ? -90 : 0 },
          },
          y: { field: "true", type: "nominal", sort: null, title: "true" },
        },
        layer: [
          {
            mark: { type: "rect", stroke: "#ffffff", tooltip: true },
            encoding: {
              color: {
                field: "share",
                type: "quantitative",
                scale: { domain: [0, 1], range: BLUES },
                legend: null,
              },
            },
          },
          {
            mark: { type: "text" },
            encoding: {
              text: { field: "count", type: "quantitative", format: "d" },
              color: {
                condition: { test: "datum.share > 0.55", value: "#ffffff" },
                value: INK.text,
              },
            },
          },
        ],
      }),
    });
  });
}
