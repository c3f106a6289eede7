/**
 * What notebooks show of models, histories and optimizers: tables and curves, beside the text.
 *
 * @module
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import * as tf from "kerasaur";
import { tableHtml } from "../../lib/display/table_html.ts";

type Bundle = Record<string, string>;

/** What a notebook is given for an object. */
function shown(object: object): Promise<Bundle> {
  return Reflect.get(object, Symbol.for("Jupyter.display")).call(object);
}

/** The texts of a table's cells, row by row. */
function rowsOf(html: string): string[][] {
  return [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) =>
    [...row!.matchAll(/<(?:td|th)[^>]*>(.*?)<\/(?:td|th)>/g)].map(([, text]) => text!)
  );
}

/** Every element that is opened is closed, in order. */
function assertWellFormed(html: string): void {
  const open: string[] = [];
  for (const [, slash, name, end] of html.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (end === "/") continue;
    if (slash === "") open.push(name!);
    else assertEquals(open.pop(), name);
  }
  assertEquals(open, []);
}

const { layers } = tf.keras;

Deno.test("tableHtml() shows texts literally, numbers to the right, heads with their scope", () => {
  const html = tableHtml([{ head: "<a>" }, { head: "n", isNumber: true }], [["&", "1"]], {
    caption: "<b>",
    foot: [["sum", "1"]],
  });
  assertWellFormed(html);
  assertEquals(rowsOf(html), [["&lt;a&gt;", "n"], ["&amp;", "1"], ["sum", "1"]]);
  assertMatch(html, /<caption[^>]*>&lt;b&gt;<\/caption>/);
  assertMatch(
    html,
    /<th scope="row" style="text-align:left[^>]*>&amp;<\/th><td style="text-align:right/,
  );
  assert(!/color:#|background/.test(html), "colours are the theme's");
});

Deno.test("a model shows the table of its layers once it is built", async () => {
  const inner = new tf.keras.Sequential({
    layers: [tf.keras.Input([4]), new layers.Dense(3, { name: "in" })],
    name: "inner",
  });
  const model = new tf.keras.Sequential({
    layers: [new layers.Flatten({ name: "flat" }), inner, new layers.Dense(2, { name: "out" })],
    name: "outer",
  });
  assertEquals(Object.keys(await shown(model)), ["text/plain"]);
  inner.trainable = false;
  model.build([null, 2, 2]);
  const { "text/html": html, "text/plain": plain } = await shown(model);
  assertEquals(plain, "<Sequential name=outer, built=True>");
  assertWellFormed(html!);
  assertEquals(rowsOf(html!), [
    ["Layer", "Class", "Output shape", "Parameters"],
    ["flat", "Flatten", "(None, 4)", "0"],
    ["inner", "Sequential", "(None, 3)", "15 (frozen)"],
    ["\u2003in", "Dense", "(None, 3)", "15 (frozen)"],
    ["out", "Dense", "(None, 2)", "8"],
    ["Trained", "", "32.00 B", "8"],
    ["Not trained", "", "60.00 B", "15"],
  ]);
});

Deno.test("a model of one's own shows its layers, and a long one its ends", async () => {
  class Own extends tf.keras.Model {
    readonly first = new layers.Dense(2, { name: "first" });
    override call(x: tf.Tensor): tf.Tensor {
      return this.first(x);
    }
  }
  const own = new Own();
  own(tf.ones([1, 3]));
  const [, row] = rowsOf((await shown(own))["text/html"]!);
  assertEquals([row![0], row![1], row![3]], ["first", "Dense", "8"]);
  const long = new tf.keras.Sequential(
    [tf.keras.Input([1]), ...Array.from({ length: 100 }, () => new layers.Activation("relu"))],
  );
  const rows = rowsOf((await shown(long))["text/html"]!);
  assertEquals(rows.length, 1 + 80 + 1 + 2);
  assertEquals(rows[41]![0], "\u2026 20 more");
});

Deno.test("a history shows its curves and a table, with gaps where there was no validation", async () => {
  const model = new tf.keras.Sequential([new layers.Dense(1)]);
  model.compile({ optimizer: "sgd", loss: "mse" });
  const [x, y] = [tf.ones([8, 2]), tf.ones([8, 1])];
  const empty = new tf.keras.callbacks.History();
  assertEquals(Object.keys(await shown(empty)), ["text/plain"]);
  const options = { epochs: 3, verbose: 0, validationData: [x, y], validationFreq: 2 } as const;
  const history = await model.fit(x, y, options);
  const { "text/html": html, "text/plain": plain } = await shown(history);
  assertEquals(plain, "<History of 3 epochs: loss, val_loss>");
  assertMatch(html!, /^<svg .*<\/svg><details /s);
  const text = (value: number) => String(Number(value.toPrecision(5)));
  const { loss, val_loss: validated } = history.history as Record<string, number[]>;
  assertEquals(rowsOf(html!.slice(html!.indexOf("<details"))), [
    ["epoch", "loss", "val_loss"],
    ["1", text(loss![0]!), ""],
    ["2", text(loss![1]!), text(validated![0]!)],
    ["3", text(loss![2]!), ""],
  ]);
});

Deno.test("an optimizer shows its options and its steps", async () => {
  const schedule = new tf.keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5);
  const optimizer = new tf.keras.optimizers.SGD(schedule, { momentum: 0.9 });
  optimizer.applyGradients([[tf.constant(1), new tf.Variable(1)]]);
  const { "text/html": html, "text/plain": plain } = await shown(optimizer);
  assertEquals(plain, "<SGD name=SGD>");
  assertWellFormed(html!);
  const values = new Map(rowsOf(html!).map(([key, value]) => [key, value]));
  assertMatch(values.get("learningRate")!, /^ExponentialDecay \{/);
  assertEquals([values.get("momentum"), values.get("steps so far")], ["0.9", "1"]);
});
