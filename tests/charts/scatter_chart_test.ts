import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { readDataset } from "../support/datasets.ts";
import { elementsOf, named, placeOf, textsOf } from "./elements.ts";

const { scatterChart } = tf.charts;

/** Points of the data: those inside the panel, not those of the legend. */
function pointsOf(svg: string) {
  return elementsOf(svg).filter(({ name, attributes }) =>
    attributes["fill-opacity"] !== undefined && name !== "text"
  );
}

Deno.test("scatterChart() draws each point in the colour and shape of its class", async () => {
  const { x, y, classes } = await readDataset("iris");
  const column = (k: number) => Array.from(y.data, (_, i) => x.data[i * 4 + k]!);
  const { svg, spec, description } = scatterChart({
    x: column(2),
    y: column(3),
    classes: y.data,
    classNames: classes,
    title: "Iris",
    xLabel: "petal length (cm)",
  });
  // One more of each for the legend.
  assertEquals(named(svg, "circle").length, 51);
  assertEquals(named(svg, "polygon").length, 51);
  const colors = Map.groupBy(pointsOf(svg), ({ attributes }) => attributes.fill!);
  assertEquals([...colors].map(([color, points]) => [color, points.length]), [
    ["#0072b2", 51],
    ["#d55e00", 51],
    ["#009e73", 51],
  ]);
  for (const text of [...classes, "Iris", "petal length (cm)"]) {
    assertEquals(textsOf(svg).filter((it) => it === text).length, 1, text);
  }
  const { values } = spec.data as unknown as { values: unknown[] };
  assertEquals(values[0], { x: 1.4, y: 0.2, class: "setosa" });
  assertEquals(values.length, 150);
  assertEquals(description, "150 points of the classes setosa, versicolor, virginica");
});

Deno.test("scatterChart() puts points at equal distances where their numbers are", () => {
  const { svg } = scatterChart({ x: [0, 1, 2, 4], y: [10, 20, 30, 50] });
  const places = named(svg, "circle").map((it) => placeOf(it, "cx", "cy"));
  const steps = places.slice(1).map(([x, y], i) => [x - places[i]![0], places[i]![1] - y]);
  for (const axis of [0, 1]) {
    const [a, b, c] = steps.map((it) => it[axis]!);
    assertEquals([Math.abs(a! - b!) < 0.05, Math.abs(c! - 2 * a!) < 0.05], [true, true]);
    assertEquals(a! > 0, true);
  }
});

Deno.test("scatterChart() leaves out points that are not finite, and takes one or none of them", () => {
  const { svg, spec } = scatterChart({ x: [1, NaN, 3], y: [1, 2, Infinity] });
  assertEquals(named(svg, "circle").length, 1);
  const { values } = spec.data as unknown as { values: unknown[] };
  assertEquals(values, [{ x: 1, y: 1 }, { x: null, y: 2 }, { x: 3, y: null }]);
  const none = scatterChart({ x: [NaN], y: [1] });
  assertEquals(textsOf(none.svg).includes("no finite values"), true);
});

Deno.test("scatterChart() takes classes as texts and as any whole numbers, and one class", () => {
  const points = { x: [1, 2, 3], y: [1, 2, 3] };
  const names = (classes: unknown, classNames?: string[]) => {
    const { spec } = scatterChart(
      { ...points, classes, classNames } as tf.charts.ScatterChartOptions,
    );
    const { values } = spec.data as unknown as { values: { class: string }[] };
    return values.map((it) => it.class).join();
  };
  assertEquals(names(["b", "a", "b"]), "b,a,b");
  assertEquals(names([7, -1, 7]), "7,-1,7");
  assertEquals(names([-0, 0, 1]), "0,0,1");
  assertEquals(names(tf.constant([1, 0, 1], { dtype: "int32" }), ["no", "yes"]), "yes,no,yes");
  assertEquals(names(["a", "a", "a"]), "a,a,a");
  assertEquals(names(["a", "b", "a"], ["b", "a"]), "a,b,a");
});

Deno.test("scatterChart() tells 28 classes apart by pairs of colour and shape", () => {
  const numbers = Array.from({ length: 28 }, (_, i) => i);
  const { svg } = scatterChart({ x: numbers, y: numbers, classes: numbers });
  const looks = pointsOf(svg).slice(0, 28).map(({ name, attributes }) =>
    `${name} ${attributes.fill} ${attributes.points?.split(" ").length}`
  );
  assertEquals(new Set(looks).size, 28);
});

Deno.test("scatterChart() names what is wrong with its options", () => {
  const points = { x: [1, 2], y: [1, 2] };
  const cases: readonly (readonly [unknown, typeof TypeError | typeof RangeError, string])[] = [
    [{ x: [1] }, TypeError, "expected y, which has no default; it was not given"],
    [{ x: [], y: [] }, RangeError, "expected x to have at least one value, received none"],
    [
      { x: [1, 2], y: [1] },
      RangeError,
      "expected y to have 2 values, one for each of x, received 1",
    ],
    [{ x: [[1, 2]], y: [1] }, TypeError, "expected x to have rank 1, received shape (1, 2)"],
    [
      { ...points, classes: [0] },
      RangeError,
      "expected classes to have 2 values, one for each of x, received 1",
    ],
    [
      { ...points, classes: ["a"] },
      RangeError,
      "expected classes to have 2 values, one for each of x, received 1",
    ],
    [
      { ...points, classes: [0, 0.5] },
      TypeError,
      "expected classes to be whole numbers or texts, received 0.5",
    ],
    [
      { ...points, classes: [0, NaN] },
      TypeError,
      "expected classes to be whole numbers or texts, received NaN",
    ],
    [
      { ...points, classes: [0, 2], classNames: ["a", "b"] },
      RangeError,
      "expected a name in classNames for each class, received none for 2",
    ],
    [
      { ...points, classes: [0, -1], classNames: ["a", "b"] },
      RangeError,
      "expected a name in classNames for each class, received none for -1",
    ],
    [
      { ...points, classes: ["a", "c"], classNames: ["a", "b"] },
      RangeError,
      'expected a name in classNames for each class, received none for "c"',
    ],
    [
      { ...points, classes: [0, 1], classNames: ["a", "a"] },
      RangeError,
      'expected classNames to differ from each other, received "a" twice',
    ],
    [
      { ...points, classNames: ["a"] },
      TypeError,
      "expected classes beside classNames; without them no point has a name",
    ],
    [
      {
        x: Array(29).fill(0),
        y: Array(29).fill(0),
        classes: Array.from({ length: 29 }, (_, i) => i),
      },
      RangeError,
      "expected from 1 to 28 classes, received 29",
    ],
    [
      { ...points, classNames: "a" },
      TypeError,
      'expected classNames to be a list of texts, received classNames="a"',
    ],
    [
      { ...points, radius: 0 },
      RangeError,
      "expected radius to be a finite number from 0.5 to 50, received radius=0",
    ],
    [
      { x: [0, 1], y: [1, 2], xScale: "log" },
      RangeError,
      'expected x > 0 on a logarithmic axis, received 0; use xScale="linear"',
    ],
  ];
  for (const [options, kind, text] of cases) {
    const error = assertThrows(() => scatterChart(options as tf.charts.ScatterChartOptions), kind);
    assertEquals(error.message, `tf.charts.scatterChart: ${text}`);
  }
});
