/**
 * Summaries as tf.keras 2 (tf_keras 2.21) prints them: columns between lines of underscores.
 *
 * @module
 */
import { checkInteger } from "../../errors/checks.ts";
import { formatShape, formatValue } from "../../errors/format.ts";
import { connections, isChain, layersInRange } from "./graph.ts";
import { memorySize } from "./numbers.ts";
import {
  isTensor,
  type LayerOutline,
  type ModelOutline,
  type SummaryOptions,
  type TensorTree,
  type WeightSum,
} from "./outline.ts";
import { stringRepr, textLength } from "../../display/python_string.ts";

const WHERE = "Model.summary";

const CHAIN = {
  headers: ["Layer (type)", "Output Shape", "Param #"],
  positions: [0.45, 0.85, 1],
  lineLength: 65,
};
const GRAPH = {
  headers: [...CHAIN.headers, "Connected to"],
  positions: [0.3, 0.6, 0.7, 1],
  lineLength: 98,
};
const TRAINABLE = { header: "Trainable", length: 11 };

/** Ends of parts of Python's containers: a cell breaks after the first it meets. */
const PART_ENDS = ["),", "},", "],", "',"] as const;

/** How a summary is laid out. */
interface Layout {
  readonly chain: boolean;
  readonly lineLength: number;
  /** Where each column ends. */
  readonly ends: readonly number[];
  readonly headers: readonly string[];
}

function layoutOf(chain: boolean, options: SummaryOptions): Layout {
  const { headers, positions: shares, lineLength: usual } = chain ? CHAIN : GRAPH;
  const length = options.lineLength ?? usual;
  checkInteger(WHERE, "lineLength", length, { min: 1 });
  const positions = options.positions ?? shares;
  if (positions.length !== headers.length) {
    throw new RangeError(
      `${WHERE}: expected ${headers.length} positions, received ${
        formatValue(positions)
      }; the columns are ${headers.join(", ")}`,
    );
  }
  const relative = positions.at(-1)! <= 1;
  const ends = positions.map((it) => relative ? Math.trunc(it * length) : it);
  for (const end of ends) checkInteger(WHERE, "positions", end, { min: 1 });
  if (!(options.showTrainable ?? false)) return { chain, lineLength: length, ends, headers };
  const lineLength = length + TRAINABLE.length;
  return {
    chain,
    lineLength,
    ends: [...ends, lineLength],
    headers: [...headers, TRAINABLE.header],
  };
}

/** What fits of a text into a line of a cell. */
function firstPart(text: string, length: number): string {
  const fitting = Array.from(text).slice(0, length).join("");
  const ends = PART_ENDS.map((it) => fitting.indexOf(it)).filter((at) => at >= 0);
  return ends.length === 0 ? fitting : fitting.slice(0, Math.min(...ends) + 2);
}

/** A row as lines, as many as its longest cell needs. */
function rowLines(cells: readonly string[], { ends, headers }: Layout, level: number): string[] {
  const left = [...cells];
  const bars = "|".repeat(level);
  const lines: string[] = [];
  while (left.some((it) => it !== "")) {
    let line = `${bars} `;
    for (const [i, end] of ends.entries()) {
      const isLast = i === ends.length - 1;
      const width = end - (ends[i - 1] ?? 0) - (isLast ? 0 : 3) - (i === 0 ? level : 0);
      if (width < 1) {
        throw new RangeError(
          `${WHERE}: expected columns in which text fits, received ${width} characters for "${
            headers[i]
          }"; give a larger lineLength or other positions`,
        );
      }
      const part = firstPart(left[i]!, width);
      left[i] = left[i]!.slice(part.length);
      line += isLast ? part : `${part}  `;
      line += " ".repeat(Math.max(0, end - (isLast ? level : 0) - textLength(line)));
    }
    lines.push(line + bars);
  }
  return lines;
}

