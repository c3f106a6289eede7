/**
 * All functions of lib/ops/linalg by their names.
 *
 * @module
 */
export * from "../../../lib/ops/linalg/band_part.ts";
export * from "../../../lib/ops/linalg/banded_triangular_solve.ts";
export * from "../../../lib/ops/linalg/cholesky.ts";
export * from "../../../lib/ops/linalg/cross.ts";
export * from "../../../lib/ops/linalg/decompositions.ts";
export * from "../../../lib/ops/linalg/determinant.ts";
export * from "../../../lib/ops/linalg/diag.ts";
export * from "../../../lib/ops/linalg/einsum.ts";
export * from "../../../lib/ops/linalg/matrix_functions.ts";
export * from "../../../lib/ops/linalg/lstsq.ts";
export * from "../../../lib/ops/linalg/lu.ts";
export * from "../../../lib/ops/linalg/matmul.ts";
export * from "../../../lib/ops/linalg/solve.ts";
export * from "../../../lib/ops/linalg/tensor_diag.ts";
export * from "../../../lib/ops/linalg/tensordot.ts";
export * from "../../../lib/ops/linalg/transposes.ts";
export * from "../../../lib/ops/linalg/tridiagonal.ts";
export * from "../../../lib/ops/linalg/eigh_tridiagonal.ts";
