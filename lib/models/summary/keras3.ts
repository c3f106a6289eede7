/**
 * Summaries as Keras 3 prints them: a table of layers, and the sums of parameters below it.
 *
 * @module
 */
import { checkFinite, checkInteger } from "../../errors/checks.ts";
import { formatValue } from "../../errors/format.ts";
import { connections, isChain, layersInRange } from "./graph.ts";
import { memorySize, withCommas } from "./numbers.ts";
import {
  flatten,
  isTensor,
  type LayerOutline,
  type ModelOutline,
  type SummaryOptions,
  type TensorOutline,
  type TensorTree,
  type WeightSum,
} from "./outline.ts";
import { concat, cropped, joined, plainText, type Styled, styled } from "./styled.ts";
import { type Column, tableLines } from "./table.ts";
import { type Alignment, wrapped } from "./wrap.ts";

/** Options of {@linkcode summaryKeras3}. */
export interface Keras3Options extends SummaryOptions {
  /**
   * Width of the console in characters: lines without a given length are no longer, and whatever
   * is longer is folded or cut, as in Keras; default 80, what Keras takes without a terminal.
   */
  consoleWidth?: number | undefined;
}

const WHERE = "Model.summary";

const CHAIN = {
  headers: ["Layer (type)", "Output Shape", "Param #"],
  positions: [0.45, 0.80, 1],
  lineLength: 88,
};
const GRAPH = {
  headers: [...CHAIN.headers, "Connected to"],
  positions: [0.3, 0.56, 0.74, 1],
  lineLength: 108,
};
const TRAINABLE = { header: "Trainable", share: 0.1, length: 12 };

/** Fewest characters of a column, as Keras wants it. */
const NARROWEST = 4;

function alignmentOf(header: string): Alignment {
  return header === "Param #" ? "right" : header === TRAINABLE.header ? "center" : "left";
}

/** Length of the lines and the columns, each as wide as its position says. */
function layoutOf(chain: boolean, options: Keras3Options, consoleWidth: number) {
  const { headers: most, positions: shares, lineLength: usual } = chain ? CHAIN : GRAPH;
  const showTrainable = options.showTrainable ?? false;
  const headers = showTrainable ? [...most, TRAINABLE.header] : most;
  const given = options.positions ?? shares;
  const positions = showTrainable ? [...given.map((it) => it * (1 - TRAINABLE.share)), 1] : given;
  if (positions.length !== headers.length) {
    throw new RangeError(
      `${WHERE}: expected ${most.length} positions, received ${
        formatValue(given)
      }; the columns are ${most.join(", ")}`,
    );
  }
  const longest = usual + (showTrainable ? TRAINABLE.length : 0);
  const lineLength = options.lineLength ?? Math.min(longest, consoleWidth - 4);
  checkInteger(WHERE, "lineLength", lineLength, { min: 1 });
  let start = 0;
  const columns = positions.map((position, i): Column => {
    const end = Math.trunc(checkFinite(WHERE, "positions", position) * lineLength);
    const [header, width] = [headers[i]!, end - start];
    if (width < NARROWEST) {
      throw new RangeError(
        `${WHERE}: expected columns of at least ${NARROWEST} characters, received ${width} for "${header}" in lines of ${lineLength}; give a larger lineLength or other positions`,
      );
    }
    start = end;
    return { header, width, alignment: alignmentOf(header) };
  });
  return { lineLength, columns };
}

/** A shape: `(None, 3)`, and `(3)` for one dimension. */
function shapeText({ shape }: TensorOutline): Styled {
  const dims = shape.map((dim) =>
    dim === null ? styled("None", "open") : styled(String(dim), "number")
  );
  return concat("(", joined(dims, ", "), ")");
}

/** Shapes in their containers as Python prints these, without quotes. */
function treeText(tree: TensorTree): Styled {
  if (isTensor(tree)) return shapeText(tree);
  if ("tuple" in tree) {
    const end = tree.tuple.length === 1 ? ",)" : ")";
    return concat("(", joined(tree.tuple.map(treeText), ", "), end);
  }
  if (!("dict" in tree)) return concat("[", joined(tree.map(treeText), ", "), "]");
  const entries = Object.entries(tree.dict).map(([key, it]) => concat(`${key}: `, treeText(it)));
  return concat("{", joined(entries, ", "), "}");
}

