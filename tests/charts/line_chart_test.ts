import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { elementsOf, named, placeOf, runsOf, textsOf } from "./elements.ts";

const { lineChart } = tf.charts;

/** What a function takes if one does not look at types. */
function loose(options: unknown): tf.charts.LineChartOptions {
  return options as tf.charts.LineChartOptions;
}

/** The number that stands at a place of the vertical axis, by the marks of the axis. */
function numberAt(svg: string, y: number): number {
  const marks = named(svg, "text")
    .filter(({ attributes, text }) => attributes["text-anchor"] === "end" && text !== "")
    .map((it) => ({ value: Number(it.text), y: placeOf(it, "x", "y")[1] - 4 }));
  const [a, b] = [marks[0]!, marks.at(-1)!];
  return a.value + (y - a.y) / (b.y - a.y) * (b.value - a.value);
}

Deno.test("lineChart() puts points where their numbers are on the axis", () => {
  const y = [1, 4, 2.5, -3, 0];
  const { svg } = lineChart({ y });
  const circles = named(svg, "circle").map((it) => numberAt(svg, placeOf(it, "cx", "cy")[1]));
  assertEquals(circles.map((it) => Math.round(it * 20) / 20 + 0), y);
  const [line, ...more] = named(svg, "path").map(runsOf);
  assertEquals(more, []);
  assertEquals(line!.map((run) => run.length), [5]);
  const across = line![0]!.map(([x]) => x!);
  assertEquals(across, [0, 105, 210, 315, 420]);
});

Deno.test("lineChart() puts powers of ten at equal distances on a logarithmic axis", () => {
  const { svg, spec } = lineChart({
    x: [1e-4, 1e-3, 1e-2, 1e-1, 1],
    y: [1, 10, 100, 1000, 10000],
    xScale: "log",
    yScale: "log",
  });
  const [run] = runsOf(named(svg, "path")[0]!);
  assertEquals(run!.map(([x]) => x), [0, 105, 210, 315, 420]);
  const steps = run!.slice(1).map(([, y], i) => Math.round(y! - run![i]![1]!));
  assertEquals(new Set(steps).size, 1);
  for (const text of ["1e-4", "0.001", "0.01", "0.1", "1", "10000"]) {
    assertEquals(textsOf(svg).includes(text), true, text);
  }
  const { x, y } = spec.encoding as Record<string, { scale: { type: string } }>;
  assertEquals([x!.scale.type, y!.scale.type], ["log", "log"]);
});

Deno.test("lineChart() leaves gaps where numbers are not finite, and marks single points", () => {
  const y = Array.from({ length: 40 }, (_, i) => i);
  y[10] = NaN;
  y[20] = Infinity;
  y[22] = -Infinity;
  const { svg, spec } = lineChart({ y });
  assertEquals(runsOf(named(svg, "path")[0]!).map((run) => run.length), [10, 9, 17]);
  assertEquals(named(svg, "circle").length, 1);
  const { values } = spec.data as unknown as { values: { x: number; y: number | null }[] };
  assertEquals(values.map((it) => it.y), y.map((it) => Number.isFinite(it) ? it : null));
  assertEquals(JSON.parse(JSON.stringify(spec)), spec);
});

Deno.test("lineChart() draws axes where no number is finite, is one alone, or all are the same", () => {
  const none = lineChart({ y: [NaN, Infinity], x: [NaN, NaN] });
  assertEquals(textsOf(none.svg).includes("no finite values"), true);
  assertEquals(named(none.svg, "path").length, 0);
  for (const y of [[0], [7], [-1e300, 1e300], [5, 5, 5], [1e-320, 2e-320], [1e15, 1e15 + 1]]) {
    for (const yScale of ["linear", "log"] as const) {
      if (yScale === "log" && y[0]! <= 0) continue;
      const { svg } = lineChart({ y, yScale });
      assertEquals(named(svg, "circle").length, y.length, String(y));
      for (const it of named(svg, "circle")) {
        const [, at] = placeOf(it, "cx", "cy");
        assertEquals(at >= 0 && at <= 300, true, `${y} at ${at}`);
      }
    }
  }
});

Deno.test("lineChart() tells series apart by colour, then by dashes, with names in a legend", () => {
  const names = Array.from({ length: 28 }, (_, i) => `series ${i}`);
  const y = Object.fromEntries(names.map((name, i) => [name, [i, i + 1]]));
  const { svg, spec, description } = lineChart({ y });
  const lines = named(svg, "path");
  const looks = lines.map(({ attributes: it }) => `${it.stroke} ${it["stroke-dasharray"]}`);
  assertEquals(new Set(looks).size, 28);
  assertEquals(textsOf(svg).filter((it) => it.startsWith("series")), names);
  assertEquals(description.startsWith("curves of series 0, series 1"), true);
  const { color } = spec.encoding as Record<string, { scale: { domain: string[] } }>;
  assertEquals(color!.scale.domain, names);
});