/** Shapes in their containers as Python prints them. */
function treeText(tree: TensorTree): string {
  if (isTensor(tree)) return formatShape(tree.shape);
  if ("tuple" in tree) {
    return `(${tree.tuple.map(treeText).join(", ")}${tree.tuple.length === 1 ? ",)" : ")"}`;
  }
  if (!("dict" in tree)) return `[${tree.map(treeText).join(", ")}]`;
  const entries = Object.entries(tree.dict).map(([key, it]) =>
    `${stringRepr(key)}: ${treeText(it)}`
  );
  return `{${entries.join(", ")}}`;
}

/** Output shapes: of a graph its own, of another layer those of its calls if all are the same. */
function outputText({ calls, className, graph }: LayerOutline): string {
  if (graph) {
    const called = calls[0]?.outputs;
    if (called && !isTensor(called)) return treeText(called);
    return treeText(graph.outputs.length === 1 ? graph.outputs[0]! : graph.outputs);
  }
  const texts = new Set(calls.map(({ outputs }) => treeText(outputs)));
  const [text] = texts;
  if (text === undefined || texts.size > 1) return "multiple";
  return className === "InputLayer" ? `[${text}]` : text;
}

/** The row of a layer with the frame of those in it, or with the line below. */
function layerLines(
  layer: LayerOutline,
  model: ModelOutline,
  options: SummaryOptions,
  layout: Layout,
  level: number,
  last: boolean,
): string[] {
  const { name, className, parameters, trainable } = layer;
  const cells = [
    `${name} (${className})`,
    outputText(layer),
    parameters === null ? "0 (unused)" : String(parameters),
  ];
  if (!layout.chain) {
    const sources = connections(layer, model.graph).map(({ name, call, tensor }) =>
      stringRepr(`${name}[${call}][${tensor}]`)
    );
    cells.push(`[${sources.join(", ")}]`);
  }
  if (options.showTrainable) cells.push(trainable ? "Y" : "N");
  const framed = (char: string, depth: number) =>
    "|".repeat(depth) + char.repeat(Math.max(0, layout.lineLength - 2 * depth)) + "|".repeat(depth);
  const lines = rowLines(cells, layout, level);
  const { layers } = layer;
  if (!(options.expandNested ?? false) || layers.length === 0) {
    return last ? lines : [...lines, framed(" ", level)];
  }
  const inner = layers.flatMap((it, i) =>
    layerLines(it, model, options, layout, level + 1, i === layers.length - 1)
  );
  return [...lines, framed("¯", level + 1), ...inner, framed("¯", level)];
}

function sumLine(name: string, { count, bytes }: WeightSum): string {
  return `${name}: ${count} (${memorySize(bytes, "Byte")})`;
}

/**
 * The summary of a model as tf.keras 2 prints it; it ends with the end of a line.
 *
 * @param model What is printed.
 * @param options As of Keras's `Model.summary`; positions of which the last is more than 1 are
 *   places in the line.
 * @throws {TypeError} if the model is not built, or a range is not two texts.
 * @throws {RangeError} if no text fits into a column, the number of positions is not that of the
 *   columns, or a range matches no layer.
 */
export function summaryKeras2(model: ModelOutline, options: SummaryOptions = {}): string {
  if (!model.built) {
    throw new TypeError(
      `${WHERE}: expected a model that is built, received ${model.className} '${model.name}'; call it on inputs or call build(inputShape)`,
    );
  }
  const layout = layoutOf(isChain(model), options);
  const { trainableWeights: yes, nonTrainableWeights: no } = model;
  const all = { count: yes.count + no.count, bytes: yes.bytes + no.bytes };
  const line = (char: string) => char.repeat(layout.lineLength);
  const listed = layersInRange(WHERE, model.layers, options.layerRange);
  const lines = [
    `Model: "${model.name}"`,
    line("_"),
    ...rowLines(layout.headers, layout, 0),
    line("="),
    ...listed.flatMap((layer) => layerLines(layer, model, options, layout, 0, false)),
    line("="),
    sumLine("Total params", all),
    sumLine("Trainable params", yes),
    sumLine("Non-trainable params", no),
    line("_"),
  ];
  return lines.map((it) => `${it}\n`).join("");
}
