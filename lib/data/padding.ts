/**
 * Batches of elements of several sizes, padded to one.
 *
 * @module
 */
import type { Storage } from "../arrays/dtypes.ts";
import { formatShape, formatValue } from "../errors/format.ts";
import { pack, type Structure } from "../functions/nest.ts";
import { type PartialShape, TensorSpec } from "../functions/tensor_spec.ts";
import { asTensor } from "../ops/as_tensor.ts";
import { isOptions } from "../ops/bind.ts";
import { read } from "../tensor/graph.ts";
import type { TensorLike } from "../tensor/like.ts";
import { batchesOf, checkAlike, collected, leavesAt, paddedRows } from "./batching.ts";
import { specWith } from "./mapping.ts";
import type { Spec } from "./spec.ts";
import { derived, Element, type Stage } from "./stage.ts";

/** What is given for each leaf, in the structure of the elements or as one value for all. */
function forEachLeaf<Value>(
  where: string,
  name: string,
  given: unknown,
  { leaves, structure }: Spec,
  isOne: (value: unknown) => value is Value,
): (Value | undefined)[] {
  const found = new Array<Value | undefined>(leaves.length).fill(undefined);
  if (given === undefined || given === null) return found;
  const visit = (it: Structure, value: unknown): void => {
    if (it.kind === "leaf" && isOne(value)) found[it.index] = value;
    else if (it.kind === "list" && Array.isArray(value) && value.length === it.items.length) {
      it.items.forEach((item, i) => visit(item, value[i]));
    } else if (it.kind === "record" && isOptions(value)) {
      for (const [key, item] of it.entries) visit(item, value[key]);
    } else if (value !== undefined && value !== null) {
      throw new TypeError(
        `${where}: expected ${name} nested as the elements are, received ${formatValue(given)}`,
      );
    }
  };
  visit(structure, given);
  return found;
}

const isShape = (value: unknown): value is readonly (number | null)[] =>
  Array.isArray(value) && value.every((dim) => dim === null || typeof dim === "number");

const isFill = (value: unknown): value is TensorLike => value !== undefined && value !== null;

/** How elements are padded. */
export interface Padding {
  readonly size: number;
  readonly shapes: unknown;
  readonly values: unknown;
  readonly isDropped: boolean;
}

/** The padded shape of rows: what is not given is as large as the largest. */
function roomFor(
  where: string,
  wanted: PartialShape | undefined,
  shapes: readonly (readonly number[])[],
  first: number,
): number[] {
  const rank = (wanted ?? shapes[0]!).length;
  const room = new Array<number>(rank).fill(0);
  shapes.forEach((shape, i) => {
    if (shape.length !== rank) {
      throw new TypeError(
        `${where}: element ${first + i}: expected ${rank} dimensions, received a tensor of shape ${
          formatShape(shape)
        }`,
      );
    }
    shape.forEach((dim, axis) => room[axis] = Math.max(room[axis]!, dim));
  });
  return room.map((largest, axis) => {
    const fixed = wanted?.[axis] ?? -1;
    if (fixed < 0) return largest;
    if (largest <= fixed) return fixed;
    const odd = shapes.findIndex((shape) => shape[axis]! > fixed);
    throw new RangeError(
      `${where}: element ${
        first + odd
      }: expected at most ${fixed} along axis ${axis} of paddedShapes, received a tensor of shape ${
        formatShape(shapes[odd]!)
      }`,
    );
  });
}

/** Batches of `size` elements, each padded at its ends. */
export function paddedBatch(where: string, input: Stage, how: Padding): Stage {
  const { size, isDropped } = how;
  const given = (of: Spec) => ({
    shapes: forEachLeaf(where, "paddedShapes", how.shapes, of, isShape),
    fills: forEachLeaf(where, "paddingValues", fillsOf(how.values, of), of, isFill),
  });
  const join = (elements: readonly Element[], first: number): Element => {
    checkAlike(where, elements, first);
    const { leaves, structure } = elements[0]!;
    const { shapes, fills } = given({ leaves: leaves.map(() => ANY), structure });
    const joined = leaves.map((_, place) => {
      const rows = leavesAt(where, elements, place);
      const room = roomFor(where, shapes[place], rows.map(({ aval }) => aval.shape), first);
      return paddedRows(rows, room, fillWith(where, fills[place], rows[0]!.aval.dtype));
    });
    return new Element(joined, structure);
  };
  const spec = (): Spec => {
    const of = input.spec();
    const { shapes } = given(of);
    return specWith(
      of,
      of.leaves.map((it, i) => {
        const shape = shapes[i]?.map((dim) => dim === null || dim < 0 ? null : dim) ??
          (it instanceof TensorSpec ? it.shape : null);
        return shape && [isDropped ? size : null, ...shape];
      }),
    );
  };
  return derived(input, {
    where,
    cardinality: batchesOf(input.cardinality, size, isDropped),
    open: collected(input, size, isDropped, join),
    spec,
  });
}

const ANY = new TensorSpec(null);

/** One padding value counts for all leaves. */
function fillsOf(values: unknown, { leaves, structure }: Spec): unknown {
  const isSingle = structure.kind !== "leaf" && !Array.isArray(values) && !isOptions(values);
  return isSingle && values !== undefined ? pack(structure, leaves.map(() => values)) : values;
}

/** Fills a new storage with a value; with zeros, which it has, where none is given. */
function fillWith(
  where: string,
  value: TensorLike | undefined,
  dtype: TensorSpec["dtype"],
): (values: Storage) => void {
  if (value === undefined) return () => {};
  const values = read(asTensor(`${where}: paddingValues`, value, dtype)) as Storage;
  return (to) => {
    for (let i = 0; i < to.length; i++) (to as unknown[])[i] = values[i % values.length];
  };
}
