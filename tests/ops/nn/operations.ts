/**
 * Public functions of `tf.nn` and `tf.image` by their names, for tests that call them by name.
 *
 * @module
 */
import { dropout } from "../../../lib/random/dropout.ts";
import type { Tensor } from "../../../lib/tensor/tensor.ts";

/** A function that takes its arguments by name. */
export type Named = (args: Readonly<Record<string, unknown>>) => Tensor | readonly Tensor[];

async function functionsOf(folder: string): Promise<[string, Named][]> {
  const url = new URL(`../../../lib/ops/${folder}/`, import.meta.url);
  const files = [...Deno.readDirSync(url)].filter(({ name }) => name.endsWith(".ts"));
  const modules = await Promise.all(
    files.map(({ name }) => import(new URL(name, url).href) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((it) =>
    Object.entries(it).flatMap(([name, value]) =>
      typeof value === "function" ? [[`${folder}.${name}`, value as Named] as [string, Named]] : []
    )
  );
}

/** Functions by their names within `tf`. */
export const OPERATIONS: Readonly<Record<string, Named>> = Object.fromEntries([
  ...(await Promise.all(["nn", "image"].map(functionsOf))).flat(),
  // It draws, so that it lies in another room.
  ["nn.dropout", dropout as Named],
]);