Deno.test("lineChart() takes tensors, host arrays, typed arrays and nested arrays", () => {
  const expected = lineChart({ x: [0, 1, 2], y: { a: [1, 2, 4] } }).svg;
  const made: tf.charts.ChartValues[] = [
    tf.constant([1, 2, 4]),
    new tf.Variable([1, 2, 4]),
    tf.NdArray.from([1, 2, 4]),
    new Float32Array([1, 2, 4]),
    new BigInt64Array([1n, 2n, 4n]),
    [1, tf.constant(2), 4n],
    tf.constant([1, 2, 4]).numpy(),
  ];
  for (const a of made) {
    assertEquals(lineChart({ y: { a } }).svg, expected);
    assertEquals(lineChart({ x: [0, 1, 2], y: { a } }).svg, expected);
    assertEquals(lineChart({ x: { a: [0, 1, 2] }, y: { a } }).svg, expected);
  }
});

Deno.test("lineChart() writes any text so that XML takes it", () => {
  const text = "a <b> & \"c\" \u0000\u0007\n\ud800 ]]> 'd'";
  const { svg } = lineChart({ y: { [text]: [1, 2] }, title: text, xLabel: text, yLabel: text });
  const shown = `a <b> & "c" \ufffd\ufffd \ufffd ]]> 'd'`;
  assertEquals(textsOf(svg).filter((it) => it === shown).length, 4);
  assertEquals(elementsOf(svg)[0]!.name, "svg");
});

Deno.test("lineChart() names what is wrong with its options", () => {
  const cases: readonly (readonly [unknown, typeof TypeError | typeof RangeError, string])[] = [
    [[1, 2], TypeError, "expected one object of options, received [1, 2]"],
    [{}, TypeError, "expected y, which has no default; it was not given"],
    [
      { y: [1], colour: 1 },
      TypeError,
      "expected arguments among y, x, title, xLabel, yLabel, xScale, yScale, width, height, received colour",
    ],
    [{ y: [1], x_label: "x" }, TypeError, "x_label is called xLabel here"],
    [{ y: [1], title: 1 }, TypeError, "expected title to be a text, received title=1"],
    [
      { y: [1], xScale: "exp" },
      RangeError,
      'expected xScale to be one of "linear", "log", received xScale="exp"',
    ],
    [
      { y: [1], width: 10 },
      RangeError,
      "expected width to be a finite number from 60 to 4000, received width=10",
    ],
    [{ y: [] }, RangeError, "expected y to have at least one value, received none"],
    [{ y: {} }, RangeError, "expected y to have from 1 to 28 series, received 0"],
    [{ y: { a: [] } }, RangeError, 'expected y["a"] to have at least one value, received none'],
    [{ y: [[1, 2]] }, TypeError, "expected y to have rank 1, received shape (1, 2)"],
    [
      { y: [[1], [2, 3]] },
      TypeError,
      "expected y to have rows of equal lengths, received y=[[1], [2, 3]]",
    ],
    [{ y: ["a"] }, TypeError, 'expected y to hold numbers, received "a"'],
    [{ y: [1, null] }, TypeError, "expected y to hold numbers, received null"],
    [
      { y: "text" },
      TypeError,
      'expected y to be a tensor, an array or numbers in arrays, received y="text"',
    ],
    [
      { y: { a: [1, 2] }, x: [1] },
      RangeError,
      'expected x to have 2 values, one for each of y["a"], received 1',
    ],
    [
      { y: { a: [1, 2] }, x: { b: [1, 2] } },
      RangeError,
      'expected the names of x to be those of y, received "b"',
    ],
    [
      { y: { a: [1, 2], b: [1, 2] }, x: { b: [1, 2] } },
      TypeError,
      'expected x["a"], as x has names; it was not given',
    ],
    [
      { y: [1, 0], yScale: "log" },
      RangeError,
      'expected y > 0 on a logarithmic axis, received 0; use yScale="linear"',
    ],
    [
      { y: [1, 2], xScale: "log" },
      RangeError,
      'expected x > 0 on a logarithmic axis, received 0; use xScale="linear"',
    ],
    [{ y: [1e301] }, RangeError, "expected y from -1e+300 to 1e+300, received 1e+301"],
  ];
  for (const [options, kind, text] of cases) {
    const error = assertThrows(() => lineChart(loose(options)), kind);
    assertEquals(error.message, `tf.charts.lineChart: ${text}`);
    assertEquals(
      error.stack!.split("\n").find((it) => /^\s+at /.test(it))!.includes("/tests/"),
      true,
    );
  }
});

Deno.test("points are joined as they are given, also where x goes back: a box is closed", () => {
  const box = { x: [0, 2, 2, 0, 0], y: [0, 0, 1, 1, 0] };
  const { spec, svg } = lineChart(box);
  assertEquals((spec.encoding as Record<string, unknown>).order, { value: null });
  const path = /<path d="(M[^"]+)"[^>]*fill="none"|points="([^"]+)"|d="(M[^"]+)"/.exec(svg)!;
  const places = (path[1] ?? path[2] ?? path[3])!.match(/-?[\d.]+/g)!.map(Number);
  const corners = Array.from(
    { length: places.length / 2 },
    (_, i) => places.slice(2 * i, 2 * i + 2),
  );
  assertEquals(corners.length, 5);
  assertEquals(corners[4], corners[0]);
});
