/**
 * The values in nested arrays.
 *
 * @module
 */

/** Levels of nested arrays that are followed. NumPy has as many dimensions. */
const MOST_LEVELS = 64;

/**
 * The values in nested arrays, in order; places without a value count as `undefined`.
 *
 * @throws {TypeError} for arrays nested without end.
 */
export function leavesOf(list: readonly unknown[]): unknown[] {
  const leaves: unknown[] = [];
  collect(list, leaves, 1);
  return leaves;
}

function collect(list: readonly unknown[], leaves: unknown[], level: number): void {
  if (level > MOST_LEVELS) {
    throw new TypeError(
      `a tensor: expected nested arrays of at most ${MOST_LEVELS} levels, received more; does one hold itself?`,
    );
  }
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    if (Array.isArray(item)) collect(item, leaves, level + 1);
    else leaves.push(item);
  }
}
