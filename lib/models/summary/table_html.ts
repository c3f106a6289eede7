/**
 * What a notebook shows of a model that stands at the end of a cell: a table of its layers. The text of
 * `summary()` stays what Keras prints.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { displayable } from "../../display/inspect.ts";
import { type HtmlColumn, tableHtml } from "../../display/table_html.ts";
import { memorySize, withCommas } from "./numbers.ts";
import { flatten, type LayerOutline, type WeightSum } from "./outline.ts";
import { type Outlined, outlineOf } from "./outline_of.ts";

const COLUMNS: readonly HtmlColumn[] = [
  { head: "Layer" },
  { head: "Class" },
  { head: "Output shape" },
  { head: "Parameters", isNumber: true },
];

/** Layers that are listed at most at each end of a long model. */
const EDGE = 40;

function shapesOf({ calls, builtOutputs }: LayerOutline): string {
  const outputs = calls.at(-1)?.outputs ?? builtOutputs;
  if (outputs === undefined) return "?";
  return flatten(outputs).map(({ shape }) => formatShape(shape)).join(", ");
}

/** The rows of some layers, those inside of models further in. */
function rowsOf(layers: readonly LayerOutline[], level: number): string[][] {
  return layers.flatMap((it) => {
    const name = `${"\u2003".repeat(level)}${it.name}`;
    const parameters = it.parameters === null ? "not built" : withCommas(it.parameters);
    const mark = it.hasWeights && !it.trainable ? " (frozen)" : "";
    return [
      [name, it.className, shapesOf(it), `${parameters}${mark}`],
      ...rowsOf(it.layers, level + 1),
    ];
  });
}

function sumRow(name: string, { count, bytes }: WeightSum): string[] {
  return [name, "", memorySize(bytes, "B"), withCommas(count)];
}

/** A table of a model's layers; `undefined` for a model that is not built, or has none. */
function modelTable(model: Outlined): string | undefined {
  if (!model.built) return undefined;
  const outline = outlineOf(model);
  const rows = rowsOf(outline.layers, 0);
  if (rows.length === 0) return undefined;
  const shown = rows.length <= 2 * EDGE ? rows : [
    ...rows.slice(0, EDGE),
    [`\u2026 ${rows.length - 2 * EDGE} more`, "", "", ""],
    ...rows.slice(-EDGE),
  ];
  return tableHtml(COLUMNS, shown, {
    caption: `${outline.className} \u201c${outline.name}\u201d`,
    foot: [
      sumRow("Trained", outline.trainableWeights),
      sumRow("Not trained", outline.nonTrainableWeights),
    ],
  });
}

/** Makes the models of a class show their tables. */
export function showTables(prototype: object): void {
  displayable(prototype as Outlined, { repr: (model) => `${model}`, html: modelTable });
}
