/**
 * The box of a layer in a plot: a table in Graphviz's dialect of HTML, as Keras 3 writes it.
 *
 * @module
 */
import { formatShape } from "../../errors/format.ts";
import { stringRepr } from "../../display/python_string.ts";
import { flatten, type LayerOutline, type TensorOutline } from "../summary/outline.ts";

/** What the box of a layer shows. */
export interface LabelOptions {
  /** Whether input and output shapes are shown; default `false`. */
  showShapes?: boolean | undefined;
  /** Whether the element types of the outputs are shown; default `false`. */
  showDtype?: boolean | undefined;
  /** Whether names of layers are shown beside their classes; default `true`. */
  showLayerNames?: boolean | undefined;
  /** Whether activations are shown; default `false`. */
  showLayerActivations?: boolean | undefined;
  /** Whether it is shown if training changes the weights; default `false`. */
  showTrainable?: boolean | undefined;
}

/** Text between tags. Keras leaves `<` and `&` of names as they are, and Graphviz then fails. */
function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** One as it is, several as Python prints a list of them. */
function listed(texts: readonly string[]): string {
  return texts.length === 1 ? texts[0]! : `[${texts.join(", ")}]`;
}

function shapesText(tensors: readonly TensorOutline[] | undefined): string {
  return tensors ? listed(tensors.map(({ shape }) => formatShape(shape))) : "?";
}

function dtypesText(tensors: readonly TensorOutline[] | undefined): string {
  if (tensors === undefined) return "?";
  const [first] = tensors;
  return tensors.length === 1
    ? first!.dtype
    : listed(tensors.map(({ dtype }) => stringRepr(dtype)));
}

function cell(text: string): string {
  return `<td bgcolor="white"><font point-size="14">${text}</font></td>`;
}

function badge(text: string, color: string): string {
  return `<td bgcolor="${color}"><font point-size="14" color="white"><b>${text}</b></font></td>`;
}

/** The lowest row: shapes, element types, trainability, of what is asked for. */
function facts(layer: LayerOutline, options: LabelOptions): string[] {
  const first = layer.calls[0];
  const outputs = first && flatten(first.outputs);
  const cells: string[] = [];
  if (options.showShapes) {
    if (layer.className !== "InputLayer") {
      cells.push(cell(`Input shape: <b>${shapesText(first?.inputs)}</b>`));
    }
    cells.push(cell(`Output shape: <b>${shapesText(outputs)}</b>`));
  }
  if (options.showDtype) cells.push(cell(`Output dtype: <b>${dtypesText(outputs)}</b>`));
  if (options.showTrainable && layer.hasWeights) {
    cells.push(
      layer.trainable ? badge("Trainable", "forestgreen") : badge("Non-trainable", "firebrick"),
    );
  }
  return cells;
}

/** The box of a layer. */
export function layerLabel(layer: LayerOutline, options: LabelOptions): string {
  const { name, className, activation } = layer;
  const { showShapes, showDtype, showTrainable, showLayerActivations } = options;
  const columns = (showShapes ? 2 : 0) + (showDtype ? 1 : 0) + (showTrainable ? 1 : 0);
  const colspan = `colspan="${Math.max(1, columns)}"`;
  const title = (options.showLayerNames ?? true)
    ? `<b>${escaped(name)}</b> (${escaped(className)})`
    : `<b>${escaped(className)}</b>`;
  const rows = [
    `<td ${colspan} bgcolor="black"><font point-size="16" color="white">${title}</font></td>`,
  ];
  if (showLayerActivations && activation !== undefined) {
    const text = `Activation: <b>${escaped(activation)}</b>`;
    rows.push(`<td bgcolor="white" ${colspan}><font point-size="14">${text}</font></td>`);
  }
  const cells = facts(layer, options);
  if (cells.length > 0) rows.push(cells.join(""));
  const table = rows.map((row) => `<tr>${row}</tr>`).join("");
  return `<<table border="0" cellborder="1" bgcolor="black" cellpadding="10">${table}</table>>`;
}
