/**
 * `plotModel` and `modelToDot`: a model as a picture of boxes and arrows.
 *
 * @module
 */
import { host } from "../../platform/host.ts";
import { displayable } from "../../display/inspect.ts";
import { fromCaller } from "../../errors/caller.ts";
import { formatValue } from "../../errors/format.ts";
import { type Arguments, bindArguments } from "../../ops/bind.ts";
import { type Outlined, outlineOf } from "../summary/outline_of.ts";
import { type DotOptions, modelToDot as dotOf } from "./dot.ts";
import { modelToSvg, type SvgOptions } from "./svg.ts";

/** A picture of a model; a notebook shows it, text is its SVG. */
export class ModelPlot {
  /** The picture as SVG. */
  readonly svg: string;

  /** Takes the picture. */
  constructor(svg: string) {
    this.svg = svg;
  }

  /** The picture as SVG. */
  toString(): string {
    return this.svg;
  }
}

displayable(ModelPlot.prototype, {
  repr: () => "<ModelPlot>",
  html: ({ svg }) => svg,
});

/** Arguments of {@linkcode plotModel}. */
export interface PlotModelArguments extends SvgOptions {
  /** A built model. */
  model: Outlined;
  /** A path that ends in `.svg`, to which the picture is written; default: none. */
  toFile?: string | null | undefined;
}

const NAMES = [
  "model",
  "toFile",
  "showShapes",
  "showDtype",
  "showLayerNames",
  "rankdir",
  "expandNested",
  "dpi",
  "showLayerActivations",
  "showTrainable",
  "splines",
];

/** Ways to give them. */
export type PlotModelCall = Arguments<
  PlotModelArguments,
  [
    "model",
    "toFile",
    "showShapes",
    "showDtype",
    "showLayerNames",
    "rankdir",
    "expandNested",
    "dpi",
    "showLayerActivations",
    "showTrainable",
    "splines",
  ]
>;

function checkModel(where: string, model: unknown): Outlined {
  const isModel = typeof model === "function" && "className" in model && "layers" in model;
  if (!isModel) {
    throw new TypeError(`${where}: expected a model, received ${formatValue(model)}`);
  }
  if (!(model as unknown as Outlined).built) {
    throw new TypeError(
      `${where}: expected a model that is built, received one that is not; call it on inputs or call build(inputShape)`,
    );
  }
  return model as unknown as Outlined;
}

/**
 * Draws a model: a box for each layer, an arrow wherever the output of one goes into another. A
 * notebook shows what it gives; `toFile` writes it to a file.
 *
 * @param args The model, a path that ends in `.svg`, and what the boxes show, in Keras's order or by
 *   name.
 * @throws {TypeError} for what is no model, or none that is built.
 * @throws {RangeError} for a path that does not end in `.svg`.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertMatch } from "@std/assert";
 *
 * const net = new tf.keras.Sequential([tf.keras.Input([4]), new tf.keras.layers.Dense(3)]);
 * const plot = await tf.keras.utils.plotModel(net, { showShapes: true });
 * assertMatch(plot.svg, /^<svg/);
 * ```
 */
export async function plotModel(...args: PlotModelCall): Promise<ModelPlot> {
  const where = "tf.keras.utils.plotModel";
  const { model, toFile, options } = fromCaller(plotModel, () => {
    const [model, toFile, ...others] = bindArguments({ where, names: NAMES, required: 1 }, args);
    if (toFile !== undefined && toFile !== null && !/\.svg$/i.test(String(toFile))) {
      throw new RangeError(
        `${where}: expected toFile to end in .svg, received toFile=${formatValue(toFile)}`,
      );
    }
    const given = others.map((value, i) => [NAMES[i + 2], value] as const)
      .filter(([, value]) => value !== undefined);
    return {
      model: checkModel(where, model),
      toFile: toFile as string | null | undefined,
      options: { showLayerNames: false, ...Object.fromEntries(given) } as SvgOptions,
    };
  });
  const plot = new ModelPlot(await modelToSvg(outlineOf(model), options));
  if (toFile !== undefined && toFile !== null) {
    host.files.write(toFile, new TextEncoder().encode(plot.svg));
  }
  return plot;
}

/** Arguments of {@linkcode modelToDot}. */
export interface ModelToDotArguments extends DotOptions {
  /** A built model. */
  model: Outlined;
}

/**
 * A model in Graphviz's language, from which other tools draw it.
 *
 * @throws {TypeError} for what is no model, or none that is built.
 */
export function modelToDot(
  ...args: Arguments<ModelToDotArguments, ["model"], keyof DotOptions>
): string {
  const where = "tf.keras.utils.modelToDot";
  return fromCaller(modelToDot, () => {
    const names = ["model", ...NAMES.slice(2)];
    const [model, ...others] = bindArguments({ where, names, required: 1 }, args);
    const given = others.map((value, i) => [names[i + 1], value] as const)
      .filter(([, value]) => value !== undefined);
    return dotOf(outlineOf(checkModel(where, model)), Object.fromEntries(given));
  });
}
