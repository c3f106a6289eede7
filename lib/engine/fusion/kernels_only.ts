/**
 * Operators that are none of ONNX's: plans have them only where kernels compute them.
 *
 * @module
 */

/** The set of operators that only kernels have. */
export const KERNELS_ONLY = "kerasaur";

/** Rows added to rows of a matrix: indices, rows, and the matrix, or the number `fill` everywhere. */
export const SCATTER_ADD = "ScatterAdd";
