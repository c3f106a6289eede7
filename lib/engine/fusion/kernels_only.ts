/**
 * Operators that only kernels have.
 *
 * @module
 */

/** The set of operators that only kernels have. */
export const KERNELS_ONLY = "kerasaur";

/** Rows added to rows of a matrix: indices, rows, and the matrix, or the number `fill` everywhere. */
export const SCATTER_ADD = "ScatterAdd";

/** The exponential function of numbers that are not above 0. */
export const EXP_BELOW = "ExpBelow";

/** Sums of rows of a matrix: the matrix, and the rows' indices, those of a sum along the last axis. */
export const GATHER_SUM = "GatherSum";

/** Operators that have a kernel written for them alone. */
export const SINGULAR: ReadonlySet<string> = new Set([SCATTER_ADD, GATHER_SUM]);
