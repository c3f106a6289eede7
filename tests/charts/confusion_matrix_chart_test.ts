import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { named, textsOf } from "./elements.ts";

const { confusionMatrixChart } = tf.charts;

/** Colours of the cells, without that of the background. */
function colorsOf({ svg }: tf.charts.Chart): string[] {
  return named(svg, "rect").slice(1).map(({ attributes }) => attributes.fill!);
}

function brightness(color: string): number {
  return [1, 3, 5].reduce((sum, at) => sum + parseInt(color.slice(at, at + 2), 16), 0);
}

Deno.test("confusionMatrixChart() writes the counts and darkens their cells", () => {
  const matrix = [[5, 1, 0], [2, 10, 3], [0, 0, 7]];
  const chart = confusionMatrixChart({ matrix, labels: ["cat", "dog", "owl"], title: "Animals" });
  assertEquals(textsOf(chart.svg), [
    ...matrix.flat().map(String),
    ...["cat", "cat", "dog", "dog", "owl", "owl"],
    ...["predicted", "true", "Animals"],
  ]);
  const lightness = colorsOf(chart).map(brightness);
  const order = matrix.flat().map((count, i) => [count, i] as const).sort(([a], [b]) => a - b);
  order.slice(1).forEach(([count, i], k) => {
    const [before, j] = order[k]!;
    assertEquals(lightness[i]! < lightness[j]!, count > before);
  });
  const { values } = chart.spec.data as unknown as { values: unknown[] };
  assertEquals(values[1], { true: "cat", predicted: "dog", count: 1, share: 0.1 });
  assertEquals(values.length, 9);
  assertEquals(chart.description, "confusion matrix of 3 classes");
});

Deno.test("confusionMatrixChart() colours by shares of rows, those of empty rows as none", () => {
  const matrix = tf.constant([[1, 0], [0, 0]], { dtype: "int32" });
  const chart = confusionMatrixChart({ matrix, colors: "rows" });
  assertEquals(colorsOf(chart), ["#08306b", "#f7fbff", "#f7fbff", "#f7fbff"]);
  const { values } = chart.spec.data as unknown as { values: { share: number }[] };
  assertEquals(values.map(({ share }) => share), [1, 0, 0, 0]);
});

Deno.test("confusionMatrixChart() takes one class, and counts of nothing", () => {
  assertEquals(colorsOf(confusionMatrixChart({ matrix: [[3]] })), ["#08306b"]);
  assertEquals(colorsOf(confusionMatrixChart({ matrix: [[0]] })), ["#f7fbff"]);
  const [, name] = textsOf(confusionMatrixChart({ matrix: [[3]] }).svg);
  assertEquals(name, "0");
});

Deno.test("confusionMatrixChart() takes what tf.math.confusionMatrix gives", () => {
  const matrix = tf.math.confusionMatrix([0, 1, 2, 2, 2], [0, 2, 2, 2, 1]);
  const { svg } = confusionMatrixChart({ matrix });
  assertEquals(textsOf(svg).slice(0, 9).join(), "1,0,0,0,0,1,0,1,2");
});

Deno.test("confusionMatrixChart() turns long names", () => {
  const labels = ["something with a long name", "b"];
  const { svg } = confusionMatrixChart({ matrix: [[1, 0], [0, 1]], labels });
  const turned = named(svg, "text").filter(({ attributes }) =>
    attributes.transform?.endsWith("rotate(-90)")
  );
  assertEquals(turned.map(({ text }) => text.slice(0, 9)), ["something", "b", "true"]);
});

Deno.test("confusionMatrixChart() names what is wrong with its options", () => {
  const cases: readonly (readonly [unknown, typeof TypeError | typeof RangeError, string])[] = [
    [{}, TypeError, "expected matrix, which has no default; it was not given"],
    [
      { matrix: [[1, 2]] },
      TypeError,
      "expected matrix to have shape (n, n), received shape (1, 2)",
    ],
    [{ matrix: [1] }, TypeError, "expected matrix to have shape (n, n), received shape (1,)"],
    [
      { matrix: tf.zeros([0, 0]) },
      RangeError,
      "expected matrix to have at least one class, received none",
    ],
    [
      { matrix: [[0.5]] },
      RangeError,
      "expected matrix to hold whole numbers >= 0, received 0.5",
    ],
    [{ matrix: [[-1]] }, RangeError, "expected matrix to hold whole numbers >= 0, received -1"],
    [{ matrix: [[NaN]] }, RangeError, "expected matrix to hold whole numbers >= 0, received NaN"],
    [
      { matrix: [[1]], labels: [] },
      RangeError,
      "expected 1 labels, one for each class, received 0",
    ],
    [
      { matrix: [[1, 0], [0, 1]], labels: ["a", "a"] },
      RangeError,
      'expected labels to differ from each other, received "a" twice',
    ],
    [
      { matrix: [[1]], colors: "columns" },
      RangeError,
      'expected colors to be one of "counts", "rows", received colors="columns"',
    ],
    [
      { matrix: [[1]], size: 1000 },
      RangeError,
      "expected size to be a finite number from 16 to 200, received size=1000",
    ],
  ];
  for (const [options, kind, text] of cases) {
    const error = assertThrows(
      () => confusionMatrixChart(options as tf.charts.ConfusionMatrixChartOptions),
      kind,
    );
    assertEquals(error.message, `tf.charts.confusionMatrixChart: ${text}`);
  }
});
