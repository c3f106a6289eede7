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

/** The most rows across which sums are taken: longer ones lose digits. */
const MOST_ROWS = 32_768;

/** Elements of a row from which sums across rows are taken at once. */
const WIDE_ROW = 8;

/** The folds of a part: most go over the same dimensions. */
export interface Folds {
  /** Which of the dimensions that are not 1 are folded. */
  readonly folded: readonly boolean[];
  /** Whether all that go over those are sums. */
  readonly isSums: boolean;
}

/** Places of a part and what it folds, as far as rows are concerned. */
export interface Folded {
  readonly shape: readonly number[];
  readonly folds: Folds | undefined;
}

/** Dimensions that are not 1. */
export function squeezed(shape: readonly number[]): number[] {
  return shape.filter((dim) => dim !== 1);
}

/** The dimensions of a value that has one number for each row. */
export function rowsOf({ shape, folds }: Folded): number[] {
  return squeezed(shape).filter((_, axis) => folds?.folded[axis] !== true);
}

/** Whether a kernel can go on with what it folds: row by row. */
export function isRowwise(part: Folded): boolean {
  if (part.folds?.folded.at(-1) !== true) return false;
  const rows = rowsOf(part);
  return rows.length > 0 && (sizeOf(rows) >= MANY_ROWS || sizeOf(part.shape) <= FEW);
}

/** Steps along the rows' dimensions as steps along all places of a part. */
export function alongPlaces({ shape, folds }: Folded, steps: readonly number[]): number[] {
  let next = 0;
  return squeezed(shape).map((_, axis) => folds?.folded[axis] === true ? 0 : steps[next++]!);
}

/** Steps of one number for each row along all places. */
export function rowSteps(part: Folded): number[] {
  return alongPlaces(part, contiguous(rowsOf(part)));
}

/** Whether a kernel of rows can take sums across them. */
function takesAcross(part: Folded): boolean {
  if (!isRowwise(part)) return false;
  const [rows, all] = [sizeOf(rowsOf(part)), sizeOf(part.shape)];
  return all > 0 && rows <= MOST_ROWS && all >= WIDE_ROW * rows;
}

/** The folds of a kernel that has those of two; nothing if they don't go together. */
export function joinedFolds(
  shape: readonly number[],
  a: Folds | undefined,
  b: Folds | undefined,
): { readonly folds: Folds | undefined } | undefined {
  if (!a || !b) return { folds: a ?? b };
  if (`${a.folded}` === `${b.folded}`) {
    return { folds: { folded: a.folded, isSums: a.isSums && b.isSums } };
  }
  if (a.folded.some((it, axis) => it === b.folded[axis])) return undefined;
  const [rows, columns] = a.folded.at(-1) ? [a, b] : [b, a];
  return columns.isSums && takesAcross({ shape, folds: rows }) ? { folds: rows } : undefined;
}
