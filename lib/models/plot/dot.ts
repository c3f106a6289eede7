/**
 * Plots of models as texts in DOT, Graphviz's language, as Keras 3's `model_to_dot` writes them:
 * a box a layer, an arrow wherever the output of one goes into another, frames around models.
 *
 * @module
 */
import { checkFinite, checkOneOf } from "../../errors/checks.ts";
import { membership } from "../summary/graph.ts";
import type { LayerOutline, ModelOutline } from "../summary/outline.ts";
import { type LabelOptions, layerLabel } from "./label.ts";

/** Directions in which a plot runs. */
const DIRECTIONS = ["TB", "LR", "BT", "RL"] as const;

/** How arrows are drawn. */
const SPLINES = ["ortho", "curved", "polyline", "spline", "line"] as const;

/** Options of {@linkcode modelToDot}. */
export interface DotOptions extends LabelOptions {
  /** Direction: `"TB"` from the top to the bottom (default), `"LR"` from the left, `"BT"`, `"RL"`. */
  rankdir?: typeof DIRECTIONS[number] | undefined;
  /** Whether models inside are shown with their layers, in a frame; default `false`. */
  expandNested?: boolean | undefined;
  /** Dots per inch, more than 0; default 200. */
  dpi?: number | undefined;
  /** How arrows are drawn; default `"ortho"`: in right angles. */
  splines?: typeof SPLINES[number] | undefined;
}

const WHERE = "modelToDot";

/** Words of the language itself. */
const KEYWORDS = /^(?:graph|subgraph|digraph|node|edge|strict)$/i;

function quoted(text: string): string {
  // One backslash at the end would quote the closing mark.
  const safe = text.replace(/(?<!\\)(?:\\\\)*\\$/, "$&\\").replace(/"/g, '\\"');
  return `"${safe.replace(/\n/g, "\\n").replace(/\r/g, "\\r")}"`;
}

/** A value of an attribute: letters and digits, or a number, as they are, else quoted. */
function attribute(text: string): string {
  const plain = /^(?:\p{L}[\p{L}\p{Nd}]*|\d+\.?\d*|\d*\.\d+)$/u.test(text);
  return plain && !KEYWORDS.test(text) ? text : quoted(text);
}

/** The name of the frame around a model. */
function clusterName(name: string): string {
  const text = `cluster_${name}`;
  return /^\w+$/.test(text) ? text : quoted(text);
}

/** Whether a layer is shown with its layers when nested models are. */
function expands({ kind }: LayerOutline): boolean {
  return kind === "functional" || kind === "sequential";
}

/** All layers of an outline by their ids. */
function layersById(layer: LayerOutline, found: Map<number, LayerOutline>): typeof found {
  found.set(layer.id, layer);
  for (const it of layer.layers) layersById(it, found);
  return found;
}

/** Arrows of one graph, each once. */
class Arrows {
  readonly #lines = new Set<string>();
  add(from: number, to: number): void {
    this.#lines.add(`${from} -> ${to} [penwidth=2];`);
  }
  get lines(): string[] {
    return [...this.#lines];
  }
}

/** The layer inside that gives an output of a layer. */
function resolveSource(
  id: number,
  output: number,
  byId: ReadonlyMap<number, LayerOutline>,
): number {
  let [source, index] = [id, output];
  for (;;) {
    const layer = byId.get(source);
    const origin = layer && expands(layer) ? layer.graph?.outputs[index] : undefined;
    if (origin === undefined) return source;
    [source, index] = [origin.layer, origin.tensor];
  }
}

/** The layer inside that takes an input of a layer: an input layer, or the first in a row. */
function resolveTarget(layer: LayerOutline, input: number): number {
  if (layer.kind === "functional" && layer.graph) return layer.graph.inputs[input]!.layer;
  const [first] = layer.layers;
  return layer.kind === "sequential" && first ? resolveTarget(first, input) : layer.id;
}

/** The arrows between the layers of a model. */
function arrowsOf(
  model: LayerOutline,
  expandNested: boolean,
  byId: ReadonlyMap<number, LayerOutline>,
): string[] {
  const arrows = new Arrows();
  const isChain = model.kind === "sequential";
  if (isChain && !expandNested) {
    for (const [i, { id }] of model.layers.slice(1).entries()) arrows.add(model.layers[i]!.id, id);
    return arrows.lines;
  }
  const isPart = !isChain && model.graph ? membership(model.graph) : () => true;
  // The arrow to the first of a row is that to the row itself.
  for (const layer of isChain ? model.layers.slice(1) : model.layers) {
    for (const [call, { inputs }] of layer.calls.entries()) {
      if (!isPart(layer, call)) continue;
      for (const [input, { layer: source, tensor }] of inputs.entries()) {
        if (!expandNested) arrows.add(source, layer.id);
        else arrows.add(resolveSource(source, tensor, byId), resolveTarget(layer, input));
      }
    }
  }
  return arrows.lines;
}

/** Boxes, frames and arrows of a model. */
function bodyOf(
  model: LayerOutline,
  options: DotOptions,
  byId: ReadonlyMap<number, LayerOutline>,
): string[] {
  const { expandNested = false } = options;
  const box = (layer: LayerOutline) =>
    `${layer.id} [label=${layerLabel(layer, options)}, fontname=Helvetica, border=0, margin=0];`;
  if (!expands(model)) return [box(model)];
  const boxes = model.layers.flatMap((layer) => {
    if (!expandNested || !expands(layer)) return [box(layer)];
    return [
      `subgraph ${clusterName(layer.name)} {`,
      "style=dashed;",
      `label=${attribute(layer.name)};`,
      "labeljust=l;",
      ...bodyOf(layer, options, byId),
      "}",
    ];
  });
  return [...boxes, ...arrowsOf(model, expandNested, byId)];
}

/**
 * The plot of a model in DOT. The boxes have the `id`s of the layers; a subclassed model is one box.
 *
 * @param model What is drawn.
 * @param options As of Keras's `model_to_dot`.
 * @throws {TypeError} if the model is not built.
 * @throws {RangeError} if `dpi`, `rankdir` or `splines` is none of those that there are.
 */
export function modelToDot(model: ModelOutline, options: DotOptions = {}): string {
  if (!model.built) {
    throw new TypeError(
      `${WHERE}: expected a model that is built, received ${model.className} '${model.name}'; call it on inputs or call build(inputShape)`,
    );
  }
  const { rankdir = "TB", dpi = 200, splines = "ortho" } = options;
  const lines = [
    "digraph G {",
    `rankdir=${checkOneOf(WHERE, "rankdir", rankdir, DIRECTIONS)};`,
    "concentrate=true;",
    `dpi=${checkFinite(WHERE, "dpi", dpi, { min: 1 })};`,
    `splines=${checkOneOf(WHERE, "splines", splines, SPLINES)};`,
    "node [shape=record];",
    ...bodyOf(model, options, layersById(model, new Map())),
    "}",
  ];
  return lines.map((line) => `${line}\n`).join("");
}
