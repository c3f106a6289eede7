/**
 * Products of matrices, and of matrices with vectors.
 *
 * @module
 */
import { checkBoolean } from "../../errors/checks.ts";
import { formatShape } from "../../errors/format.ts";
import { reshape } from "../../primitives/array/reshape.ts";
import * as primitives from "../../primitives/linalg/matmul.ts";
import { asColumns } from "../../primitives/linalg/matrices.ts";
import { cast } from "../../primitives/math/cast.ts";
import { conjugate } from "../../primitives/math/complex.ts";
import { internally } from "../../tensor/state.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { DType } from "../../arrays/dtypes.ts";
import type { Named } from "../array/named.ts";
import { asOperands } from "../as_tensor.ts";
import type { TensorLike } from "../../tensor/like.ts";
import { bind, type Operation } from "../bind.ts";
import { dtypeOr } from "../dtype_argument.ts";

/** Arguments of {@linkcode matmul}. */
export interface MatmulArguments extends Named {
  /** Numbers of at least 2 dimensions. */
  a: TensorLike;
  /** Numbers of the same dtype and at least 2 dimensions. */
  b: TensorLike;
  /** Whether the last two axes of `a` are exchanged first; default `false`. */
  transposeA?: boolean | null;
  /** The same for `b`. */
  transposeB?: boolean | null;
  /** Whether `a` is conjugated and its last two axes exchanged first; default `false`. */
  adjointA?: boolean | null;
  /** The same for `b`. */
  adjointB?: boolean | null;
  /** Taken for the sake of TensorFlow's signature: zeros are multiplied like other numbers. */
  aIsSparse?: boolean | null;
  /** The same for `b`. */
  bIsSparse?: boolean | null;
  /** The dtype to compute in; default: that of `a` and `b`. */
  outputType?: DType | null;
  /** Taken for the sake of TensorFlow's signature. */
  gradA?: boolean | null;
  /** Taken for the sake of TensorFlow's signature. */
  gradB?: boolean | null;
}

/** The value of a flag, `false` where it is not given. */
export function flag(where: string, name: string, value: unknown): boolean {
  return value === undefined || value === null ? false : checkBoolean(where, name, value);
}

/** Whether an operand is to be transposed, conjugated or not. */
function transposes(where: string, name: "A" | "B", transpose: unknown, adjoint: unknown): boolean {
  const isTransposed = flag(where, `transpose${name}`, transpose);
  const isAdjoint = flag(where, `adjoint${name}`, adjoint);
  if (isTransposed && isAdjoint) {
    throw new RangeError(
      `${where}: expected one of transpose${name} and adjoint${name}, received both as true`,
    );
  }
  return isTransposed || isAdjoint;
}

/** Whether one is a matrix of float32 and one of bfloat16: TensorFlow multiplies these in float32. */
function isMixed(x: Tensor, y: Tensor): boolean {
  const dtypes = [x.dtype, y.dtype];
  return x.rank === 2 && y.rank === 2 && dtypes.includes("float32") && dtypes.includes("bfloat16");
}

/**
 * The matrix product over the last two axes, `result[.., i, j] = sum_k a[.., i, k] b[.., k, j]`; the
 * axes before broadcast: shapes (.., n, k) and (.., k, m) give (.., n, m). Whole numbers wrap. A single
 * matrix of float32 with one of bfloat16 gives float32.
 *
 * @throws {TypeError} for vectors (see `tf.linalg.matvec` and `tf.tensordot`), for inner dimensions
 * that differ, and for two other dtypes.
 * @throws {RangeError} where an operand is to be transposed and adjoint.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * const a = tf.constant([[1, 2], [3, 4]]);
 * assertEquals(tf.matmul(a, [[5], [6]]).numpy().toArray(), [[17], [39]]);
 * assertEquals(tf.matmul(a, a, { transposeB: true }).numpy().toArray(), [[5, 11], [11, 25]]);
 * ```
 */
export const matmul: Operation<
  MatmulArguments,
  [
    "a",
    "b",
    "transposeA",
    "transposeB",
    "adjointA",
    "adjointB",
    "aIsSparse",
    "bIsSparse",
    "outputType",
    "gradA",
    "gradB",
    "name",
  ],
  Tensor
