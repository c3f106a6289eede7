/**
 * Which elements of a long array are shown: some at each end of every long axis.
 *
 * @module
 */

/** Indices shown of an axis, with `null` where the rest is left out; `edge` null shows all. */
export function shownIndices(length: number, edge: number | null): (number | null)[] {
  if (edge === null || 2 * edge >= length) return Array.from({ length }, (_, i) => i);
  // The last element is shown even when no edges are.
  const tail = Math.max(edge, 1);
  return [
    ...Array.from({ length: edge }, (_, i) => i),
    null,
    ...Array.from({ length: tail }, (_, i) => i + length - tail),
  ];
}

/**
 * Positions in row-major order of the elements that decide the format of a summarised array: those
 * shown, or all of them when no edges are.
 */
export function shownPositions(shape: readonly number[], edge: number | null): number[] {
  let positions = [0];
  for (const length of shape) {
    const indices = shownIndices(length, edge === 0 ? null : edge);
    positions = positions.flatMap((start) =>
      indices.flatMap((index) => index === null ? [] : [start * length + index])
    );
  }
  return positions;
}
