/**
 * Products, linear algebra and norms, as `tf.keras.ops` has them.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.keras.ops.dot([1, 2], [3, 4])), 11);
 * ```
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { expandDims, squeeze } from "../ops/array/expand_dims.ts";
import { pad } from "../ops/array/pad.ts";
import { reshape } from "../ops/array/reshape.ts";
import { cholesky as factor } from "../ops/linalg/cholesky.ts";
import * as decompositions from "../ops/linalg/decompositions.ts";
import * as determinants from "../ops/linalg/determinant.ts";
import { diag as diagonalMatrix } from "../ops/linalg/diag.ts";
import { einsum as summed } from "../ops/linalg/einsum.ts";
import * as least from "../ops/linalg/lstsq.ts";
import { lu } from "../ops/linalg/lu.ts";
import { matmul as product } from "../ops/linalg/matmul.ts";
import * as solving from "../ops/linalg/solve.ts";
import { tensordot as contraction } from "../ops/linalg/tensordot.ts";
import { adjoint } from "../ops/linalg/transposes.ts";
import { cross as crossed } from "../ops/linalg/cross.ts";
import { broadcastTo } from "../ops/array/broadcast.ts";
import { checkOneOf } from "../errors/checks.ts";
import { abs, add, multiply, square, subtract } from "../ops/math/arithmetic.ts";
import { cast } from "../ops/math/cast.ts";
import { notEqual } from "../ops/math/comparison.ts";
import { divide } from "../ops/math/division_true.ts";
import { pow, sqrt } from "../ops/math/exponential.ts";
import { maximum } from "../ops/math/extremes.ts";
import { asAxis } from "../ops/integers.ts";
import * as reduce from "../ops/reduction/reductions.ts";
import { invertPermutation } from "../ops/array/unique.ts";
import type { TensorLike } from "../tensor/like.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { alike, floatPair, floats, pair } from "./dtypes.ts";
import type { Paired } from "./pairs.ts";
import { movedAxes } from "./shapes.ts";
import { type KerasOperation, operation } from "./signature.ts";

/** Numbers that can be multiplied and added: truth values become int32. */
const counted = (a: TensorLike, b: TensorLike): [Tensor, Tensor] => {
  const [x, y] = pair(a, b);
  return x.dtype === "bool" ? [cast(x, "int32"), cast(y, "int32")] : [x, y];
};

/** The product of matrices, as NumPy's `@`: vectors count as rows before, as columns behind it. */
function multiplied(a: Tensor, b: Tensor): Tensor {
  const x = a.rank === 1 ? expandDims(a, 0) : a;
  const y = b.rank === 1 ? expandDims(b, 1) : b;
  const found = product(x, y);
  const axes = [...a.rank === 1 ? [-2] : [], ...b.rank === 1 ? [-1] : []];
  return axes.length === 0 ? found : squeeze(found, axes);
}

/** Matrices multiplied; vectors count as rows before, as columns behind. */
export const matmul: Paired = operation("matmul", "x1, x2", (a, b) => multiplied(...counted(a, b)));
/** The sum of products over the last axis of `x1` and the last but one of `x2`. */
export const dot: Paired = operation("dot", "x1, x2", (a, b) => {
  const [x, y] = counted(a, b);
  if (x.rank === 0 || y.rank === 0) return multiply(x, y);
  if (y.rank === 1) return contraction(x, y, [[x.rank - 1], [0]]);
  return contraction(x, y, [[x.rank - 1], [y.rank - 2]]);
});
/** The sum of products over the last axes of both. */
export const inner: Paired = operation("inner", "x1, x2", (a, b) => {
  const [x, y] = counted(a, b);
  if (x.rank === 0 || y.rank === 0) return multiply(x, y);
  return contraction(x, y, [[x.rank - 1], [y.rank - 1]]);
});
/** Every product of an element of `x1` and one of `x2`. */
export const outer: Paired = operation("outer", "x1, x2", (a, b) => {
  const [x, y] = counted(a, b);
  return multiply(reshape(x, [-1, 1]), reshape(y, [1, -1]));
});
/** The sum of all products of both, flattened. */
export const vdot: Paired = operation("vdot", "x1, x2", (a, b) => {
  const [x, y] = counted(a, b);
  return reduce.reduceSum(multiply(reshape(x, [-1]), reshape(y, [-1])));
});
/** Every element of `x1` times the whole of `x2`, as blocks. */
export const kron: Paired = operation("kron", "x1, x2", (a, b) => {
  const [x, y] = counted(a, b);
  const rank = Math.max(x.rank, y.rank);
  const front = (it: Tensor) => [...new Array<number>(rank - it.rank).fill(1), ...it.shape];
  const [left, right] = [front(x), front(y)];
  const blocks = multiply(
    reshape(x, left.flatMap((dim) => [dim, 1])),
    reshape(y, right.flatMap((dim) => [1, dim])),
  );
  return reshape(blocks, left.map((dim, i) => dim * right[i]!));
});
/** The sum of products over axes of both. */
export const tensordot: KerasOperation<"x1, x2, axes:contracted=2"> = operation(
  "tensordot",
  "x1, x2, axes:contracted=2",
  (a, b, axes) => {
    const lists = typeof axes === "number"
      ? axes
      : axes.map((it) => typeof it === "number" ? [it] : [...it]);
    return contraction(...counted(a, b), lists as number);
  },
);
const summedBy: KerasOperation<"subscripts:text, operands:tensors"> = operation(
  "einsum",
  "subscripts:text, operands:tensors",
  (subscripts, operands) => summed(subscripts, ...alike(operands)),
);

