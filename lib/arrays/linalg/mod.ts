/**
 * Linear algebra on batches of row-major matrices.
 *
 * @module
 */
export { type Cholesky, cholesky } from "./cholesky.ts";
export { det, logdet, type SignAndLog, slogdet } from "./determinant.ts";
export { type Eigh, eigh } from "./eigh.ts";
export { expm } from "./expm.ts";
export { type LU, lu } from "./lu.ts";
export { type QR, qr, type QROptions } from "./qr.ts";
export { inv, solve, type SolveOptions } from "./solve.ts";
export { sqrtm } from "./sqrtm.ts";
export { type SVD, svd, type SVDOptions } from "./svd.ts";
export { type TriangularOptions, triangularSolve } from "./triangular.ts";
export { type TridiagonalOptions, tridiagonalSolve } from "./tridiagonal_solve.ts";
