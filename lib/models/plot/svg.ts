/**
 * Plots of models as SVG, drawn by Graphviz, which is loaded (as WebAssembly) when the first is
 * asked for.
 *
 * @module
 */
// deno-lint-ignore-file no-import-prefix -- programs in other folders lack this library's names
import type { Viz } from "npm:@viz-js/viz@3.31.0";
import type { LayerOutline, ModelOutline } from "../summary/outline.ts";
import { type DotOptions, modelToDot } from "./dot.ts";

/** Options of {@linkcode modelToSvg}. */
export interface SvgOptions extends DotOptions {
  /**
   * Dots per inch, by which the picture grows; default 72, with titles of 16 points. Keras's 200 is
   * for pictures of pixels.
   */
  dpi?: number | undefined;
}

/** Fonts of the same widths as Helvetica, by which Graphviz has measured the boxes. */
const FONTS = "Helvetica, Arial, 'Liberation Sans', 'Nimbus Sans', Arimo, sans-serif";

/** Graphviz, once it is loaded. */
let viz: Viz | undefined;

async function graphviz(): Promise<Viz> {
  if (viz) return viz;
  const { instance } = await import("npm:@viz-js/viz@3.31.0");
  return viz = await instance();
}

/** What Graphviz's JSON tells of the texts it draws. */
interface Drawing {
  readonly objects?: readonly {
    readonly _ldraw_?: readonly { op: string; pt?: [number, number]; width?: number }[];
  }[];
}

/** Widths of texts, in points, by the places where they stand. */
function textWidths({ objects = [] }: Drawing): Map<string, number> {
  const operations = objects.flatMap(({ _ldraw_ = [] }) => _ldraw_);
  return new Map(
    operations.flatMap(({ pt, width }) => pt && width ? [[pt.join(), width] as const] : []),
  );
}

/**
 * Gives each text the width for which its box was made: whatever font is at hand fits then, and
 * parts of a line do not run into each other.
 */
function withTextLengths(svg: string, widths: ReadonlyMap<string, number>): string {
  return svg.replaceAll(/<text [^>]*?x="([^"]+)" y="([^"]+)"/g, (tag, x, y) => {
    const width = widths.get([Number(x), 0 - Number(y)].join());
    if (width === undefined) return tag;
    return `${tag} textLength="${width}" lengthAdjust="spacingAndGlyphs"`;
  });
}

/**
 * Draws a text in DOT as an SVG element, fit to stand in HTML or in a file of its own.
 *
 * @throws {SyntaxError} if the text is not DOT that Graphviz can draw; the error has its words.
 */
export async function dotToSvg(dot: string): Promise<string> {
  const result = (await graphviz()).renderFormats(dot, ["svg_inline", "json"], { engine: "dot" });
  if (result.status === "failure") {
    const said = result.errors.map(({ message }) => message).join("; ");
    throw new SyntaxError(`dotToSvg: expected DOT that can be drawn, Graphviz says: ${said}`);
  }
  const { svg_inline: svg, json } = result.output as Record<"svg_inline" | "json", string>;
  return withTextLengths(svg, textWidths(JSON.parse(json) as Drawing))
    .replaceAll(/<!--.*?-->\n?/gs, "")
    .replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')
    .replaceAll(/font-family="Helvetica[^"]*"/g, `font-family="${FONTS}"`);
}

/** Text between tags. */
function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Names of layers by their ids. */
function namesOf(layer: LayerOutline, names = new Map<string, string>()): Map<string, string> {
  names.set(String(layer.id), escaped(layer.name));
  for (const it of layer.layers) namesOf(it, names);
  return names;
}

/**
 * The plot of a model as an SVG element. What browsers show on hovering and read aloud are names
 * of layers.
 *
 * @param model What is drawn.
 * @param options As of Keras's `plot_model`.
 * @throws {TypeError} if the model is not built.
 * @throws {RangeError} if `dpi`, `rankdir` or `splines` is none of those that there are.
 */
export async function modelToSvg(model: ModelOutline, options: SvgOptions = {}): Promise<string> {
  const svg = await dotToSvg(modelToDot(model, { ...options, dpi: options.dpi ?? 72 }));
  const names = namesOf(model);
  const named = (id: string) => names.get(id) ?? id;
  return svg
    .replace("<title>G</title>", () => `<title>${escaped(model.name)}</title>`)
    .replaceAll(/<title>cluster_/g, "<title>")
    .replaceAll(/<title>(\d+)<\/title>/g, (_, id) => `<title>${named(id)}</title>`)
    .replaceAll(
      /<title>(\d+)&#45;&gt;(\d+)<\/title>/g,
      (_, from, to) => `<title>${named(from)} to ${named(to)}</title>`,
    );
}
