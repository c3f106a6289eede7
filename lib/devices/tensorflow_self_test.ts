/**
 * What the tensorflow device must get right before anything else is computed on it: the same
 * questions as the engine's devices are asked, through tfjs's operations.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";

/** Largest difference allowed between a result and the truth, of the truth's magnitude. */
const TOLERANCE = 1e-5;

const A = [[1, -2, 3], [0.5, 4, -1]];
const B = [[2, 0], [1, -1], [-3, 0.25]];
/** Worked out by hand: `A B`, its sum of squares, and the gradient of that in `B`, `2 Aᵀ A B`. */
const PRODUCT = [-9, 2.75, 8, -4.25];
const SQUARES = 170.625;
const GRADIENT = [-10, 1.25, 100, -45, -70, 25];

function difference(name: string, result: tfjs.Tensor, expected: readonly number[]) {
  const actual = result.dataSync();
  const index = expected.findIndex((value, i) => {
    const got = actual[i]!;
    if (Number.isNaN(value)) return !Number.isNaN(got);
    return got !== value && !(Math.abs(got - value) <= TOLERANCE * Math.abs(value));
  });
  return index < 0
    ? undefined
    : `${name}: element ${index} is ${actual[index]} instead of ${expected[index]}`;
}

/**
 * Computes on the backend in use and compares with the truth.
 *
 * @returns What is wrong, in words; `undefined` if nothing is.
 */
export function tfjsSelfTest(): string | undefined {
  let fault: string | undefined;
  tfjs.tidy(() => {
    const [a, b] = [tfjs.tensor2d(A), tfjs.tensor2d(B)];
    const squares = (it: tfjs.Tensor) => tfjs.sum(tfjs.square(tfjs.matMul(a, it)));
    const odd = tfjs.tensor1d([NaN, Infinity, -1]);
    const whole = tfjs.tensor1d([2 ** 31 - 1, -7, 0], "int32");
    fault = difference("product", tfjs.matMul(a, b), PRODUCT) ??
      difference("sum of squares", squares(b), [SQUARES]) ??
      difference("gradient", tfjs.grad(squares)(b), GRADIENT) ??
      difference("NaN and infinity times zero", tfjs.mul(odd, 0), [NaN, NaN, 0]) ??
      difference("is not a number", tfjs.isNaN(odd), [1, 0, 0]) ??
      difference("whole numbers", tfjs.sub(whole, tfjs.scalar(1, "int32")), [
        2 ** 31 - 2,
        -8,
        -1,
      ]);
  });
  return fault;
}
