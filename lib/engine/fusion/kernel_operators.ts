/**
 * Operators that only kernels have: patterns of ONNX's, recognised in a plan, that are computed in one
 * go.
 *
 * @module
 */

/** Their operator set. */
export const KERNELS_ONLY = "kerasaur";

/** Rows added to rows of a matrix: indices, rows, and the matrix, or the number `fill` everywhere. */
export const SCATTER_ADD = "ScatterAdd";

/** Sums of rows of a matrix: the matrix, and the rows' indices, those of a sum along the last axis. */
export const GATHER_SUM = "GatherSum";

/** `e^x - 1`. */
export const EXPM1 = "Expm1";

/** `log(1 + x)`. */
export const LOG1P = "Log1p";

/** Operators that have a kernel written for them alone. */
export const SINGULAR: ReadonlySet<string> = new Set([SCATTER_ADD, GATHER_SUM]);
