/**
 * One batch as a step of training takes it.
 *
 * @module
 */
import { pack, type Structure, structureKey } from "../../functions/nest.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** Inputs, and labels and weights where there are any, nested as they were given. */
export type TrainData = readonly [x: unknown, y?: unknown, sampleWeight?: unknown];

/** How the tensors of batches are nested; batches of one source share it. */
export interface Layout {
  readonly structure: Structure;
  /** A text that is equal for equal structures. */
  readonly key: string;
}

/** The tensors of some examples. */
export interface Batch {
  readonly leaves: readonly Tensor[];
  readonly layout: Layout;
}

/** A layout of a structure. */
export function layoutOf(structure: Structure): Layout {
  return { structure, key: structureKey(structure) };
}

/** A batch as `trainStep` takes it: what was not given is missing at the end. */
export function dataOf({ leaves, layout }: Batch): TrainData {
  return pack(layout.structure, leaves) as TrainData;
}

/** The parts of a batch: `[x]`, `[x, y]` or `[x, y, sampleWeight]`, or the inputs alone. */
export function unpackData(data: unknown): { x: unknown; y: unknown; sampleWeight: unknown } {
  if (!Array.isArray(data)) return { x: data, y: undefined, sampleWeight: undefined };
  const [x, y, sampleWeight] = data as readonly unknown[];
  return { x, y: y ?? undefined, sampleWeight: sampleWeight ?? undefined };
}

/** Number of examples in a batch. */
export function sizeOf({ leaves }: Batch): number {
  return leaves[0]?.shape[0] ?? 0;
}
