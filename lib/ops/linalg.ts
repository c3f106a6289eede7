/**
 * Matrix products, named as in `tf` and `tf.linalg`.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { formatShape } from "../errors/format.ts";
import { asTensor, convertToTensor, type TensorLike } from "./convert.ts";
import { checkDType } from "./define.ts";
import type { Tensor } from "./tensor.ts";

/** Options of {@linkcode matmul}. */
export interface MatmulOptions {
  /** Whether the last two axes of `a` are exchanged first; default `false`. */
  transposeA?: boolean;
  /** Whether the last two axes of `b` are exchanged first; default `false`. */
  transposeB?: boolean;
}

/**
 * The matrix product: `(..., n, k)` by `(..., k, m)` gives `(..., n, m)`.
 *
 * @throws {TypeError} where the inner dimensions differ or a rank is below 2.
 */
export function matmul(
  a: TensorLike,
  b: TensorLike,
  { transposeA = false, transposeB = false }: MatmulOptions = {},
): Tensor {
  const x = convertToTensor("tf.matmul", a, undefined, "float32");
  const y = convertToTensor("tf.matmul", b, undefined, "float32");
  checkDType("tf.matmul", x, ["float32"]);
  checkDType("tf.matmul", y, ["float32"]);
  const inner = [x.shape.at(transposeA ? -2 : -1), y.shape.at(transposeB ? -1 : -2)];
  if (x.rank < 2 || y.rank < 2 || inner[0] !== inner[1]) {
    throw new TypeError(
      `tf.matmul: expected matrices whose inner dimensions agree, received shapes ${
        formatShape(x.shape)
      } and ${formatShape(y.shape)} with transposeA=${transposeA}, transposeB=${transposeB}`,
    );
  }
  return asTensor(tfjs.matMul(x, y, transposeA, transposeB));
}

/** The sum of products over the given number of axes: the last of `a` with the first of `b`. */
export function tensordot(a: TensorLike, b: TensorLike, axes: number): Tensor {
  const x = convertToTensor("tf.tensordot", a, undefined, "float32");
  const y = convertToTensor("tf.tensordot", b, undefined, "float32");
  const left = x.shape.slice(x.rank - axes);
  const right = y.shape.slice(0, axes);
  if (!Number.isInteger(axes) || axes < 0 || formatShape(left) !== formatShape(right)) {
    throw new TypeError(
      `tf.tensordot: expected the last ${axes} axes of ${
        formatShape(x.shape)
      } to match the first of ${formatShape(y.shape)}`,
    );
  }
  const size = left.reduce((product, dim) => product * dim, 1);
  const rows = tfjs.reshape(x, [x.size / size, size]);
  const columns = tfjs.reshape(y, [size, y.size / size]);
  const shape = [...x.shape.slice(0, x.rank - axes), ...y.shape.slice(axes)];
  return asTensor(tfjs.reshape(tfjs.matMul(rows, columns), shape));
}
