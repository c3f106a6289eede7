import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { named, runsOf, textsOf } from "./elements.ts";

const { historyChart } = tf.charts;

const HISTORY = {
  loss: [2, 1, 0.5],
  accuracy: [0.25, 0.5, 0.75],
  val_loss: [2.5, 1.5, 1],
  val_accuracy: [0.25, NaN, 0.5],
};

interface Panel {
  title: string;
  data: { values: { epoch: number; value: number | null; rows: string }[] };
}

function panelsOf({ spec }: tf.charts.Chart): Panel[] {
  return spec.concat as unknown as Panel[];
}

Deno.test("historyChart() has a panel for each metric, with training and validation", () => {
  const chart = historyChart(HISTORY, { title: "Digits" });
  const texts = textsOf(chart.svg);
  for (const text of ["Digits", "loss", "accuracy", "training", "validation"]) {
    assertEquals(texts.filter((it) => it === text).length, 1, text);
  }
  assertEquals(texts.filter((it) => it === "epoch").length, 2);
  // Training and validation of the loss, training of the accuracy; its validation is two points.
  assertEquals(named(chart.svg, "path").map((it) => runsOf(it).map((run) => run.length)), [
    [3],
    [3],
    [3],
  ]);
  assertEquals(named(chart.svg, "circle").length, 11);
  const panels = panelsOf(chart);
  assertEquals(panels.map(({ title }) => title), ["loss", "accuracy"]);
  assertEquals(panels[1]!.data.values, [
    { epoch: 1, value: 0.25, rows: "training" },
    { epoch: 2, value: 0.5, rows: "training" },
    { epoch: 3, value: 0.75, rows: "training" },
    { epoch: 1, value: 0.25, rows: "validation" },
    { epoch: 2, value: null, rows: "validation" },
    { epoch: 3, value: 0.5, rows: "validation" },
  ]);
  assertEquals(chart.spec.$schema, "https://vega.github.io/schema/vega-lite/v5.json");
  assertEquals(chart.description, "loss, accuracy by epoch");
});

Deno.test("historyChart() draws one epoch as points, and no validation where there is none", () => {
  const chart = historyChart({ loss: [0.5], mae: [0.25] });
  assertEquals(named(chart.svg, "circle").length, 2);
  assertEquals(named(chart.svg, "path").length, 0);
  assertEquals(textsOf(chart.svg).includes("validation"), false);
  assertEquals(textsOf(chart.svg).filter((it) => it === "1").length, 2);
});

Deno.test("historyChart() shows a metric of NaN alone as an empty panel", () => {
  const { svg } = historyChart({ loss: [NaN, NaN], val_only: [1, 2] });
  assertEquals(textsOf(svg).filter((it) => it === "no finite values").length, 1);
  assertEquals(textsOf(svg).includes("only"), true);
});

Deno.test("historyChart() takes which metrics, and numbers of epochs", () => {
  const chart = historyChart(
    { loss: [4, 3, 2, 1], mae: [1, 1, 1, 1], val_loss: [5, 4] },
    { metrics: ["loss"], epochs: [11, 12, 13, 14], validationEpochs: [12, 14], yScale: "log" },
  );
  const [panel, ...more] = panelsOf(chart);
  assertEquals(more, []);
  assertEquals(panel!.data.values.map(({ epoch, value }) => [epoch, value]), [
    [11, 4],
    [12, 3],
    [13, 2],
    [14, 1],
    [12, 5],
    [14, 4],
  ]);
  const [training, validation] = named(chart.svg, "path").map((it) => runsOf(it)[0]!);
  assertEquals(training!.map(([x]) => x), [0, 100, 200, 300]);
  assertEquals(validation!.map(([x]) => x), [100, 300]);
});

Deno.test("historyChart() marks whole epochs only", () => {
  const { svg } = historyChart({ loss: [1, 2, 3] });
  const marks = named(svg, "text")
    .filter(({ attributes }) => attributes["text-anchor"] === "middle" && attributes.y === "216");
  assertEquals(marks.map(({ text }) => text), ["1", "2", "3"]);
});

Deno.test("historyChart() names what is wrong with a history and its options", () => {
  const cases:
    readonly (readonly [unknown, unknown, typeof TypeError | typeof RangeError, string])[] = [
      [
        [1, 2],
        {},
        TypeError,
        "expected history to be an object of values by name, received [1, 2]",
      ],
      [
        {},
        {},
        RangeError,
        "expected history to have at least one metric, received none; was the model trained?",
      ],
      [
        { loss: [] },
        {},
        RangeError,
        "expected history.loss to have at least one value, received none",
      ],
      [
        { loss: [1, 2], mae: [1] },
        {},
        RangeError,
        "expected history.mae to have 2 values, one for each of history.loss, received 1",
      ],
      [
        { loss: [1, 2], val_loss: [1] },
        {},
        RangeError,
        "expected history.val_loss to have 2 values, one for each epoch, received 1; say with validationEpochs which they belong to",
      ],
      [
        { loss: [1, 2] },
        { epochs: [1] },
        RangeError,
        "expected epochs to have 2 values, one for each of history.loss, received 1",
      ],
      [
        { loss: [1, 2] },
        { metrics: ["mae"] },
        RangeError,
        'expected metrics among loss, received "mae"',
      ],
      [{ loss: [1, 2] }, { metrics: [] }, RangeError, "expected metrics among loss, received none"],
      [
        { loss: [1, 0] },
        { yScale: "log" },
        RangeError,
        'expected loss > 0 on a logarithmic axis, received 0; use yScale="linear"',
      ],
      [
        { loss: [1] },
        { columns: 0 },
        RangeError,
        "expected columns to be a whole number >= 1, received columns=0",
      ],
      [
        { loss: [1] },
        { metric: "loss" },
        TypeError,
        "expected arguments among title, metrics, epochs, validationEpochs, yScale, columns, width, height, received metric; did you mean metrics?",
      ],
      [{ loss: [1] }, null, TypeError, "expected one object of options, received null"],
      [{ loss: ["a"] }, {}, TypeError, 'expected history.loss to hold numbers, received "a"'],
    ];
  for (const [history, options, kind, text] of cases) {
    const error = assertThrows(
      () => historyChart(history as Record<string, number[]>, options as object),
      kind,
    );
    assertEquals(error.message, `tf.charts.historyChart: ${text}`);
  }
});
