/**
 * The half wave of cosine schedules. A graphics card's own cosine may be off by 2^-11, which would
 * show in every weight; a series of products and sums is right to the last places anywhere.
 *
 * @module
 * @internal
 */
import { add, multiply, square, subtract } from "../../primitives/math/arithmetic.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { number } from "./schedule.ts";

/** `1 / (2k + 1)!` with the signs of the sine's series, from the last that counts in float32. */
const SERIES = [-1 / 39916800, 1 / 362880, -1 / 5040, 1 / 120, -1 / 6, 1] as const;

/** `(1 + cos(pi x)) / 2 = 1 - sin(pi x / 2)^2`, for `x` from 0 to 1. */
export function halfWave(x: Tensor): Tensor {
  const angle = multiply(number(Math.PI / 2), x);
  const squared = square(angle);
  const [last, ...rest] = SERIES.map(number);
  const series = rest.reduce((sum, term) => add(multiply(sum, squared), term), last!);
  return subtract(number(1), square(multiply(angle, series)));
}