/** Sums of products by an equation such as `"ij,jk->ik"`. */
export const einsum: (subscripts: string, ...operands: readonly TensorLike[]) => Tensor = (
  subscripts,
  ...operands
) => fromCaller(einsum, () => summedBy(subscripts, operands));

/** The cross product of vectors of two or three elements. */
export const cross: KerasOperation<
  "x1, x2, axisa:axis=-1, axisb:axis=-1, axisc:axis=-1, axis:optionalAxis=null"
> = operation(
  "cross",
  "x1, x2, axisa:axis=-1, axisb:axis=-1, axisc:axis=-1, axis:optionalAxis=null",
  (a, b, axisa, axisb, axisc, axis) => {
    const [x, y] = counted(a, b);
    const last = (it: Tensor, at: number) => movedAxes(it, [at], [-1]);
    const [left, right] = [last(x, axis ?? axisa), last(y, axis ?? axisb)];
    const isFlat = left.shape.at(-1) === 2 && right.shape.at(-1) === 2;
    const deep = (it: Tensor) =>
      it.shape.at(-1) === 2 ? pad(it, it.shape.map((_, i) => [0, i === it.rank - 1 ? 1 : 0])) : it;
    const [p, q] = [deep(left), deep(right)];
    const shape = broadcastShape(p.shape, q.shape);
    const found = crossed(broadcastTo(p, shape), broadcastTo(q, shape));
    if (isFlat) return reshape(found.at("...", 2), shape.slice(0, -1));
    return movedAxes(found, [-1], [axis ?? axisc]);
  },
);

function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [p, q] = [a[i - rank + a.length] ?? 1, b[i - rank + b.length] ?? 1];
    return p === 1 ? q : p;
  });
}

