/**
 * Pixels of one range of values in another.
 *
 * @module
 * @internal
 */
import { add, divide, multiply, subtract } from "../../primitives/math/arithmetic.ts";
import { scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Ends } from "./image_rows.ts";

/** Pixels of a byte each. */
export const BYTES: Ends = [0, 255];

/** `(x - from) / length of from`, on the range `to`, in the type that `x` has. */
export function rescaledRange(x: Tensor, from: Ends, to: Ends): Tensor {
  if (from[0] === to[0] && from[1] === to[1]) return x;
  const [low, high, least, most] = [...from, ...to].map((it) => scalar(it, x.dtype)) as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ];
  const part = divide(subtract(x, low), subtract(high, low));
  return add(multiply(part, subtract(most, least)), least);
}
