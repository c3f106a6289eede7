/**
 * Rows of the functions of `tf.linalg`.
 *
 * @module
 */
import { definite, floats, ints, pair, type Row, row, rows } from "../row.ts";

const CLOSE = { tolerance: { atol: 1e-4, rtol: 1e-4 } };
const lower = () => pair([[2, 0], [1, 3]], [[4, 0], [-2, 5]]);
const order = () => ints([0, 1], [1, 0]);
const bands = () => floats([3, 4], 1, 2);

/** The rows. */
export const LINALG_ROWS: readonly Row[] = [
  row("matmul", {
    a: floats([3, 2]),
    b: floats([4, 3]),
    transposeA: true,
    transposeB: true,
    aIsSparse: false,
    bIsSparse: false,
    outputType: "float32",
    gradA: false,
    gradB: false,
  }, CLOSE),
  row("matmul", { a: floats([3, 2]), b: floats([4, 3]), adjointA: true, adjointB: true }, CLOSE),
  row("tensordot", { a: floats([2, 3]), b: floats([3, 4]), axes: 1 }, CLOSE),
  row("linalg.matvec", {
    a: floats([2, 3]),
    b: floats([2]),
    transposeA: true,
    aIsSparse: false,
    bIsSparse: false,
  }, CLOSE),
  row("linalg.matvec", { a: floats([2, 3]), b: floats([2]), adjointA: true }, CLOSE),
  row("linalg.adjoint", { matrix: floats() }),
  row("linalg.matrixTranspose", { a: floats(), conjugate: true }),
  row("linalg.bandPart", {
    input: floats([3, 3]),
    numLower: 1,
    numUpper: 0,
  }),
  row("linalg.bandedTriangularSolve", {
    bands: floats([2, 3], 1, 2),
    rhs: floats([3, 2]),
    lower: true,
    adjoint: true,
  }, CLOSE),
  rows("linalg.cholesky linalg.det linalg.expm linalg.sqrtm linalg.slogdet linalg.lu", {
    input: definite(),
  }, CLOSE),
  row("linalg.lu", { input: floats([3, 3]), outputIdxType: "int64" }, CLOSE),
  row("linalg.inv", { input: definite(), adjoint: true }, CLOSE),
  row("linalg.logdet", { matrix: definite() }, CLOSE),
  row("linalg.choleskySolve", { chol: lower(), rhs: floats([2, 3]) }, CLOSE),
  row("linalg.cross", { a: floats([2, 3]), b: floats([2, 3], 0, 1) }, CLOSE),
  row("linalg.diag", {
    diagonal: floats([3]),
    k: 1,
    numRows: 4,
    numCols: 4,
    paddingValue: pair(7, 8),
    align: "LEFT_RIGHT",
  }),
  row("linalg.diagPart", {
    input: floats([3, 3]),
    k: [0, 1],
    paddingValue: pair(7, 8),
    align: "LEFT_RIGHT",
  }),
  row("linalg.setDiag", {
    input: floats([3, 3]),
    diagonal: floats([2], 5, 6),
    k: 1,
    align: "LEFT_RIGHT",
  }),
  rows("linalg.tensorDiag", { diagonal: floats([3]) }),
  rows("linalg.tensorDiagPart", { input: floats([3, 3]) }),
  rows("linalg.trace", { x: floats([3, 3]) }, CLOSE),
  rows("linalg.eigh linalg.eigvalsh", { tensor: definite() }, CLOSE),
  row("linalg.svd", { tensor: floats([3, 2]), fullMatrices: true, computeUv: false }, CLOSE),
  row("linalg.svd", { tensor: pair([[3, 1], [0, 2]], [[5, -2], [1, 1]]), computeUv: true }, CLOSE),
  row("linalg.qr", { input: floats([3, 2]), fullMatrices: true }, CLOSE),
  row("linalg.eighTridiagonal", {
    alpha: floats([4]),
    beta: floats([3], 0.5, 1),
    eigvalsOnly: true,
    select: "i",
    selectRange: [0, 2],
    tol: 1e-6,
  }, CLOSE),
  row("linalg.eighTridiagonal", {
    alpha: floats([4]),
    beta: floats([3], 0.5, 1),
    eigvalsOnly: true,
    select: "i",
    selectRange: [0, 2],
  }, CLOSE),
  row("linalg.globalNorm", { tList: [floats([3]), floats([2])] }, CLOSE),
  row("linalg.lstsq", {
    matrix: floats([4, 2]),
    rhs: floats([4, 1]),
    l2Regularizer: 0.1,
    fast: true,
  }, CLOSE),
  row("linalg.luReconstruct", { lowerUpper: definite(), perm: order(), validateArgs: true }, CLOSE),
  row(
    "linalg.luMatrixInverse",
    { lowerUpper: definite(), perm: order(), validateArgs: true },
    CLOSE,
  ),
  row("linalg.luSolve", {
    lowerUpper: definite(),
    perm: order(),
    rhs: floats([2, 1]),
    validateArgs: true,
  }, CLOSE),
  row("linalg.matrixRank", {
    a: pair([[1, 2], [2, 4]], [[1, 0], [0, 1]]),
    tol: pair(0.5, 9),
    validateArgs: true,
  }),
  row("linalg.pinv", {
    a: pair([[3, 1], [1, 2], [0, 1]], [[9, 0], [0, 1], [0, 0]]),
    rcond: pair(0.001, 0.5),
    validateArgs: true,
  }, CLOSE),
  rows("linalg.solve", { matrix: definite(), rhs: floats([2, 1]), adjoint: true }, CLOSE),
  row("linalg.triangularSolve", {
    matrix: lower(),
    rhs: floats([2, 1]),
    lower: true,
    adjoint: true,
  }, CLOSE),
  row("linalg.tridiagonalMatmul", {
    diagonals: bands(),
    rhs: floats([4, 2]),
    diagonalsFormat: "compact",
  }, CLOSE),
  row("linalg.tridiagonalMatmul", {
    diagonals: [floats([4]), floats([4], 1, 2), floats([4])],
    rhs: floats([4, 2]),
    diagonalsFormat: "sequence",
  }, CLOSE),
  row("linalg.tridiagonalSolve", {
    diagonals: pair(
      [[1, 1, 0], [4, 5, 6], [0, 1, 2]],
      [[2, 1, 0], [6, 5, 7], [0, -1, 2]],
    ),
    rhs: floats([3, 2]),
    diagonalsFormat: "compact",
    transposeRhs: false,
    conjugateRhs: false,
    partialPivoting: true,
    perturbSingular: false,
  }, CLOSE),
  row("linalg.normalize", { tensor: floats(), ord: 2, axis: 1 }, CLOSE),
].flat();
