import { assertEquals, assertThrows } from "@std/assert";
import { summaryHtml } from "../../lib/models/summary/html.ts";
import { summaryKeras2 } from "../../lib/models/summary/keras2.ts";
import { summaryKeras3 } from "../../lib/models/summary/keras3.ts";
import { memorySize, sumWeights, withCommas } from "../../lib/models/summary/numbers.ts";
import { plainText, type Styled, styled } from "../../lib/models/summary/styled.ts";
import { tableLines } from "../../lib/models/summary/table.ts";
import { wrapped } from "../../lib/models/summary/wrap.ts";
import { keras2Golden, keras3Golden, outlineOf } from "./outlines.ts";

Deno.test("summaryKeras3() prints byte for byte what Keras 3.15 prints", async () => {
  const { models } = await keras3Golden();
  assertEquals(models.length, 45);
  for (const { name, outline, summaries } of models) {
    for (const { options, text } of summaries) {
      assertEquals(summaryKeras3(outline, options), text, `${name} ${JSON.stringify(options)}`);
    }
  }
});

Deno.test("summaryKeras2() prints byte for byte what tf_keras 2.21 prints", async () => {
  const { models } = await keras2Golden();
  assertEquals(models.length, 44);
  for (const { name, outline, summaries } of models) {
    for (const { options, text } of summaries) {
      const message = `${name} ${JSON.stringify(options)}`;
      if (text !== null) assertEquals(summaryKeras2(outline, options), text, message);
      else assertThrows(() => summaryKeras2(outline, options), TypeError, "that is built");
    }
  }
});

const toText = (lines: Styled[]) => lines.map((line) => `${plainText(line)}\n`).join("");

Deno.test("tableLines() and wrapped() lay out random texts as rich does", async () => {
  const { tables } = await keras3Golden();
  for (const { columns, rows, lineLength, text, wrap } of tables) {
    const cells = rows.map((row) => row.map((cell) => styled(cell)));
    assertEquals(toText(tableLines(columns, cells, lineLength)), text);
    assertEquals(toText(wrapped(styled(wrap.text), wrap.width, "fold")), wrap.folded);
  }
});

/** Text that a browser shows of an element. */
function shown(html: string): string {
  return html.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(
    /&amp;/g,
    "&",
  );
}

Deno.test("summaryHtml() shows the same text and is well-formed", async () => {
  const { models } = await keras3Golden();
  for (const { name, outline, summaries } of models) {
    for (const { options, text } of summaries) {
      const { consoleWidth = 80, lineLength = 0 } = options;
      // A notebook's cell is wider than the console: nothing is folded or cut there.
      if (name.startsWith("long_names") || (lineLength ?? 0) > consoleWidth) continue;
      const html = summaryHtml(outline, options);
      assertEquals(shown(html), text, `${name} ${JSON.stringify(options)}`);
      assertEquals(html.match(/<span /g)?.length, html.match(/<\/span>/g)?.length);
    }
  }
});

Deno.test("summaryHtml() never cuts a line whose length was given", async () => {
  const html = summaryHtml(await outlineOf("two_inputs"), { lineLength: 150 });
  const lines = shown(html).split("\n");
  assertEquals(lines.slice(1, 4).map(({ length }) => length), [150, 150, 150]);
});

/** Relative luminance of a colour, as accessibility guidelines define it. */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const part = parseInt(color.slice(i, i + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

Deno.test("summaryHtml() has colours that stand out on white and on nearly black", async () => {
  const html = summaryHtml(await outlineOf("frozen"), { showTrainable: true });
  const colors = new Set(html.match(/#[0-9a-f]{6}/g));
  assertEquals(colors.size, 4);
  const [white, black] = [luminance("#ffffff"), luminance("#111111")];
  for (const color of colors) {
    const it = luminance(color);
    assertEquals((white + 0.05) / (it + 0.05) > 4 && (it + 0.05) / (black + 0.05) > 4, true, color);
  }
});

Deno.test("numbers are printed as Python's format strings print them", () => {
  assertEquals([0, 999, 1000, 1234567].map(withCommas), ["0", "999", "1,000", "1,234,567"]);
  // 0.125 and 0.375 lie between two texts: the even digit is taken.
  const sizes = [0, 0.5, 1023, 1024, 1152, 1408, 1024 ** 2, 5 * 1024 ** 3, 1024 ** 6];
  assertEquals(sizes.map((it) => memorySize(it, "B")), [
    "0.00 B",
    "0.50 B",
    "1023.00 B",
    "1.00 KB",
    "1.12 KB",
    "1.38 KB",
    "1.00 MB",
    "5.00 GB",
    // Keras's own arithmetic, which divides once too often here.
    "1.00 PB",
  ]);
  assertEquals(memorySize(12, "Byte"), "12.00 Byte");
});

Deno.test("sumWeights() counts numbers and bytes by element type", () => {
  const weights = [{ shape: [3, 4], dtype: "float32" }, { shape: [], dtype: "bool" }];
  assertEquals(sumWeights(weights), { count: 13, bytes: 49 });
  assertEquals(sumWeights([{ shape: [3], dtype: "int4" }]), { count: 3, bytes: 1.5 });
  assertThrows(
    () => sumWeights([{ shape: [3], dtype: "string" }]),
    TypeError,
    'sumWeights: expected element types of a known size, received "string"',
  );
});

Deno.test("summaries refuse what they cannot lay out or find", async () => {
  const model = await outlineOf("two_inputs");
  const chain = await outlineOf("sequential_with_input");
  const cases: [() => string, typeof RangeError | typeof TypeError, string][] = [
    [
      () => summaryKeras3(chain, { lineLength: 10 }),
      RangeError,
      'Model.summary: expected columns of at least 4 characters, received 2 for "Param #" in lines of 10; give a larger lineLength or other positions',
    ],
    [
      () => summaryKeras3(model, { positions: [0.5, 1] }),
      RangeError,
      "Model.summary: expected 4 positions, received [0.5, 1]; the columns are Layer (type), Output Shape, Param #, Connected to",
    ],
    [
      () => summaryKeras3(model, { lineLength: 70.5 }),
      RangeError,
      "Model.summary: expected lineLength to be a whole number >= 1, received lineLength=70.5",
    ],
    [
      () => summaryKeras3(model, { consoleWidth: 0 }),
      RangeError,
      "Model.summary: expected consoleWidth to be a whole number >= 1, received consoleWidth=0",
    ],
    [
      () => summaryKeras3(model, { layerRange: ["left", "nowhere"] }),
      RangeError,
      'Model.summary: expected names of layers for layerRange, received "nowhere", which matches none; the layers are right, left, widen, both, dense, score, kind',
    ],
    [
      () => summaryKeras2(model, { layerRange: ["left"] as string[] as [string, string] }),
      TypeError,
      'Model.summary: expected two names for layerRange, received ["left"]; give [first, last]',
    ],
    [
      () => summaryKeras2(model, { layerRange: ["(", "kind"] }),
      RangeError,
      'Model.summary: expected names or regular expressions for layerRange, received "("; put a backslash before characters that are meant themselves',
    ],
    [
      () => summaryKeras2(model, { lineLength: 12 }),
      RangeError,
      'Model.summary: expected columns in which text fits, received 0 characters for "Layer (type)"; give a larger lineLength or other positions',
    ],
    [
      () => summaryKeras2(chain, { positions: [0.4, 0.8, 1.2] }),
      RangeError,
      "Model.summary: expected positions to be a whole number >= 1, received positions=0.4",
    ],
  ];
  for (const [run, type, text] of cases) {
    assertEquals(assertThrows(run, type).message, text);
  }
});
