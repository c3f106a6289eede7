/**
 * Batches of elements of like lengths, so that little is padded.
 *
 * @module
 */
import { checkInteger } from "../errors/checks.ts";
import { formatValue } from "../errors/format.ts";
import { TensorSpec } from "../functions/tensor_spec.ts";
import { pack } from "../functions/nest.ts";
import { batch } from "./batching.ts";
import type { Run } from "./choosing.ts";
import { checkSize } from "./arguments.ts";
import { numberOf, rowOf } from "./leaves.ts";
import { elementOf, type HasStage, maker, stageSymbol } from "./nested.ts";
import { paddedBatch } from "./padding.ts";
import { isValue, reshaped, type Spec } from "./spec.ts";
import { derived, type Stage } from "./stage.ts";
import { groupByWindow } from "./windows.ts";

/** How elements are put into buckets. */
export interface Buckets {
  readonly length: Run;
  readonly boundaries: unknown;
  readonly sizes: unknown;
  readonly shapes: unknown;
  readonly values: unknown;
  readonly toBoundary: boolean;
  readonly isPadded: boolean;
  readonly isDropped: boolean;
}

function integers(where: string, name: string, given: unknown): number[] {
  if (Array.isArray(given)) return given.map((it, i) => checkInteger(where, `${name}[${i}]`, it));
  throw new TypeError(
    `${where}: expected ${name} to be whole numbers, received ${name}=${formatValue(given)}`,
  );
}

/** The bucket of an element: how many boundaries its length reaches. */
function bucketOf(
  where: string,
  run: Run,
  boundaries: readonly number[],
  parts: unknown[],
): number {
  const { leaves: [leaf] } = elementOf(where, "the length", run(...parts));
  const length = leaf !== undefined && isValue(leaf) && leaf.aval.size === 1
    ? numberOf(rowOf(leaf))
    : NaN;
  if (Number.isNaN(length)) throw new TypeError("expected the length to be one number");
  return boundaries.filter((it) => it <= length).length;
}

/** The shapes of elements, with the size of the bucket for what is not known. */
function bounded({ leaves, structure }: Spec, size: number): unknown {
  return pack(
    structure,
    leaves.map((it) =>
      it instanceof TensorSpec && it.shape !== null ? it.shape.map((dim) => dim ?? size) : null
    ),
  );
}

/** Batches by lengths. */
export function bucketed(where: string, input: Stage, how: Buckets): Stage {
  const boundaries = integers(where, "bucketBoundaries", how.boundaries);
  const sizes = integers(where, "bucketBatchSizes", how.sizes);
  sizes.forEach((it, i) => checkSize(where, `bucketBatchSizes[${i}]`, it));
  if (sizes.length !== boundaries.length + 1) {
    throw new RangeError(
      `${where}: expected one more of bucketBatchSizes than of bucketBoundaries, received ${sizes.length} and ${boundaries.length}`,
    );
  }
  const { isDropped, isPadded, toBoundary, values } = how;
  const join = (from: Stage, bucket: number): Stage => {
    const size = sizes[bucket]!;
    if (!isPadded) return batch(where, from, size, isDropped);
    if (toBoundary && bucket === boundaries.length) {
      throw new RangeError(
        `${where}: expected elements shorter than the last of bucketBoundaries with padToBucketBoundary, received a longer one`,
      );
    }
    const shapes = how.shapes ??
      (toBoundary ? bounded(input.spec(), boundaries[bucket]! - 1) : undefined);
    return paddedBatch(where, from, { size, shapes, values, isDropped });
  };
  const grouped = groupByWindow(where, input, {
    key: (...parts) => bucketOf(where, how.length, boundaries, parts),
    reduce: (key, group) => maker.make(join((group as HasStage)[stageSymbol], Number(key))),
    size: (key) => sizes[key]!,
  });
  const spec = (): Spec =>
    how.shapes === undefined || how.shapes === null
      ? reshaped(input.spec(), (shape) => shape && [null, ...shape])
      : grouped.spec();
  return derived(grouped, { where, open: grouped.open, spec });
}
