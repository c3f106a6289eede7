/**
 * Outlines of real Keras's models with the texts that Keras printed of them.
 *
 * @module
 */
import type { ModelOutline, SummaryOptions } from "../../lib/models/summary/outline.ts";
import type { Keras3Options } from "../../lib/models/summary/keras3.ts";
import type { DotOptions } from "../../lib/models/plot/dot.ts";
import type { Column } from "../../lib/models/summary/table.ts";

/** Texts by options; `null` where Keras raised an error. */
interface Texts<Options> {
  options: Options;
  text: string | null;
}

/** A model. */
export interface OutlineCase<Options> {
  name: string;
  outline: ModelOutline;
  summaries: Texts<Options>[];
  plots: Texts<DotOptions>[];
}

/** What Keras 3.15 with rich and pydot printed. */
export interface Keras3Golden {
  models: OutlineCase<Keras3Options>[];
  tables: {
    columns: Column[];
    rows: string[][];
    lineLength: number;
    text: string;
    wrap: { text: string; width: number; folded: string };
  }[];
}

/** What tf_keras 2.21 printed. */
export interface Keras2Golden {
  models: OutlineCase<SummaryOptions>[];
}

async function read<T>(name: string): Promise<T> {
  const file = await Deno.open(new URL(`../goldens/summary/${name}`, import.meta.url));
  return await new Response(file.readable.pipeThrough(new DecompressionStream("gzip"))).json();
}

/** The golden file of Keras 3. */
export function keras3Golden(): Promise<Keras3Golden> {
  return read("keras3.json.gz");
}

/** The golden file of tf.keras 2. */
export function keras2Golden(): Promise<Keras2Golden> {
  return read("keras2.json.gz");
}

/** The outline of a model of Keras 3 by the name of the function that makes it. */
export async function outlineOf(name: string): Promise<ModelOutline> {
  const { models } = await keras3Golden();
  return models.find((it) => it.name === name)!.outline;
}