/** Output shapes of the last call, or those known from building, or a question mark. */
function outputText({ calls, builtOutputs }: LayerOutline): Styled {
  const last = calls.at(-1);
  const outputs = last ? flatten(last.outputs) : builtOutputs;
  if (outputs === undefined) return styled("?");
  const flat = flatten(outputs);
  return flat.length === 1 ? shapeText(flat[0]!) : treeText(outputs);
}

function parametersText({ parameters }: LayerOutline): Styled {
  if (parameters === null) return concat(styled("0", "number"), " (unbuilt)");
  return styled(withCommas(parameters), "number");
}

function connectionsText(layer: LayerOutline, model: ModelOutline): Styled {
  const sources = connections(layer, model.graph).map(({ name, call, tensor }) =>
    concat(name, "[", styled(String(call), "number"), "][", styled(String(tensor), "number"), "]")
  );
  return sources.length === 0 ? styled("-") : joined(sources, ", ");
}

function trainableText({ hasWeights, trainable }: LayerOutline): Styled {
  if (!hasWeights) return styled("-", "strong");
  return trainable ? styled("Y", "yes") : styled("N", "no");
}

/** The row of a layer and, if asked for, those of the layers in it, each level further in. */
function rowsOf(
  layer: LayerOutline,
  model: ModelOutline,
  options: Keras3Options & { chain: boolean },
  level: number,
): Styled[][] {
  const start = level === 0 ? "" : `${"   ".repeat(level)}└ `;
  const row = [
    concat(start, layer.name, " (", styled(layer.className, "class"), ")"),
    outputText(layer),
    parametersText(layer),
  ];
  if (!options.chain) row.push(connectionsText(layer, model));
  if (options.showTrainable) row.push(trainableText(layer));
  if (!options.expandNested) return [row];
  const inner = layer.layers.filter(({ kind }) => kind !== "operation");
  return [row, ...inner.flatMap((it) => rowsOf(it, model, options, level + 1))];
}

function sumLine(name: string, { count, bytes }: WeightSum): Styled {
  const number = styled(withCommas(count), "number");
  return concat(styled(` ${name}: `, "strong"), number, ` (${memorySize(bytes, "B")})`);
}

function totalOf(model: ModelOutline): WeightSum {
  const { trainableWeights, nonTrainableWeights, optimizerWeights } = model;
  const none = { count: 0, bytes: 0 };
  const sums = [trainableWeights, nonTrainableWeights, optimizerWeights ?? none];
  return sums.reduce((a, b) => ({ count: a.count + b.count, bytes: a.bytes + b.bytes }));
}

/**
 * The lines of a summary in styled characters; {@linkcode summaryKeras3} has the options and errors.
 * Lines longer than `printWidth` are folded, those of the table cut; default: the console's width.
 */
export function summaryLines(
  model: ModelOutline,
  options: Keras3Options = {},
  printWidth?: number,
): Styled[] {
  const { consoleWidth = 80 } = options;
  checkInteger(WHERE, "consoleWidth", consoleWidth, { min: 1 });
  const width = printWidth ?? consoleWidth;
  const chain = isChain(model);
  const { lineLength, columns } = layoutOf(chain, options, consoleWidth);
  const listed = layersInRange(WHERE, model.layers, options.layerRange);
  const rows = listed.flatMap((layer) => rowsOf(layer, model, { ...options, chain }, 0));
  const fold = (line: Styled) => wrapped(line, width, "fold");
  const { trainableWeights, nonTrainableWeights, optimizerWeights } = model;
  return [
    ...fold(styled(`Model: "${model.name}"`, "strong")),
    ...tableLines(columns, rows, lineLength).map((line) => cropped(line, width)),
    ...fold(sumLine("Total params", totalOf(model))),
    ...fold(sumLine("Trainable params", trainableWeights)),
    ...fold(sumLine("Non-trainable params", nonTrainableWeights)),
    ...(optimizerWeights ? fold(sumLine("Optimizer params", optimizerWeights)) : []),
  ];
}

/**
 * The summary of a model as Keras 3 prints it without a terminal; it ends with the end of a line.
 *
 * @param model What is printed.
 * @param options As of Keras's `Model.summary`, and the console's width.
 * @throws {TypeError} if a range is not two texts.
 * @throws {RangeError} if a column gets narrower than four characters, the number of positions is
 *   not that of the columns, or a range matches no layer.
 */
export function summaryKeras3(model: ModelOutline, options: Keras3Options = {}): string {
  return summaryLines(model, options).map((line) => `${plainText(line)}\n`).join("");
}