> = bind(
  "tf.matmul",
  [
    "a",
    "b",
    "transposeA",
    "transposeB",
    "adjointA",
    "adjointB",
    "aIsSparse",
    "bIsSparse",
    "outputType",
    "gradA",
    "gradB",
    "name",
  ],
  2,
  (
    a,
    b,
    transposeA,
    transposeB,
    adjointA,
    adjointB,
    aIsSparse,
    bIsSparse,
    outputType,
    gradA,
    gradB,
  ) => {
    const where = "tf.matmul";
    const [x, y] = asOperands(where, a, b);
    flag(where, "aIsSparse", aIsSparse);
    flag(where, "bIsSparse", bIsSparse);
    flag(where, "gradA", gradA);
    flag(where, "gradB", gradB);
    const isTurnedA = transposes(where, "A", transposeA, adjointA);
    const isTurnedB = transposes(where, "B", transposeB, adjointB);
    const given = outputType ?? (isMixed(x, y) ? "float32" : undefined);
    if (given === undefined && x.dtype !== "complex64") {
      return primitives.matmul(x, y, isTurnedA, isTurnedB);
    }
    const dtype = dtypeOr(where, given, x.dtype, "outputType");
    return internally(() =>
      primitives.matmul(
        cast(transposeA === true ? conjugate(x) : x, dtype),
        cast(transposeB === true ? conjugate(y) : y, dtype),
        isTurnedA,
        isTurnedB,
      )
    );
  },
);

/** Arguments of {@linkcode matvec}. */
export interface MatvecArguments extends Named {
  /** Numbers of at least 2 dimensions. */
  a: TensorLike;
  /** Numbers of the same dtype and at least 1 dimension. */
  b: TensorLike;
  /** Whether the last two axes of `a` are exchanged first; default `false`. */
  transposeA?: boolean | null;
  /** Whether `a` is conjugated and its last two axes exchanged first; default `false`. */
  adjointA?: boolean | null;
  /** Taken for the sake of TensorFlow's signature: zeros are multiplied like other numbers. */
  aIsSparse?: boolean | null;
  /** The same for `b`. */
  bIsSparse?: boolean | null;
}

/**
 * The product of matrices with vectors, `result[.., i] = sum_k a[.., i, k] b[.., k]`; the axes
 * before broadcast: shapes (.., n, k) and (.., k) give (.., n).
 *
 * @throws {TypeError} for dimensions or dtypes that do not agree.
 *
 * @example
 * ```ts
 * import * as tf from "kerasaur";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(tf.linalg.matvec([[1, 2], [3, 4]], [5, 6]).numpy().toArray(), [17, 39]);
 * ```
 */
export const matvec: Operation<
  MatvecArguments,
  ["a", "b", "transposeA", "adjointA", "aIsSparse", "bIsSparse", "name"],
  Tensor
> = bind(
  "tf.linalg.matvec",
  ["a", "b", "transposeA", "adjointA", "aIsSparse", "bIsSparse", "name"],
  2,
  (a, b, transposeA, adjointA, aIsSparse, bIsSparse) => {
    const where = "tf.linalg.matvec";
    flag(where, "aIsSparse", aIsSparse);
    flag(where, "bIsSparse", bIsSparse);
    const [matrix, vector] = asOperands(where, a, b);
    const transpose = transposes(where, "A", transposeA, adjointA);
    const x = transposeA === true ? conjugate(matrix) : matrix;
    const inner = x.shape.at(transpose ? -2 : -1);
    if (x.rank < 2 || vector.rank < 1 || inner !== vector.shape.at(-1)) {
      throw new TypeError(
        `${where}: expected matrices and vectors whose inner dimensions agree, received shapes ${
          formatShape(x.shape)
        } and ${formatShape(vector.shape)}${transpose ? ", the matrices to be transposed" : ""}`,
      );
    }
    return internally(() => {
      const product = primitives.matmul(x, asColumns(vector), transpose);
      return reshape(product, product.shape.slice(0, -1));
    });
  },
);
