/**
 * Kernels that go over the rows of an array several times: which parts can, and how values that have
 * one number for each row lie along their places.
 *
 * @module
 */
import { contiguous, sizeOf } from "../kernels/kernel.ts";

/** Rows from which there are enough for all threads. */
const MANY_ROWS = 16;

/** Places that one thread computes as fast as several. */
const FEW = 8192;

/** Places of a part and what it folds, as far as rows are concerned. */
export interface Folded {
  readonly shape: readonly number[];
  /** Which of the dimensions that are not 1 are folded, if any is. */
  readonly folded: readonly boolean[] | undefined;
}

/** Dimensions that are not 1. */
export function squeezed(shape: readonly number[]): number[] {
  return shape.filter((dim) => dim !== 1);
}

/** The dimensions of a value that has one number for each row. */
export function rowsOf({ shape, folded }: Folded): number[] {
  return squeezed(shape).filter((_, axis) => folded?.[axis] !== true);
}

/** Whether a kernel can go on with what it folds: row by row. */
export function isRowwise(part: Folded): boolean {
  if (part.folded?.at(-1) !== true) return false;
  const rows = rowsOf(part);
  return rows.length > 0 && (sizeOf(rows) >= MANY_ROWS || sizeOf(part.shape) <= FEW);
}

/** Steps along the rows' dimensions as steps along all places of a part. */
export function alongPlaces({ shape, folded }: Folded, steps: readonly number[]): number[] {
  let next = 0;
  return squeezed(shape).map((_, axis) => folded?.[axis] === true ? 0 : steps[next++]!);
}

/** Steps of one number for each row along all places. */
export function rowSteps(part: Folded): number[] {
  return alongPlaces(part, contiguous(rowsOf(part)));
}
