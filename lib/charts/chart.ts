/**
 * A chart: a picture (SVG) and the same as a specification in Vega-Lite, which notebooks that know it
 * show with tips and zoom.
 *
 * @module
 */
import { host } from "../platform/host.ts";
import { displayable } from "../display/inspect.ts";
import { atCaller } from "../errors/caller.ts";
import { formatValue } from "../errors/format.ts";

/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** A chart; a notebook shows it, text is its SVG. */
export class Chart {
  /** What it shows, in one line, which readers of screens read aloud. */
  readonly description: string;
  /** The picture as SVG, fit to stand in HTML or in a file of its own. */
  readonly svg: string;
  /** The same in Vega-Lite, version 5. */
  readonly spec: JsonObject;

  /** Takes its parts. */
  constructor(parts: { description: string; svg: string; spec: JsonObject }) {
    this.description = parts.description;
    this.svg = parts.svg;
    this.spec = parts.spec;
  }

  /** The picture as SVG. */
  toString(): string {
    return this.svg;
  }

  /**
   * Writes the chart to a file: the picture where the path ends in `.svg`, the specification where it
   * ends in `.json`.
   *
   * @throws {RangeError} for another path.
   */
  // deno-lint-ignore require-await -- what fails is a rejection, not an error
  async save(path: string): Promise<void> {
    const kind = /\.(svg|json)$/i.exec(String(path))?.[1]?.toLowerCase();
    if (kind === undefined) {
      const error = new RangeError(
        `Chart.save: expected path to end in .svg or .json, received path=${formatValue(path)}`,
      );
      throw atCaller(error, Chart.prototype.save);
    }
    const text = kind === "svg" ? this.svg : JSON.stringify(this.spec, null, 2);
    host.files.write(path, new TextEncoder().encode(`${text}\n`));
  }
}

displayable(Chart.prototype, {
  repr: ({ description }) => `<Chart: ${description}>`,
  media: ({ svg, spec }) => ({
    "image/svg+xml": svg,
    "application/vnd.vegalite.v5+json": spec,
  }),
});
