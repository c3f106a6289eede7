import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { modelToDot } from "../../lib/models/plot/dot.ts";
import { dotToSvg, modelToSvg } from "../../lib/models/plot/svg.ts";
import { keras3Golden, outlineOf } from "./outlines.ts";

Deno.test("modelToDot() writes byte for byte what Keras 3.15 and pydot write", async () => {
  const { models } = await keras3Golden();
  for (const { name, outline, plots } of models) {
    for (const { options, text } of plots) {
      const message = `${name} ${JSON.stringify(options)}`;
      if (text === null) {
        assertThrows(() => modelToDot(outline, options), TypeError, "that is built");
      } else {
        // Keras leaves names as they are, and Graphviz refuses this one.
        const written = text.replaceAll("<b>a<b&c</b>", "<b>a&lt;b&amp;c</b>");
        assertEquals(modelToDot(outline, options), written, message);
      }
    }
  }
});

Deno.test("modelToDot() quotes names that are no plain words", async () => {
  const model = await outlineOf("nested");
  const named = (name: string) => {
    const layers = model.layers.map((it) => it.name === "inner" ? { ...it, name } : it);
    const dot = modelToDot({ ...model, layers }, { expandNested: true });
    return /subgraph (.*) \{\n.*\nlabel=(.*);/.exec(dot)!.slice(1);
  };
  assertEquals(named("Inner2"), ["cluster_Inner2", "Inner2"]);
  assertEquals(named("in_ner"), ["cluster_in_ner", '"in_ner"']);
  assertEquals(named("7"), ["cluster_7", "7"]);
  assertEquals(named("2nd"), ["cluster_2nd", '"2nd"']);
  assertEquals(named("graph"), ["cluster_graph", '"graph"']);
  assertEquals(named('a "b" c'), ['"cluster_a \\"b\\" c"', '"a \\"b\\" c"']);
  assertEquals(named("end\\"), ['"cluster_end\\\\"', '"end\\\\"']);
});

Deno.test("modelToDot() refuses options that there are not", async () => {
  const model = await outlineOf("nested");
  const cases = [
    [{ rankdir: "XY" }, 'rankdir to be one of "TB", "LR", "BT", "RL", received rankdir="XY"'],
    [{ dpi: 0 }, "dpi to be a finite number >= 1, received dpi=0"],
    [
      { splines: "none" },
      'splines to be one of "ortho", "curved", "polyline", "spline", "line", received splines="none"',
    ],
  ] as const;
  for (const [options, text] of cases) {
    const error = assertThrows(() => modelToDot(model, options as object), RangeError);
    assertEquals(error.message, `modelToDot: expected ${text}`);
  }
});

Deno.test("modelToSvg() draws every model, with every text in a width of its own", async () => {
  const { models } = await keras3Golden();
  for (const { name, outline, plots } of models) {
    const { options, text } = plots.at(-1)!;
    if (text === null) continue;
    const { dpi: _, ...rest } = options;
    const svg = await modelToSvg(outline, rest);
    assertEquals(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" width="'), true, name);
    assertEquals(svg.trimEnd().endsWith("</svg>"), true, name);
    assertEquals(svg.includes("<!--"), false, name);
    assertEquals(
      svg.match(/<text /g)!.length,
      svg.match(/ textLength="[\d.]+" lengthAdjust="spacingAndGlyphs"/g)!.length,
      name,
    );
  }
});

Deno.test("modelToSvg() shows names of layers on hovering", async () => {
  const svg = await modelToSvg(await outlineOf("nested"), { expandNested: true });
  const titles = [...svg.matchAll(/<title>(.*?)<\/title>/g)].map((it) => it[1]);
  assertEquals(titles.sort(), [
    "dense",
    "dense to dense_1",
    "dense_1",
    "inner",
    "inner_first",
    "inner_first to inner_second",
    "inner_in",
    "inner_in to inner_first",
    "inner_second",
    "inner_second to dense",
    "outer",
    "stack",
    "x",
    "x to inner_in",
  ]);
  assertStringIncludes(
    await modelToSvg(await outlineOf("odd_names")),
    "<title>a&lt;b&amp;c</title>",
  );
});

Deno.test("modelToSvg() grows by dpi", async () => {
  const model = await outlineOf("functional_chain");
  const widthOf = (svg: string) => Number(/width="(\d+)pt"/.exec(svg)![1]);
  const [usual, doubled] = [await modelToSvg(model), await modelToSvg(model, { dpi: 144 })];
  assertEquals(Math.abs(widthOf(doubled) - 2 * widthOf(usual)) <= 2, true);
});

Deno.test("dotToSvg() gives Graphviz's words for a text that is not DOT", async () => {
  const error = await assertRejects(() => dotToSvg("digraph {"), SyntaxError);
  assertStringIncludes(error.message, "dotToSvg: expected DOT that can be drawn, Graphviz says:");
  assertStringIncludes(error.message, "syntax error in line 1");
});
