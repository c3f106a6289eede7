/**
 * `tf.norm`.
 *
 * @module
 */
import type { DType } from "../../arrays/dtypes.ts";
import { formatValue } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import { transpose } from "../../primitives/array/transpose.ts";
import { singularValues } from "../../primitives/linalg/svd.ts";
import { abs } from "../../primitives/math/absolute.ts";
import { multiply } from "../../primitives/math/arithmetic.ts";
import { sqrt } from "../../primitives/math/exponential.ts";
import { pow } from "../../primitives/math/power.ts";
import { reducedShape } from "../../primitives/reduction/family.ts";
import { reduceMax } from "../../primitives/reduction/reduce_extreme.ts";
import { reduceSum } from "../../primitives/reduction/reduce_sum.ts";
import { requireFloat } from "../../primitives/support/infer.ts";
import { scalar } from "../../tensor/scalar.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { asTensor } from "../as_tensor.ts";
import type { IntegerLike, IntegersLike, TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { asAxis, asOneOrMore, isList } from "../integers.ts";
import { flagOr } from "../reduction/reduction_operation.ts";

/** Which norm: Euclidean, Frobenius', or of an order > 0, `Infinity` for the largest. */
export type Order = "euclidean" | "fro" | number;

/** Arguments of {@linkcode norm}. */
export interface NormArguments {
  /** A tensor of floats; also of whole numbers with a sign for the orders 1 and `Infinity`. */
  tensor: TensorLike;
  /**
   * Which norm; default "euclidean". Of vectors: "euclidean" or a number > 0. Of matrices:
   * "euclidean", "fro", 1 (largest column), 2 (largest singular value), Infinity (largest row).
   */
  ord?: Order | null;
  /** One axis for vectors, two for matrices; default: the tensor as one vector. */
  axis?: IntegerLike | IntegersLike | null;
  /** Whether these axes stay with length 1; default `false`. */
  keepdims?: boolean | null;
  /** Taken for the sake of Python's signature; names nothing. */
  name?: string | null;
}

const WHERE = "tf.norm";
/** Whole numbers that have norms without roots. */
const SIGNED: ReadonlySet<DType> = new Set(["int8", "int16", "int32", "int64"]);
const OF_MATRICES: readonly Order[] = ["euclidean", "fro", 1, 2, Infinity];

/** The axes of vectors, or the rows' and the columns' of matrices. */
function axesOf(axis: NormArguments["axis"], x: Tensor): { axes: number[]; isMatrix: boolean } {
  if (axis === undefined || axis === null) {
    return { axes: x.shape.map((_, it) => it), isMatrix: false };
  }
  if (!isList(axis)) return { axes: [asAxis(WHERE, axis, x.rank)], isMatrix: false };
  const axes = asOneOrMore(WHERE, "axis", axis).map((it) => asAxis(WHERE, it, x.rank));
  if (axes.length === 2 && axes[0] !== axes[1]) return { axes, isMatrix: true };
  throw new RangeError(
    `${WHERE}: expected axis to be one axis or two different ones, received axis=${
      formatValue(axis)
    }`,
  );
}

function checkOrder(ord: unknown, isMatrix: boolean): Order {
  const isVectorOrder = ord === "euclidean" || (typeof ord === "number" && ord > 0);
  if (isMatrix ? OF_MATRICES.includes(ord as Order) : isVectorOrder) return ord as Order;
  const expected = isMatrix
    ? `one of "euclidean", "fro", 1, 2, Infinity for matrices`
    : `"euclidean" or a number > 0 for vectors`;
  const error = typeof ord === "string" || typeof ord === "number" ? RangeError : TypeError;
  throw new error(`${WHERE}: expected ord to be ${expected}, received ord=${formatValue(ord)}`);
}

/** The largest singular value of matrices in two axes, which stay with length 1. */
function spectral(x: Tensor, [rows, columns]: readonly number[]): Tensor {
  const others = x.shape.map((_, axis) => axis).filter((it) => it !== rows && it !== columns);
  const values = singularValues(transpose(x, [...others, rows!, columns!]));
  const largest = reduceMax(values, [values.rank - 1]);
  return reshape(largest, reducedShape(x.shape, [rows!, columns!], true));
}

/** A norm over axes, which stay with length 1. */
function normOf(x: Tensor, ord: Order, axes: readonly number[], isMatrix: boolean): Tensor {
  const sorted = axes.toSorted((a, b) => a - b);
  if (ord === "euclidean" || ord === "fro" || (ord === 2 && !isMatrix)) {
    return sqrt(reduceSum(multiply(x, x), sorted, true));
  }
  if (ord === 2) return spectral(x, axes);
  const size = abs(x);
  if (isMatrix) {
    const [rows, columns] = axes as [number, number];
    const [summed, compared] = ord === 1 ? [rows, columns] : [columns, rows];
    return reduceMax(reduceSum(size, [summed], true), [compared], true);
  }
  if (ord === Infinity) return reduceMax(size, sorted, true);
  const sum = ord === 1 ? size : pow(size, scalar(ord, x.dtype));
  const total = reduceSum(sum, sorted, true);
  return ord === 1 ? total : pow(total, scalar(1 / ord, x.dtype));
}

/**
 * The length of vectors along an axis, of matrices along two, or of the tensor as one vector:
 * `sum(|x|^ord)^(1 / ord)` for vectors.
 *
 * @throws {TypeError} for anything else than floats, or whole numbers with a sign for 1, `Infinity`.
 * @throws {RangeError} for a norm or axes that there are not.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(Number(tf.norm([3, 4])), 5);
 * assertEquals(tf.norm([[1, -2], [3, 4]], 1, 0).numpy().toArray(), [4, 6]);
 * assertEquals(Number(tf.norm([[1, 2], [3, 4]], Infinity, [0, 1])), 7);
 * ```
 */
export const norm: Operation<
  NormArguments,
  ["tensor", "ord", "axis", "keepdims", "name"],
  Tensor
> = bind(
  WHERE,
  ["tensor", "ord", "axis", "keepdims", "name"],
  1,
  (tensor, ord, axis, keepdims) => {
    const x = asTensor(WHERE, tensor);
    if (!SIGNED.has(x.dtype)) requireFloat("norm", x.aval);
    const { axes, isMatrix } = axesOf(axis, x);
    const order = checkOrder(ord ?? "euclidean", isMatrix);
    if (order !== 1 && order !== Infinity) requireFloat("norm", x.aval);
    const keep = flagOr(WHERE, "keepdims", keepdims, false);
    return internally(() =>
      reshape(normOf(x, order, axes, isMatrix), reducedShape(x.shape, axes, keep))
    );
  },
);
