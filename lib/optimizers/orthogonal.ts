/**
 * The orthogonal matrix that is nearest to one, nearly.
 *
 * @module
 */
import { transpose } from "../primitives/array/transpose.ts";
import { matmul } from "../primitives/linalg/matmul.ts";
import { add, divide, multiply, square } from "../primitives/math/arithmetic.ts";
import { sqrt } from "../primitives/math/exponential.ts";
import { reduceSum } from "../primitives/reduction/reduce_sum.ts";
import { scalar } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";

/**
 * `x = x / |x|`, then so many times `x = a x + (b x x^T + c (x x^T)^2) x`: Newton and Schulz's
 * iteration of the fifth degree, which brings all singular values near 1.
 *
 * @param factors `a`, `b` and `c`.
 */
export function orthogonal(
  matrix: Tensor,
  steps: number,
  factors: readonly [number, number, number],
): Tensor {
  const { dtype, shape } = matrix;
  const isHigh = shape[0]! > shape[1]!;
  const [a, b, c] = factors.map((it) => scalar(it, dtype)) as [Tensor, Tensor, Tensor];
  const norm = sqrt(reduceSum(square(matrix), [0, 1], true));
  let x = divide(isHigh ? transpose(matrix, [1, 0]) : matrix, add(norm, scalar(1e-7, dtype)));
  for (let i = 0; i < steps; i++) {
    const product = matmul(x, x, false, true);
    const mixture = add(multiply(b, product), matmul(multiply(c, product), product));
    x = add(multiply(a, x), matmul(mixture, x));
  }
  return isHigh ? transpose(x, [1, 0]) : x;
}
