/**
 * The namespace `tf.linalg`: linear algebra.
 *
 * @module
 */
export { eye } from "../ops/array/eye.ts";
export { bandPart } from "../ops/linalg/band_part.ts";
export { bandedTriangularSolve } from "../ops/linalg/banded_triangular_solve.ts";
export { cholesky, choleskySolve } from "../ops/linalg/cholesky.ts";
export { cross } from "../ops/linalg/cross.ts";
export { eigh, eigvalsh, qr, svd } from "../ops/linalg/decompositions.ts";
export { det, logdet, slogdet } from "../ops/linalg/determinant.ts";
export { diag, diagPart, setDiag } from "../ops/linalg/diag.ts";
export { eighTridiagonal } from "../ops/linalg/eigh_tridiagonal.ts";
export { einsum } from "../ops/linalg/einsum.ts";
export { lstsq, matrixRank, pinv } from "../ops/linalg/lstsq.ts";
export { lu, luMatrixInverse, luReconstruct, luSolve } from "../ops/linalg/lu.ts";
export { matmul, matvec } from "../ops/linalg/matmul.ts";
export { expm, sqrtm } from "../ops/linalg/matrix_functions.ts";
export { normalize } from "../ops/linalg/normalize.ts";
export { inv, solve, triangularSolve } from "../ops/linalg/solve.ts";
export { tensorDiag, tensorDiagPart, trace } from "../ops/linalg/tensor_diag.ts";
export { tensordot } from "../ops/linalg/tensordot.ts";
export { adjoint, matrixTranspose } from "../ops/linalg/transposes.ts";
export { tridiagonalMatmul, tridiagonalSolve } from "../ops/linalg/tridiagonal.ts";
export { globalNorm } from "../ops/math/clip_norms.ts";
export { norm } from "../ops/math/norm.ts";
export { l2Normalize } from "../ops/nn/normalization.ts";