/** The lower triangle whose square a positive matrix is; with `upper` the upper one. */
export const cholesky: KerasOperation<"x, upper:flag=false"> = operation(
  "cholesky",
  "x, upper:flag=false",
  (x, upper) => upper ? adjoint(factor(floats(x))) : factor(floats(x)),
);
/** The inverse of a matrix, from its triangle. */
export const choleskyInverse: KerasOperation<"x, upper:flag=false"> = operation(
  "choleskyInverse",
  "x, upper:flag=false",
  (value, upper) => {
    const x = floats(value);
    const identity = diagonalMatrix(
      add(multiply(reduce.reduceSum(x, -1), 0), 1),
    );
    const root = solving.triangularSolve(x, identity, { lower: !upper });
    return upper
      ? product(root, root, { transposeB: true })
      : product(root, root, { transposeA: true });
  },
);
/** The determinant. */
export const det: KerasOperation<"x"> = operation("det", "x", (x) => determinants.det(floats(x)));
/** The logarithm of the determinant of a positive matrix. */
export const logdet: KerasOperation<"x"> = operation(
  "logdet",
  "x",
  (x) => determinants.logdet(floats(x)),
);
/** The sign of the determinant, and the logarithm of its size. */
export const slogdet: KerasOperation<"x", [sign: Tensor, logAbsDet: Tensor]> = operation(
  "slogdet",
  "x",
  (x): [sign: Tensor, logAbsDet: Tensor] => {
    const [sign, size] = determinants.slogdet(floats(x));
    return [sign, size];
  },
);
/** The inverse matrix. */
export const inv: KerasOperation<"x"> = operation("inv", "x", (x) => solving.inv(floats(x)));
/** The pseudo-inverse. */
export const pinv: KerasOperation<"x, rcond:optionalNumber=null"> = operation(
  "pinv",
  "x, rcond:optionalNumber=null",
  (x, rcond) => least.pinv(floats(x), rcond),
);
/** The rank of a matrix. */
export const matrixRank: KerasOperation<"x, tol:optionalNumber=null"> = operation(
  "matrixRank",
  "x, tol:optionalNumber=null",
  (x, tol) => least.matrixRank(floats(x), tol),
);
/** Eigenvalues in ascending order and eigenvectors of a symmetric matrix. */
export const eigh: KerasOperation<"x", [values: Tensor, vectors: Tensor]> = operation(
  "eigh",
  "x",
  (x): [values: Tensor, vectors: Tensor] => {
    const [values, vectors] = decompositions.eigh(floats(x));
    return [values, vectors];
  },
);
/** An orthogonal and an upper triangular factor. */
export const qr: KerasOperation<'x, mode:text="reduced"', [q: Tensor, r: Tensor]> = operation(
  "qr",
  'x, mode:text="reduced"',
  (x, mode): [q: Tensor, r: Tensor] => {
    const kind = checkOneOf("qr", "mode", mode, ["reduced", "complete"]);
    const [q, r] = decompositions.qr(floats(x), kind === "complete");
    return [q, r];
  },
);
/** Type of {@linkcode svd}. */
export interface Svd extends
  KerasOperation<
    "x, fullMatrices:flag=true, computeUv:flag=true",
    Tensor | [u: Tensor, s: Tensor, vh: Tensor]
  > {
  /** The same, of positions alone. */
  (x: TensorLike, fullMatrices?: boolean): [u: Tensor, s: Tensor, vh: Tensor];
}

/** `[u, s, vh]` with `x = u diag(s) vh`; without `computeUv` the singular values alone. */
export const svd: Svd = operation(
  "svd",
  "x, fullMatrices:flag=true, computeUv:flag=true",
  (x, fullMatrices, computeUv): Tensor | [u: Tensor, s: Tensor, vh: Tensor] => {
    if (!computeUv) return decompositions.svd(floats(x), fullMatrices, false) as Tensor;
    const [s, u, v] = decompositions.svd(floats(x), fullMatrices, true) as readonly [
      Tensor,
      Tensor,
      Tensor,
    ];
    return [u, s, adjoint(v)];
  },
) as unknown as Svd;
/** Both triangles in one matrix, and the order of its rows. */
export const luFactor: KerasOperation<"x", [lu: Tensor, pivots: Tensor]> = operation(
  "luFactor",
  "x",
  (x): [lu: Tensor, pivots: Tensor] => {
    const [both, order] = lu(floats(x));
    return [both, invertPermutation(order)];
  },
);
/** The least squares solution. */
export const lstsq: KerasOperation<"a, b, rcond:optionalNumber=null"> = operation(
  "lstsq",
  "a, b, rcond:optionalNumber=null",
  (a, b, rcond) => {
    const [x, y] = floatPair(a, b);
    const columns = y.rank === 1 ? expandDims(y, 1) : y;
    const found = product(least.pinv(x, rcond), columns);
    return y.rank === 1 ? squeeze(found, [1]) : found;
  },
);

const asColumns = (a: Tensor, b: Tensor, run: (a: Tensor, b: Tensor) => Tensor): Tensor =>
  b.rank === a.rank - 1 ? squeeze(run(a, expandDims(b, -1)), [-1]) : run(a, b);

/** The solution of `a x = b`. */
export const solve: KerasOperation<"a, b"> = operation(
  "solve",
  "a, b",
  (a, b) => asColumns(...floatPair(a, b), (x, y) => solving.solve(x, y)),
);
/** The solution of `a x = b` with a triangular `a`. */
export const solveTriangular: KerasOperation<"a, b, lower:flag=false"> = operation(
  "solveTriangular",
  "a, b, lower:flag=false",
  (a, b, lower) =>
    asColumns(...floatPair(a, b), (x, y) => solving.triangularSolve(x, y, { lower })),
);

