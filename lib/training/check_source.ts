/**
 * Labels in memory beside the losses that they are for, before anything is trained.
 *
 * @module
 */
import type { Structure } from "../functions/nest.ts";
import { checkLabels } from "../losses/check_labels.ts";
import type { Compiled } from "./compiled.ts";
import { ArraySource } from "./data/array_source.ts";
import type { Columns } from "./data/columns.ts";
import type { Source } from "./data/source.ts";

/** The places of columns in the order of outputs; `undefined` where it cannot be told. */
function placesOf(structure: Structure, names: readonly string[]): number[] | undefined {
  if (structure.kind === "leaf") return [0];
  if (structure.kind === "list") {
    return structure.items.every(({ kind }) => kind === "leaf")
      ? structure.items.map((_, i) => i)
      : undefined;
  }
  if (structure.kind !== "record") return undefined;
  const places = names.map((name) => structure.entries.find(([key]) => key === name)?.[1]);
  return places.every((it) => it?.kind === "leaf")
    ? places.map((it) => (it as Structure & { kind: "leaf" }).index)
    : undefined;
}

/**
 * Throws for labels that a loss has no value for.
 *
 * @throws {RangeError} for numbers of classes that are none, and probabilities out of their range.
 */
export function checkSource(where: string, { loss }: Compiled, source: Source): void {
  if (!(source instanceof ArraySource) || loss?.outputs === undefined) return;
  const labels: Columns | undefined = source.labels;
  const places = labels && placesOf(labels.structure, loss.outputs.names);
  if (places?.length !== loss.losses.length) return;
  loss.losses.forEach((it, i) => {
    const column = labels!.columns[places[i]!];
    if (it === null || column === undefined || Array.isArray(column.values)) return;
    const values = column.values as ArrayLike<number | bigint>;
    const shape = [column.rows, ...column.shape];
    const classes = loss.classes[i];
    if (classes !== undefined) {
      checkLabels(where, it, values, classes, { label: column.label, shape });
    }
  });
}
