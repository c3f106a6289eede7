import { assertEquals, assertRejects } from "@std/assert";
import * as tf from "kerasaur";

const KEY = Symbol.for("Jupyter.display");

Deno.test("a notebook shows a chart as Vega-Lite and as SVG", async () => {
  const chart = tf.charts.lineChart({ y: [1, 2] });
  const display = Reflect.get(chart, KEY) as () => Promise<Record<string, unknown>>;
  assertEquals(await display.call(chart), {
    "text/plain": "<Chart: curves of one series>",
    "image/svg+xml": chart.svg,
    "application/vnd.vegalite.v5+json": chart.spec,
  });
  assertEquals(String(chart), chart.svg);
  assertEquals(Deno.inspect(chart), "<Chart: curves of one series>");
});

Deno.test("a chart is written to a file as SVG or as its specification", async () => {
  const chart = tf.charts.lineChart({ y: [1, 2] });
  const folder = await Deno.makeTempDir();
  try {
    await chart.save(`${folder}/a.svg`);
    await chart.save(`${folder}/a.json`);
    assertEquals(await Deno.readTextFile(`${folder}/a.svg`), `${chart.svg}\n`);
    assertEquals(JSON.parse(await Deno.readTextFile(`${folder}/a.json`)), chart.spec);
    const error = await assertRejects(() => chart.save(`${folder}/a.png`), RangeError);
    assertEquals(
      error.message,
      `Chart.save: expected path to end in .svg or .json, received path="${folder}/a.png"`,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