/** The norm of vectors. */
function vectorNorm(x: Tensor, ord: unknown, axis: number, keepdims: boolean): Tensor {
  const size = abs(x);
  if (ord === null || ord === 2) return sqrt(reduce.reduceSum(square(size), axis, keepdims));
  if (ord === Infinity) return reduce.reduceMax(size, axis, keepdims);
  if (ord === -Infinity) return reduce.reduceMin(size, axis, keepdims);
  if (ord === 0) return reduce.reduceSum(cast(notEqual(x, 0), size.dtype), axis, keepdims);
  if (typeof ord !== "number") {
    throw new RangeError(`norm: expected ord of vectors to be a number or null, received ${ord}`);
  }
  return pow(reduce.reduceSum(pow(size, ord), axis, keepdims), 1 / ord);
}

/** The norm of matrices: their axes are the last two, and are left out. */
function matrixNorm(x: Tensor, ord: unknown): Tensor {
  const size = abs(x);
  const sums = (axis: number) => reduce.reduceSum(size, axis);
  if (ord === null || ord === "fro") return sqrt(reduce.reduceSum(square(size), [-2, -1]));
  if (ord === 1) return reduce.reduceMax(sums(-2), -1);
  if (ord === -1) return reduce.reduceMin(sums(-2), -1);
  if (ord === Infinity) return reduce.reduceMax(sums(-1), -1);
  if (ord === -Infinity) return reduce.reduceMin(sums(-1), -1);
  const values = () => decompositions.svd(x, false, false) as Tensor;
  if (ord === 2) return reduce.reduceMax(values(), -1);
  if (ord === -2) return reduce.reduceMin(values(), -1);
  if (ord === "nuc") return reduce.reduceSum(values(), -1);
  throw new RangeError(
    `norm: expected ord of matrices among null, "fro", "nuc", 1, -1, 2, -2, Infinity and -Infinity, received ${ord}`,
  );
}

/** The norm of vectors, matrices, or of everything. */
export const norm: KerasOperation<"x, ord=null, axis:axes=null, keepdims=false"> = operation(
  "norm",
  "x, ord=null, axis:axes=null, keepdims=false",
  (value, ord, axis, keepdims) => {
    const x = floats(value);
    const all = axis === null ? x.shape.map((_, i) => i) : typeof axis === "number" ? [axis] : axis;
    const axes = all.map((it) => asAxis("axis", it, x.rank));
    if (axes.length === 1) return vectorNorm(x, ord, axes[0]!, keepdims);
    if (axes.length === 2) {
      const found = matrixNorm(movedAxes(x, axes, [-2, -1]), ord);
      return keepdims ? reshape(found, x.shape.map((dim, i) => axes.includes(i) ? 1 : dim)) : found;
    }
    if (ord !== null) {
      throw new RangeError(
        `norm: expected one or two axes with ord, received ${axes.length} and ord=${ord}`,
      );
    }
    return sqrt(reduce.reduceSum(square(abs(x)), axes, keepdims));
  },
);
/** Vectors divided by their norms, which count as at least `epsilon`. */
export const normalize: KerasOperation<
  "x, axis:axes=-1, order:ord=2, epsilon:optionalNumber=null"
> = operation(
  "normalize",
  "x, axis:axes=-1, order:ord=2, epsilon:optionalNumber=null",
  (value, axis, order, epsilon) => {
    const x = floats(value);
    const least_ = epsilon ?? 1e-7;
    const axes = axis === null
      ? x.shape.map((_, i) => i)
      : typeof axis === "number"
      ? [axis]
      : axis;
    if (order === 2) {
      const total = reduce.reduceSum(square(x), axes, true);
      return divide(x, sqrt(maximum(total, least_ * least_)));
    }
    const length = axes.length === 1
      ? vectorNorm(x, order, axes[0]!, true)
      : vectorNorm(reshape(x, [-1]), order, 0, true);
    return divide(x, maximum(length, least_));
  },
);
/** Distances of each row of `x` from each row of `y`. */
export const cdist: KerasOperation<"x, y"> = operation("cdist", "x, y", (x, y) => {
  const [a, b] = floatPair(x, y);
  const gap = subtract(expandDims(a, -2), expandDims(b, -3));
  return sqrt(reduce.reduceSum(square(gap), -1));
});
